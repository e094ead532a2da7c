// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/ruleset/persistable.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>

namespace Portlight::Core
{

namespace
{

struct ReasonName {
    LeftOutReason reason;
    std::string_view name;
};
constexpr auto reasonNames = std::to_array<ReasonName>({
    {LeftOutReason::Owned, "owned"},
    {LeftOutReason::LeadsToOwned, "leads-to-owned"},
    {LeftOutReason::InOwnedChain, "in-owned-chain"},
    {LeftOutReason::NeedsSet, "needs-set"},
    {LeftOutReason::NoPlace, "no-place"},
    {LeftOutReason::Native, "native"},
});

bool isForeign(const Ownership &ownership)
{
    return ownership.dynamic
        || (ownership.owner != Owner::Hand && ownership.owner != Owner::Portlight);
}

bool isForeignChain(const Table &table, const Chain &chain)
{
    return chain.nativeHook
        || (!isBuiltInChain(table.name, chain.name) && isForeign(ownerOfChain(table, chain)));
}

/// Not a person's, or not in the words of iptables.
bool isForeignRule(const Table &table, const Chain &chain, const Rule &rule)
{
    return isNativeRule(rule) || isForeign(ownerOfRule(table, chain, rule));
}

std::set<std::string, std::less<>> foreignChains(const Table &table)
{
    std::set<std::string, std::less<>> names;
    for (const Chain &chain : table.chains) {
        if (isForeignChain(table, chain)) {
            names.insert(chain.name);
        }
    }
    return names;
}

bool leadsTo(const Rule &rule, const std::set<std::string, std::less<>> &chains)
{
    const bool walks =
        rule.target.kind == Target::Kind::Jump || rule.target.kind == Target::Kind::Goto;
    return walks && chains.contains(rule.target.name);
}

bool needsSet(const Rule &rule)
{
    return rule.target.name == "SET"
        || std::any_of(rule.matches.begin(), rule.matches.end(), [](const Match &match) {
               const auto *opaque = std::get_if<OpaqueMatch>(&match);
               return opaque != nullptr && opaque->name == "set";
           });
}

bool isDefault(const Table &table)
{
    return std::all_of(table.chains.begin(), table.chains.end(), [&table](const Chain &chain) {
        return isBuiltInChain(table.name, chain.name) && chain.rules.empty()
            && chain.policy.value_or(Policy::Accept) == Policy::Accept;
    });
}

/// One table, taken apart.
class Sieve
{
public:
    Sieve(const Ruleset &ruleset, const Table &table, bool setsAreRestored,
          std::vector<LeftOut> &leftOut)
        : m_ruleset(ruleset)
        , m_table(table)
        , m_setsAreRestored(setsAreRestored)
        , m_foreign(foreignChains(table))
        , m_leftOut(leftOut)
    {
    }

    Table kept()
    {
        Table result;
        result.name = m_table.name;
        for (const Chain &chain : m_table.chains) {
            if (m_foreign.contains(chain.name)) {
                leaveOut(chain);
                continue;
            }
            Chain copy;
            copy.name = chain.name;
            copy.policy = chain.policy;
            for (const Rule &rule : chain.rules) {
                if (const auto reason = reasonAgainst(chain, rule)) {
                    note(chain, rule, *reason);
                    continue;
                }
                copy.rules.push_back(rule);
            }
            result.chains.push_back(std::move(copy));
        }
        return result;
    }

private:
    std::optional<LeftOutReason> reasonAgainst(const Chain &chain, const Rule &rule) const
    {
        if (isNativeRule(rule)) {
            return LeftOutReason::Native;
        }
        const Ownership ownership = ownerOfRule(m_table, chain, rule);
        if (leadsTo(rule, m_foreign)) {
            return isForeign(ownership) ? LeftOutReason::Owned : LeftOutReason::LeadsToOwned;
        }
        if (isForeign(ownership)) {
            return LeftOutReason::Owned;
        }
        if (!m_setsAreRestored && needsSet(rule)) {
            return LeftOutReason::NeedsSet;
        }
        return std::nullopt;
    }

    LeftOut base(const Chain &chain) const
    {
        LeftOut what;
        what.backend = m_ruleset.backend;
        what.family = m_ruleset.family;
        what.table = m_table.name;
        what.chain = chain.name;
        return what;
    }

    void note(const Chain &chain, const Rule &rule, LeftOutReason reason)
    {
        LeftOut what = base(chain);
        what.rule = rule.text;
        what.owner = ownerOfRule(m_table, chain, rule).owner;
        what.reason = reason;
        if (reason == LeftOutReason::LeadsToOwned) {
            const Chain *target = m_table.chain(rule.target.name);
            what.owner = target != nullptr ? ownerOfChain(m_table, *target).owner : what.owner;
        }
        m_leftOut.push_back(std::move(what));
    }

