// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/lint/lint.h"

#include "core/lint/packettakers.h"
#include "core/lint/parts.h"

#include <algorithm>
#include <set>

namespace Portlight::Core
{

namespace
{

enum class Effect : std::uint8_t { Accepts, Stops, Other };

Effect effectOf(const Rule &rule)
{
    switch (rule.target.kind) {
    case Target::Kind::Accept:
        return Effect::Accepts;
    case Target::Kind::Drop:
    case Target::Kind::Reject:
        return Effect::Stops;
    default:
        return Effect::Other;
    }
}

bool isOpposite(Effect a, Effect b)
{
    return a != Effect::Other && b != Effect::Other && a != b;
}

class RuleLint
{
public:
    RuleLint(const Ruleset &ruleset, SetWalk &walk, PacketSpace &space,
             std::vector<LintFinding> &findings)
        : m_ruleset(ruleset)
        , m_walk(walk)
        , m_space(space)
        , m_findings(findings)
    {
    }

    void run()
    {
        for (const Table &table : m_ruleset.tables) {
            const std::set<std::string_view> called = calledChains(table);
            for (const Chain &chain : table.chains) {
                lookAtChain(table, chain, called);
            }
        }
    }

private:
    static std::set<std::string_view> calledChains(const Table &table)
    {
        std::set<std::string_view> called;
        for (const Chain &chain : table.chains) {
            for (const Rule &rule : chain.rules) {
                if (rule.target.kind == Target::Kind::Jump
                    || rule.target.kind == Target::Kind::Goto) {
                    called.insert(rule.target.name);
                }
            }
        }
        return called;
    }

    void lookAtChain(const Table &table, const Chain &chain,
                     const std::set<std::string_view> &called)
    {
        if (m_walk.entered(chain) != PacketSpace::none) {
            for (std::size_t i = 0; i < chain.rules.size(); ++i) {
                lookAtRule(table, chain, i);
            }
            return;
        }
        // A base chain that nothing enters belongs to a hook that another table closes.
        if (chain.rules.empty()) {
            return;
        }
        const bool isUnused = !chain.policy && !chain.nativeHook && !called.contains(chain.name);
        Location at = lintLocation(m_ruleset, table, chain, 0);
        at.number = 0;
        at.rule.clear();
        m_findings.push_back({isUnused ? LintKind::UnusedChain : LintKind::NotEntered,
                              isUnused ? LintSeverity::Note : LintSeverity::Warning,
                              std::move(at),
                              {},
                              {}});
    }

    void lookAtRule(const Table &table, const Chain &chain, std::size_t index)
    {
        const Rule &rule = chain.rules[index];
        const RuleTraffic *traffic = m_walk.traffic(rule);
        if (traffic == nullptr || traffic->hit != PacketSpace::none) {
            return;
        }
        LintFinding finding;
        finding.at = lintLocation(m_ruleset, table, chain, index);
        finding.kind = LintKind::NeverMatches;
        // Who takes the packets that the rule asks for?
        bool opposite = false;
        takersOf(chain).take(traffic->wanted, 0, index, [&](std::size_t earlier) {
            opposite = opposite || isOpposite(effectOf(rule), effectOf(chain.rules[earlier]));
            if (finding.by.size() < maxLintCauses) {
                finding.by.push_back(lintLocation(m_ruleset, table, chain, earlier));
            }
            return !opposite || finding.by.size() < maxLintCauses;
        });
        if (!finding.by.empty()) {
            finding.kind = opposite ? LintKind::Contradicted : LintKind::Hidden;
        }
        if (finding.kind == LintKind::Contradicted) {
            finding.severity = LintSeverity::Problem;
        }
        m_findings.push_back(std::move(finding));
    }

    /// What each rule of a chain keeps from the next ones.
    PacketTakers &takersOf(const Chain &chain)
    {
        if (m_takersChain != &chain) {
            std::vector<PacketSet> ended;
            ended.reserve(chain.rules.size());
            for (const Rule &rule : chain.rules) {
                const RuleTraffic *traffic = m_walk.traffic(rule);
                ended.push_back(traffic == nullptr ? PacketSpace::none : traffic->ended);
            }
            m_takers.emplace(m_space, std::move(ended));
            m_takersChain = &chain;
        }
        return *m_takers;
    }

