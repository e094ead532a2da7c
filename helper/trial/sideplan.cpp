// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/trial/sideplan.h"

#include "core/change/nativeguard.h"
#include "core/text/saveparser.h"
#include "helper/netfilter/commit.h"
#include "helper/netfilter/rulesource.h"
#include "helper/trial/killpoint.h"

#include <algorithm>
#include <map>
#include <variant>

namespace Portlight::Helper
{

namespace
{

using Core::ErrorCode;

/// A table that nobody has used yet is not in the text; for the model it is there and empty.
void addMissing(Core::Ruleset &model, const Core::ChainPlace &place)
{
    Core::Table *table = model.table(place.table);
    if (table == nullptr) {
        table = &model.tables.emplace_back();
        table->name = place.table;
    }
    if (table->chain(place.chain) == nullptr && Core::isBuiltInChain(place.table, place.chain)) {
        Core::Chain &chain = table->chains.emplace_back();
        chain.name = place.chain;
        chain.policy = Core::Policy::Accept;
        chain.counters = Core::Counters{};
    }
}

/// Follows the places of our own rules in one chain through a list of changes.
class OwnPlaces
{
public:
    void insert(std::size_t index)
    {
        for (std::size_t &place : m_places) {
            place += place >= index ? 1U : 0U;
        }
        m_places.insert(std::upper_bound(m_places.begin(), m_places.end(), index), index);
    }
    void remove(std::size_t index)
    {
        m_places.erase(std::remove(m_places.begin(), m_places.end(), index), m_places.end());
        for (std::size_t &place : m_places) {
            place -= place > index ? 1U : 0U;
        }
    }
    void replace(std::size_t index)
    {
        if (!std::binary_search(m_places.begin(), m_places.end(), index)) {
            m_places.insert(std::upper_bound(m_places.begin(), m_places.end(), index), index);
        }
    }
    void clear()
    {
        m_places.clear();
    }
    const std::vector<std::size_t> &places() const
    {
        return m_places;
    }

private:
    std::vector<std::size_t> m_places;
};

/// The position (from 0) that a change had in the model, taken from its inverse: a deletion may
/// have found its rule elsewhere than asked.
std::size_t indexIn(const std::vector<Core::Change> &inverse)
{
    for (const Core::Change &change : inverse) {
        if (const auto *insertion = std::get_if<Core::InsertRule>(&change)) {
            return insertion->position - 1;
        }
        if (const auto *replacement = std::get_if<Core::ReplaceRule>(&change)) {
            return replacement->position - 1;
        }
    }
    return 0;
}

void follow(OwnPlaces &own, const Core::Change &change, const std::vector<Core::Change> &inverse,
            const Core::Ruleset &model)
{
    if (const auto *insertion = std::get_if<Core::InsertRule>(&change)) {
        own.insert(insertion->position - 1);
    } else if (const auto *addition = std::get_if<Core::AppendRule>(&change)) {
        own.insert(model.table(addition->place.table)->chain(addition->place.chain)->rules.size()
                   - 1);
    } else if (std::holds_alternative<Core::DeleteRule>(change)) {
        own.remove(indexIn(inverse));
    } else if (std::holds_alternative<Core::ReplaceRule>(change)) {
        own.replace(indexIn(inverse));
    } else if (std::holds_alternative<Core::FlushChain>(change)) {
        own.clear();
    }
}

/// `change` is resolved. libiptc can delete by number, which is never the wrong one of two equals;
/// nft may be changed by others in between, and there the content is the safer address.
std::string lineFor(const Side &side, const Core::Change &change, const Core::Ruleset &before)
{
    const auto *deletion = std::get_if<Core::DeleteRule>(&change);
    if (side.backend == Core::Backend::Legacy && deletion != nullptr && deletion->position > 0) {
        return Core::restoreLine(Core::DeleteRule{deletion->place, deletion->position, {}, true});
    }
    return Core::restoreLine(change, before);
}

using ChainKey = std::pair<std::string, std::string>;

/// The text for the restore program, table by table in the order of their first change.
class RestoreText
{
public:
    void add(const std::string &tableName, const std::string &line)
    {
        auto table = std::find_if(m_tables.begin(), m_tables.end(), [&tableName](const auto &one) {
            return one.first == tableName;
        });
        if (table == m_tables.end()) {
            table = m_tables.insert(table, {tableName, "*" + tableName + "\n"});
        }
        table->second += line + '\n';
    }
    std::string text() const
    {
        std::string text;
        for (const auto &table : m_tables) {
            text += table.second + "COMMIT\n";
        }
        return text;
    }

private:
    std::vector<std::pair<std::string, std::string>> m_tables;
};

} // namespace

std::string Side::key() const
{
    return std::string(Core::toString(backend)) + '/' + std::string(Core::toString(family));
}

Core::Result<Core::Ruleset> readSide(const Side &side)
{
    auto rules = readRules(side.backend, side.family);
    constexpr int patience = 20;
    for (int again = 0; again < patience && !rules && rules.error().code == Core::ErrorCode::Busy;
         ++again) {
        rules = readRules(side.backend, side.family);
    }
    if (!rules) {
        return tl::unexpected(rules.error());
    }
    if (rules->status == RulesText::Status::Incomplete) {
        return Core::failure(ErrorCode::Unsupported, "read the rules",
                             "these rules cannot be read completely, so they are not changed",
                             rules->detail);
    }
    auto model = Core::parseSave(rules->text, side.backend, side.family);
    if (model) {
        model->backend = side.backend;
        model->family = side.family;
        model->generation = rules->generation;
    }
    return model;
}

Core::Result<SidePlan> planSide(const Core::Ruleset &now, const Side &side,
                                const std::vector<Core::Change> &changes)
{
    SidePlan plan;
    plan.side = side;
    Core::Ruleset model = now;
    std::map<ChainKey, OwnPlaces> own;
    std::vector<std::vector<Core::Change>> inverses;
    RestoreText restore;
    for (const Core::Change &asked : changes) {
        const Core::ChainPlace &place = *Core::placeOf(asked);
        const ChainKey key(place.table, place.chain);
        addMissing(model, place);
        if (!own.contains(key)) {
            plan.before.push_back(footprintOf(now, place));
        }
        const auto change = Core::resolved(model, asked);
        if (!change) {
            return tl::unexpected(change.error());
        }
        if (auto allowed = Core::leavesNativeAlone(model, *change); !allowed) {
            return tl::unexpected(allowed.error());
        }
        const std::string line = lineFor(side, *change, model);
        auto inverse = Core::applyChange(model, *change);
        if (!inverse) {
            return tl::unexpected(inverse.error());
        }
        restore.add(place.table, line);
        follow(own[key], *change, *inverse, model);
        inverses.push_back(std::move(*inverse));
    }
    for (auto inverse = inverses.rbegin(); inverse != inverses.rend(); ++inverse) {
        plan.inverse.insert(plan.inverse.end(), inverse->begin(), inverse->end());
    }
    for (const Footprint &before : plan.before) {
        std::vector<OwnRule> ownRules;
        const Core::Table *table = model.table(before.place.table);
        if (const Core::Chain *chain = table->chain(before.place.chain)) {
            for (const std::size_t index : own[{before.place.table, before.place.chain}].places()) {
                ownRules.push_back({index, ruleBody(chain->rules.at(index), chain->name)});
            }
        }
        plan.after.push_back(footprintOf(model, before.place, std::move(ownRules)));
    }
    plan.restoreText = restore.text();
    plan.generation = now.generation;
    plan.planned = std::move(model);
    return plan;
}

Core::Result<Core::Ruleset> commitPlan(SidePlan &plan, const XtablesLock *lock,
                                       const std::vector<int> &held)
{
    if (plan.restoreText.empty()) {
        return std::move(plan.planned);
    }
    CommitRequest request;
    request.backend = plan.side.backend;
    request.family = plan.side.family;
    request.restoreText = plan.restoreText;
    request.generation = plan.generation;
    request.lock = lock;
    request.held = held;
    for (const Footprint &after : plan.after) {
        for (const OwnRule &own : after.own) {
            request.ask.push_back({after.place.table, after.place.chain, own.index + 1});
        }
    }
    auto committed = commitRules(request);
    if (!committed) {
        return tl::unexpected(committed.error());
    }
    killPoint("side committed");
    Core::Ruleset now;
    if (committed->generation) {
        now = std::move(plan.planned);
        now.generation = *committed->generation;
        for (std::size_t i = 0; i < request.ask.size(); ++i) {
            const RulePlace &place = request.ask[i];
            now.table(place.table)->chain(place.chain)->rules.at(place.position - 1).text =
                committed->rules[i];
        }
    } else if (auto read = readSide(plan.side)) {
        now = std::move(*read);
    } else {
        return tl::unexpected(read.error());
    }
    for (const Footprint &expected : plan.after) {
        if (!matches(now, expected)) {
            return Core::failure(ErrorCode::Conflict, "verify the change",
                                 "the rules are not what the change should have made of them",
                                 expected.place.table + ' ' + expected.place.chain);
        }
    }
    return now;
}

} // namespace Portlight::Helper
