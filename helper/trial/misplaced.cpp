// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/trial/misplaced.h"

#include <algorithm>
#include <iterator>

namespace Portlight::Helper
{

namespace
{

/// Whether a rule stands between the nearest of its planned neighbours that are still there.
bool standsRight(const std::vector<std::string> &planned, std::size_t index,
                 const std::vector<std::string> &now)
{
    const auto isThere = [&now](const std::string &body) {
        return std::find(now.begin(), now.end(), body) != now.end();
    };
    const auto before = std::find_if(
        std::make_reverse_iterator(planned.begin() + static_cast<std::ptrdiff_t>(index)),
        planned.rend(), isThere);
    const auto after = std::find_if(planned.begin() + static_cast<std::ptrdiff_t>(index) + 1,
                                    planned.end(), isThere);
    for (auto at = std::find(now.begin(), now.end(), planned[index]); at != now.end();
         at = std::find(at + 1, now.end(), planned[index])) {
        const bool beforeFits =
            before == planned.rend() || std::find(now.begin(), at, *before) != at;
        const bool afterFits =
            after == planned.end() || std::find(at + 1, now.end(), *after) != now.end();
        if (beforeFits && afterFits) {
            return true;
        }
    }
    return false;
}

} // namespace

std::vector<std::string> bodiesOf(const Core::Ruleset &ruleset, const Core::ChainPlace &place)
{
    std::vector<std::string> bodies;
    const Core::Table *table = ruleset.table(place.table);
    if (const Core::Chain *chain = table != nullptr ? table->chain(place.chain) : nullptr) {
        bodies.reserve(chain->rules.size());
        for (const Core::Rule &rule : chain->rules) {
            bodies.push_back(ruleBody(rule, chain->name));
        }
    }
    return bodies;
}

std::vector<Core::Change> corrections(const SidePlan &done, const Core::Ruleset &now)
{
    std::vector<Core::Change> result;
    for (const RulePlace &one : done.placed) {
        const Core::ChainPlace place{done.side.backend, done.side.family, one.table, one.chain};
        const std::vector<std::string> wanted = bodiesOf(done.planned, place);
        const std::vector<std::string> bodies = bodiesOf(now, place);
        const std::size_t index = one.position - 1;
        const auto position = static_cast<unsigned>(one.position);
        if (index >= wanted.size()) {
            continue;
        }
        const std::string &body = wanted[index];
        const bool isThere = std::find(bodies.begin(), bodies.end(), body) != bodies.end();
        if (isThere && !standsRight(wanted, index, bodies)) {
            result.push_back(Core::MoveRule{
                place, position, body, position, index > 0 ? wanted[index - 1] : std::string(),
                index + 1 < wanted.size() ? wanted[index + 1] : std::string()});
        }
    }
    return result;
}

} // namespace Portlight::Helper
