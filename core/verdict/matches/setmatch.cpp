// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/verdict/matches/matches.h"

#include <algorithm>
#include <tuple>

namespace Portlight::Core
{

namespace
{

/// One packet against the members of one set.
class SetLookup
{
public:
    SetLookup(const IpSet &set, const std::vector<Side> &sides, const MatchContext &context)
        : m_set(set)
        , m_sides(sides)
        , m_packet(context.packet)
        , m_context(context)
    {
    }

    /// Whether the set has the packet; an exception ("nomatch") is told apart.
    struct Found {
        Answer answer = Answer::No;
        bool exception = false;
        std::string_view unknown;
    };

    Found find()
    {
        const auto fields = IpSet::fieldsOf(m_set.type);
        const bool anyFamily = m_set.type == "bitmap:port" || m_set.type == "hash:mac";
        if (!fields) {
            return {Answer::CannotTell, false, "set"};
        }
        if (m_sides.size() < fields->size() || (!anyFamily && m_set.family != m_packet.family)) {
            return {};
        }
        Found best;
        auto rank = std::tuple(0U, 0U, 0U);
        bool sure = true;
        bool differs = false;
        for (const IpSetMember &member : m_set.members) {
            const Answer answer = memberAnswer(*fields, member);
            if (answer == Answer::No) {
                continue;
            }
            const auto own = rankOf(member);
            const bool first = best.answer == Answer::No && sure;
            differs = differs || (!first && best.exception != member.exception);
            sure = sure && answer == Answer::Yes;
            if (first || own > rank) {
                rank = own;
                best.exception = member.exception;
            }
            best.answer = answer == Answer::Yes ? Answer::Yes : best.answer;
        }
        // What may be a member matters unless another one is, to the same end.
        if (!sure && (best.answer != Answer::Yes || differs)) {
            return {Answer::CannotTell, false, m_unknown};
        }
        return best;
    }

private:
    /// The most specific member decides.
    static std::tuple<unsigned, unsigned, unsigned> rankOf(const IpSetMember &member)
    {
        unsigned lengths[3] = {};
        for (std::size_t i = 0; i < member.values.size() && i < std::size(lengths); ++i) {
            const auto &network = member.values[i].network;
            lengths[i] = network ? network->prefixLength().value_or(0) : 0;
        }
        return {lengths[0], lengths[1], lengths[2]};
    }

    Answer memberAnswer(const std::vector<IpSetField> &fields, const IpSetMember &member)
    {
        Answer result = Answer::Yes;
        for (std::size_t i = 0; i < fields.size(); ++i) {
            const Answer answer = fieldAnswer(fields[i], member.values[i], m_sides[i]);
            if (answer == Answer::No) {
                return answer;
            }
            result = answer == Answer::CannotTell ? answer : result;
        }
        return result;
    }

    template<typename Value, typename Test>
    Answer ask(const std::optional<Value> &known, std::string_view field, Test test)
    {
        if (!known) {
            m_unknown = field;
            return Answer::CannotTell;
        }
        return answerOf(test(*known));
    }

    Answer fieldAnswer(IpSetField field, const IpSetValue &value, Side side)
    {
        const bool source = side == Side::Source;
        switch (field) {
        case IpSetField::Address:
        case IpSetField::Network:
            return ask(source ? m_packet.source : m_packet.destination,
                       source ? "source" : "destination", [&](const IpAddress &address) {
                           return contains(value, address);
                       });
        case IpSetField::Port:
            return portAnswer(value, source);
        case IpSetField::Mac:
            return ask(source ? m_packet.macSource : m_packet.macDestination, "mac-source",
                       [&value](const MacAddress &mac) {
                           return value.mac == mac;
                       });
        case IpSetField::Mark:
            return ask(m_context.markKnown ? std::optional(m_packet.mark) : std::nullopt, "mark",
                       [&](std::uint32_t mark) {
                           return (mark & m_set.markMask) == value.mark;
                       });
        case IpSetField::Interface:
            return ask(source ? m_packet.inInterface : m_packet.outInterface,
                       source ? "in-interface" : "out-interface", [&value](const auto &name) {
                           return name == value.name;
                       });
        case IpSetField::Set:
            return nestedAnswer(value.name);
        }
        return Answer::CannotTell;
    }

