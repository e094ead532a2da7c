// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/persist/way.h"

#include "helper/netfilter/childprocess.h"
#include "helper/persist/folder.h"
#include "helper/watch/managers.h"

#include <algorithm>
#include <array>
#include <climits>
#include <cstdlib>
#include <dirent.h>
#include <memory>
#include <string_view>
#include <sys/stat.h>
#include <unistd.h>

namespace Portlight::Helper
{

namespace
{

using Core::Backend;
using Core::Family;

bool exists(const std::string &path)
{
    return ::access(path.c_str(), F_OK) == 0;
}

/// A link counts even when what it leads to is not there (a unit of a later layer).
bool isEntry(const std::string &path)
{
    struct stat about {
    };
    return ::lstat(path.c_str(), &about) == 0;
}

std::vector<std::string> entriesOf(const std::string &path)
{
    std::vector<std::string> names;
    const std::unique_ptr<DIR, int (*)(DIR *)> folder(::opendir(path.c_str()), ::closedir);
    while (const dirent *entry = folder ? ::readdir(folder.get()) : nullptr) {
        names.emplace_back(entry->d_name);
    }
    return names;
}

std::string linkOf(const char *path)
{
    std::array<char, PATH_MAX> target{};
    const ssize_t length = ::readlink(path, target.data(), target.size() - 1);
    return length > 0 ? std::string(target.data(), static_cast<std::size_t>(length))
                      : std::string();
}

const char *restoreName(Family family)
{
    return family == Family::Ipv4 ? "iptables-restore" : "ip6tables-restore";
}

RuleFile systemFile(const char *folder, const char *name, Family family, const char *unit,
                    mode_t mode)
{
    return {folder, name, loaderBackend(family), family, restoreName(family), unit, mode};
}

} // namespace

Core::Backend loaderBackend(Family family)
{
    const auto program = findProgram(restoreName(family));
    std::array<char, PATH_MAX> target{};
    if (!program || ::realpath(program->c_str(), target.data()) == nullptr) {
        return Backend::Nft;
    }
    return std::string_view(target.data()).find("legacy") == std::string_view::npos
        ? Backend::Nft
        : Backend::Legacy;
}

std::vector<RuleFile> ownFiles()
{
    std::vector<RuleFile> files;
    for (const Backend backend : {Backend::Nft, Backend::Legacy}) {
        for (const Family family : {Family::Ipv4, Family::Ipv6}) {
            const std::string name =
                std::string(Core::toString(backend)) + '-' + std::string(Core::toString(family));
            const std::string loader =
                std::string(family == Family::Ipv4 ? "iptables-" : "ip6tables-")
                + std::string(Core::toString(backend)) + "-restore";
            files.push_back(
                {ownFolder, name + ".rules", backend, family, loader, ownUnit, mode_t{0600}});
        }
    }
    return files;
}

Way findWay()
{
    Way way;
    way.name = readManagers().persistence;
    if (way.name == "netfilter-persistent") {
        for (const Family family : {Family::Ipv4, Family::Ipv6}) {
            way.files.push_back(systemFile("/etc/iptables",
                                           family == Family::Ipv4 ? "rules.v4" : "rules.v6", family,
                                           "netfilter-persistent.service", 0640));
        }
        const auto plugins = entriesOf("/usr/share/netfilter-persistent/plugins.d");
        way.setsAreRestored = exists("/etc/iptables/ipsets")
            && std::any_of(plugins.begin(), plugins.end(), [](const std::string &name) {
                                  return name.find("ipset") != std::string::npos;
                              });
    } else if (way.name == "iptables-services") {
        way.files = {
            systemFile("/etc/sysconfig", "iptables", Family::Ipv4, "iptables.service", 0600),
            systemFile("/etc/sysconfig", "ip6tables", Family::Ipv6, "ip6tables.service", 0600)};
        way.setsAreRestored = exists("/etc/sysconfig/ipset.d") && isUnitEnabled("ipset.service");
    } else if (way.name == "none" && isUnitInstalled(ownUnit) && findProgram("systemctl")) {
        way.name = "portlight";
        way.files = ownFiles();
    }
    return way;
}

bool isUnitInstalled(const std::string &unit)
{
    constexpr std::array folders = {"/etc/systemd/system/", "/usr/local/lib/systemd/system/",
                                    "/usr/lib/systemd/system/", "/lib/systemd/system/"};
    return std::any_of(folders.begin(), folders.end(), [&unit](const char *folder) {
        return exists(folder + unit);
    });
}

bool isUnitEnabled(const std::string &unit)
{
    const std::string systemd = "/etc/systemd/system/";
    for (const std::string &entry : entriesOf(systemd)) {
        if ((entry.ends_with(".wants") || entry.ends_with(".requires"))
            && isEntry(systemd + entry + '/' + unit)) {
            return true;
        }
    }
    // Without systemd: "S01netfilter-persistent" in /etc/rcS.d or a runlevel.
    const std::string service = unit.substr(0, unit.rfind('.'));
    for (const char *level : {"/etc/rcS.d", "/etc/rc2.d"}) {
        for (const std::string &entry : entriesOf(level)) {
            if (!exists("/run/systemd/system") && entry.size() > 3 && entry.front() == 'S'
                && entry.substr(3) == service) {
                return true;
            }
        }
    }
    return false;
}

Core::Result<void> switchUnit(const std::string &unit, bool on)
{
    auto program = findProgram("systemctl");
    if (!program) {
        return tl::unexpected(program.error());
    }
    ProcessRequest request;
    request.program = *program;
    request.arguments = {on ? "enable" : "disable", unit};
    const auto outcome = runProcess(request);
    if (!outcome) {
        return tl::unexpected(outcome.error());
    }
    if (outcome->exitCode != 0 || isUnitEnabled(unit) != on) {
        return Core::failure(Core::ErrorCode::KernelRefused, "switch " + unit,
                             "systemctl did not do it", outcome->errors);
    }
    return {};
}

bool isOtherNetwork(const std::vector<std::string> &folders)
{
    const std::string here = linkOf("/proc/self/ns/net");
    const std::string first = linkOf("/proc/1/ns/net");
    if (here.empty() || first.empty() || here == first) {
        return false;
    }
    return std::any_of(folders.begin(), folders.end(), [](std::string folder) {
        // A folder that is not there yet would be made in the nearest one that is.
        while (folder.size() > 1 && !exists(folder)) {
            folder.resize(std::max<std::size_t>(folder.rfind('/'), 1));
        }
        return Folder::isSame(folder, "/proc/1/root" + folder);
    });
}

} // namespace Portlight::Helper
