// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/verdict/conditionsmet.h"

#include "core/text/savewriter.h"
#include "core/verdict/walker.h"

#include <algorithm>

namespace Portlight::Core
{

std::vector<Condition> conditionsMet(std::span<const Ruleset> rulesets, const NativeRuleset &native,
                                     const Packet &packet, const World &world,
                                     const Location &location)
{
    Walker walker(rulesets, &native, packet, world);
    walker.watch(location);
    walker.walk();
    return walker.watched();
}

void Walker::watch(const Location &location)
{
    if (location.number == 0) {
        return;
    }
    if (location.backend == Backend::Native) {
        const std::size_t blank = location.table.find(' ');
        const NativeTable *table = m_native == nullptr || blank == std::string::npos
            ? nullptr
            : m_native->table(location.table.substr(0, blank), location.table.substr(blank + 1));
        const NativeChain *chain = table != nullptr ? table->chain(location.chain) : nullptr;
        if (chain != nullptr && location.number <= chain->rules.size()) {
            m_watchedNative = &chain->rules[location.number - 1];
        }
        return;
    }
    for (const Ruleset &ruleset : m_rulesets) {
        if (ruleset.backend == location.backend && ruleset.family == location.family) {
            m_watchedRule = ruleAt(ruleset, location);
            break;
        }
    }
    const auto twin = m_nativeRules.find(m_watchedRule);
    m_watchedNative = twin == m_nativeRules.end() ? nullptr : twin->second;
}

void Walker::note(std::vector<Condition> seen)
{
    const auto allHold = [](const std::vector<Condition> &conditions) {
        return std::all_of(conditions.begin(), conditions.end(), [](const Condition &one) {
            return one.answer == Answer::Yes;
        });
    };
    if (m_watched.empty() || !allHold(m_watched) || allHold(seen)) {
        m_watched = std::move(seen);
    }
}

void Walker::note(const Rule &rule, MatchContext context)
{
    std::vector<Condition> seen;
    for (const Match &match : rule.matches) {
        std::string text = matchText(match);
        if (!text.empty()) {
            seen.push_back({std::move(text), evaluate(match, context).answer});
        }
    }
    note(std::move(seen));
}

} // namespace Portlight::Core
