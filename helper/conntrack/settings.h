// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace Portlight::Helper
{

/// Which polkit action a change of it needs: .change-conntrack or .change-rules.
enum class SettingKind : std::uint8_t { Conntrack, Network };

/// What is known about one sysctl. All of them are whole numbers.
struct SettingRule {
    SettingKind kind = SettingKind::Network;
    std::uint64_t least = 0;
    std::uint64_t most = 1;
    bool writable = true;
};

/// The rule of a name on the fixed list, or nothing. The list: net.ipv4.ip_forward;
/// net.ipv4.conf.IFACE.{forwarding,rp_filter} and net.ipv6.conf.IFACE.forwarding, where IFACE is
/// all, default or an interface name (which may contain dots); the settings of connection tracking;
/// net.netfilter.nf_log_all_netns; net.bridge.bridge-nf-call-{iptables,ip6tables,arptables}.
std::optional<SettingRule> settingRule(std::string_view name);

/// The names without an interface in them, for overviews.
std::vector<std::string> fixedSettingNames();

/// Reads and writes sysctls of the list below `root`, which is /proc/sys but for tests. No symbolic
/// link is followed.
class SettingStore
{
public:
    explicit SettingStore(std::string root = "/proc/sys");

    /// The value without the newline; nothing when this kernel has no such setting (a module that
    /// is not loaded, an interface that does not exist). InvalidArgument for a name off the list.
    Core::Result<std::optional<std::string>> read(std::string_view name) const;

    /// Writes, reads back and compares. InvalidArgument outside the range, NotFound when there is
    /// no such setting, Denied where it belongs to another network namespace (nf_conntrack_max).
    Core::Result<void> write(std::string_view name, std::string_view value) const;

    /// What write() checks before it touches anything.
    static Core::Result<void> validate(std::string_view name, std::string_view value);

private:
    std::string m_root;
};

} // namespace Portlight::Helper
