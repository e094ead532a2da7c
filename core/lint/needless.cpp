// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/lint/packettakers.h"
#include "core/lint/parts.h"

#include <array>

namespace Portlight::Core
{

namespace
{

/// What the rest of a chain surely does, seen from one rule on; its policy does not count.
struct Rest {
    PacketSet accepted = PacketSpace::none;
    PacketSet dropped = PacketSpace::none;
};

/// Whether a rule leaves no trace but its own counter.
bool onlyCounts(const Rule &rule)
{
    return rule.target.kind == Target::Kind::None;
}

class NeedlessFinder
{
public:
    NeedlessFinder(const Ruleset &ruleset, const Table &table, const Chain &chain,
                   const SetPlace &place, SetWalk &walk, PacketSpace &space,
                   std::vector<LintFinding> &findings)
        : m_ruleset(ruleset)
        , m_table(table)
        , m_chain(chain)
        , m_place(place)
        , m_walk(walk)
        , m_space(space)
        , m_findings(findings)
    {
    }

    void run()
    {
        std::vector<MatchSets> sets;
        sets.reserve(m_chain.rules.size());
        for (const Rule &rule : m_chain.rules) {
            sets.push_back(ruleSets(rule, m_place, m_space));
        }
        Rest rest;
        for (std::size_t i = m_chain.rules.size(); i-- > 0;) {
            const Rule &rule = m_chain.rules[i];
            const bool accepts = rule.target.kind == Target::Kind::Accept;
            const bool drops = rule.target.kind == Target::Kind::Drop;
            if (accepts || drops) {
                look(i, accepts ? rest.accepted : rest.dropped, sets);
            }
            if (onlyCounts(rule)) {
                continue;
            }
            // Whatever else the rule does to what it may hit, it is not what the rest does.
            rest.accepted = m_space.difference(rest.accepted, sets[i].may);
            rest.dropped = m_space.difference(rest.dropped, sets[i].may);
            if (accepts) {
                rest.accepted = m_space.united(rest.accepted, sets[i].yes);
            } else if (drops) {
                rest.dropped = m_space.united(rest.dropped, sets[i].yes);
            }
        }
    }

private:
    void look(std::size_t index, PacketSet alike, const std::vector<MatchSets> &sets)
    {
        const Rule &rule = m_chain.rules[index];
        const RuleTraffic *traffic = m_walk.traffic(rule);
        if (traffic == nullptr || traffic->hit == PacketSpace::none
            || !m_space.isSubset(traffic->hit, alike)) {
            return;
        }
        LintFinding finding;
        finding.kind = LintKind::Needless;
        finding.severity = LintSeverity::Note;
        finding.at = lintLocation(m_ruleset, m_table, m_chain, index);
        takersOf(rule.target.kind, sets)
            .take(traffic->hit, index + 1, m_chain.rules.size(), [&](std::size_t later) {
                finding.by.push_back(lintLocation(m_ruleset, m_table, m_chain, later));
                return finding.by.size() < maxLintCauses;
            });
        m_findings.push_back(std::move(finding));
    }

    /// What the rules with this target surely match; nothing for the others.
    PacketTakers &takersOf(Target::Kind kind, const std::vector<MatchSets> &sets)
    {
        auto &takers = kind == Target::Kind::Accept ? m_accepting : m_dropping;
        if (!takers) {
            std::vector<PacketSet> taken(sets.size(), PacketSpace::none);
            for (std::size_t i = 0; i < sets.size(); ++i) {
                if (m_chain.rules[i].target.kind == kind) {
                    taken[i] = sets[i].yes;
                }
            }
            takers.emplace(m_space, std::move(taken));
        }
        return *takers;
    }

    const Ruleset &m_ruleset;
    const Table &m_table;
    const Chain &m_chain;
    const SetPlace &m_place;
    SetWalk &m_walk;
    PacketSpace &m_space;
    std::vector<LintFinding> &m_findings;
    std::optional<PacketTakers> m_accepting;
    std::optional<PacketTakers> m_dropping;
};

} // namespace

void findNeedless(const Ruleset &ruleset, const World &world, SetWalk &walk, PacketSpace &space,
                  std::vector<LintFinding> &findings)
{
    // Only where one hook asks: what a rule of a user chain means depends on who calls it.
    struct Base {
        Hook hook;
        Way way;
    };
    constexpr std::array bases{Base{Hook::Input, Way::Input}, Base{Hook::Forward, Way::Forward},
                               Base{Hook::Output, Way::Output}};
    for (const Table &table : ruleset.tables) {
        if (table.name != "filter") {
            continue;
        }
        for (const Base &base : bases) {
            if (const Chain *chain = table.chain(toString(base.hook))) {
                const SetPlace place{world, base.hook, base.way, false};
                NeedlessFinder(ruleset, table, *chain, place, walk, space, findings).run();
            }
        }
    }
}

} // namespace Portlight::Core
