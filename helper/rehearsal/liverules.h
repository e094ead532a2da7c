// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/ruleset/ruleset.h"
#include "helper/rehearsal/scene.h"

namespace Portlight::Helper
{

/// The live rules, ready to be loaded elsewhere.
struct LiveRules {
    std::vector<LoadStep> steps;
    std::vector<Core::Ruleset> rulesets; ///< of iptables, both backends and families
    std::vector<std::string> nativeTables; ///< their text
    std::string sets;
    std::vector<Core::RehearsalLimit> limits;
};

/// Reads them. Stale when a generation is another one than expected, Unsupported when a side that
/// must be whole cannot be read completely.
Core::Result<LiveRules> readLiveRules(const std::map<std::string, std::string> &generations,
                                      const std::vector<Side> &mustBeWhole);

/// What the copy of these rules cannot show, as far as the rules themselves tell.
std::vector<Core::RehearsalLimit> limitsOf(const LiveRules &rules, const Core::Question &question);

/// The tables of "nft list ruleset", one by one: name ("inet firewalld") and text. "flags owner" is
/// taken out: such a table ends with the program that loads it.
std::vector<std::pair<std::string, std::string>> splitNftTables(std::string_view text);

} // namespace Portlight::Helper
