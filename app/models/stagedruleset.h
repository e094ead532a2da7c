// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/ruleset/ruleset.h"

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace Portlight::App
{

/// What changes that are staged, but not applied yet, did to a rule.
enum class RuleMark : std::uint8_t {
    None,
    Added,
    Changed, ///< another text, or switched off or on
    Moved,
    Removed, ///< it is shown where it was, and has no number any more
};

/// A ruleset as the Rules page shows it while changes are staged: what it will be, with the removed
/// rules still in their places. Positions in changes and in Core::Location do not count removed
/// rules.
struct StagedRuleset {
    using Place = std::pair<std::string, std::string>; ///< table and chain

    std::shared_ptr<const Core::Ruleset> ruleset;
    /// One mark a rule of `ruleset`; chains whose rules have no mark are absent.
    std::map<Place, std::vector<RuleMark>> marks;
    std::vector<Place> addedChains;
    std::vector<Place> removedChains; ///< still in `ruleset`, with all their rules
    std::vector<Place> changedPolicies;

    const std::vector<RuleMark> *marksOf(const std::string &table, const std::string &chain) const
    {
        const auto found = marks.find({table, chain});
        return found == marks.end() ? nullptr : &found->second;
    }
};

} // namespace Portlight::App
