// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/change/transaction.h"

#include "core/change/changetext.h"
#include "core/change/nativeguard.h"
#include "core/change/restorescript.h"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <unordered_set>

namespace Portlight::Core
{

namespace
{

using TrackedRule = Transaction::TrackedRule;
using TrackedChain = Transaction::TrackedChain;

/// A table that nobody has used yet is not in the text; for the model it is there and empty.
void addMissing(Ruleset &model, const ChainPlace &place)
{
    Table *table = model.table(place.table);
    if (table == nullptr) {
        table = &model.tables.emplace_back();
        table->name = place.table;
    }
    if (table->chain(place.chain) == nullptr && isBuiltInChain(place.table, place.chain)) {
        Chain &chain = table->chains.emplace_back();
        chain.name = place.chain;
        chain.policy = Policy::Accept;
        chain.counters = Counters{};
    }
}

TrackedRule newRule()
{
    return {std::nullopt, true, false, false, true};
}

bool counts(const Rule &rule)
{
    return rule.counters.value_or(Counters{}) != Counters{};
}

/// What a change (as resolved) means for where the rules of its chain come from. `chain` is the
/// chain before it.
struct Follower {
    TrackedChain &tracked;
    const Chain *chain;

    void operator()(const InsertRule &change) const
    {
        tracked.rules.insert(at(change.position), newRule());
    }
    void operator()(const AppendRule &) const
    {
        tracked.rules.push_back(newRule());
    }
    void operator()(const DeleteRule &change) const
    {
        tracked.rules.erase(at(change.position));
    }
    void operator()(const ReplaceRule &change) const
    {
        rewrite(change.position).ours = true;
    }
    void operator()(const SwitchRule &change) const
    {
        rewrite(change.position).ours = true;
    }
    void operator()(const MoveRule &change) const
    {
        TrackedRule moved = *at(change.position);
        tracked.rules.erase(at(change.position));
        moved.placed = true;
        tracked.rules.insert(at(change.to), moved);
    }
    void operator()(const SetPolicy &) const
    {
        tracked.policySet = true;
    }
    void operator()(const FlushChain &) const
    {
        tracked.rules.clear();
    }
    void operator()(const ZeroCounters &change) const
    {
        for (std::size_t index = 0; index < tracked.rules.size(); ++index) {
            const bool meant = change.position == 0 || change.position == index + 1;
            tracked.rules[index].zeroed =
                tracked.rules[index].zeroed || (meant && counts(chain->rules[index]));
        }
        tracked.zeroed = tracked.zeroed || change.position == 0;
    }
    void operator()(const AddCounters &change) const
    {
        if (change.position == 0) {
            tracked.policySet = true;
        } else {
            rewrite(change.position);
        }
    }
    void operator()(const RenameChain &change) const
    {
        tracked.name = change.name;
    }
    void operator()(const NewChain &change) const
    {
        tracked.name = change.place.chain;
    }
    void operator()(const DeleteChain &) const
    {
        tracked.name.clear();
    }
    void operator()(const SetSetting &) const
    {
    }

private:
    std::vector<TrackedRule>::iterator at(unsigned position) const
    {
        return tracked.rules.begin() + (position - 1);
    }
    TrackedRule &rewrite(unsigned position) const
    {
        at(position)->rewritten = true;
        return *at(position);
    }
};

} // namespace

Transaction::Transaction(Ruleset before)
    : m_after(std::move(before))
{
}

Result<void> Transaction::apply(const Change &asked)
{
    const ChainPlace *place = placeOf(asked);
    if (place == nullptr) {
        return failure(ErrorCode::InvalidArgument, "plan a change", "a setting is not a rule");
    }
    const bool knownPlace = place->backend == m_after.backend && place->family == m_after.family
        && isKnownTable(place->table);
    if (knownPlace) {
        addMissing(m_after, *place);
    }
    const auto change = resolved(m_after, asked);
    if (!change) {
        return tl::unexpected(change.error());
    }
    if (auto allowed = leavesNativeAlone(m_after, *change); !allowed) {
        return allowed;
    }
    if (std::holds_alternative<RenameChain>(*change)) {
        trackJumps(*place);
    }
    TrackedChain &tracked = track(place->table, place->chain);
    // A copy only where the follower looks at it: a chain may be long.
    Chain counted;
    if (std::holds_alternative<ZeroCounters>(*change)) {
        const Chain *chain = m_after.table(place->table)->chain(place->chain);
        counted = chain == nullptr ? Chain{} : *chain;
    }
    auto inverse = applyChange(m_after, *change);
    if (!inverse) {
        return tl::unexpected(inverse.error());
    }
    std::visit(Follower{tracked, &counted}, *change);
    m_changes.push_back(*change);
    m_inverses.push_back(std::move(*inverse));
    // Came and went.
    m_chains.erase(std::remove_if(m_chains.begin(), m_chains.end(),
                                  [](const TrackedChain &chain) {
                                      return chain.firstName.empty() && chain.name.empty();
                                  }),
                   m_chains.end());
    return {};
}

const Ruleset &Transaction::after() const
{
    return m_after;
}

const std::vector<Change> &Transaction::changes() const
{
    return m_changes;
}

std::vector<Change> Transaction::inverse() const
{
    std::vector<Change> all;
    for (auto inverse = m_inverses.rbegin(); inverse != m_inverses.rend(); ++inverse) {
        all.insert(all.end(), inverse->begin(), inverse->end());
    }
    return all;
}

const std::vector<TrackedChain> &Transaction::chains() const
{
    return m_chains;
}

void Transaction::rewriteEqualRules()
{
    for (TrackedChain &chain : m_chains) {
        if (!RestoreScript::mayGoByContent(m_after, chain)) {
            continue;
        }
        std::vector<TrackedRule *> staying(chain.bodies.size(), nullptr);
        for (TrackedRule &rule : chain.rules) {
            if (rule.origin && !rule.placed && !rule.rewritten && !rule.zeroed) {
                staying[*rule.origin] = &rule;
            }
        }
        std::unordered_set<std::string_view> meant;
        for (std::size_t index = chain.bodies.size(); index-- > 0;) {
            if (staying[index] == nullptr) {
                meant.insert(chain.bodies[index]);
            } else if (meant.contains(chain.bodies[index])) {
                staying[index]->rewritten = true;
            }
        }
    }
}

Result<std::string> Transaction::restoreText(Naming naming) const
{
    return RestoreScript(m_after, m_chains, naming).text();
}

TrackedChain &Transaction::track(const std::string &table, const std::string &name)
{
    const auto find = [&](auto matches) {
        return std::find_if(m_chains.begin(), m_chains.end(), [&](const TrackedChain &chain) {
            return chain.table == table && matches(chain);
        });
    };
    auto found = find([&](const TrackedChain &chain) {
        return chain.name == name;
    });
    if (found == m_chains.end()) {
        // One that was deleted comes back as itself, empty.
        found = find([&](const TrackedChain &chain) {
            return chain.name.empty() && chain.firstName == name;
        });
    }
    if (found != m_chains.end()) {
        return *found;
    }
    TrackedChain &tracked = m_chains.emplace_back();
    tracked.table = table;
    if (const Chain *chain = m_after.table(table)->chain(name)) {
        tracked.firstName = name;
        tracked.name = name;
        tracked.bodies.reserve(chain->rules.size());
        tracked.rules.reserve(chain->rules.size());
        for (const Rule &rule : chain->rules) {
            tracked.rules.push_back({tracked.rules.size(), false, false, false, false});
            tracked.bodies.emplace_back(bodyOf(name, rule.text));
        }
    }
    return tracked;
}

void Transaction::trackJumps(const ChainPlace &place)
{
    const Table *table = m_after.table(place.table);
    for (const Chain &chain : table->chains) {
        if (std::any_of(chain.rules.begin(), chain.rules.end(), [&place](const Rule &rule) {
                return rule.target.name == place.chain;
            })) {
            track(place.table, chain.name);
        }
    }
}

} // namespace Portlight::Core