    bool contains(const IpSetValue &value, const IpAddress &address) const
    {
        IpAddress asked = address;
        if (m_set.prefixLength != 0) {
            const IpNetwork cut = IpNetwork::fromPrefix(address, m_set.prefixLength);
            for (std::size_t i = 0; i < asked.bytes.size(); ++i) {
                asked.bytes[i] &= cut.mask[i];
            }
        }
        return value.last ? value.network->address <= asked && asked <= *value.last
                          : value.network->contains(asked);
    }

    /// ip_set_getport.c: protocols without ports have port 0; bitmap:port only knows TCP and UDP.
    Answer portAnswer(const IpSetValue &value, bool source)
    {
        const std::uint8_t protocol = m_packet.protocol;
        if (protocol == ProtocolAny) {
            m_unknown = "protocol";
            return Answer::CannotTell;
        }
        if (m_packet.fragment.offset != 0) {
            return Answer::No;
        }
        const bool anyProtocol = m_set.type == "bitmap:port";
        if (anyProtocol ? protocol != ProtocolTcp && protocol != ProtocolUdp
                        : protocol != value.protocol) {
            return Answer::No;
        }
        std::optional<std::uint16_t> port;
        std::string_view field = source ? "sport" : "dport";
        if (protocol == ProtocolIcmp || protocol == ProtocolIcmpv6) {
            field = "icmp-type";
            if (m_packet.icmpType && m_packet.icmpCode) {
                port = static_cast<std::uint16_t>(*m_packet.icmpType << 8U | *m_packet.icmpCode);
            }
        } else if (protocol == ProtocolTcp || protocol == ProtocolUdp || protocol == ProtocolSctp
                   || protocol == ProtocolUdplite) {
            port = source ? m_packet.sourcePort : m_packet.destinationPort;
        } else {
            port = std::uint16_t{0};
        }
        return ask(port, field, [&value](std::uint16_t number) {
            return value.firstPort <= number && number <= value.lastPort;
        });
    }

    /// A list of sets; the kernel allows no list within a list.
    Answer nestedAnswer(const std::string &name)
    {
        const auto found = m_context.world.sets.find(name);
        if (found == m_context.world.sets.end() || found->second.type == "list:set") {
            m_unknown = "set";
            return Answer::CannotTell;
        }
        const Found nested = SetLookup(found->second, m_sides, m_context).find();
        if (nested.answer == Answer::CannotTell) {
            m_unknown = nested.unknown;
        }
        return nested.exception ? Answer::No : nested.answer;
    }

    const IpSet &m_set;
    const std::vector<Side> &m_sides;
    const Packet &m_packet;
    const MatchContext &m_context;
    std::string_view m_unknown;
};

} // namespace

MatchAnswer evaluate(const SetCondition &condition, const MatchContext &context)
{
    const auto set = context.world.sets.find(condition.name);
    const auto *changed = context.changedSets;
    const bool touched = changed != nullptr
        && std::find(changed->begin(), changed->end(), condition.name) != changed->end();
    if (set == context.world.sets.end() || condition.counters || touched) {
        return {Answer::CannotTell, "set"};
    }
    const auto found = SetLookup(set->second, condition.sides, context).find();
    if (found.answer == Answer::CannotTell) {
        return {Answer::CannotTell, found.unknown};
    }
    const bool has = found.answer == Answer::Yes && found.exception == condition.returnNomatch;
    return {answerOf(has != condition.inverted), {}};
}

} // namespace Portlight::Core
