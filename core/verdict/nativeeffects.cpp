// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/verdict/nativeeffects.h"

#include "core/verdict/matcher.h"

namespace Portlight::Core
{

namespace
{

constexpr NftRange unknownRange{{}, {}, false};

/// What an expression stands for where a range means "any of these". Empty: nothing at all.
std::vector<NftRange> rangesOf(const NftExpression &expression, NativeContext &context,
                               NatTarget &target)
{
    if (const auto *constant = std::get_if<NftConstant>(&expression.is)) {
        return constant->parts;
    }
    if (const auto *map = std::get_if<NftMap>(&expression.is)) {
        const NativeLookup found = lookUp(map->set, evaluate(map->key.front(), context), context);
        const auto *values =
            found.data != nullptr ? std::get_if<std::vector<NftRange>>(found.data) : nullptr;
        if (found.found != Answer::Yes) {
            target.applies =
                found.found == Answer::CannotTell && !found.mayMiss ? Answer::Yes : found.found;
            target.settledBy = found.settledBy;
        }
        return values != nullptr ? *values
                                 : std::vector<NftRange>(expression.types.size(), unknownRange);
    }
    const NativeResult result = evaluate(expression, context);
    if (result.absent != Answer::No) {
        target.applies = result.absent == Answer::Yes ? Answer::No : Answer::CannotTell;
        target.settledBy = result.absentSettledBy;
    }
    std::vector<NftRange> ranges;
    for (const NativeValue &part : result.parts) {
        ranges.push_back({part.value, part.value, part.isKnown()});
    }
    return ranges;
}

std::string addressWords(const NftRange &range, Family family)
{
    const std::string first = range.first.address(family).toString();
    const std::string last = range.last.address(family).toString();
    const bool is6 = family == Family::Ipv6;
    const auto bracketed = [is6](const std::string &text) {
        return is6 ? '[' + text + ']' : text;
    };
    return first == last ? bracketed(first) : bracketed(first) + '-' + bracketed(last);
}

std::string portWords(const NftRange &range)
{
    const std::string first = std::to_string(range.first.low);
    return range.first == range.last ? first : first + '-' + std::to_string(range.last.low);
}

/// The same as a target of iptables, so that both have one way through routing.
Target targetOf(const NftNat &nat, const NatTarget &to, const Packet &packet)
{
    Target target;
    const bool source = nat.kind == NftNat::Kind::Source || nat.kind == NftNat::Kind::Masquerade;
    target.kind = source ? Target::Kind::SourceNat : Target::Kind::DestinationNat;
    const std::string random = nat.random ? " --random" : "";
    const std::string port = to.port && to.port->known ? portWords(*to.port) : std::string();
    if (nat.kind == NftNat::Kind::Masquerade || nat.kind == NftNat::Kind::Redirect) {
        target.name = nat.kind == NftNat::Kind::Masquerade ? "MASQUERADE" : "REDIRECT";
        target.options = (port.empty() ? std::string() : "--to-ports " + port) + random;
        return target;
    }
    target.name = source ? "SNAT" : "DNAT";
    std::string words = to.address ? addressWords(*to.address, packet.family) : std::string();
    if (!port.empty()) {
        words += ':' + port;
    }
    target.options = (source ? "--to-source " : "--to-destination ") + words + random;
    return target;
}

/// The network of a prefix laid over an address.
std::optional<IpAddress> laidOver(const NftRange &network, const std::optional<IpAddress> &address)
{
    if (!address || !network.known) {
        return std::nullopt;
    }
    const NftValue host = network.first ^ network.last;
    return (network.first | (NftValue::of(*address) & host)).address(address->family);
}

struct FieldAt {
    NftLayer layer;
    std::uint16_t offset;
    std::uint16_t bits;
    bool operator==(const FieldAt &) const = default;
};

template<typename Number>
void setNumber(std::optional<Number> &field, const std::optional<NftValue> &value)
{
    field = value ? std::optional(static_cast<Number>(value->low)) : std::nullopt;
}

void setAddress(std::optional<IpAddress> &field, const std::optional<NftValue> &value,
                Family family)
{
    field = value ? std::optional(value->address(family)) : std::nullopt;
}

void setTrafficClass(Packet &packet, const std::optional<NftValue> &value, std::uint8_t mask,
                     unsigned shift)
{
    if (!value || !packet.trafficClass) {
        packet.trafficClass.reset();
        return;
    }
    packet.trafficClass =
        static_cast<std::uint8_t>((*packet.trafficClass & ~mask) | ((value->low << shift) & mask));
}

/// Fields that nothing here looks at stay as they are.
void setPayload(const NftSelector &to, const std::optional<NftValue> &value, Packet &packet)
{
    const FieldAt at{to.layer, to.offset, to.bits};
    const bool is4 = packet.family == Family::Ipv4;
    constexpr std::uint8_t dscp = 0xfc;
    constexpr std::uint8_t ecn = 0x03;
    if (at == (is4 ? FieldAt{NftLayer::Network, 96, 32} : FieldAt{NftLayer::Network, 64, 128})) {
        setAddress(packet.source, value, packet.family);
    } else if (at
               == (is4 ? FieldAt{NftLayer::Network, 128, 32}
                       : FieldAt{NftLayer::Network, 192, 128})) {
        setAddress(packet.destination, value, packet.family);
    } else if (at == FieldAt{NftLayer::Transport, 0, 16}) {
        setNumber(packet.sourcePort, value);
    } else if (at == FieldAt{NftLayer::Transport, 16, 16}) {
        setNumber(packet.destinationPort, value);
    } else if (at == FieldAt{NftLayer::Transport, 104, 8} && value) {
        packet.tcpFlags = static_cast<std::uint8_t>(value->low);
    } else if (at == FieldAt{NftLayer::Transport, 0, 8}) {
        setNumber(packet.icmpType, value);
    } else if (at == FieldAt{NftLayer::Transport, 8, 8}) {
        setNumber(packet.icmpCode, value);
    } else if (at == FieldAt{NftLayer::Network, static_cast<std::uint16_t>(is4 ? 64 : 56), 8}) {
        setNumber(packet.ttl, value);
    } else if (at == FieldAt{NftLayer::Network, static_cast<std::uint16_t>(is4 ? 8 : 4), 6}) {
        setTrafficClass(packet, value, dscp, 2);
    } else if (at == FieldAt{NftLayer::Network, static_cast<std::uint16_t>(is4 ? 14 : 10), 2}) {
        setTrafficClass(packet, value, ecn, 0);
    } else if (at == FieldAt{NftLayer::Link, 48, 48}) {
        packet.macSource.reset();
    }
}

std::optional<NftValue> onlyValue(const NativeResult &result)
{
    return result.parts.size() == 1 && result.parts.front().isKnown()
        ? std::optional(result.parts.front().value)
        : std::nullopt;
}

} // namespace

NatTarget natTargetOf(const NftNat &nat, NativeContext &context)
{
    NatTarget target;
    if (nat.family && *nat.family != context.flow.packet.family) {
        target.applies = Answer::No;
        return target;
    }
    if (nat.address) {
        const std::vector<NftRange> parts = rangesOf(*nat.address, context, target);
        target.address = parts.empty() ? unknownRange : parts.front();
        if (parts.size() > 1) {
            target.port = parts[1];
        }
    }
    if (nat.port && target.applies != Answer::No) {
        NatTarget of;
        const std::vector<NftRange> parts = rangesOf(*nat.port, context, of);
        target.port = parts.empty() ? unknownRange : parts.front();
        if (of.applies != Answer::Yes) {
            target.applies = of.applies;
            target.settledBy = of.settledBy;
        }
    }
    return target;
}

void applyNativeNat(const NftNat &nat, const NatTarget &to, Hook hook, const World &world,
                    Flow &flow)
{
    NatTarget target = to;
    const bool source = nat.kind == NftNat::Kind::Source || nat.kind == NftNat::Kind::Masquerade;
    if (nat.prefix && target.address) {
        const auto address =
            laidOver(*target.address, source ? flow.packet.source : flow.packet.destination);
        target.address =
            address ? NftRange{NftValue::of(*address), NftValue::of(*address), true} : unknownRange;
    }
    const bool addressUnknown = target.address && !target.address->known;
    const bool portUnknown = target.port && !target.port->known;
    if (addressUnknown) {
        target.address.reset();
    }
    const bool onlyPort =
        !to.address && (nat.kind == NftNat::Kind::Source || nat.kind == NftNat::Kind::Destination);
    const Target words = targetOf(nat, target, flow.packet);
    if (onlyPort) {
        auto &port = source ? flow.packet.sourcePort : flow.packet.destinationPort;
        const bool known =
            target.port && target.port->known && target.port->first == target.port->last;
        port = known ? std::optional(static_cast<std::uint16_t>(target.port->first.low))
                     : std::nullopt;
    } else if (addressUnknown && source) {
        flow.packet.source.reset();
    } else if (addressUnknown) {
        // Where it goes is not known, and so the way stays.
        flow.packet.destination.reset();
    } else if (source) {
        applySourceNat(words, world, flow);
    } else {
        applyDestinationNat(words, hook, world, flow);
    }
    if (portUnknown || (addressUnknown && target.port)) {
        (source ? flow.packet.sourcePort : flow.packet.destinationPort).reset();
    }
    if (onlyPort || addressUnknown || portUnknown) {
        (source ? flow.connection.sourceTranslated : flow.connection.destinationTranslated).reset();
    }
}

NativeAnswer rejectApplies(const NftReject &reject, const Packet &packet)
{
    const auto answer = [](bool yes) {
        return NativeAnswer{yes ? Answer::Yes : Answer::No, {}};
    };
    switch (reject.kind) {
    case NftReject::Kind::TcpReset:
        if (packet.protocol == ProtocolAny) {
            return {Answer::CannotTell, "protocol"};
        }
        return answer(packet.protocol == ProtocolTcp);
    case NftReject::Kind::Icmp:
        return answer(packet.family == Family::Ipv4);
    case NftReject::Kind::Icmpv6:
        return answer(packet.family == Family::Ipv6);
    case NftReject::Kind::Icmpx:
        break;
    }
    return answer(true);
}

NativeAnswer assignmentApplies(const NftAssignment &assignment, NativeContext &context)
{
    const NativeResult value = evaluate(assignment.value, context);
    NativeAnswer result{inverted(value.absent, true), value.absentSettledBy};
    if (assignment.to.subject == NftSubject::Payload || assignment.to.needs != NftNeeds::Nothing) {
        const NativeResult field = readSelector(assignment.to, context);
        if (field.absent == Answer::Yes || result.answer == Answer::No) {
            return {Answer::No, {}};
        }
        if (field.absent == Answer::CannotTell) {
            result = {Answer::CannotTell, field.absentSettledBy};
        }
    }
    return result;
}

void assign(const NftAssignment &assignment, NativeContext &context, Flow &flow)
{
    const std::optional<NftValue> value = onlyValue(evaluate(assignment.value, context));
    Packet &packet = flow.packet;
    switch (assignment.to.subject) {
    case NftSubject::Mark:
        flow.markKnown = value.has_value();
        packet.mark = value ? static_cast<std::uint32_t>(value->low) : packet.mark;
        break;
    case NftSubject::CtMark:
        // Without an entry in the connection table there is nothing to write to.
        if (packet.state != FlowState::Untracked && packet.state != FlowState::Invalid) {
            setNumber(flow.connection.mark, value);
        }
        break;
    case NftSubject::Payload:
        setPayload(assignment.to, value, packet);
        break;
    default:
        break;
    }
}

void applyNativeNotrack(const NativeContext &context, Flow &flow)
{
    // A packet that has its entry keeps it: only the chains before conntrack's can prevent one.
    constexpr int conntrackPriority = -200;
    const bool early = context.hook == Hook::Prerouting || context.hook == Hook::Output;
    const bool returned = context.hook == Hook::Prerouting && flow.packet.inInterface == "lo";
    if (early && context.base.priority < conntrackPriority && !returned) {
        flow.packet.state = FlowState::Untracked;
    }
}

} // namespace Portlight::Core
