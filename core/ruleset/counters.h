// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/result.h"
#include "core/ruleset/ruleset.h"

#include <optional>
#include <string>
#include <vector>

namespace Portlight::Core
{

/// Packets and bytes of one chain: of its policy, and of each of its rules from the first on.
struct ChainCounters {
    std::string table;
    std::string chain;
    std::optional<Counters> policy; ///< base chains only
    std::vector<Counters> rules;
    bool operator==(const ChainCounters &) const = default;
};

/// The counters of all tables of one family in one backend, read without the rules. They belong to
/// the rules of the same generation.
struct CounterReading {
    std::string generation;
    std::vector<ChainCounters> chains;
    bool operator==(const CounterReading &) const = default;
};

/// Puts the counters into rules that were read before. Stale when the generations differ, Conflict
/// when a chain of `ruleset` is missing or has another number of rules; the ruleset is untouched
/// then. Chains of the reading that the ruleset lacks (native ones in a table of iptables) are
/// passed over.
Result<void> takeCounters(Ruleset &ruleset, const CounterReading &reading);

} // namespace Portlight::Core