    void leaveOut(const Chain &chain)
    {
        LeftOut what = base(chain);
        what.rules = chain.rules.size();
        what.owner = ownerOfChain(m_table, chain).owner;
        what.reason = chain.nativeHook ? LeftOutReason::Native : LeftOutReason::Owned;
        m_leftOut.push_back(what);
        for (const Rule &rule : chain.rules) {
            if (!chain.nativeHook && !isForeign(ownerOfRule(m_table, chain, rule))) {
                LeftOut lost = what;
                lost.rule = rule.text;
                lost.rules = 1;
                lost.reason = LeftOutReason::InOwnedChain;
                m_leftOut.push_back(std::move(lost));
            }
        }
    }

    const Ruleset &m_ruleset;
    const Table &m_table;
    bool m_setsAreRestored;
    std::set<std::string, std::less<>> m_foreign;
    std::vector<LeftOut> &m_leftOut;
};

/// The rules of `now` that are not a person's, each with the person's rule that stands before it.
struct Anchored {
    const Rule *rule;
    std::size_t after; ///< how many of the person's rules of `now` stand before it
};

void mergeChain(const Table &nowTable, const Chain &now,
                const std::set<std::string, std::less<>> &foreign, Chain &wanted)
{
    std::vector<Anchored> anchored;
    std::vector<const Rule *> own;
    for (const Rule &rule : now.rules) {
        if (leadsTo(rule, foreign) || isForeignRule(nowTable, now, rule)) {
            anchored.push_back({&rule, own.size()});
        } else {
            own.push_back(&rule);
        }
    }
    // Where each of the person's rules of today stands among the wanted ones, in order.
    std::vector<std::size_t> place(own.size() + 1, 0); // place[n]: wanted rules up to own[n-1]
    std::size_t from = 0;
    for (std::size_t i = 0; i < own.size(); ++i) {
        const auto found = std::find_if(wanted.rules.begin() + static_cast<std::ptrdiff_t>(from),
                                        wanted.rules.end(), [&](const Rule &rule) {
                                            return rule.text == own[i]->text;
                                        });
        if (found != wanted.rules.end()) {
            from = static_cast<std::size_t>(found - wanted.rules.begin()) + 1;
        }
        place[i + 1] = from;
    }
    std::vector<Rule> merged;
    auto next = anchored.begin();
    for (std::size_t i = 0; i <= wanted.rules.size(); ++i) {
        for (; next != anchored.end() && place[next->after] <= i; ++next) {
            merged.push_back(*next->rule);
        }
        if (i < wanted.rules.size()) {
            merged.push_back(wanted.rules[i]);
        }
    }
    wanted.rules = std::move(merged);
}

} // namespace

std::string_view toString(LeftOutReason reason)
{
    for (const ReasonName &entry : reasonNames) {
        if (entry.reason == reason) {
            return entry.name;
        }
    }
    return "owned";
}

std::optional<LeftOutReason> parseLeftOutReason(std::string_view text)
{
    for (const ReasonName &entry : reasonNames) {
        if (entry.name == text) {
            return entry.reason;
        }
    }
    return std::nullopt;
}

Ruleset bare(const Ruleset &ruleset)
{
    Ruleset result;
    result.backend = ruleset.backend;
    result.family = ruleset.family;
    for (const Table &table : ruleset.tables) {
        if (table.name != "filter" && isDefault(table)) {
            continue;
        }
        Table copy{table.name, table.chains, {}, {}};
        for (Chain &chain : copy.chains) {
            chain.counters = Counters{};
            for (Rule &rule : chain.rules) {
                rule.counters.reset();
            }
        }
        result.tables.push_back(std::move(copy));
    }
    return result;
}

bool isDefault(const Ruleset &ruleset)
{
    return std::all_of(ruleset.tables.begin(), ruleset.tables.end(), [](const Table &table) {
        return isDefault(table);
    });
}

Persistable persistablePart(const Ruleset &ruleset, bool setsAreRestored)
{
    Persistable result;
    result.ruleset.backend = ruleset.backend;
    result.ruleset.family = ruleset.family;
    for (const Table &table : ruleset.tables) {
        result.ruleset.tables.push_back(
            Sieve(ruleset, table, setsAreRestored, result.leftOut).kept());
    }
    result.ruleset = bare(result.ruleset);
    return result;
}

Ruleset keepingForeign(const Ruleset &now, const Ruleset &wanted)
{
    Ruleset result = persistablePart(wanted, true).ruleset;
    result.backend = now.backend;
    result.family = now.family;
    for (const Table &table : now.tables) {
        Table *target = result.table(table.name);
        if (target == nullptr) {
            result.tables.push_back({table.name, {}, {}, {}});
            target = &result.tables.back();
        }
        const auto foreign = foreignChains(table);
        for (const Chain &chain : table.chains) {
            if (foreign.contains(chain.name)) {
                target->chains.push_back(chain);
                continue;
            }
            Chain *same = target->chain(chain.name);
            if (same == nullptr && isBuiltInChain(table.name, chain.name)) {
                same = &target->chains.emplace_back();
                same->name = chain.name;
                same->policy = Policy::Accept;
            }
            if (same != nullptr) {
                mergeChain(table, chain, foreign, *same);
            }
        }
    }
    return result;
}

} // namespace Portlight::Core
