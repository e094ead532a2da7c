// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/change/change.h"
#include "core/ruleset/ruleset.h"

#include <string>
#include <vector>

namespace Portlight::Core
{

/// The fewest changes that make the tables named (all of `wanted` when empty) of `now` equal to
/// those of `wanted`: rules that are in both stay, with their counters. Applied in order they give
/// `wanted`, apart from counters. Chains of `now` that `wanted` lacks go, unless `keepOthers`.
/// Both rulesets must be of one family; the changes are for the backend of `now`.
Result<std::vector<Change>> changesBetween(const Ruleset &now, const Ruleset &wanted,
                                           const std::vector<std::string> &tables = {},
                                           bool keepOthers = false);

/// One line of a comparison of two chains.
struct DifferenceLine {
    enum class Kind { Same, Removed, Added };
    Kind kind = Kind::Same;
    std::string text; ///< "-A INPUT …", "-P INPUT DROP", "-N name"
    bool operator==(const DifferenceLine &) const = default;
};
struct ChainDifference {
    std::string table;
    std::string chain;
    std::vector<DifferenceLine> lines;
    bool operator==(const ChainDifference &) const = default;
};

/// What differs between two rulesets, chain by chain, counters aside; chains that are equal are
/// left out.
std::vector<ChainDifference> differences(const Ruleset &before, const Ruleset &after);

} // namespace Portlight::Core
