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
/// itself, with the goal added to what it counted since; all in one transaction. Gives the number
/// of rules written, 0 when none had lost anything (then there was no transaction). Packets that
/// come between reading and writing, some microseconds, are not counted.
Core::Result<std::size_t> giveNftCounters(Core::Family family,
                                          const std::vector<CounterGoal> &goals);

} // namespace Portlight::Helper
