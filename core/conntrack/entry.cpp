// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/conntrack/entry.h"

#include "core/packet/packet.h"

#include <array>
#include <span>
#include <utility>

namespace Portlight::Core
{

namespace
{

// Index: the kernel's number of the state (enum tcp_conntrack, sctp_conntrack, ct_dccp_states).
constexpr std::array<std::string_view, 10> tcpStates = {
    "NONE",       "SYN_SENT", "SYN_RECV",  "ESTABLISHED", "FIN_WAIT",
    "CLOSE_WAIT", "LAST_ACK", "TIME_WAIT", "CLOSE",       "SYN_SENT2"};
constexpr std::array<std::string_view, 10> sctpStates = {
    "NONE",          "CLOSED",        "COOKIE_WAIT",       "COOKIE_ECHOED",  "ESTABLISHED",
    "SHUTDOWN_SENT", "SHUTDOWN_RECD", "SHUTDOWN_ACK_SENT", "HEARTBEAT_SENT", "HEARTBEAT_ACKED"};
constexpr std::array<std::string_view, 10> dccpStates = {
    "NONE",     "REQUEST", "RESPOND",  "PARTOPEN", "OPEN",
    "CLOSEREQ", "CLOSING", "TIMEWAIT", "IGNORE",   "INVALID"};

std::span<const std::string_view> statesOf(std::uint8_t protocol)
{
    switch (protocol) {
    case ProtocolTcp:
        return tcpStates;
    case ProtocolSctp:
        return sctpStates;
    case ProtocolDccp:
        return dccpStates;
    default:
        return {};
    }
}

/// Request and reply types that belong together.
constexpr std::array<std::pair<std::uint8_t, std::uint8_t>, 4> icmpPairs = {
    {{8, 0}, {13, 14}, {15, 16}, {17, 18}}};
constexpr std::array<std::pair<std::uint8_t, std::uint8_t>, 2> icmpv6Pairs = {
    {{128, 129}, {139, 140}}};

std::uint8_t inverseType(std::uint8_t protocol, std::uint8_t type)
{
    const std::span<const std::pair<std::uint8_t, std::uint8_t>> pairs = protocol == ProtocolIcmp
        ? std::span<const std::pair<std::uint8_t, std::uint8_t>>(icmpPairs)
        : icmpv6Pairs;
    for (const auto &[request, answer] : pairs) {
        if (type == request) {
            return answer;
        }
        if (type == answer) {
            return request;
        }
    }
    return type;
}

std::string endText(const IpAddress &address, std::uint16_t port, bool withPort)
{
    if (!withPort) {
        return address.toString();
    }
    return (address.family == Family::Ipv6 ? '[' + address.toString() + ']' : address.toString())
        + ':' + std::to_string(port);
}

} // namespace

bool tracksPorts(std::uint8_t protocol)
{
    return protocol == ProtocolTcp || protocol == ProtocolUdp || protocol == ProtocolSctp
        || protocol == ProtocolDccp || protocol == ProtocolUdplite;
}

bool isIcmp(std::uint8_t protocol)
{
    return protocol == ProtocolIcmp || protocol == ProtocolIcmpv6;
}

EntryTuple inverse(const EntryTuple &tuple)
{
    EntryTuple result = tuple;
    std::swap(result.source, result.destination);
    std::swap(result.sourcePort, result.destinationPort);
    if (isIcmp(tuple.protocol)) {
        result.icmpType = inverseType(tuple.protocol, tuple.icmpType);
    }
    return result;
}

std::string stateText(const ConntrackEntry &entry)
{
    if (entry.state) {
        const auto names = statesOf(entry.original.protocol);
        return *entry.state < names.size() ? std::string(names[*entry.state])
                                           : std::to_string(*entry.state);
    }
    if ((entry.status & FlowAssured) != 0) {
        return "ASSURED";
    }
    return (entry.status & FlowSeenReply) != 0 ? "REPLIED" : "UNREPLIED";
}

Translation translationOf(const ConntrackEntry &entry)
{
    const EntryTuple &first = entry.original;
    const EntryTuple &answer = entry.reply;
    return {answer.destination != first.source || answer.destinationPort != first.sourcePort
                || answer.icmpId != first.icmpId,
            answer.source != first.destination || answer.sourcePort != first.destinationPort};
}

std::string describe(const ConntrackEntry &entry)
{
    const EntryTuple &tuple = entry.original;
    const bool ports = tracksPorts(tuple.protocol);
    return std::string(toString(tuple.source.family)) + ' ' + protocolName(tuple.protocol) + ' '
        + endText(tuple.source, tuple.sourcePort, ports) + " -> "
        + endText(tuple.destination, tuple.destinationPort, ports) + ' ' + stateText(entry);
}

} // namespace Portlight::Core
