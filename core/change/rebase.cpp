// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/change/change.h"
#include "core/change/changetext.h"

#include <algorithm>
#include <limits>

namespace Portlight::Core
{

namespace
{

/// The position between the old neighbours, nearest to the old position: behind the one before it
/// if that is still there, else before the one after it, else the old position as far as the chain
/// goes.
unsigned placeBetweenNeighbours(const Chain &chain, const InsertRule &change)
{
    const auto &rules = chain.rules;
    const auto nearest = [&](const std::string &body, unsigned wanted) -> std::size_t {
        std::size_t best = 0;
        auto bestDistance = std::numeric_limits<std::size_t>::max();
        for (std::size_t at = 1; !body.empty() && at <= rules.size(); ++at) {
            const std::size_t distance = at > wanted ? at - wanted : wanted - at;
            if (distance < bestDistance && bodyOf(chain.name, rules[at - 1].text) == body) {
                best = at;
                bestDistance = distance;
            }
        }
        return best;
    };
    if (const std::size_t previous =
            nearest(change.previous, change.position > 1 ? change.position - 1 : 1)) {
        return static_cast<unsigned>(previous) + 1;
    }
    if (const std::size_t next = nearest(change.next, change.position)) {
        return static_cast<unsigned>(next);
    }
    return std::clamp(change.position, 1U, static_cast<unsigned>(rules.size()) + 1);
}

/// What a change of an inverse has become, or nothing when it has nothing to do any more.
std::optional<Change> today(const Change &change, const Ruleset &now)
{
    const ChainPlace *place = placeOf(change);
    if (place == nullptr) {
        return change;
    }
    const Table *table = now.table(place->table);
    const Chain *chain = table == nullptr ? nullptr : table->chain(place->chain);
    if (std::holds_alternative<NewChain>(change)) {
        return chain == nullptr ? std::optional(change) : std::nullopt;
    }
    if (chain == nullptr) {
        return std::nullopt;
    }
    if (const auto *insert = std::get_if<InsertRule>(&change)) {
        InsertRule moved = *insert;
        moved.position = placeBetweenNeighbours(*chain, moved);
        return moved;
    }
    if (const auto *policy = std::get_if<SetPolicy>(&change)) {
        return chain->policy == policy->policy ? std::nullopt : std::optional(change);
    }
    if (std::holds_alternative<DeleteRule>(change) || std::holds_alternative<ReplaceRule>(change)) {
        auto found = resolved(now, change);
        return found ? std::optional(std::move(*found)) : std::nullopt;
    }
    return change;
}

} // namespace

std::vector<Change> rebase(const std::vector<Change> &inverse, const Ruleset &now)
{
    std::vector<Change> result;
    Ruleset model = now;
    for (const Change &change : inverse) {
        auto moved = today(change, model);
        const bool setting = placeOf(change) == nullptr;
        // What cannot be done any more (a chain that others use now) stays as others left it.
        if (moved && (setting || applyChange(model, *moved))) {
            result.push_back(std::move(*moved));
        }
    }
    return result;
}

} // namespace Portlight::Core
