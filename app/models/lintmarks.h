// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "app/models/rulesearch.h"
#include "app/models/stagedruleset.h"
#include "core/lint/lint.h"

#include <map>
#include <memory>
#include <string>
#include <tuple>
#include <vector>

namespace Portlight::App
{

/// What is wrong with rules of one ruleset, by their places. Made once, never changed.
class LintMarks
{
public:
    LintMarks(Core::Backend backend, Core::Family family,
              const std::vector<Core::LintFinding> &findings);

    /// About a rule by its number; number 0: about the chain. Null: nothing. The text of the rule
    /// must be the same, too, for a finding about another reading does not count.
    const Core::LintFinding *at(const std::string &table, const std::string &chain, unsigned number,
                                const std::string &rule) const;
    bool isEmpty() const
    {
        return m_findings.empty();
    }

private:
    std::map<std::tuple<std::string, std::string, unsigned>, Core::LintFinding> m_findings;
};

/// The rules of a ruleset that have marks, by index; chains without one are left out. `staged` is
/// what the ruleset belongs to while changes are staged, else null.
std::vector<ChainHits> markedRules(const Core::Ruleset &ruleset, const StagedRuleset *staged,
                                   const LintMarks &marks);

/// A ruleset with what is staged to be removed left out.
Core::Ruleset withoutRemoved(const StagedRuleset &staged);

} // namespace Portlight::App