    const Ruleset &m_ruleset;
    SetWalk &m_walk;
    PacketSpace &m_space;
    std::vector<LintFinding> &m_findings;
    const Chain *m_takersChain = nullptr;
    std::optional<PacketTakers> m_takers; ///< of that chain
};

Result<void> lintOne(const Ruleset &ruleset, const World &world,
                     const std::vector<Opening> &openings, const WorkBounds &bounds,
                     std::vector<LintFinding> &findings)
{
    const std::span<const Ruleset> alone(&ruleset, 1);
    PacketSpace space(ruleset.family, DeviceNames(devicePatterns(alone)), bounds);
    SetWalk walk(alone, world, space);
    walk.wantAll();
    for (const Way way : {Way::Input, Way::Forward, Way::Output}) {
        const Result<SetFate> fate = walk.walk(way, PacketSpace::all);
        if (!fate) {
            return tl::unexpected(fate.error());
        }
    }
    RuleLint(ruleset, walk, space, findings).run();
    findNeedless(ruleset, world, walk, space, findings);
    auto risks = findRisks(ruleset, world, openings, space, findings);
    if (!risks) {
        return risks;
    }
    if (space.isExhausted()) {
        return space.exhaustion("look for mistakes in the rules");
    }
    return {};
}

/// In the order of the ruleset; what is about all of it comes last.
void sortFindings(const Ruleset &ruleset, std::vector<LintFinding> &findings, std::size_t first)
{
    const auto place = [&ruleset](const Location &at) {
        std::size_t tableIndex = ruleset.tables.size();
        std::size_t chainIndex = 0;
        for (std::size_t t = 0; t < ruleset.tables.size(); ++t) {
            if (ruleset.tables[t].name == at.table) {
                tableIndex = t;
                const auto &chains = ruleset.tables[t].chains;
                const auto found = std::find_if(chains.begin(), chains.end(), [&at](const auto &c) {
                    return c.name == at.chain;
                });
                chainIndex = static_cast<std::size_t>(found - chains.begin());
            }
        }
        return std::tuple(tableIndex, chainIndex, at.number);
    };
    std::stable_sort(findings.begin() + static_cast<std::ptrdiff_t>(first), findings.end(),
                     [&place](const LintFinding &a, const LintFinding &b) {
                         return place(a.at) < place(b.at);
                     });
}

} // namespace

std::string_view toString(LintKind kind)
{
    switch (kind) {
    case LintKind::NeverMatches:
        return "never-matches";
    case LintKind::Hidden:
        return "hidden";
    case LintKind::Contradicted:
        return "contradicted";
    case LintKind::Needless:
        return "needless";
    case LintKind::UnusedChain:
        return "unused-chain";
    case LintKind::NotEntered:
        return "not-entered";
    case LintKind::LoopbackBlocked:
        return "loopback-blocked";
    case LintKind::RepliesBlocked:
        return "replies-blocked";
    case LintKind::OpenToAll:
        return "open-to-all";
    case LintKind::OpenInOneFamily:
        return "open-in-one-family";
    }
    return {};
}

std::string_view toString(LintSeverity severity)
{
    switch (severity) {
    case LintSeverity::Note:
        return "note";
    case LintSeverity::Warning:
        return "warning";
    case LintSeverity::Problem:
        return "problem";
    }
    return {};
}

Location lintLocation(const Ruleset &ruleset, const Table &table, const Chain &chain,
                      std::size_t index)
{
    Location location{ruleset.backend, ruleset.family, table.name, chain.name, 0, {}};
    if (index < chain.rules.size()) {
        location.number = static_cast<unsigned>(index) + 1;
        location.rule = chain.rules[index].text;
    }
    return location;
}

Result<std::vector<LintFinding>> lint(std::span<const Ruleset> rulesets, const World &world,
                                      const WorkBounds &bounds)
{
    std::vector<LintFinding> findings;
    std::vector<std::vector<Opening>> openings;
    for (const Ruleset &ruleset : rulesets) {
        const std::size_t first = findings.size();
        auto open = openPorts(std::span(&ruleset, 1), ruleset.family, world, bounds);
        if (!open) {
            return tl::unexpected(open.error());
        }
        const auto done = lintOne(ruleset, world, *open, bounds, findings);
        if (!done) {
            return tl::unexpected(done.error());
        }
        sortFindings(ruleset, findings, first);
        openings.push_back(*std::move(open));
    }
    for (std::size_t i = 0; i < rulesets.size(); ++i) {
        for (std::size_t j = 0; j < rulesets.size(); ++j) {
            if (rulesets[i].backend == rulesets[j].backend
                && rulesets[i].family != rulesets[j].family) {
                compareFamilies(rulesets[i], openings[i], rulesets[j], openings[j], findings);
            }
        }
    }
    return findings;
}

} // namespace Portlight::Core
