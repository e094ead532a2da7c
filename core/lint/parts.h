// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/lint/lint.h"
#include "core/lint/openings.h"
#include "core/verdict/setwalk.h"

/// The parts of lint(); not for others.
namespace Portlight::Core
{

Location lintLocation(const Ruleset &ruleset, const Table &table, const Chain &chain,
                      std::size_t index);

/// Rules of one ruleset that later rules of their chain repeat. `walk` has walked all packets.
void findNeedless(const Ruleset &ruleset, const World &world, SetWalk &walk, PacketSpace &space,
                  std::vector<LintFinding> &findings);

/// What the whole ruleset lets through or stops.
Result<void> findRisks(const Ruleset &ruleset, const World &world,
                       const std::vector<Opening> &openings, PacketSpace &space,
                       std::vector<LintFinding> &findings);

/// Ports open to everyone in one family only.
void compareFamilies(const Ruleset &ruleset, const std::vector<Opening> &openings,
                     const Ruleset &other, const std::vector<Opening> &otherOpenings,
                     std::vector<LintFinding> &findings);

} // namespace Portlight::Core
