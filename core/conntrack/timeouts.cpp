// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/conntrack/timeouts.h"

#include "core/packet/packet.h"

#include <algorithm>
#include <bit>

namespace Portlight::Core
{

namespace
{

constexpr std::string_view settingPrefix = "net.netfilter.nf_conntrack_";

/// Steps of the histogram: 128 of one second, then each doubling of the age in 128.
constexpr unsigned stepBits = 7;
constexpr std::uint32_t stepsEach = 1U << stepBits;

std::size_t stepOf(std::uint32_t seconds)
{
    if (seconds < stepsEach) {
        return seconds;
    }
    const auto shift = static_cast<unsigned>(std::bit_width(seconds)) - stepBits - 1;
    return (static_cast<std::size_t>(shift) + 1) * stepsEach + (seconds >> shift) - stepsEach;
}

/// Where a step begins, and how many seconds it is wide.
std::pair<std::uint32_t, std::uint32_t> rangeOf(std::size_t step)
{
    if (step < stepsEach) {
        return {static_cast<std::uint32_t>(step), 1};
    }
    const auto shift = static_cast<unsigned>(step / stepsEach) - 1;
    const auto within = static_cast<std::uint32_t>(step % stepsEach) + stepsEach;
    return {within << shift, 1U << shift};
}

constexpr std::size_t indexOf(std::string_view name)
{
    std::size_t index = 0;
    while (index < timeoutKinds.size() && timeoutKinds[index].name != name) {
        ++index;
    }
    return index;
}

// Looked up once: this runs for each entry of a large table.
constexpr std::size_t udpKind = indexOf("udp_timeout");
constexpr std::size_t udpStreamKind = indexOf("udp_timeout_stream");
constexpr std::size_t icmpKind = indexOf("icmp_timeout");
constexpr std::size_t icmpv6Kind = indexOf("icmpv6_timeout");
constexpr std::size_t genericKind = indexOf("generic_timeout");
/// By enum tcp_conntrack; the state after a simultaneous open has the time-out of SYN_SENT.
constexpr std::array<std::size_t, 10> tcpKinds = {
    noTimeoutKind,
    indexOf("tcp_timeout_syn_sent"),
    indexOf("tcp_timeout_syn_recv"),
    indexOf("tcp_timeout_established"),
    indexOf("tcp_timeout_fin_wait"),
    indexOf("tcp_timeout_close_wait"),
    indexOf("tcp_timeout_last_ack"),
    indexOf("tcp_timeout_time_wait"),
    indexOf("tcp_timeout_close"),
    indexOf("tcp_timeout_syn_sent"),
};

} // namespace

std::size_t timeoutKindOf(const ConntrackEntry &entry)
{
    if ((entry.status & FlowFixedTimeout) != 0) {
        return noTimeoutKind;
    }
    switch (entry.original.protocol) {
    case ProtocolTcp:
        return entry.state && *entry.state < tcpKinds.size() ? tcpKinds[*entry.state]
                                                             : noTimeoutKind;
    case ProtocolUdp:
    case ProtocolUdplite:
        // nf_conntrack_proto_udp.c: the longer one comes together with "assured".
        return (entry.status & FlowAssured) != 0 ? udpStreamKind : udpKind;
    case ProtocolIcmp:
        return icmpKind;
    case ProtocolIcmpv6:
        return icmpv6Kind;
    case ProtocolSctp:
    case ProtocolDccp:
    case 47: // GRE
        return noTimeoutKind;
    default:
        return genericKind;
    }
}

Timeouts usualTimeouts()
{
    Timeouts result{};
    for (std::size_t kind = 0; kind < timeoutKinds.size(); ++kind) {
        result[kind] = timeoutKinds[kind].usualSeconds;
    }
    return result;
}

std::string timeoutSetting(std::size_t kind)
{
    return std::string(settingPrefix).append(timeoutKinds.at(kind).name);
}

std::size_t timeoutKindOfSetting(std::string_view name)
{
    return name.starts_with(settingPrefix) ? indexOf(name.substr(settingPrefix.size()))
                                           : noTimeoutKind;
}

void AgeHistogram::add(std::uint32_t seconds, std::uint64_t count)
{
    const std::size_t step = stepOf(seconds);
    if (step >= m_counts.size()) {
        m_counts.resize(step + 1);
    }
    m_counts[step] += count;
    m_total += count;
}

double AgeHistogram::atLeast(std::uint32_t seconds) const
{
    double result = 0;
    for (std::size_t step = std::min(stepOf(seconds), m_counts.size()); step < m_counts.size();
         ++step) {
        const auto [begin, width] = rangeOf(step);
        const double part = begin >= seconds
            ? 1.0
            : 1.0 - static_cast<double>(seconds - begin) / static_cast<double>(width);
        result += static_cast<double>(m_counts[step]) * part;
    }
    return result;
}

std::vector<std::pair<std::uint32_t, std::uint64_t>> AgeHistogram::steps() const
{
    std::vector<std::pair<std::uint32_t, std::uint64_t>> result;
    for (std::size_t step = 0; step < m_counts.size(); ++step) {
        if (m_counts[step] != 0) {
            result.emplace_back(rangeOf(step).first, m_counts[step]);
        }
    }
    return result;
}

FreedByTimeouts freedBy(const TableAges &ages, const Timeouts &now, const Timeouts &wanted)
{
    FreedByTimeouts result;
    for (std::size_t kind = 0; kind < timeoutKinds.size(); ++kind) {
        if (wanted[kind] < now[kind]) {
            result.byKind[kind] = ages[kind].atLeast(wanted[kind]);
            result.entries += result.byKind[kind];
        }
    }
    return result;
}

} // namespace Portlight::Core
