// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/watch/managers.h"

#include "helper/netfilter/smallfile.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <climits>
#include <dirent.h>
#include <memory>
#include <optional>
#include <set>
#include <string_view>
#include <unistd.h>

namespace Portlight::Helper
{

namespace
{

/// What this machine's files and processes say, below a root folder.
class Machine
{
public:
    explicit Machine(const std::string &root)
        : m_root(root.ends_with('/') ? root.substr(0, root.size() - 1) : root)
    {
        const std::optional<std::string> here = link("/proc/self/ns/net");
        m_isMain = here && here == link("/proc/1/ns/net");
        const std::unique_ptr<DIR, int (*)(DIR *)> folder(::opendir((m_root + "/proc").c_str()),
                                                          ::closedir);
        while (const dirent *entry = folder ? ::readdir(folder.get()) : nullptr) {
            const std::string process = std::string("/proc/") + entry->d_name;
            if (std::isdigit(static_cast<unsigned char>(entry->d_name[0])) != 0 && here
                && here == link(process + "/ns/net")) {
                std::string name = text(process + "/comm");
                name.erase(std::find(name.begin(), name.end(), '\n'), name.end());
                m_processes.insert(std::move(name));
            }
        }
    }

    bool has(const std::string &path) const
    {
        return ::access((m_root + path).c_str(), F_OK) == 0;
    }
    bool hasLink(const std::string &path) const
    {
        return link(path).has_value() || has(path);
    }
    std::string text(const std::string &path) const
    {
        return readSmallFile(m_root + path).value_or(std::string());
    }
    bool runs(std::string_view name) const
    {
        // The kernel keeps 15 characters of a name.
        constexpr std::size_t kept = 15;
        return m_processes.contains(std::string(name.substr(0, kept)));
    }
    /// Whether the firewall that is set up at boot is the one this process sees.
    bool isMain() const
    {
        return m_isMain;
    }
    /// systemd starts it at boot.
    bool isEnabled(const std::string &unit) const
    {
        constexpr std::array targets = {"multi-user", "basic", "sysinit", "network", "network-pre"};
        return std::any_of(targets.begin(), targets.end(), [&](const char *target) {
            return hasLink(std::string("/etc/systemd/system/") + target + ".target.wants/" + unit);
        });
    }

private:
    std::optional<std::string> link(const std::string &path) const
    {
        std::array<char, PATH_MAX> target{};
        const ssize_t length =
            ::readlink((m_root + path).c_str(), target.data(), target.size() - 1);
        if (length <= 0) {
            return std::nullopt;
        }
        return std::string(target.data(), static_cast<std::size_t>(length));
    }

    std::string m_root;
    bool m_isMain = false;
    std::set<std::string> m_processes;
};

bool ufwIsEnabled(const Machine &machine)
{
    const std::string text = '\n' + machine.text("/etc/ufw/ufw.conf");
    return text.find("\nENABLED=yes") != std::string::npos;
}

} // namespace

ManagersReading readManagers(const std::string &root)
{
    const Machine machine(root);
    ManagersReading reading;
    const auto add = [&](const char *name, bool installed, bool active, std::string detail) {
        if (installed || active) {
            reading.managers.push_back({name, active, std::move(detail)});
        }
    };
    const bool ufwEnabled = ufwIsEnabled(machine);
    add("ufw", machine.has("/usr/sbin/ufw"), ufwEnabled && machine.isMain(),
        ufwEnabled ? "/etc/ufw/ufw.conf: ENABLED=yes" : std::string());
    const bool firewalldRuns = machine.runs("firewalld");
    add("firewalld", machine.has("/usr/sbin/firewalld"), firewalldRuns, {});
    add("docker", machine.has("/usr/bin/dockerd"), machine.runs("dockerd"), {});
    add("fail2ban", machine.has("/usr/bin/fail2ban-server"), machine.runs("fail2ban-server"), {});
    add("libvirt", machine.has("/usr/sbin/libvirtd") || machine.has("/usr/sbin/virtnetworkd"),
        machine.runs("libvirtd") || machine.runs("virtnetworkd"), {});

    const bool persistentInstalled = machine.has("/usr/sbin/netfilter-persistent");
    const bool persistentSaved =
        machine.has("/etc/iptables/rules.v4") || machine.has("/etc/iptables/rules.v6");
    add("netfilter-persistent", persistentInstalled,
        persistentInstalled && machine.isMain()
            && (machine.isEnabled("netfilter-persistent.service") || persistentSaved),
        persistentSaved ? "/etc/iptables" : std::string());
    const bool servicesInstalled = machine.has("/usr/lib/systemd/system/iptables.service")
        && machine.has("/usr/libexec/iptables/iptables.init");
    const bool servicesEnabled = machine.isEnabled("iptables.service");
    add("iptables-services", servicesInstalled, servicesEnabled && machine.isMain(),
        machine.has("/etc/sysconfig/iptables") ? "/etc/sysconfig/iptables" : std::string());
    add("nftables", machine.isEnabled("nftables.service"),
        machine.isEnabled("nftables.service") && machine.isMain(), "/etc/nftables.conf");

    if (firewalldRuns) {
        reading.persistence = "firewalld";
    } else if (ufwEnabled) {
        reading.persistence = "ufw";
    } else if (persistentInstalled) {
        reading.persistence = "netfilter-persistent";
    } else if (servicesInstalled) {
        reading.persistence = "iptables-services";
    }
    return reading;
}

} // namespace Portlight::Helper
