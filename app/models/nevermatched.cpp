// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/models/nevermatched.h"

#include <algorithm>
#include <iterator>

namespace Portlight::App
{

namespace
{

bool isQuiet(const std::optional<Core::Counters> &counters)
{
    return counters && counters->packets == 0;
}

bool isQuiet(const Core::Rule &rule)
{
    return isQuiet(rule.counters) && !Core::isSwitchedOff(rule);
}

bool isQuiet(const Core::NativeRule &rule)
{
    return isQuiet(rule.counters);
}

template<typename Chain>
void addQuiet(std::vector<ChainHits> &all, const Core::ChainPlace &place, const Chain &chain)
{
    ChainHits hits{place, {}};
    for (std::size_t i = 0; i < chain.rules.size(); ++i) {
        if (isQuiet(chain.rules[i])) {
            hits.rules.push_back(static_cast<std::uint32_t>(i));
        }
    }
    if (!hits.rules.empty()) {
        all.push_back(std::move(hits));
    }
}

} // namespace

std::vector<ChainHits> neverMatched(const Core::Ruleset &ruleset)
{
    std::vector<ChainHits> all;
    for (const auto &table : ruleset.tables) {
        for (const auto &chain : table.chains) {
            addQuiet(all, {ruleset.backend, ruleset.family, table.name, chain.name}, chain);
        }
    }
    return all;
}

std::vector<ChainHits> neverMatched(const Core::NativeRuleset &ruleset)
{
    std::vector<ChainHits> all;
    for (const auto &table : ruleset.tables) {
        for (const auto &chain : table.chains) {
            addQuiet(all, nativePlace(table, chain), chain);
        }
    }
    return all;
}

std::vector<ChainHits> inBoth(const std::vector<ChainHits> &a, const std::vector<ChainHits> &b)
{
    std::vector<ChainHits> all;
    for (const auto &one : a) {
        const auto other = std::find_if(b.begin(), b.end(), [&one](const ChainHits &hits) {
            return hits.place == one.place;
        });
        if (other == b.end()) {
            continue;
        }
        ChainHits hits{one.place, {}};
        std::set_intersection(one.rules.begin(), one.rules.end(), other->rules.begin(),
                              other->rules.end(), std::back_inserter(hits.rules));
        if (!hits.rules.empty()) {
            all.push_back(std::move(hits));
        }
    }
    return all;
}

} // namespace Portlight::App
