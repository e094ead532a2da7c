// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/models/lintmarks.h"

#include <algorithm>

namespace Portlight::App
{

LintMarks::LintMarks(Core::Backend backend, Core::Family family,
                     const std::vector<Core::LintFinding> &findings)
{
    for (const Core::LintFinding &finding : findings) {
        const Core::Location &at = finding.at;
        if (at.backend != backend || at.family != family) {
            continue;
        }
        // Of several findings about a chain the gravest one is shown.
        const auto [entry, isNew] =
            m_findings.try_emplace({at.table, at.chain, at.number}, finding);
        if (!isNew && entry->second.severity < finding.severity) {
            entry->second = finding;
        }
    }
}

const Core::LintFinding *LintMarks::at(const std::string &table, const std::string &chain,
                                       unsigned number, const std::string &rule) const
{
    const auto found = m_findings.find({table, chain, number});
    return found == m_findings.end() || (number != 0 && found->second.at.rule != rule)
        ? nullptr
        : &found->second;
}

std::vector<ChainHits> markedRules(const Core::Ruleset &ruleset, const StagedRuleset *staged,
                                   const LintMarks &marks)
{
    std::vector<ChainHits> all;
    if (marks.isEmpty()) {
        return all;
    }
    for (const auto &table : ruleset.tables) {
        for (const auto &chain : table.chains) {
            const auto *changes =
                staged != nullptr ? staged->marksOf(table.name, chain.name) : nullptr;
            ChainHits hits{{ruleset.backend, ruleset.family, table.name, chain.name}, {}};
            // What is wrong with a whole list of rules is wrong with each of them.
            const bool wholeChain =
                !chain.policy && marks.at(table.name, chain.name, 0, {}) != nullptr;
            unsigned number = 0;
            for (std::size_t i = 0; i < chain.rules.size(); ++i) {
                if (changes != nullptr && (*changes)[i] == RuleMark::Removed) {
                    continue;
                }
                ++number;
                if (wholeChain
                    || marks.at(table.name, chain.name, number, chain.rules[i].text) != nullptr) {
                    hits.rules.push_back(static_cast<std::uint32_t>(i));
                }
            }
            if (!hits.rules.empty()) {
                all.push_back(std::move(hits));
            }
        }
    }
    return all;
}

Core::Ruleset withoutRemoved(const StagedRuleset &staged)
{
    Core::Ruleset ruleset = *staged.ruleset;
    for (auto &table : ruleset.tables) {
        std::erase_if(table.chains, [&](const Core::Chain &chain) {
            return std::find(staged.removedChains.begin(), staged.removedChains.end(),
                             StagedRuleset::Place(table.name, chain.name))
                != staged.removedChains.end();
        });
        for (auto &chain : table.chains) {
            const auto *marks = staged.marksOf(table.name, chain.name);
            if (marks == nullptr) {
                continue;
            }
            std::vector<Core::Rule> kept;
            for (std::size_t i = 0; i < chain.rules.size(); ++i) {
                if ((*marks)[i] != RuleMark::Removed) {
                    kept.push_back(std::move(chain.rules[i]));
                }
            }
            chain.rules = std::move(kept);
        }
    }
    return ruleset;
}

} // namespace Portlight::App
