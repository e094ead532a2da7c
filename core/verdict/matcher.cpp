// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/verdict/matcher.h"

#include "core/verdict/addresstype.h"
#include "core/verdict/hooks.h"
#include "core/verdict/matches/matches.h"

#include <algorithm>

namespace Portlight::Core
{

namespace
{

constexpr std::string_view loopback = "lo";

bool patternMatches(std::string_view pattern, std::string_view name)
{
    if (pattern.ends_with('+')) {
        return name.starts_with(pattern.substr(0, pattern.size() - 1));
    }
    return pattern == name;
}

bool hasPorts(std::uint8_t protocol)
{
    return protocol == ProtocolTcp || protocol == ProtocolUdp || protocol == ProtocolSctp
        || protocol == ProtocolUdplite || protocol == ProtocolDccp;
}

bool contextHasDevice(Side side, const MatchContext &context)
{
    const Way way = context.packet.way;
    if (!context.hook) {
        return side == Side::Source ? way != Way::Output : way != Way::Input;
    }
    return hookHasDevice(side, *context.hook, way);
}

class Evaluator
{
public:
    explicit Evaluator(MatchContext &context)
        : m_context(context)
        , m_packet(context.packet)
    {
    }

    MatchAnswer operator()(const AddressMatch &match) const
    {
        const bool isSource = match.side == Side::Source;
        const std::optional<IpAddress> &address = isSource ? m_packet.source : m_packet.destination;
        if (!address) {
            const auto &mask = match.network.mask;
            if (std::all_of(mask.begin(), mask.end(), [](std::uint8_t b) {
                    return b == 0;
                })) {
                return {answerOf(!match.inverted), {}};
            }
            return {Answer::CannotTell, isSource ? "source" : "destination"};
        }
        return {answerOf(match.network.contains(*address) != match.inverted), {}};
    }

    MatchAnswer operator()(const InterfaceMatch &match)
    {
        const bool isIn = match.side == Side::Source;
        if (match.pattern == "+") {
            return {answerOf(!match.inverted), {}};
        }
        if (!contextHasDevice(match.side, m_context)) {
            return {answerOf(patternMatches(match.pattern, {}) != match.inverted), {}};
        }
        const std::optional<std::string> &name =
            isIn ? m_packet.inInterface : m_packet.outInterface;
        if (name) {
            return {answerOf(patternMatches(match.pattern, *name) != match.inverted), {}};
        }
        if (match.pattern == loopback) {
            (isIn ? m_context.assumedInInterface : m_context.assumedOutInterface) = true;
            return {answerOf(match.inverted), {}};
        }
        return {Answer::CannotTell, isIn ? "in-interface" : "out-interface"};
    }

    MatchAnswer operator()(const ProtocolMatch &match) const
    {
        if (match.protocol == ProtocolAny) {
            return {answerOf(!match.inverted), {}};
        }
        if (m_packet.protocol == ProtocolAny) {
            return {Answer::CannotTell, "protocol"};
        }
        return {answerOf((match.protocol == m_packet.protocol) != match.inverted), {}};
    }

    MatchAnswer operator()(const FragmentMatch &match) const
    {
        return {answerOf((m_packet.fragment.offset != 0) != match.inverted), {}};
    }

    MatchAnswer operator()(const TransportMatch &match) const
    {
        if (m_packet.protocol == ProtocolAny) {
            return {Answer::CannotTell, "protocol"};
        }
        if (match.protocol != m_packet.protocol || m_packet.fragment.offset != 0) {
            return {Answer::No, {}};
        }
        MatchAnswer result{Answer::Yes, {}};
        const auto take = [&result](Answer answer, std::string_view unknown) {
            if (answer == Answer::No) {
                result = {Answer::No, {}};
            } else if (answer == Answer::CannotTell && result.answer == Answer::Yes) {
                result = {answer, unknown};
            }
        };
        take(port(match.sourcePorts, m_packet.sourcePort, match.sourceInverted), "sport");
        take(port(match.destinationPorts, m_packet.destinationPort, match.destinationInverted),
             "dport");
        if (match.flagsMask) {
            const bool equal = (m_packet.tcpFlags & *match.flagsMask) == match.flagsCompare;
            take(answerOf(equal != match.flagsInverted), {});
        }
        if (match.tcpOption) {
            take(hasTcpOption(m_packet, *match.tcpOption, match.tcpOptionInverted), "tcp-option");
        }
        return result;
    }

    MatchAnswer operator()(const MultiportMatch &match) const
    {
        if (m_packet.protocol == ProtocolAny) {
            return {Answer::CannotTell, "protocol"};
        }
        if (!hasPorts(m_packet.protocol) || m_packet.fragment.offset != 0) {
            return {Answer::No, {}};
        }
        using Ports = MultiportMatch::Ports;
        const Answer source = match.ports == Ports::Destination
            ? Answer::No
            : anyPort(match.ranges, m_packet.sourcePort);
        const Answer destination = match.ports == Ports::Source
            ? Answer::No
            : anyPort(match.ranges, m_packet.destinationPort);
        if (source == Answer::Yes || destination == Answer::Yes) {
            return {answerOf(!match.inverted), {}};
        }
        if (source == Answer::CannotTell) {
            return {Answer::CannotTell, "sport"};
        }
        if (destination == Answer::CannotTell) {
            return {Answer::CannotTell, "dport"};
        }
        return {answerOf(match.inverted), {}};
    }

