// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "randomrules.h"

#include "core/change/difference.h"

#include <array>

namespace Portlight::Lab
{

namespace
{

using namespace Core;

constexpr std::array tables{"raw", "mangle", "nat", "filter", "security"};
constexpr std::array chainNames{"alpha", "beta", "gamma", "delta", "omega"};
constexpr std::array policies{Policy::Accept, Policy::Drop};

std::string bodyOfRule(const Chain &chain, std::size_t index)
{
    const std::string head = "-A " + chain.name;
    const std::string &text = chain.rules[index].text;
    return text.size() > head.size() ? text.substr(head.size() + 1) : std::string();
}

/// A jump from `chain` may only lead to a name behind it, so that no loop comes about.
bool mayJump(const std::string &from, const std::string &to, const std::string &table)
{
    return isBuiltInChain(table, from) || from < to;
}

} // namespace

RandomRules::RandomRules(unsigned seed, Backend backend, Family family)
    : m_random(seed)
    , m_backend(backend)
    , m_family(family)
{
}

int RandomRules::number(int least, int most)
{
    // Not std::uniform_int_distribution: its numbers differ between libraries.
    return least + static_cast<int>(m_random() % static_cast<unsigned>(most - least + 1));
}

template<typename List> const auto &RandomRules::oneOf(const List &list)
{
    return list[static_cast<std::size_t>(number(0, static_cast<int>(list.size()) - 1))];
}

ChainPlace RandomRules::place(const std::string &table, const std::string &chain) const
{
    return {m_backend, m_family, table, chain};
}

std::string RandomRules::module(bool tcp)
{
    switch (number(0, 8)) {
    case 0:
        return tcp ? " -m multiport --dports 22,80,443" : " -m multiport --sports 1:9,53";
    case 1:
        return " -m comment --comment \"two words\"";
    case 2:
        return " -m mark --mark 0x1/0xff";
    case 3:
        return " -m limit --limit 5/min";
    case 4:
        return " -m addrtype --dst-type LOCAL";
    case 5:
        return " -m conntrack --ctstate RELATED,ESTABLISHED";
    case 6:
        return " -m comment --comment mine";
    default:
        return {};
    }
}

std::string RandomRules::target(const Table &table, const std::string &chain)
{
    std::vector<std::string> jumps;
    for (const Chain &other : table.chains) {
        if (!isBuiltInChain(table.name, other.name) && mayJump(chain, other.name, table.name)) {
            jumps.push_back(other.name);
        }
    }
    if (!jumps.empty() && number(0, 2) == 0) {
        return (number(0, 3) == 0 ? " -g " : " -j ") + oneOf(jumps);
    }
    switch (number(0, 5)) {
    case 0:
        return {};
    case 1:
        return " -j RETURN";
    case 2:
        return table.name == "filter" ? " -j REJECT" : " -j ACCEPT";
    case 3:
        return table.name == "mangle" ? " -j MARK --set-xmark 0x1/0xffffffff" : " -j ACCEPT";
    case 4:
        return table.name == "nat" ? " -j ACCEPT" : " -j DROP";
    default:
        return " -j ACCEPT";
    }
}

std::string RandomRules::rule(const Table &table, const std::string &chain)
{
    const bool ipv4 = m_family == Family::Ipv4;
    std::string text;
    if (number(0, 2) == 0) {
        text += number(0, 3) == 0 ? " ! -s " : " -s ";
        text += ipv4 ? "10.0.0.0/8" : "2001:db8::/32";
    }
    if (number(0, 4) == 0 && chain == "INPUT") {
        text += " -i lo";
    }
    const int protocol = number(0, 3);
    if (protocol == 1) {
        text += " -p tcp -m tcp --dport " + std::to_string(number(80, 82));
    } else if (protocol == 2) {
        text += " -p udp -m udp --dport " + std::to_string(number(8, 10));
    }
    const bool hasPorts = protocol == 1 || protocol == 2;
    std::string more = module(protocol == 1);
    text += hasPorts || more.find("multiport") == std::string::npos ? more : "";
    text += target(table, chain);
    return text.empty() ? text : text.substr(1);
}

std::vector<Change> RandomRules::fresh(const Ruleset &now)
{
    Ruleset empty;
    empty.family = m_family;
    for (const Table &table : now.tables) {
        empty.tables.emplace_back().name = table.name;
    }
    std::vector<Change> changes = changesBetween(now, empty).value();
    Ruleset model = now;
    for (const Change &change : changes) {
        static_cast<void>(applyChange(model, change));
    }
    const std::string table = oneOf(tables);
    for (int i = number(0, 3); i > 0; --i) {
        addPossible(changes, model, NewChain{place(table, oneOf(chainNames))});
    }
    for (int i = number(3, 10); i > 0; --i) {
        const Change one = change(model);
        if (std::holds_alternative<AppendRule>(one) || std::holds_alternative<InsertRule>(one)) {
            addPossible(changes, model, one);
        }
    }
    return changes;
}

std::vector<Change> RandomRules::step(const Ruleset &now)
{
    std::vector<Change> changes;
    Ruleset model = now;
    const int wanted = number(1, 3);
    for (int tries = 0; tries < 50 && static_cast<int>(changes.size()) < wanted; ++tries) {
        addPossible(changes, model, change(model));
    }
    return changes;
}

void RandomRules::addPossible(std::vector<Change> &changes, Ruleset &model, const Change &change)
{
    if (applyChange(model, change)) {
        changes.push_back(change);
    }
}

Change RandomRules::change(const Ruleset &now)
{
    const std::string tableName =
        !now.tables.empty() && number(0, 3) != 0 ? oneOf(now.tables).name : oneOf(tables);
    Table table;
    if (const Table *known = now.table(tableName)) {
        table = *known;
    }
    table.name = tableName;
    for (const char *builtIn : {"PREROUTING", "INPUT", "FORWARD", "OUTPUT", "POSTROUTING"}) {
        if (isBuiltInChain(tableName, builtIn) && table.chain(builtIn) == nullptr) {
            Chain &chain = table.chains.emplace_back();
            chain.name = builtIn;
            chain.policy = Policy::Accept;
        }
    }
    const Chain &chain = oneOf(table.chains);
    const ChainPlace at = place(tableName, chain.name);
    return number(0, 4) == 0 ? chainChange(at, chain) : ruleChange(at, table, chain);
}

Change RandomRules::ruleChange(const ChainPlace &at, const Table &table, const Chain &chain)
{
    const auto count = static_cast<int>(chain.rules.size());
    const auto position = static_cast<unsigned>(number(1, std::max(count, 1)));
    if (count == 0 || number(0, 2) == 0) {
        const bool twin = count > 0 && number(0, 2) == 0;
        std::string body = twin ? bodyOfRule(chain, position - 1) : rule(table, chain.name);
        if (number(0, 1) == 0) {
            return AppendRule{at, std::move(body)};
        }
        return InsertRule{at, static_cast<unsigned>(number(1, count + 1)), std::move(body), {}, {},
                          {}};
    }
    std::string old = bodyOfRule(chain, position - 1);
    switch (number(0, 5)) {
    case 0:
        return DeleteRule{at, position, std::move(old)};
    case 1:
        return ReplaceRule{at, position, std::move(old), rule(table, chain.name)};
    case 2:
        return ZeroCounters{at, position};
    case 3:
        return SwitchRule{at, position, std::move(old), isSwitchedOff(chain.rules[position - 1])};
    default:
        return MoveRule{at, position, std::move(old), static_cast<unsigned>(number(1, count)),
                        {}, {}};
    }
}

Change RandomRules::chainChange(const ChainPlace &at, const Chain &chain)
{
    const bool builtIn = isBuiltInChain(at.table, at.chain);
    switch (number(0, 5)) {
    case 0:
        return FlushChain{at};
    case 1:
        return ZeroCounters{at, 0};
    case 2:
        // The policies of the nat table are ACCEPT for good.
        if (builtIn && at.table != "nat") {
            return SetPolicy{at, oneOf(policies)};
        }
        return DeleteChain{at};
    case 3:
        if (!builtIn) {
            // The order of names must stay for mayJump: one more letter changes nothing.
            return RenameChain{at,
                               chain.name.size() < 8 ? chain.name + "x" : chain.name.substr(0, 5)};
        }
        return NewChain{place(at.table, oneOf(chainNames))};
    case 4:
        return builtIn ? Change(NewChain{place(at.table, oneOf(chainNames))})
                       : Change(DeleteChain{at});
    default:
        return NewChain{place(at.table, oneOf(chainNames))};
    }
}

} // namespace Portlight::Lab
