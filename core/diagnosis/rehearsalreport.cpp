// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/diagnosis/rehearsalreport.h"

#include "core/text/saveparser.h"

#include <algorithm>
#include <array>
#include <set>

namespace Portlight::Core
{

namespace
{

constexpr std::array gapNames = {
    "flows",   "rates",  "backend-order",    "rule",    "table",   "unreadable",  "sets",
    "devices", "sender", "hardware-address", "program", "far-end", "destination",
};
static_assert(gapNames.size() == static_cast<std::size_t>(RehearsalGap::Destination) + 1);
static_assert(gapNames.size() == std::size(allRehearsalGaps));

std::vector<Hook> hooksOf(Way way)
{
    switch (way) {
    case Way::Input:
        return {Hook::Prerouting, Hook::Input, Hook::Output, Hook::Postrouting};
    case Way::Forward:
        return {Hook::Prerouting, Hook::Forward, Hook::Postrouting};
    case Way::Output:
        break;
    }
    return {Hook::Output, Hook::Postrouting, Hook::Prerouting, Hook::Input};
}

/// Tables by the priority of their hooks; source translation comes last.
std::vector<std::string_view> tablesOf(Hook hook)
{
    if (hook == Hook::Input || hook == Hook::Postrouting) {
        return {"raw", "mangle", "filter", "security", "nat"};
    }
    return {"raw", "mangle", "nat", "filter", "security"};
}

/// Collects what moved in one table, chain by chain as a packet would meet them.
class TableWalk
{
public:
    TableWalk(const Ruleset &ruleset, const Table &before, const Table &after,
              std::vector<MovedRule> &moved)
        : m_ruleset(ruleset)
        , m_before(before)
        , m_after(after)
        , m_moved(moved)
    {
    }

    void visit(std::string_view name)
    {
        const Chain *chain = m_after.chain(name);
        const Chain *old = m_before.chain(name);
        if (chain == nullptr || old == nullptr || !m_visited.insert(chain->name).second
            || chain->rules.size() != old->rules.size()) {
            return;
        }
        for (std::size_t i = 0; i < chain->rules.size(); ++i) {
            const Rule &rule = chain->rules[i];
            if (!add(*chain, static_cast<unsigned>(i + 1), rule.text, old->rules[i].counters,
                     rule.counters)) {
                continue;
            }
            if (rule.target.kind == Target::Kind::Jump || rule.target.kind == Target::Kind::Goto) {
                visit(rule.target.name);
            }
        }
        if (chain->policy) {
            add(*chain, 0, "-P " + chain->name + ' ' + std::string(toString(*chain->policy)),
                old->counters, chain->counters);
        }
    }

    void visitTheRest()
    {
        for (const Chain &chain : m_after.chains) {
            if (!chain.policy) {
                visit(chain.name);
            }
        }
    }

private:
    bool add(const Chain &chain, unsigned number, std::string text,
             const std::optional<Counters> &before, const std::optional<Counters> &after)
    {
        if (!before || !after || after->packets <= before->packets) {
            return false;
        }
        m_moved.push_back({{m_ruleset.backend, m_ruleset.family, m_after.name, chain.name, number,
                            std::move(text)},
                           after->packets - before->packets});
        return true;
    }

    const Ruleset &m_ruleset;
    const Table &m_before;
    const Table &m_after;
    std::vector<MovedRule> &m_moved;
    std::set<std::string, std::less<>> m_visited;
};

bool stops(const MovedRule &moved)
{
    const Location &location = moved.location;
    if (location.number == 0) {
        return location.rule.ends_with(" DROP");
    }
    if (location.backend == Backend::Native) {
        return location.rule.ends_with("drop") || location.rule.find("reject") != std::string::npos;
    }
    const auto rule = parseRule(location.rule, location.family);
    return rule
        && (rule->target.kind == Target::Kind::Drop || rule->target.kind == Target::Kind::Reject);
}

} // namespace

std::string_view toString(RehearsalGap gap)
{
    return gapNames[static_cast<std::size_t>(gap)];
}

std::optional<RehearsalGap> parseRehearsalGap(std::string_view text)
{
    const auto found = std::find(gapNames.begin(), gapNames.end(), text);
    return found == gapNames.end()
        ? std::nullopt
        : std::optional(static_cast<RehearsalGap>(std::distance(gapNames.begin(), found)));
}

bool RehearsedRun::works() const
{
    return probe.outcome == ProbeOutcome::Connected;
}

std::optional<MovedRule> stoppedBy(const RehearsedRun &run)
{
    if (run.works()) {
        return std::nullopt;
    }
    const auto found = std::find_if(run.moved.rbegin(), run.moved.rend(), stops);
    return found == run.moved.rend() ? std::nullopt : std::optional(*found);
}

std::vector<MovedRule> movedRules(const std::vector<Ruleset> &before,
                                  const std::vector<Ruleset> &after, Way way)
{
    struct Pair {
        const Ruleset *after;
        const Table *oldTable;
        const Table *table;
    };
    std::vector<MovedRule> moved;
    std::vector<Pair> pairs;
    for (const Ruleset &ruleset : after) {
        const auto old = std::find_if(before.begin(), before.end(), [&ruleset](const Ruleset &one) {
            return one.backend == ruleset.backend && one.family == ruleset.family;
        });
        if (old == before.end()) {
            continue;
        }
        for (const Table &table : ruleset.tables) {
            if (const Table *oldTable = old->table(table.name)) {
                pairs.push_back({&ruleset, oldTable, &table});
            }
        }
    }
    std::vector<TableWalk> walks;
    walks.reserve(pairs.size());
    for (const Pair &pair : pairs) {
        walks.emplace_back(*pair.after, *pair.oldTable, *pair.table, moved);
    }
    for (const Hook hook : hooksOf(way)) {
        for (const std::string_view table : tablesOf(hook)) {
            for (std::size_t i = 0; i < pairs.size(); ++i) {
                if (pairs[i].table->name == table) {
                    walks[i].visit(toString(hook));
                }
            }
        }
    }
    for (TableWalk &walk : walks) {
        walk.visitTheRest();
    }
    return moved;
}

} // namespace Portlight::Core
