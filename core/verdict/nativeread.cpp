// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/verdict/addresstype.h"
#include "core/verdict/nativevalue.h"

#include <algorithm>
#include <array>

namespace Portlight::Core
{

namespace
{

constexpr std::string_view loopback = "lo";

// enum ip_conntrack_info as NF_CT_STATE_BIT() makes bits of it.
constexpr std::uint64_t stateInvalid = 1;
constexpr std::uint64_t stateEstablished = 2;
constexpr std::uint64_t stateRelated = 4;
constexpr std::uint64_t stateNew = 8;
constexpr std::uint64_t stateUntracked = 64;

// enum ip_conntrack_status.
constexpr std::uint64_t statusExpected = 1;
constexpr std::uint64_t statusSeenReply = 2;
constexpr std::uint64_t statusAssured = 4;
constexpr std::uint64_t statusConfirmed = 8;
constexpr std::uint64_t statusSourceNat = 16;
constexpr std::uint64_t statusDestinationNat = 32;

// NFPROTO_*
constexpr std::uint64_t protocolIpv4 = 2;
constexpr std::uint64_t protocolNetdev = 5;
constexpr std::uint64_t protocolBridge = 7;
constexpr std::uint64_t protocolIpv6 = 10;

NativeResult only(const NativeValue &value)
{
    return {Answer::No, {}, {value}};
}

NativeResult number(std::uint64_t value)
{
    return only(NativeValue::known(NftValue::of(value)));
}

NativeResult notKnown(const NftSelector &selector)
{
    return only(NativeValue::notKnown(selector.name));
}

template<typename T>
NativeResult numberOr(const std::optional<T> &value, const NftSelector &selector)
{
    return value ? number(*value) : notKnown(selector);
}

NativeResult addressOr(const std::optional<IpAddress> &address, const NftSelector &selector)
{
    return address ? only(NativeValue::known(NftValue::of(*address))) : notKnown(selector);
}

/// Whether the hook has a device on that side; without one the kernel compares with an empty name.
bool hasDevice(bool in, const NativeContext &context)
{
    const Way way = context.flow.packet.way;
    switch (context.base.place) {
    case BaseChain::Place::Ingress:
        return in;
    case BaseChain::Place::Egress:
        return !in;
    case BaseChain::Place::Bridge:
    case BaseChain::Place::Ordinary:
        break;
    }
    switch (context.hook) {
    case Hook::Prerouting:
    case Hook::Input:
        return in;
    case Hook::Forward:
        return true;
    case Hook::Output:
        return !in;
    case Hook::Postrouting:
        return !in || way == Way::Forward;
    }
    return true;
}

NativeResult readDevice(bool in, const NftSelector &selector, const NativeContext &context)
{
    const Packet &packet = context.flow.packet;
    const bool onBridge = context.base.place == BaseChain::Place::Bridge;
    if (!hasDevice(in, context)) {
        return only(NativeValue::known(NftValue::ofName({})));
    }
    const std::optional<std::string> &name = onBridge
        ? (in ? packet.bridgePortIn : packet.bridgePortOut)
        : (in ? packet.inInterface : packet.outInterface);
    if (name) {
        return only(NativeValue::known(NftValue::ofName(*name)));
    }
    NativeValue value = NativeValue::notKnown(selector.name);
    value.device = in ? NativeValue::Device::In : NativeValue::Device::Out;
    return only(value);
}

/// At the priorities before conntrack's (-200) a packet has no entry yet; one that comes back over
/// the loopback device kept it.
bool isTracked(const NativeContext &context)
{
    constexpr int conntrackPriority = -200;
    if (context.base.place == BaseChain::Place::Ingress) {
        return false;
    }
    const bool early = (context.hook == Hook::Prerouting || context.hook == Hook::Output)
        && context.base.priority < conntrackPriority;
    return !early || context.flow.packet.state == FlowState::Untracked
        || (context.hook == Hook::Prerouting && context.flow.packet.inInterface == loopback);
}

std::uint64_t stateBit(FlowState state)
{
    switch (state) {
    case FlowState::New:
        return stateNew;
    case FlowState::Established:
        return stateEstablished;
    case FlowState::Related:
        return stateRelated;
    case FlowState::Invalid:
        return stateInvalid;
    case FlowState::Untracked:
        return stateUntracked;
    }
    return stateNew;
}

NativeResult readState(const NftSelector &selector, const NativeContext &context)
{
    const std::optional<FlowState> &state = context.flow.packet.state;
    if (!isTracked(context)) {
        return number(stateInvalid);
    }
    if (state) {
        return number(stateBit(*state));
    }
    NativeValue value;
    value.settledBy = selector.name;
    for (const std::uint64_t one :
         {stateInvalid, stateEstablished, stateRelated, stateNew, stateUntracked}) {
        value.choices.push_back(NftValue::of(one));
    }
    return only(value);
}

NativeResult readStatus(const NftSelector &selector, const NativeContext &context)
{
    const Flow &flow = context.flow;
    // The kernel keeps more bits than these, which rules can name only by number.
    NativeValue value = NativeValue::notKnown(selector.name);
    value.unknown = NftValue::ones(32);
    const auto tell = [&value](std::uint64_t bit, const std::optional<bool> &set) {
        if (set) {
            value.unknown = value.unknown & ~NftValue::of(bit);
            value.value = value.value | NftValue::of(*set ? bit : 0);
        }
    };
    if (flow.packet.state == FlowState::New && flow.packet.inInterface != loopback) {
        for (const std::uint64_t bit :
             {statusExpected, statusSeenReply, statusAssured, statusConfirmed}) {
            tell(bit, false);
        }
        // A translation that only the kernel chooses may be none.
        tell(statusSourceNat, flow.connection.sourceTranslated);
        tell(statusDestinationNat, flow.connection.destinationTranslated);
    } else if (flow.packet.connection) {
        const Connection &connection = *flow.packet.connection;
        tell(statusExpected, connection.expected);
        tell(statusSeenReply, connection.seenReply);
        tell(statusAssured, connection.assured);
        tell(statusConfirmed, connection.confirmed);
        tell(statusSourceNat, connection.sourceTranslated);
        tell(statusDestinationNat, connection.destinationTranslated);
    }
    return only(value);
}

FlowTuple tupleOf(const NftSelector &selector, const NativeContext &context)
{
    const Packet &packet = context.flow.packet;
    if (packet.state != FlowState::New) {
        if (!packet.connection) {
            return {};
        }
        return selector.reply ? packet.connection->reply : packet.connection->original;
    }
    if (selector.reply) {
        return {packet.destination, packet.source, packet.destinationPort, packet.sourcePort};
    }
    const Packet &original = context.original;
    return {original.source, original.destination, original.sourcePort, original.destinationPort};
}

NativeResult readConnection(const NftSelector &selector, const NativeContext &context)
{
    const Packet &packet = context.flow.packet;
    if (selector.subject == NftSubject::CtState) {
        return readState(selector, context);
    }
    const bool none = !isTracked(context) || packet.state == FlowState::Untracked
        || packet.state == FlowState::Invalid;
    if (none) {
        return NativeResult::nothing();
    }
    NativeResult result;
    switch (selector.subject) {
    case NftSubject::CtDirection:
        if (packet.state == FlowState::New) {
            result = number(0);
        } else if (packet.connection && packet.connection->isReply) {
            result = number(*packet.connection->isReply ? 1 : 0);
        } else {
            result = notKnown(selector);
            result.parts.front().unknown = NftValue::of(1);
        }
        break;
    case NftSubject::CtMark:
        result = numberOr(context.flow.connection.mark, selector);
        break;
    case NftSubject::CtStatus:
        result = readStatus(selector, context);
        break;
    case NftSubject::CtL3Proto:
        result = number(packet.family == Family::Ipv4 ? protocolIpv4 : protocolIpv6);
        break;
    case NftSubject::CtProtocol:
        result = packet.protocol == ProtocolAny ? notKnown(selector) : number(packet.protocol);
        break;
    case NftSubject::CtSource:
        result = addressOr(tupleOf(selector, context).source, selector);
        break;
    case NftSubject::CtDestination:
        result = addressOr(tupleOf(selector, context).destination, selector);
        break;
    case NftSubject::CtSourcePort:
        result = numberOr(tupleOf(selector, context).sourcePort, selector);
        break;
    case NftSubject::CtDestinationPort:
        result = numberOr(tupleOf(selector, context).destinationPort, selector);
        break;
    default:
        result = notKnown(selector);
        break;
    }
    if (!packet.state) {
        // Without an entry there is nothing to read.
        result.absent = Answer::CannotTell;
        result.absentSettledBy = "state";
    }
    return result;
}

MatchContext matchContextOf(const NativeContext &context)
{
    return {context.flow.packet, context.world, context.flow.connection, context.hook,
            context.flow.markKnown};
}

/// net/ipv4/netfilter/nft_fib_ipv4.c asks as addrtype does; nft_fib_ipv6.c looks for local
/// addresses first and then for a route, which may not be there.
NativeResult readFibType(const NftSelector &selector, const NativeContext &context)
{
    const Packet &packet = context.flow.packet;
    const std::optional<IpAddress> &address =
        selector.fib.source ? packet.source : packet.destination;
    if (!address) {
        return notKnown(selector);
    }
    NativeValue value;
    value.settledBy = selector.name;
    if (packet.family == Family::Ipv6) {
        constexpr std::uint64_t unicast = 1;
        constexpr std::uint64_t local = 2;
        constexpr std::uint64_t anycast = 4;
        constexpr std::uint64_t multicast = 5;
        constexpr std::uint64_t unreachable = 7;
        if (address->isMulticast()) {
            return number(multicast);
        }
        if (address->isUnspecified()) {
            return number(0);
        }
        const std::optional<bool> own = isLocalAddress(*address, packet, context.world);
        const bool limited = selector.fib.inDevice || selector.fib.outDevice;
        if (own == true && !limited) {
            return number(local);
        }
        for (const std::uint64_t type : {unicast, anycast, unreachable}) {
            value.choices.push_back(NftValue::of(type));
        }
        if (own != false) {
            value.choices.push_back(NftValue::of(local));
        }
        return only(value);
    }
    constexpr std::array types{AddressType::Unicast,     AddressType::Local,
                               AddressType::Broadcast,   AddressType::Anycast,
                               AddressType::Multicast,   AddressType::Blackhole,
                               AddressType::Unreachable, AddressType::Prohibit};
    const MatchContext matching = matchContextOf(context);
    for (std::size_t i = 0; i < types.size(); ++i) {
        AddressTypeMatch match;
        (selector.fib.source ? match.source : match.destination) = {types[i]};
        match.limitInInterface = selector.fib.inDevice;
        match.limitOutInterface = selector.fib.outDevice;
        if (evaluateAddressType(match, matching).answer != Answer::No) {
            // RTN_UNICAST is 1, and the rest follows in this order.
            value.choices.push_back(NftValue::of(i + 1));
        }
    }
    return value.choices.empty() ? notKnown(selector) : only(value);
}

NativeResult readFibOut(const NftSelector &selector, const NativeContext &context)
{
    // nft_fib_is_loopback(): a packet on the loopback device is where it belongs.
    const bool onLoopback = selector.fib.inDevice && context.flow.packet.inInterface == loopback
        && hasDevice(true, context);
    if (onLoopback) {
        return selector.fib.presence ? number(1)
                                     : only(NativeValue::known(NftValue::ofName(loopback)));
    }
    NativeResult result = notKnown(selector);
    if (selector.fib.presence) {
        result.parts.front().unknown = NftValue::of(1);
    }
    return result;
}

NativeResult readSender(const std::optional<std::uint32_t> &id, const NftSelector &selector,
                        const NativeContext &context)
{
    const Packet &packet = context.flow.packet;
    if (packet.way == Way::Output) {
        return packet.hasSender == false ? NativeResult::nothing() : numberOr(id, selector);
    }
    // Only packets of a flow that is established have their socket before they reach it.
    if (packet.way == Way::Forward || packet.state == FlowState::New) {
        return NativeResult::nothing();
    }
    NativeResult result = notKnown(selector);
    result.absent = Answer::CannotTell;
    result.absentSettledBy = selector.name;
    return result;
}

NativeResult readDay(const NftSelector &selector, const NativeContext &context)
{
    if (!context.world.clock || !context.world.clock->minutesWest) {
        return notKnown(selector);
    }
    constexpr std::int64_t day = 86400;
    constexpr std::int64_t thursday = 4; // 1 January 1970
    const std::int64_t local =
        context.world.clock->seconds - std::int64_t{60} * *context.world.clock->minutesWest;
    return number(static_cast<std::uint64_t>((local / day + thursday) % 7));
}

NativeResult readPacketType(const NftSelector &selector, const NativeContext &context)
{
    const std::optional<LinkType> &type = context.flow.packet.linkType;
    if (!type) {
        return notKnown(selector);
    }
    switch (*type) {
    case LinkType::Unicast:
        return number(0);
    case LinkType::Broadcast:
        return number(1);
    case LinkType::Multicast:
        return number(2);
    case LinkType::OtherHost:
        return number(3);
    }
    return notKnown(selector);
}

NativeResult readWhatIsThere(const NftSelector &selector, const NativeContext &context)
{
    const Packet &packet = context.flow.packet;
    const bool isIpv4 = packet.family == Family::Ipv4;
    switch (selector.subject) {
    case NftSubject::Payload:
        if (selector.layer == NftLayer::Transport && packet.fragment.offset != 0) {
            return NativeResult::nothing();
        }
        return only(payloadBits(selector, context));
    case NftSubject::NfProto:
        if (context.table.family == "netdev" || context.table.family == "bridge") {
            return number(context.table.family == "netdev" ? protocolNetdev : protocolBridge);
        }
        return number(isIpv4 ? protocolIpv4 : protocolIpv6);
    case NftSubject::L4Proto:
        return packet.protocol == ProtocolAny ? notKnown(selector) : number(packet.protocol);
    case NftSubject::EtherProtocol:
        return number(isIpv4 ? 0x0800 : 0x86dd);
    case NftSubject::InDevice:
    case NftSubject::OutDevice:
        return readDevice(selector.subject == NftSubject::InDevice, selector, context);
    case NftSubject::Mark:
        return context.flow.markKnown ? number(packet.mark) : notKnown(selector);
    case NftSubject::Uid:
        return readSender(packet.uid, selector, context);
    case NftSubject::Gid:
        return readSender(packet.gid, selector, context);
    case NftSubject::PacketType:
        return readPacketType(selector, context);
    case NftSubject::Length:
        return numberOr(packet.length, selector);
    case NftSubject::Day:
        return readDay(selector, context);
    case NftSubject::FibType:
        return readFibType(selector, context);
    case NftSubject::FibOut:
        return readFibOut(selector, context);
    case NftSubject::Hour: // nft counted from its own time zone, which is not known
    case NftSubject::Unknown:
        return notKnown(selector);
    default:
        return readConnection(selector, context);
    }
}

/// Whether the packet has such a field at all.
NativeResult conditionOf(const NftSelector &selector, const NativeContext &context)
{
    const Packet &packet = context.flow.packet;
    const auto answer = [](bool there) {
        return there ? NativeResult{} : NativeResult::nothing();
    };
    switch (selector.needs) {
    case NftNeeds::Nothing:
        break;
    case NftNeeds::Ipv4:
        return answer(packet.family == Family::Ipv4);
    case NftNeeds::Ipv6:
        return answer(packet.family == Family::Ipv6);
    case NftNeeds::Arp:
        return NativeResult::nothing();
    case NftNeeds::Protocol:
        if (packet.protocol == ProtocolAny) {
            return {Answer::CannotTell, "protocol", {}};
        }
        return answer(packet.protocol == selector.protocol);
    case NftNeeds::Ethernet:
        if (context.base.place == BaseChain::Place::Bridge) {
            break;
        }
        if (!hasDevice(true, context) || packet.inInterface == loopback) {
            return NativeResult::nothing();
        }
        if (!packet.macSource) {
            return {Answer::CannotTell, "mac-source", {}};
        }
        break;
    }
    return {};
}

} // namespace

NativeResult readSelector(const NftSelector &selector, const NativeContext &context)
{
    NativeResult condition = conditionOf(selector, context);
    if (condition.absent == Answer::Yes) {
        return condition;
    }
    NativeResult result = readWhatIsThere(selector, context);
    if (result.absent == Answer::No && condition.absent == Answer::CannotTell) {
        result.absent = Answer::CannotTell;
        result.absentSettledBy = condition.absentSettledBy;
    }
    return result;
}

} // namespace Portlight::Core
