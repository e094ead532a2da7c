// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/change/change.h"

#include "core/change/applier.h"
#include "core/change/changetext.h"

namespace Portlight::Core
{

namespace
{

Table emptyTable(std::string_view name)
{
    Table table;
    table.name = name;
    for (const Hook hook :
         {Hook::Prerouting, Hook::Input, Hook::Forward, Hook::Output, Hook::Postrouting}) {
        if (isBuiltInChain(name, toString(hook))) {
            Chain chain;
            chain.name = toString(hook);
            chain.policy = Policy::Accept;
            chain.counters = Counters{};
            table.chains.push_back(std::move(chain));
        }
    }
    return table;
}

std::optional<Error> placeError(const Ruleset &ruleset, const ChainPlace &place)
{
    if (place.family != ruleset.family || place.backend != ruleset.backend) {
        return refuseChange(ErrorCode::InvalidArgument, "the change is for other rules").value();
    }
    if (!isKnownTable(place.table)) {
        return refuseChange(ErrorCode::NotFound, "there is no table " + place.table).value();
    }
    return std::nullopt;
}

/// Puts in what a change leaves open.
class Resolver
{
public:
    using Outcome = Result<void>;

    Resolver(const ChainPlace &place, const Chain *chain)
        : m_place(place)
        , m_chain(chain)
    {
    }

    Outcome operator()(InsertRule &change) const
    {
        return print(change.rule);
    }
    Outcome operator()(AppendRule &change) const
    {
        return print(change.rule);
    }
    Outcome operator()(DeleteRule &change) const
    {
        return find(change.position, change.rule, change.byNumber);
    }
    Outcome operator()(ReplaceRule &change) const
    {
        auto printed = print(change.newRule);
        return printed ? find(change.position, change.oldRule, change.byNumber) : printed;
    }
    Outcome operator()(MoveRule &change) const
    {
        bool byNumber = false;
        return find(change.position, change.rule, byNumber);
    }
    Outcome operator()(SwitchRule &change) const
    {
        bool byNumber = false;
        return find(change.position, change.rule, byNumber);
    }
    Outcome operator()(AddCounters &change) const
    {
        bool byNumber = false;
        return change.position == 0 ? Outcome{} : find(change.position, change.rule, byNumber);
    }
    template<typename Other> Outcome operator()(Other &) const
    {
        return {};
    }

private:
    Outcome print(std::string &body) const
    {
        const auto rule = parseRuleBody(m_place.chain, body, m_place.family);
        if (!rule) {
            return tl::unexpected(rule.error());
        }
        body = bodyOf(m_place.chain, rule->text);
        return {};
    }
    Outcome find(unsigned &position, std::string &body, bool &byNumber) const
    {
        const auto found = findRule(m_chain, m_place, position, body, byNumber);
        if (!found) {
            return tl::unexpected(found.error());
        }
        position = *found;
        body = bodyOf(m_place.chain, m_chain->rules[*found - 1].text);
        byNumber = false;
        return {};
    }

    const ChainPlace &m_place;
    const Chain *m_chain;
};

} // namespace

Result<std::vector<Change>> applyChange(Ruleset &ruleset, const Change &change)
{
    const ChainPlace *place = placeOf(change);
    if (place == nullptr) {
        const auto &setting = std::get<SetSetting>(change);
        if (setting.oldValue.empty()) {
            return refuseChange(ErrorCode::InvalidArgument,
                                "the old value of " + setting.name + " is not known");
        }
        return std::vector<Change>{SetSetting{setting.name, setting.oldValue, setting.value}};
    }
    if (auto error = placeError(ruleset, *place)) {
        return tl::unexpected(std::move(*error));
    }
    if (Table *table = ruleset.table(place->table)) {
        return std::visit(Applier(ruleset, *table, *place), change);
    }
    Table table = emptyTable(place->table);
    auto inverse = std::visit(Applier(ruleset, table, *place), change);
    if (inverse) {
        ruleset.tables.push_back(std::move(table));
    }
    return inverse;
}

Result<Change> resolved(const Ruleset &ruleset, const Change &change)
{
    const ChainPlace *place = placeOf(change);
    if (place == nullptr) {
        return change;
    }
    if (auto error = placeError(ruleset, *place)) {
        return tl::unexpected(std::move(*error));
    }
    const Table *table = ruleset.table(place->table);
    Change result = change;
    auto done = std::visit(
        Resolver{*place, table == nullptr ? nullptr : table->chain(place->chain)}, result);
    if (!done) {
        return tl::unexpected(std::move(done.error()));
    }
    return result;
}

} // namespace Portlight::Core
