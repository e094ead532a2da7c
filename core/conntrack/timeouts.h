// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/conntrack/entry.h"

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace Portlight::Core
{

/// Which of the kernel's time-outs an entry got with its last packet. The name of the sysctl is
/// "net.netfilter.nf_conntrack_" + name.
struct TimeoutKind {
    std::string_view name; ///< "tcp_timeout_established", …
    std::uint32_t usualSeconds; ///< the kernel's default (nf_conntrack-sysctl.rst)
};

/// All that Portlight knows, in a fixed order; an index into it stands for a kind below.
inline constexpr std::array<TimeoutKind, 13> timeoutKinds = {{
    {"tcp_timeout_syn_sent", 120},
    {"tcp_timeout_syn_recv", 60},
    {"tcp_timeout_established", 432000},
    {"tcp_timeout_fin_wait", 120},
    {"tcp_timeout_close_wait", 60},
    {"tcp_timeout_last_ack", 30},
    {"tcp_timeout_time_wait", 120},
    {"tcp_timeout_close", 10},
    {"udp_timeout", 30},
    {"udp_timeout_stream", 120},
    {"icmp_timeout", 30},
    {"icmpv6_timeout", 30},
    {"generic_timeout", 600},
}};
inline constexpr std::size_t noTimeoutKind = timeoutKinds.size();

/// The kind of an entry, or noTimeoutKind: protocols with time-outs of their own that Portlight
/// doesn't know, and entries with the status "fixed timeout". A time-out policy of a CT rule
/// cannot be seen from outside: such an entry is taken for one with the usual time-out.
std::size_t timeoutKindOf(const ConntrackEntry &entry);

/// Seconds of each kind, in the order of timeoutKinds.
using Timeouts = std::array<std::uint32_t, timeoutKinds.size()>;
Timeouts usualTimeouts();

std::string timeoutSetting(std::size_t kind); ///< "net.netfilter.nf_conntrack_udp_timeout"
/// The kind of a setting's full name, or noTimeoutKind.
std::size_t timeoutKindOfSetting(std::string_view name);

/// How long ago the last packets came, over many entries of one kind: exact up to 127 seconds, then
/// in steps of less than 1 % of the age. Memory is fixed.
class AgeHistogram
{
public:
    void add(std::uint32_t seconds, std::uint64_t count = 1);
    std::uint64_t total() const
    {
        return m_total;
    }
    /// How many entries are at least this old. A step that is cut counts in part, by the share of
    /// it that is old enough.
    double atLeast(std::uint32_t seconds) const;
    /// The steps that hold something: youngest age in it, count.
    std::vector<std::pair<std::uint32_t, std::uint64_t>> steps() const;

    bool operator==(const AgeHistogram &) const = default;

private:
    std::vector<std::uint64_t> m_counts; ///< as long as the oldest entry needs
    std::uint64_t m_total = 0;
};

/// The ages of a whole table, by kind of time-out.
using TableAges = std::array<AgeHistogram, timeoutKinds.size()>;

/// What shorter time-outs do to the table as it is now.
struct FreedByTimeouts {
    /// Entries that would not be there, had the new time-outs been in force all the time.
    double entries = 0;
    std::array<double, timeoutKinds.size()> byKind{};
};
/// Compares each entry's age with the new time-out of its kind; a longer one frees nothing. The
/// kernel gives an entry the new time-out only with its next packet: right after the change the
/// table is as full as before, and idle entries still live to their old end.
FreedByTimeouts freedBy(const TableAges &ages, const Timeouts &now, const Timeouts &wanted);

} // namespace Portlight::Core
