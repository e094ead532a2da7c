// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/ruleset/counters.h"

#include <map>
#include <string_view>
#include <utility>

namespace Portlight::Core
{

Result<void> takeCounters(Ruleset &ruleset, const CounterReading &reading)
{
    constexpr auto operation = "refresh counters";
    if (ruleset.generation.empty() || ruleset.generation != reading.generation) {
        return failure(ErrorCode::Stale, operation, "the rules changed since they were read",
                       ruleset.generation + " is now " + reading.generation);
    }
    std::map<std::pair<std::string_view, std::string_view>, const ChainCounters *> known;
    for (const ChainCounters &counters : reading.chains) {
        known.emplace(std::pair(std::string_view(counters.table), std::string_view(counters.chain)),
                      &counters);
    }
    std::vector<std::pair<Chain *, const ChainCounters *>> pairs;
    for (Table &table : ruleset.tables) {
        for (Chain &chain : table.chains) {
            const auto found = known.find({table.name, chain.name});
            if (found == known.end() || found->second->rules.size() != chain.rules.size()
                || found->second->policy.has_value() != chain.policy.has_value()) {
                return failure(ErrorCode::Conflict, operation,
                               "the counters do not belong to these rules",
                               table.name + ' ' + chain.name);
            }
            pairs.emplace_back(&chain, found->second);
        }
    }
    for (const auto &[chain, counters] : pairs) {
        if (counters->policy) {
            chain->counters = counters->policy;
        }
        for (std::size_t i = 0; i < chain->rules.size(); ++i) {
            chain->rules[i].counters = counters->rules[i];
        }
    }
    return {};
}

} // namespace Portlight::Core
