// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/models/stagedmarks.h"

#include <algorithm>
#include <utility>

namespace Portlight::App
{

namespace
{

StagedRuleset::Place placeIn(const Core::ChainPlace &place)
{
    return {place.table, place.chain};
}

/// Positions are those a change was just applied at, so they are within the rows; a change of a
/// kind that does not say its position exactly leaves the rows as they are.
template<typename Rows> bool isWithin(const Rows &rows, unsigned position)
{
    return position >= 1 && position <= rows.size();
}

/// A copy of a ruleset, with what is gone from it in its place.
std::shared_ptr<const Core::Ruleset>
withGone(const Core::Ruleset &result,
         std::map<StagedRuleset::Place, std::vector<Core::Rule>> &&rules,
         const std::vector<std::pair<std::string, const Core::Chain *>> &removed)
{
    auto shown = std::make_shared<Core::Ruleset>(result);
    for (auto &[place, all] : rules) {
        shown->table(place.first)->chain(place.second)->rules = std::move(all);
    }
    for (const auto &[table, chain] : removed) {
        shown->table(table)->chains.push_back(*chain);
    }
    return shown;
}

} // namespace

StagedMarks::StagedMarks(std::shared_ptr<const Core::Ruleset> live)
    : m_live(std::move(live))
{
}

const Core::Chain *StagedMarks::liveChain(const StagedRuleset::Place &place) const
{
    const auto *table = m_live->table(place.first);
    return table == nullptr ? nullptr : table->chain(place.second);
}

StagedMarks::FollowedChain &StagedMarks::follow(const Core::ChainPlace &place)
{
    const auto key = placeIn(place);
    auto found = m_chains.find(key);
    if (found == m_chains.end()) {
        FollowedChain followed;
        if (const auto *chain = liveChain(key)) {
            followed.origin = key;
            followed.rows.resize(chain->rules.size());
            for (std::size_t i = 0; i < followed.rows.size(); ++i) {
                followed.rows[i].live = static_cast<int>(i);
            }
        }
        found = m_chains.emplace(key, std::move(followed)).first;
    }
    return found->second;
}

void StagedMarks::note(const Core::Change &change)
{
    const auto *place = Core::placeOf(change);
    if (place == nullptr) {
        return;
    }
    auto &followed = follow(*place);
    auto &rows = followed.rows;
    const auto at = [&rows](unsigned position) {
        return rows.begin() + (static_cast<std::ptrdiff_t>(position) - 1);
    };
    if (const auto *insert = std::get_if<Core::InsertRule>(&change)) {
        rows.insert(at(std::clamp(insert->position, 1U, static_cast<unsigned>(rows.size()) + 1)),
                    Row{});
    } else if (std::holds_alternative<Core::AppendRule>(change)) {
        rows.push_back({});
    } else if (const auto *deletion = std::get_if<Core::DeleteRule>(&change)) {
        if (isWithin(rows, deletion->position)) {
            rows.erase(at(deletion->position));
        }
    } else if (const auto *move = std::get_if<Core::MoveRule>(&change)) {
        if (isWithin(rows, move->position) && isWithin(rows, move->to)) {
            Row row = rows[move->position - 1];
            row.moved = true;
            rows.erase(at(move->position));
            rows.insert(at(move->to), row);
        }
    } else if (std::holds_alternative<Core::FlushChain>(change)) {
        rows.clear();
    } else if (std::holds_alternative<Core::NewChain>(change)) {
        followed = {};
    } else if (std::holds_alternative<Core::DeleteChain>(change)) {
        m_chains.erase(placeIn(*place));
    } else if (const auto *rename = std::get_if<Core::RenameChain>(&change)) {
        auto renamed = std::move(followed);
        m_chains.erase(placeIn(*place));
        m_chains[{place->table, rename->name}] = std::move(renamed);
    }
}

StagedMarks::ShownChain StagedMarks::shownChain(const Core::Chain &now, const Core::Chain *before,
                                                const std::vector<Row> &rows)
{
    ShownChain shown;
    std::vector<bool> stays(before == nullptr ? 0 : before->rules.size(), false);
    int highest = -1;
    bool inOrder = true;
    for (const auto &row : rows) {
        if (row.live >= 0) {
            stays[static_cast<std::size_t>(row.live)] = true;
            inOrder = inOrder && row.live > highest;
            highest = std::max(highest, row.live);
        }
    }
    const auto gone = static_cast<std::size_t>(std::count(stays.begin(), stays.end(), false));
    if (gone > 0) {
        shown.rules.emplace().reserve(now.rules.size() + gone);
    }
    shown.marks.reserve(now.rules.size() + gone);
    // What is gone stands right behind the rule that stood before it.
    const auto addRemoved = [&](std::size_t from) {
        for (; from < stays.size() && !stays[from]; ++from) {
            shown.rules->push_back(before->rules[from]);
            shown.marks.push_back(RuleMark::Removed);
        }
    };
    addRemoved(0);
    for (std::size_t i = 0; i < rows.size() && i < now.rules.size(); ++i) {
        const auto &row = rows[i];
        if (shown.rules) {
            shown.rules->push_back(now.rules[i]);
        }
        if (row.live < 0) {
            shown.marks.push_back(RuleMark::Added);
            continue;
        }
        const auto index = static_cast<std::size_t>(row.live);
        const bool isSame = before->rules[index].text == now.rules[i].text;
        shown.marks.push_back(!isSame                     ? RuleMark::Changed
                                  : row.moved && !inOrder ? RuleMark::Moved
                                                          : RuleMark::None);
        addRemoved(index + 1);
    }
    return shown;
}

StagedRuleset StagedMarks::shown(const std::shared_ptr<const Core::Ruleset> &result) const
{
    StagedRuleset staged;
    std::map<StagedRuleset::Place, std::vector<Core::Rule>> rulesWithGone;
    for (const auto &table : result->tables) {
        for (const auto &chain : table.chains) {
            const StagedRuleset::Place place{table.name, chain.name};
            const auto found = m_chains.find(place);
            const Core::Chain *before = liveChain(place);
            if (found != m_chains.end()) {
                if (const auto *origin = liveChain(found->second.origin)) {
                    before = origin;
                }
                auto shown = shownChain(chain, before, found->second.rows);
                if (std::any_of(shown.marks.begin(), shown.marks.end(), [](RuleMark mark) {
                        return mark != RuleMark::None;
                    })) {
                    staged.marks[place] = std::move(shown.marks);
                }
                if (shown.rules) {
                    rulesWithGone[place] = *std::move(shown.rules);
                }
            }
            if (before == nullptr || place != StagedRuleset::Place(table.name, before->name)) {
                staged.addedChains.push_back(place);
            } else if (before->policy != chain.policy) {
                staged.changedPolicies.push_back(place);
            }
        }
    }
    std::vector<std::pair<std::string, const Core::Chain *>> removed;
    for (const auto &table : m_live->tables) {
        const auto *resultTable = result->table(table.name);
        for (const auto &chain : table.chains) {
            if (resultTable == nullptr || resultTable->chain(chain.name) != nullptr) {
                continue;
            }
            staged.removedChains.emplace_back(table.name, chain.name);
            staged.marks[{table.name, chain.name}].assign(chain.rules.size(), RuleMark::Removed);
            removed.emplace_back(table.name, &chain);
        }
    }
    staged.ruleset = rulesWithGone.empty() && removed.empty()
        ? result
        : withGone(*result, std::move(rulesWithGone), removed);
    return staged;
}

} // namespace Portlight::App
