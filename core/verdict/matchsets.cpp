// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/verdict/matchsets.h"

#include "core/verdict/addressregions.h"
#include "core/verdict/addresstype.h"
#include "core/verdict/hooks.h"
#include "core/verdict/matcher.h"
#include "core/verdict/nativesets.h"

#include <algorithm>
#include <set>

namespace Portlight::Core
{

namespace
{

constexpr std::uint8_t protocolDccp = 33;

class SetMatcher
{
public:
    SetMatcher(const SetPlace &place, PacketSpace &space)
        : m_place(place)
        , m_space(space)
    {
    }

    MatchSets operator()(const AddressMatch &match)
    {
        return sure(m_space.network(fieldOf(match.side), match.network), match.inverted);
    }

    MatchSets operator()(const InterfaceMatch &match)
    {
        if (match.pattern == "+") {
            return sure(PacketSpace::all, match.inverted);
        }
        if (!hookHasDevice(match.side, m_place.hook, m_place.way)) {
            return sure(match.pattern.empty() ? PacketSpace::all : PacketSpace::none,
                        match.inverted);
        }
        const Field field = match.side == Side::Source ? Field::InInterface : Field::OutInterface;
        return sure(m_space.device(field, match.pattern), match.inverted);
    }

    MatchSets operator()(const ProtocolMatch &match)
    {
        return sure(match.protocol == ProtocolAny ? PacketSpace::all
                                                  : m_space.equal(Field::Protocol, match.protocol),
                    match.inverted);
    }

    MatchSets operator()(const FragmentMatch &match)
    {
        return sure(PacketSpace::none, match.inverted);
    }

    MatchSets operator()(const TransportMatch &match)
    {
        PacketSet set = m_space.equal(Field::Protocol, match.protocol);
        const auto require = [&](PacketSet part, bool inverted) {
            set = inverted ? m_space.difference(set, part) : m_space.intersection(set, part);
        };
        if (match.sourcePorts) {
            require(ports(Field::SourcePort, *match.sourcePorts), match.sourceInverted);
        }
        if (match.destinationPorts) {
            require(ports(Field::Port, *match.destinationPorts), match.destinationInverted);
        }
        if (match.flagsMask) {
            const bool possible = (match.flagsCompare & ~*match.flagsMask) == 0;
            require(possible ? m_space.masked(Field::TcpFlags, match.flagsCompare, *match.flagsMask)
                             : PacketSpace::none,
                    match.flagsInverted);
        }
        return {match.tcpOption ? PacketSpace::none : set, set};
    }

    MatchSets operator()(const MultiportMatch &match)
    {
        using Ports = MultiportMatch::Ports;
        PacketSet listed = PacketSpace::none;
        for (const PortRange &range : match.ranges) {
            if (match.ports != Ports::Destination) {
                listed = m_space.united(listed, ports(Field::SourcePort, range));
            }
            if (match.ports != Ports::Source) {
                listed = m_space.united(listed, ports(Field::Port, range));
            }
        }
        PacketSet carriers = PacketSpace::none;
        for (const std::uint8_t protocol :
             {std::uint8_t(ProtocolTcp), std::uint8_t(ProtocolUdp), std::uint8_t(ProtocolSctp),
              std::uint8_t(ProtocolUdplite), protocolDccp}) {
            carriers = m_space.united(carriers, m_space.equal(Field::Protocol, protocol));
        }
        const PacketSet set = match.inverted ? m_space.difference(carriers, listed)
                                             : m_space.intersection(carriers, listed);
        return {set, set};
    }

    MatchSets operator()(const IcmpMatch &match)
    {
        const PacketSet icmp = m_space.equal(
            Field::Protocol, match.family == Family::Ipv4 ? ProtocolIcmp : ProtocolIcmpv6);
        PacketSet named = PacketSpace::all;
        if (match.type) {
            const std::uint32_t type = std::uint32_t(*match.type) << 8U;
            named = m_space.range(Field::Port, type | match.firstCode, type | match.lastCode);
        }
        const PacketSet set =
            match.inverted ? m_space.difference(icmp, named) : m_space.intersection(icmp, named);
        return {set, set};
    }

    MatchSets operator()(const StateMatch &match)
    {
        PacketSet yes = PacketSpace::none;
        for (const FlowState state : match.states) {
            yes = m_space.united(yes, m_space.state(state));
        }
        PacketSet may = yes;
        if (match.sourceNat || match.destinationNat) {
            // Of a first packet the walk knows; of a later one only the table would.
            if (match.destinationNat && m_place.destinationTranslated) {
                yes = m_space.united(yes, m_space.state(FlowState::New));
            }
            may = m_space.united(yes, m_space.state(FlowState::Established));
            may = m_space.united(may, m_space.state(FlowState::Related));
        }
        return inverted({yes, may}, match.inverted);
    }

