// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/packet/packetbytes.h"
#include "core/verdict/matches/matches.h"
#include "core/verdict/tracking.h"

#include <algorithm>

namespace Portlight::Core
{

namespace
{

std::optional<std::uint32_t> groupOf(const std::optional<std::string> &name, const World &world)
{
    const NetworkInterface *device = name ? world.interface(*name) : nullptr;
    return device != nullptr ? device->group : std::nullopt;
}

template<typename Number> std::optional<std::uint32_t> widen(const std::optional<Number> &number)
{
    return number ? std::optional(static_cast<std::uint32_t>(*number)) : std::nullopt;
}

/// Without a route that has a realm every packet has realm 0.
std::optional<std::uint32_t> realmOf(const MatchContext &context)
{
    const auto &routes = context.world.routes(context.packet.family);
    if (context.packet.realm || !routes) {
        return context.packet.realm;
    }
    const bool none = std::all_of(routes->begin(), routes->end(), [](const RouteEntry &entry) {
        return entry.realm == 0;
    });
    return none ? std::optional<std::uint32_t>(0) : std::nullopt;
}

struct NamedNumber {
    std::optional<std::uint32_t> number;
    std::string_view field;
};

NamedNumber numberOf(NumberTest::Field field, const MatchContext &context)
{
    const Packet &packet = context.packet;
    switch (field) {
    case NumberTest::Field::Length:
        return {widen(lengthOf(packet)), "length"};
    case NumberTest::Field::Ttl:
        return {widen(packet.ttl), "ttl"};
    case NumberTest::Field::TrafficClass:
        return {widen(packet.trafficClass), "tos"};
    case NumberTest::Field::Cpu:
        return {packet.cpu, "cpu"};
    case NumberTest::Field::InGroup:
        return {groupOf(packet.inInterface, context.world), "devgroup"};
    case NumberTest::Field::OutGroup:
        return {groupOf(packet.outInterface, context.world), "devgroup"};
    case NumberTest::Field::Realm:
        return {realmOf(context), "realm"};
    case NumberTest::Field::ConnectionMark:
        return {context.connection.mark, "connmark"};
    }
    return {};
}

MatchAnswer test(const NumberTest &test, const MatchContext &context)
{
    // xt_connmark.c: no entry, no match, negated or not.
    if (test.field == NumberTest::Field::ConnectionMark && context.tracked == false) {
        return {Answer::No, {}};
    }
    if (test.field == NumberTest::Field::ConnectionMark && !context.tracked) {
        return {Answer::CannotTell, "state"};
    }
    // A mask that looks at nothing.
    if (test.mask == 0) {
        return {answerOf(test.range.contains(0) != test.inverted), {}};
    }
    const NamedNumber named = numberOf(test.field, context);
    if (!named.number) {
        return {Answer::CannotTell, named.field};
    }
    return {answerOf(test.range.contains(*named.number & test.mask) != test.inverted), {}};
}

} // namespace

MatchAnswer evaluate(const NumberCondition &condition, const MatchContext &context)
{
    AllOf all;
    for (const NumberTest &part : condition.tests) {
        all.take(test(part, context));
    }
    return all.result();
}

MatchAnswer evaluate(const EcnCondition &condition, const MatchContext &context)
{
    const Packet &packet = context.packet;
    AllOf all;
    if (condition.ipEct) {
        constexpr unsigned ecnBits = 3;
        all.ask(packet.trafficClass, "tos", condition.ipEct->inverted, [&](std::uint8_t tos) {
            return (tos & ecnBits) == condition.ipEct->value;
        });
    }
    const auto flag = [&](const std::optional<bool> &asked, std::uint8_t bit) {
        if (!asked) {
            return;
        }
        if (packet.protocol == ProtocolAny) {
            all.take(Answer::CannotTell, "protocol");
        } else {
            all.take(answerOf(packet.protocol == ProtocolTcp
                              && ((packet.tcpFlags & bit) != 0) == *asked),
                     {});
        }
    };
    flag(condition.tcpCwr, TcpCwr);
    flag(condition.tcpEce, TcpEce);
    return all.result();
}

MatchAnswer evaluate(const AddressRangeCondition &condition, const MatchContext &context)
{
    AllOf all;
    const auto within = [&all](const std::optional<Negatable<Range<IpAddress>>> &range,
                               const std::optional<IpAddress> &address, std::string_view field) {
        if (range) {
            all.ask(address, field, range->inverted, [&range](const IpAddress &value) {
                return range->value.contains(value);
            });
        }
    };
    within(condition.source, context.packet.source, "source");
    within(condition.destination, context.packet.destination, "destination");
    return all.result();
}

MatchAnswer evaluate(const LinkTypeCondition &condition, const MatchContext &context)
{
    const Packet &packet = context.packet;
    std::optional<LinkType> type = packet.linkType;
    if (!type && packet.way == Way::Output) {
        type = LinkType::Unicast; // what this computer makes has no link yet
    }
    if (!type && packet.inInterface == "lo") {
        type = LinkType::Unicast; // its frames are addressed to itself
    }
    if (!type && packet.destination) {
        // A frame is addressed as its packet is; a subnet's broadcast address needs its network.
        constexpr IpAddress everyone{Family::Ipv4, {255, 255, 255, 255}};
        if (packet.destination->isMulticast()) {
            type = LinkType::Multicast;
        } else if (*packet.destination == everyone) {
            type = LinkType::Broadcast;
        } else if (packet.way == Way::Forward
                   || isLocalAddress(*packet.destination, packet, context.world) == true) {
            type = LinkType::Unicast;
        }
    }
    if (!type) {
        return {Answer::CannotTell, "pkttype"};
    }
    return {answerOf((*type == condition.type) != condition.inverted), {}};
}

MatchAnswer evaluate(const AlwaysCondition &condition, const MatchContext &context)
{
    if (condition.protocol) {
        if (context.packet.protocol == ProtocolAny) {
            return {Answer::CannotTell, "protocol"};
        }
        if (context.packet.protocol != *condition.protocol) {
            return {Answer::No, {}};
        }
    }
    return {answerOf(!condition.inverted), {}};
}

} // namespace Portlight::Core
