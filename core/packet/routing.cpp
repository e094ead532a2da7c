// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/packet/routing.h"

#include <algorithm>

namespace Portlight::Core
{

namespace
{

/// `ip rule` of a machine on which nobody changed it.
std::vector<RoutingRule> kernelRules(Family family)
{
    std::vector<RoutingRule> rules(family == Family::Ipv4 ? 3 : 2);
    rules[0].table = localRouteTable;
    rules[1].priority = 32766;
    if (family == Family::Ipv4) {
        rules[2].priority = 32767;
        rules[2].table = defaultRouteTable;
    }
    return rules;
}

/// Yes, no, or not known: all parts must hold.
class Conjunction
{
public:
    void add(const std::optional<bool> &part)
    {
        m_no = m_no || part == false;
        m_unknown = m_unknown || !part;
    }
    std::optional<bool> result() const
    {
        if (m_no) {
            return false;
        }
        return m_unknown ? std::nullopt : std::optional(true);
    }

private:
    bool m_no = false;
    bool m_unknown = false;
};

template<typename Value, typename Test>
std::optional<bool> holds(const std::optional<Value> &value, Test test)
{
    return value ? std::optional(static_cast<bool>(test(*value))) : std::nullopt;
}

/// net/core/fib_rules.c, fib_rule_match(), and the family's own part of it.
std::optional<bool> applies(const RoutingRule &rule, const RouteQuery &query)
{
    Conjunction all;
    if (rule.inInterface) {
        all.add(holds(query.inInterface, [&rule](const std::string &name) {
            return name == *rule.inInterface;
        }));
    }
    if (rule.outInterface) {
        all.add(false); // only sockets bound to a device
    }
    if (rule.markMask != 0) {
        all.add(holds(query.mark, [&rule](std::uint32_t mark) {
            return (mark & rule.markMask) == rule.mark;
        }));
    }
    if (rule.from) {
        all.add(query.source ? std::optional(rule.from->contains(*query.source))
                             : std::optional(rule.from->prefixLength() == 0U));
    }
    if (rule.to) {
        all.add(holds(query.destination, [&rule](const IpAddress &address) {
            return rule.to->contains(address);
        }));
    }
    if (rule.tos != 0) {
        all.add(holds(query.tos, [&rule](std::uint8_t tos) {
            return tos == rule.tos;
        }));
    }
    if (rule.protocol) {
        all.add(holds(query.protocol, [&rule](std::uint8_t protocol) {
            return protocol == *rule.protocol;
        }));
    }
    const auto ports = [&all](const std::optional<std::uint16_t> &first,
                              const std::optional<std::uint16_t> &last,
                              const std::optional<std::uint16_t> &port) {
        if (first && last) {
            all.add(holds(port, [&](std::uint16_t number) {
                return *first <= number && number <= *last;
            }));
        }
    };
    ports(rule.firstSourcePort, rule.lastSourcePort, query.sourcePort);
    ports(rule.firstDestinationPort, rule.lastDestinationPort, query.destinationPort);
    if (rule.firstUid && rule.lastUid) {
        all.add(holds(query.uid, [&rule](std::uint32_t uid) {
            return *rule.firstUid <= uid && uid <= *rule.lastUid;
        }));
    }
    const std::optional<bool> result = all.result();
    return result && rule.inverted ? std::optional(!*result) : result;
}

RouteAnswer answerOf(const RouteEntry &entry)
{
    return {entry.kind, entry.interfaces, entry.preferredSource, entry.realm};
}

/// Routers that IPv6 learned of stand as routes of their own, and any of them may be chosen.
void addEquals(const std::vector<RouteEntry> &routes, const RouteEntry &best, RouteAnswer &answer)
{
    for (const RouteEntry &entry : routes) {
        const bool equal = entry.table == best.table && entry.destination == best.destination
            && entry.source == best.source && entry.tos == best.tos && entry.metric == best.metric
            && entry.kind == best.kind;
        for (const std::string &device : entry.interfaces) {
            const bool known = std::find(answer.interfaces.begin(), answer.interfaces.end(), device)
                != answer.interfaces.end();
            if (equal && !known) {
                answer.interfaces.push_back(device);
            }
        }
    }
}

/// The best entry of one table, or null.
const RouteEntry *bestEntry(const std::vector<RouteEntry> &routes, std::uint32_t table,
                            const RouteQuery &query)
{
    const RouteEntry *best = nullptr;
    const auto rank = [](const RouteEntry &entry) {
        return std::pair(entry.destination.prefixLength().value_or(0),
                         entry.source ? entry.source->prefixLength().value_or(0) : 0U);
    };
    for (const RouteEntry &entry : routes) {
        const bool fits = entry.table == table && entry.destination.contains(*query.destination)
            && (!entry.source || (query.source && entry.source->contains(*query.source)))
            && (entry.tos == 0 || entry.tos == query.tos);
        if (!fits) {
            continue;
        }
        const bool better = best == nullptr || rank(entry) > rank(*best)
            || (rank(entry) == rank(*best)
                && (entry.tos > best->tos
                    || (entry.tos == best->tos && entry.metric < best->metric)));
        best = better ? &entry : best;
    }
    return best;
}

} // namespace

std::optional<RouteAnswer> findRoute(const World &world, const RouteQuery &query)
{
    const auto &routes = world.routes(query.family);
    if (!routes || !query.destination) {
        return std::nullopt;
    }
    const auto &given = query.family == Family::Ipv4 ? world.routingRules4 : world.routingRules6;
    std::vector<RoutingRule> rules = given ? *given : kernelRules(query.family);
    std::stable_sort(rules.begin(), rules.end(), [](const RoutingRule &a, const RoutingRule &b) {
        return a.priority < b.priority;
    });
    std::uint32_t from = 0;
    for (const RoutingRule &rule : rules) {
        if (rule.priority < from) {
            continue;
        }
        const std::optional<bool> asked = applies(rule, query);
        if (!asked) {
            return std::nullopt;
        }
        if (!*asked) {
            continue;
        }
        switch (rule.action) {
        case RoutingRule::Action::Nop:
            continue;
        case RoutingRule::Action::Goto:
            from = rule.table;
            continue;
        case RoutingRule::Action::Blackhole:
            return RouteAnswer{RouteKind::Blackhole, {}, {}, 0};
        case RoutingRule::Action::Unreachable:
            return RouteAnswer{RouteKind::Unreachable, {}, {}, 0};
        case RoutingRule::Action::Prohibit:
            return RouteAnswer{RouteKind::Prohibit, {}, {}, 0};
        case RoutingRule::Action::Table:
            break;
        }
        const RouteEntry *entry = bestEntry(*routes, rule.table, query);
        const bool suppressed = entry != nullptr && rule.suppressPrefix
            && entry->destination.prefixLength().value_or(0) <= *rule.suppressPrefix;
        if (entry != nullptr && entry->kind != RouteKind::Throw && !suppressed) {
            RouteAnswer answer = answerOf(*entry);
            if (query.family == Family::Ipv6) {
                addEquals(*routes, *entry, answer);
            }
            return answer;
        }
    }
    return RouteAnswer{};
}

std::optional<bool> passesReversePath(const World &world, const Packet &packet, bool loose,
                                      bool useMark, bool acceptLocal)
{
    if (packet.inInterface == "lo") {
        return true;
    }
    if (!packet.source) {
        return std::nullopt;
    }
    RouteQuery query;
    query.family = packet.family;
    query.destination = packet.source;
    query.source = packet.destination;
    query.inInterface = "lo";
    query.mark = useMark ? packet.mark : 0;
    query.tos = packet.trafficClass
        ? std::optional(static_cast<std::uint8_t>(*packet.trafficClass & 0x1cU))
        : std::nullopt;
    query.protocol = packet.protocol;
    const std::optional<RouteAnswer> back = findRoute(world, query);
    if (!back) {
        return std::nullopt;
    }
    const bool local = back->kind == RouteKind::Local;
    if (!(local && acceptLocal) && back->kind != RouteKind::Unicast) {
        return false;
    }
    if (local && packet.family == Family::Ipv6) {
        return true; // ip6t_rpfilter.c does not look at the device then
    }
    if (loose) {
        return true;
    }
    if (!packet.inInterface) {
        return std::nullopt;
    }
    return std::find(back->interfaces.begin(), back->interfaces.end(), *packet.inInterface)
        != back->interfaces.end();
}

} // namespace Portlight::Core