    MatchSets operator()(const CommentMatch & /*match*/)
    {
        return {};
    }

    MatchSets operator()(const MarkMatch &match)
    {
        return sure((match.value & ~match.mask) != 0
                        ? PacketSpace::none
                        : m_space.masked(Field::Mark, match.value, match.mask),
                    match.inverted);
    }

    MatchSets operator()(const AddressTypeMatch &match)
    {
        MatchSets result = typeSets(match, Side::Source);
        const MatchSets destination = typeSets(match, Side::Destination);
        result.yes = m_space.intersection(result.yes, destination.yes);
        result.may = m_space.intersection(result.may, destination.may);
        return result;
    }

    template<typename Other> MatchSets operator()(const Other &match)
    {
        return whatever(match);
    }

private:
    static Field fieldOf(Side side)
    {
        return side == Side::Source ? Field::Source : Field::Destination;
    }

    PacketSet ports(Field field, const PortRange &range)
    {
        return range.first > range.last ? PacketSpace::none
                                        : m_space.range(field, range.first, range.last);
    }

    MatchSets inverted(const MatchSets &sets, bool invert)
    {
        if (!invert) {
            return sets;
        }
        return {m_space.complement(sets.may), m_space.complement(sets.yes)};
    }

    MatchSets sure(PacketSet set, bool invert)
    {
        return inverted({set, set}, invert);
    }

    /// A match about something that sets do not ask: it answers for every packet alike, or cannot
    /// be told.
    MatchSets whatever(const Match &match)
    {
        Packet nothing;
        nothing.family = m_space.family();
        nothing.way = m_place.way;
        nothing.protocol = ProtocolAny;
        nothing.state.reset();
        const Connection connection;
        MatchContext context{nothing, m_place.world, connection, m_place.hook, false, std::nullopt};
        switch (evaluate(match, context).answer) {
        case Answer::Yes:
            return {PacketSpace::all, PacketSpace::all};
        case Answer::No:
            return {PacketSpace::none, PacketSpace::none};
        case Answer::CannotTell:
            break;
        }
        return {PacketSpace::none, PacketSpace::all};
    }

    MatchSets typeSets(const AddressTypeMatch &match, Side side)
    {
        AddressTypeMatch part = match;
        (side == Side::Source ? part.destination : part.source).clear();
        MatchSets result{PacketSpace::none, PacketSpace::none};
        if ((side == Side::Source ? part.source : part.destination).empty()) {
            return {};
        }
        Packet packet;
        packet.family = m_space.family();
        packet.way = m_place.way;
        const Connection connection;
        const MatchContext context{packet, m_place.world, connection, m_place.hook};
        for (const AddressRegion &region : addressRegions(fieldOf(side), m_place.world, m_space)) {
            (side == Side::Source ? packet.source : packet.destination) = region.example;
            const Answer answer = evaluateAddressType(part, context).answer;
            if (answer == Answer::Yes) {
                result.yes = m_space.united(result.yes, region.set);
            }
            if (answer != Answer::No) {
                result.may = m_space.united(result.may, region.set);
            }
        }
        return result;
    }

    const SetPlace &m_place;
    PacketSpace &m_space;
};

} // namespace

MatchSets matchSets(const Match &match, const SetPlace &place, PacketSpace &space)
{
    return std::visit(SetMatcher(place, space), match);
}

MatchSets ruleSets(const Rule &rule, const SetPlace &place, PacketSpace &space)
{
    MatchSets all;
    for (const Match &match : rule.matches) {
        const MatchSets one = matchSets(match, place, space);
        all.yes = space.intersection(all.yes, one.yes);
        all.may = space.intersection(all.may, one.may);
    }
    return all;
}

std::vector<std::string> devicePatterns(const RulesInForce &rules)
{
    std::set<std::string> patterns;
    for (const Ruleset &ruleset : rules.rulesets) {
        for (const Table &table : ruleset.tables) {
            for (const Chain &chain : table.chains) {
                for (const Rule &rule : chain.rules) {
                    for (const Match &match : rule.matches) {
                        if (const auto *device = std::get_if<InterfaceMatch>(&match)) {
                            patterns.insert(device->pattern);
                        }
                    }
                }
            }
        }
    }
    if (rules.native != nullptr) {
        const std::vector<std::string> more = devicePatterns(*rules.native);
        patterns.insert(more.begin(), more.end());
    }
    return {patterns.begin(), patterns.end()};
}

} // namespace Portlight::Core
