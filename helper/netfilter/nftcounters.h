// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/result.h"
#include "core/ruleset/ruleset.h"

#include <cstdint>
#include <string>
#include <vector>

namespace Portlight::Helper
{

/// What a rule had counted before it was moved or written anew.
struct CounterGoal {
    std::string table;
    std::string chain;
    std::size_t position = 1; ///< from 1
    Core::Counters counters;
    std::uint8_t protocol = 0; ///< that the rule asks for; 0: any
    bool protocolInverted = false;
};

/// Gives counts back that the restore program lost: ip6tables-nft-restore 1.8.9 takes counters for
/// IPv6 rules and then sets them to zero. A rule that has counted less than its goal is replaced by
/// itself, with the goal added to what it counted since; all in one transaction, and none when no
/// rule has lost anything. Packets that come between reading and writing, some microseconds, are
/// not counted.
///
/// The positions are those of `generation`, and the generation afterwards is given. Stale, with
/// nothing changed, when somebody else committed since, up to the moment of the transaction.
Core::Result<std::string> giveNftCounters(Core::Family family,
                                          const std::vector<CounterGoal> &goals,
                                          const std::string &generation);

} // namespace Portlight::Helper
