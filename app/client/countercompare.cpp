// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/client/countercompare.h"

#include <algorithm>

namespace Portlight::App
{

namespace
{

bool rose(const std::optional<Core::Counters> &before, const std::optional<Core::Counters> &after)
{
    return before && after && after->packets > before->packets;
}

bool sameRules(const Core::Chain &before, const Core::Chain &after)
{
    return std::equal(before.rules.begin(), before.rules.end(), after.rules.begin(),
                      after.rules.end(), [](const Core::Rule &one, const Core::Rule &other) {
                          return one.text == other.text;
                      });
}

void compareChains(const Core::Chain &before, const Core::Chain &after, Core::Location place,
                   std::vector<Core::Location> &result)
{
    if (!sameRules(before, after)) {
        return;
    }
    place.chain = after.name;
    for (std::size_t index = 0; index < after.rules.size(); ++index) {
        if (rose(before.rules[index].counters, after.rules[index].counters)) {
            place.number = static_cast<unsigned>(index + 1);
            place.rule = after.rules[index].text;
            result.push_back(place);
        }
    }
    if (after.policy && before.policy == after.policy && rose(before.counters, after.counters)) {
        place.number = 0;
        place.rule = "-P " + after.name + ' ' + std::string(Core::toString(*after.policy));
        result.push_back(place);
    }
}

} // namespace

std::vector<Core::Location> countersThatRose(const Core::Ruleset &before,
                                             const Core::Ruleset &after)
{
    std::vector<Core::Location> result;
    for (const Core::Table &table : after.tables) {
        const Core::Table *oldTable = before.table(table.name);
        if (oldTable == nullptr) {
            continue;
        }
        for (const Core::Chain &chain : table.chains) {
            if (const Core::Chain *oldChain = oldTable->chain(chain.name)) {
                compareChains(*oldChain, chain,
                              {after.backend, after.family, table.name, chain.name, 0, {}}, result);
            }
        }
    }
    return result;
}

} // namespace Portlight::App