    MatchAnswer operator()(const IcmpMatch &match) const
    {
        const std::uint8_t protocol = match.family == Family::Ipv4 ? ProtocolIcmp : ProtocolIcmpv6;
        if (m_packet.protocol == ProtocolAny) {
            return {Answer::CannotTell, "protocol"};
        }
        if (m_packet.protocol != protocol || m_packet.fragment.offset != 0) {
            return {Answer::No, {}};
        }
        if (!match.type) {
            return {answerOf(!match.inverted), {}};
        }
        if (!m_packet.icmpType) {
            return {Answer::CannotTell, "icmp-type"};
        }
        if (*m_packet.icmpType != *match.type) {
            return {answerOf(match.inverted), {}};
        }
        if (match.firstCode == 0 && match.lastCode == 255) {
            return {answerOf(!match.inverted), {}};
        }
        const std::optional<std::uint8_t> code = icmpCode();
        if (!code) {
            return {Answer::CannotTell, "icmp-code"};
        }
        const bool within = match.firstCode <= *code && *code <= match.lastCode;
        return {answerOf(within != match.inverted), {}};
    }

    MatchAnswer operator()(const StateMatch &match) const
    {
        return evaluateState(match, m_context);
    }

    MatchAnswer operator()(const CommentMatch &) const
    {
        return {Answer::Yes, {}};
    }

    MatchAnswer operator()(const MarkMatch &match) const
    {
        if (!m_context.markKnown && match.mask != 0) {
            return {Answer::CannotTell, "mark"};
        }
        return {answerOf(((m_packet.mark & match.mask) == match.value) != match.inverted), {}};
    }

    MatchAnswer operator()(const AddressTypeMatch &match) const
    {
        return evaluateAddressType(match, m_context);
    }

    MatchAnswer operator()(const MacMatch &match) const
    {
        // The kernel answers no, even to a negated match, when there is no Ethernet header.
        if (m_packet.way == Way::Output || m_packet.inInterface == loopback) {
            return {Answer::No, {}};
        }
        if (!m_packet.macSource) {
            return {Answer::CannotTell, "mac-source"};
        }
        return {answerOf((match.address == *m_packet.macSource) != match.inverted), {}};
    }

    MatchAnswer operator()(const OpaqueMatch &match) const
    {
        return evaluateOpaque(match, m_context);
    }

private:
    static Answer port(const std::optional<PortRange> &range,
                       const std::optional<std::uint16_t> &value, bool invert)
    {
        if (!range) {
            return Answer::Yes;
        }
        if (range->first == 0 && range->last == 65535) {
            return answerOf(!invert);
        }
        return value ? answerOf(range->contains(*value) != invert) : Answer::CannotTell;
    }

    static Answer anyPort(const std::vector<PortRange> &ranges,
                          const std::optional<std::uint16_t> &value)
    {
        if (!value) {
            return Answer::CannotTell;
        }
        return answerOf(std::any_of(ranges.begin(), ranges.end(), [&](const PortRange &range) {
            return range.contains(*value);
        }));
    }

    /// Echo requests and replies have no code but 0.
    std::optional<std::uint8_t> icmpCode() const
    {
        if (m_packet.icmpCode) {
            return m_packet.icmpCode;
        }
        const std::uint8_t type = m_packet.icmpType.value_or(255);
        const bool echo = m_packet.protocol == ProtocolIcmp ? (type == 8 || type == 0)
                                                            : (type == 128 || type == 129);
        return echo ? std::optional<std::uint8_t>(0) : std::nullopt;
    }

    MatchContext &m_context;
    const Packet &m_packet;
};

} // namespace

MatchAnswer evaluate(const Match &match, MatchContext &context)
{
    return std::visit(Evaluator(context), match);
}

std::optional<bool> isLocalAddress(const IpAddress &address, const Packet &packet,
                                   const World &world)
{
    const std::vector<IpAddress> &own = packet.localAddresses;
    if (address.isLoopback() || std::find(own.begin(), own.end(), address) != own.end()) {
        return true;
    }
    const std::optional<bool> known = isLocalAddress(world, address);
    return known || own.empty() ? known : std::optional(false);
}

void deriveInterfaces(Packet &packet, const World &world)
{
    const auto isLocal = [&packet, &world](const std::optional<IpAddress> &address) {
        return address && isLocalAddress(*address, packet, world).value_or(false);
    };
    if (packet.way == Way::Input && !packet.inInterface) {
        const bool toLoopback = packet.destination && packet.destination->isLoopback();
        if (isLocal(packet.source) || toLoopback) {
            packet.inInterface = loopback;
        }
    }
    if (packet.way == Way::Output && !packet.outInterface && isLocal(packet.destination)) {
        packet.outInterface = loopback;
    }
}

} // namespace Portlight::Core
