// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/change/change.h"
#include "core/change/changetext.h"

#include <algorithm>
#include <optional>

namespace Portlight::Core
{

namespace
{

/// The position (from 1) of the rule with this text that is nearest to `wanted`; 0: there is none.
std::size_t nearest(const Chain &chain, const std::string &body, std::size_t wanted)
{
    if (body.empty()) {
        return 0;
    }
    const std::size_t count = chain.rules.size();
    const auto is = [&](std::size_t at) {
        return at >= 1 && at <= count && bodyOf(chain.name, chain.rules[at - 1].text) == body;
    };
    const std::size_t farthest = std::max(count, wanted);
    for (std::size_t distance = 0; distance <= farthest; ++distance) {
        if (distance <= wanted && is(wanted - distance)) {
            return wanted - distance;
        }
        if (is(wanted + distance)) {
            return wanted + distance;
        }
    }
    return 0;
}

/// Where a rule goes between its old neighbours, nearest to the old position: behind the one before
/// it if that is still there, else before the one after it, else the old position as far as the
/// chain goes.
unsigned placeBetween(const Chain &chain, unsigned position, const std::string &previous,
                      const std::string &next)
{
    if (const std::size_t found = nearest(chain, previous, position > 1 ? position - 1 : 1)) {
        return static_cast<unsigned>(found) + 1;
    }
    if (const std::size_t found = nearest(chain, next, position)) {
        return static_cast<unsigned>(found);
    }
    return std::clamp(position, 1U, static_cast<unsigned>(chain.rules.size()) + 1);
}

/// A move back, with the rule where it is today.
std::optional<Change> moveToday(const MoveRule &change, const Ruleset &now, const Chain &chain)
{
    auto found = resolved(now, change);
    if (!found) {
        return std::nullopt;
    }
    MoveRule moved = std::get<MoveRule>(*found);
    Chain others = chain;
    others.rules.erase(others.rules.begin() + (moved.position - 1));
    moved.to = placeBetween(others, change.to, change.previous, change.next);
    return moved.to == moved.position ? std::nullopt : std::optional<Change>(std::move(moved));
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
        moved.position = placeBetween(*chain, moved.position, moved.previous, moved.next);
        return moved;
    }
    if (const auto *move = std::get_if<MoveRule>(&change)) {
        return moveToday(*move, now, *chain);
    }
    if (const auto *rename = std::get_if<RenameChain>(&change)) {
        return table->chain(rename->name) == nullptr ? std::optional(change) : std::nullopt;
    }
    if (const auto *policy = std::get_if<SetPolicy>(&change)) {
        const bool nothingToDo = chain->policy == policy->policy && !policy->counters;
        return nothingToDo ? std::nullopt : std::optional(change);
    }
    if (std::holds_alternative<DeleteRule>(change) || std::holds_alternative<ReplaceRule>(change)
        || std::holds_alternative<SwitchRule>(change)
        || std::holds_alternative<AddCounters>(change)) {
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
