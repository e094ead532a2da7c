// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/conntrack/settings.h"

#include "helper/netfilter/filedescriptor.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <fcntl.h>

namespace Portlight::Helper
{

namespace
{

using Core::ErrorCode;

struct FixedSetting {
    std::string_view name;
    SettingRule rule;
};

constexpr std::uint64_t mostEntries = 0x7fffffff;
constexpr std::uint64_t mostSeconds = 31536000; // a year; the kernel keeps jiffies in 32 bits

constexpr SettingRule conntrackSwitch{SettingKind::Conntrack, 0, 1, true};
constexpr SettingRule conntrackSeconds{SettingKind::Conntrack, 1, mostSeconds, true};
constexpr SettingRule networkSwitch{SettingKind::Network, 0, 1, true};

constexpr std::array fixedSettings = {
    FixedSetting{"net.ipv4.ip_forward", networkSwitch},
    FixedSetting{"net.bridge.bridge-nf-call-arptables", networkSwitch},
    FixedSetting{"net.bridge.bridge-nf-call-ip6tables", networkSwitch},
    FixedSetting{"net.bridge.bridge-nf-call-iptables", networkSwitch},
    FixedSetting{"net.netfilter.nf_log_all_netns", networkSwitch},
    FixedSetting{"net.netfilter.nf_conntrack_acct", conntrackSwitch},
    FixedSetting{"net.netfilter.nf_conntrack_buckets",
                 {SettingKind::Conntrack, 1, mostEntries, true}},
    FixedSetting{"net.netfilter.nf_conntrack_checksum", conntrackSwitch},
    FixedSetting{"net.netfilter.nf_conntrack_count",
                 {SettingKind::Conntrack, 0, mostEntries, false}},
    FixedSetting{"net.netfilter.nf_conntrack_expect_max",
                 {SettingKind::Conntrack, 1, mostEntries, true}},
    FixedSetting{"net.netfilter.nf_conntrack_helper", conntrackSwitch},
    FixedSetting{"net.netfilter.nf_conntrack_log_invalid", {SettingKind::Conntrack, 0, 255, true}},
    FixedSetting{"net.netfilter.nf_conntrack_max", {SettingKind::Conntrack, 0, mostEntries, true}},
    FixedSetting{"net.netfilter.nf_conntrack_tcp_be_liberal", conntrackSwitch},
    FixedSetting{"net.netfilter.nf_conntrack_tcp_loose", conntrackSwitch},
    FixedSetting{"net.netfilter.nf_conntrack_timestamp", conntrackSwitch},
    FixedSetting{"net.netfilter.nf_conntrack_generic_timeout", conntrackSeconds},
    FixedSetting{"net.netfilter.nf_conntrack_icmp_timeout", conntrackSeconds},
    FixedSetting{"net.netfilter.nf_conntrack_icmpv6_timeout", conntrackSeconds},
    FixedSetting{"net.netfilter.nf_conntrack_tcp_timeout_close", conntrackSeconds},
    FixedSetting{"net.netfilter.nf_conntrack_tcp_timeout_close_wait", conntrackSeconds},
    FixedSetting{"net.netfilter.nf_conntrack_tcp_timeout_established", conntrackSeconds},
    FixedSetting{"net.netfilter.nf_conntrack_tcp_timeout_fin_wait", conntrackSeconds},
    FixedSetting{"net.netfilter.nf_conntrack_tcp_timeout_last_ack", conntrackSeconds},
    FixedSetting{"net.netfilter.nf_conntrack_tcp_timeout_max_retrans", conntrackSeconds},
    FixedSetting{"net.netfilter.nf_conntrack_tcp_timeout_syn_recv", conntrackSeconds},
    FixedSetting{"net.netfilter.nf_conntrack_tcp_timeout_syn_sent", conntrackSeconds},
    FixedSetting{"net.netfilter.nf_conntrack_tcp_timeout_time_wait", conntrackSeconds},
    FixedSetting{"net.netfilter.nf_conntrack_tcp_timeout_unacknowledged", conntrackSeconds},
    FixedSetting{"net.netfilter.nf_conntrack_udp_timeout", conntrackSeconds},
    FixedSetting{"net.netfilter.nf_conntrack_udp_timeout_stream", conntrackSeconds},
};

/// Settings with an interface name between a fixed beginning and end.
struct InterfaceSetting {
    std::string_view before;
    std::string_view after;
    SettingRule rule;
};

constexpr std::array interfaceSettings = {
    InterfaceSetting{"net.ipv4.conf.", ".forwarding", networkSwitch},
    InterfaceSetting{"net.ipv4.conf.", ".rp_filter", {SettingKind::Network, 0, 2, true}},
    InterfaceSetting{"net.ipv6.conf.", ".forwarding", networkSwitch},
};

bool isInterfaceName(std::string_view name)
{
    constexpr std::size_t longest = 15;
    return !name.empty() && name.size() <= longest && name != "." && name != ".."
        && std::all_of(name.begin(), name.end(), [](char c) {
               return c > ' ' && c < 0x7f && c != '/';
           });
}

struct Known {
    SettingRule rule;
    std::vector<std::string> path; ///< components below the root
};

std::vector<std::string> splitAtDots(std::string_view name)
{
    std::vector<std::string> parts;
    while (!name.empty()) {
        const std::size_t end = std::min(name.find('.'), name.size());
        parts.emplace_back(name.substr(0, end));
        name.remove_prefix(std::min(name.size(), end + 1));
    }
    return parts;
}

std::optional<Known> look(std::string_view name)
{
    for (const FixedSetting &setting : fixedSettings) {
        if (setting.name == name) {
            return Known{setting.rule, splitAtDots(name)};
        }
    }
    for (const InterfaceSetting &setting : interfaceSettings) {
        if (!name.starts_with(setting.before) || !name.ends_with(setting.after)
            || name.size() <= setting.before.size() + setting.after.size()) {
            continue;
        }
        const std::string_view interface = name.substr(
            setting.before.size(), name.size() - setting.before.size() - setting.after.size());
        if (isInterfaceName(interface)) {
            // Only the fixed parts are split: "eth0.5" is one component, dot and all.
            std::vector<std::string> path = splitAtDots(setting.before);
            path.emplace_back(interface);
            path.emplace_back(setting.after.substr(1));
            return Known{setting.rule, std::move(path)};
        }
    }
    return std::nullopt;
}

Core::Error notOnTheList(std::string_view name)
{
    return Core::Error{ErrorCode::InvalidArgument,
                       "look up a setting",
                       std::string(name.substr(0, 100)) + " is not a setting Portlight uses",
                       {},
                       {}};
}

FileDescriptor openSetting(const std::string &root, const std::vector<std::string> &path, int mode)
{
    FileDescriptor at(::open(root.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    for (std::size_t i = 0; at && i < path.size(); ++i) {
        const bool last = i + 1 == path.size();
        at =
            FileDescriptor(::openat(at.value(), path[i].c_str(),
                                    O_NOFOLLOW | O_CLOEXEC | (last ? mode : O_PATH | O_DIRECTORY)));
    }
    return at;
}

Core::Error failed(std::string_view name, int number, std::string_view verb)
{
    ErrorCode code = ErrorCode::KernelRefused;
    if (number == ENOENT || number == ENOTDIR) {
        code = ErrorCode::NotFound;
    } else if (number == EACCES || number == EPERM || number == EROFS) {
        code = ErrorCode::Denied;
    }
    return Core::Error{
        code, std::string(verb).append(" ").append(name), std::strerror(number), {}, {}};
}

std::optional<std::uint64_t> toNumber(std::string_view text)
{
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || text.empty()) {
        return std::nullopt;
    }
    return number;
}

} // namespace

std::optional<SettingRule> settingRule(std::string_view name)
{
    const auto known = look(name);
    return known ? std::optional(known->rule) : std::nullopt;
}

std::vector<std::string> fixedSettingNames()
{
    std::vector<std::string> names;
    for (const FixedSetting &setting : fixedSettings) {
        names.emplace_back(setting.name);
    }
    return names;
}

SettingStore::SettingStore(std::string root)
    : m_root(std::move(root))
{
}

Core::Result<std::optional<std::string>> SettingStore::read(std::string_view name) const
{
    const auto known = look(name);
    if (!known) {
        return tl::unexpected(notOnTheList(name));
    }
    const FileDescriptor file = openSetting(m_root, known->path, O_RDONLY);
    if (!file && (errno == ENOENT || errno == ENOTDIR)) {
        return std::optional<std::string>();
    }
    std::array<char, 64> text{};
    const ssize_t got = file ? ::read(file.value(), text.data(), text.size()) : -1;
    if (got < 0) {
        return tl::unexpected(failed(name, errno, "read"));
    }
    std::string value(text.data(), static_cast<std::size_t>(got));
    value.erase(std::find(value.begin(), value.end(), '\n'), value.end());
    return std::optional(std::move(value));
}

Core::Result<void> SettingStore::validate(std::string_view name, std::string_view value)
{
    const auto known = look(name);
    if (!known) {
        return tl::unexpected(notOnTheList(name));
    }
    const std::optional<std::uint64_t> number = toNumber(value);
    if (!known->rule.writable) {
        return Core::failure(ErrorCode::InvalidArgument, "check a setting",
                             std::string(name) + " can only be read");
    }
    if (!number || *number < known->rule.least || *number > known->rule.most) {
        return Core::failure(ErrorCode::InvalidArgument, "check a setting",
                             std::string(name) + " must be a number from "
                                 + std::to_string(known->rule.least) + " to "
                                 + std::to_string(known->rule.most));
    }
    return {};
}

Core::Result<void> SettingStore::write(std::string_view name, std::string_view value) const
{
    if (auto valid = validate(name, value); !valid) {
        return valid;
    }
    const FileDescriptor file = openSetting(m_root, look(name)->path, O_WRONLY);
    if (!file) {
        return tl::unexpected(failed(name, errno, "open"));
    }
    // The kernel wants a number in one piece.
    if (::write(file.value(), value.data(), value.size()) != static_cast<ssize_t>(value.size())) {
        return tl::unexpected(failed(name, errno, "write"));
    }
    const auto now = read(name);
    if (!now) {
        return tl::unexpected(now.error());
    }
    // As numbers, because the kernel prints "1" for a written "01".
    if (!*now || toNumber(**now) != toNumber(value)) {
        return Core::failure(ErrorCode::KernelRefused, "write " + std::string(name),
                             "the kernel kept another value", now->value_or(std::string()));
    }
    return {};
}

} // namespace Portlight::Helper
