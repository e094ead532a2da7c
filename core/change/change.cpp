// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/change/change.h"

#include "core/change/changetext.h"
#include "core/text/savewriter.h"
#include "core/text/targetparser.h"

#include <algorithm>

namespace Portlight::Core
{

namespace
{

using Outcome = Result<std::vector<Change>>;

constexpr std::string_view operationName = "apply a change";

auto refuse(ErrorCode code, std::string message, std::string detail = {})
{
    return failure(code, std::string(operationName), std::move(message), std::move(detail));
}

/// A file may lack counters; a rule put into it must not be the only one that has some.
bool carriesCounters(const Ruleset &ruleset)
{
    for (const Table &table : ruleset.tables) {
        for (const Chain &chain : table.chains) {
            if (!chain.rules.empty()) {
                return chain.rules.front().counters.has_value();
            }
        }
    }
    return ruleset.backend != Backend::File;
}

bool isReferenced(const Table &table, std::string_view name)
{
    return std::any_of(table.chains.begin(), table.chains.end(), [name](const Chain &chain) {
        return std::any_of(chain.rules.begin(), chain.rules.end(), [name](const Rule &rule) {
            return rule.target.name == name
                && (rule.target.kind == Target::Kind::Jump
                    || rule.target.kind == Target::Kind::Goto);
        });
    });
}

/// Where the kernel's tools list a new user chain: behind the built-in ones, by name.
std::size_t placeForChain(const Table &table, std::string_view name)
{
    const auto userBegin =
        std::find_if(table.chains.begin(), table.chains.end(), [&table](const Chain &chain) {
            return !isBuiltInChain(table.name, chain.name);
        });
    const bool sorted =
        std::is_sorted(userBegin, table.chains.end(), [](const Chain &left, const Chain &right) {
            return left.name < right.name;
        });
    const auto found = sorted ? std::find_if(userBegin, table.chains.end(),
                                             [name](const Chain &chain) {
                                                 return chain.name > name;
                                             })
                              : table.chains.end();
    return static_cast<std::size_t>(found - table.chains.begin());
}

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

/// Works on a ruleset that has the table; `chain` is null when it does not exist.
class Applier
{
public:
    Applier(Ruleset &ruleset, Table &table, const ChainPlace &place)
        : m_ruleset(ruleset)
        , m_table(table)
        , m_place(place)
        , m_chain(table.chain(place.chain))
    {
    }

    Outcome operator()(const InsertRule &change)
    {
        if (m_chain == nullptr) {
            return noChain();
        }
        if (change.position < 1 || change.position > m_chain->rules.size() + 1) {
            return refuse(ErrorCode::NotFound,
                          "position " + std::to_string(change.position) + " is not in "
                              + describe(m_place),
                          std::to_string(m_chain->rules.size()));
        }
        return insert(change.position, change.rule, change.counters);
    }

    Outcome operator()(const AppendRule &change)
    {
        if (m_chain == nullptr) {
            return noChain();
        }
        return insert(static_cast<unsigned>(m_chain->rules.size()) + 1, change.rule, {});
    }

    Outcome operator()(const DeleteRule &change)
    {
        const auto position =
            findRule(m_chain, m_place, change.position, change.rule, change.byNumber);
        if (!position) {
            return tl::unexpected(position.error());
        }
        auto &rules = m_chain->rules;
        std::vector<Change> inverse{insertOf(*position)};
        rules.erase(rules.begin() + (*position - 1));
        return inverse;
    }

    Outcome operator()(const ReplaceRule &change)
    {
        const auto position =
            findRule(m_chain, m_place, change.position, change.oldRule, change.byNumber);
        if (!position) {
            return tl::unexpected(position.error());
        }
        auto rule = readRule(change.newRule, {});
        if (!rule) {
            return tl::unexpected(rule.error());
        }
        // Two steps, because iptables -R cannot give the old counters back.
        std::vector<Change> inverse{DeleteRule{m_place, *position, body(*rule)},
                                    insertOf(*position)};
        m_chain->rules[*position - 1] = std::move(*rule);
        return inverse;
    }

    Outcome operator()(const SetPolicy &change)
    {
        if (m_chain == nullptr) {
            return noChain();
        }
        if (!isBuiltInChain(m_table.name, m_chain->name)) {
            return refuse(ErrorCode::InvalidArgument,
                          "only a built-in chain has a policy, not " + describe(m_place));
        }
        const Policy old = m_chain->policy.value_or(Policy::Accept);
        m_chain->policy = change.policy;
        return std::vector<Change>{SetPolicy{m_place, old}};
    }

    Outcome operator()(const NewChain &)
    {
        if (m_chain != nullptr) {
            return refuse(ErrorCode::Conflict, describe(m_place) + " exists already");
        }
        if (!isValidChainName(m_place.chain)
            || targetKind(m_place.chain, {}) != Target::Kind::Jump) {
            return refuse(ErrorCode::InvalidArgument,
                          '"' + m_place.chain + "\" cannot be the name of a chain");
        }
        Chain chain;
        chain.name = m_place.chain;
        chain.counters = Counters{};
        const auto index = static_cast<std::ptrdiff_t>(placeForChain(m_table, chain.name));
        m_table.chains.insert(m_table.chains.begin() + index, std::move(chain));
        return std::vector<Change>{DeleteChain{m_place}};
    }

    Outcome operator()(const DeleteChain &)
    {
        if (m_chain == nullptr) {
            return noChain();
        }
        if (isBuiltInChain(m_table.name, m_chain->name)) {
            return refuse(ErrorCode::InvalidArgument, describe(m_place) + " is built in");
        }
        if (!m_chain->rules.empty()) {
            return refuse(ErrorCode::Conflict, describe(m_place) + " is not empty");
        }
        if (isReferenced(m_table, m_chain->name)) {
            return refuse(ErrorCode::Conflict, "a rule still jumps to " + describe(m_place));
        }
        m_table.chains.erase(m_table.chains.begin() + (m_chain - m_table.chains.data()));
        return std::vector<Change>{NewChain{m_place}};
    }

    Outcome operator()(const FlushChain &)
    {
        if (m_chain == nullptr) {
            return noChain();
        }
        std::vector<Change> inverse;
        inverse.reserve(m_chain->rules.size());
        for (std::size_t index = 0; index < m_chain->rules.size(); ++index) {
            inverse.push_back(insertOf(static_cast<unsigned>(index) + 1));
        }
        for (auto &change : inverse) {
            std::get<InsertRule>(change).next.clear(); // nothing stands behind it any more
        }
        m_chain->rules.clear();
        return inverse;
    }

    Outcome operator()(const SetSetting &)
    {
        return std::vector<Change>{};
    }

private:
    std::string bodyAt(unsigned position) const
    {
        return std::string(bodyOf(m_place.chain, m_chain->rules[position - 1].text));
    }

    tl::unexpected<Error> noChain() const
    {
        return chainMissing(m_place);
    }

    std::string body(const Rule &rule) const
    {
        return std::string(bodyOf(m_place.chain, rule.text));
    }

    InsertRule insertOf(unsigned position) const
    {
        const auto &rules = m_chain->rules;
        InsertRule change{
            m_place, position, bodyAt(position), rules[position - 1].counters.value_or(Counters{}),
            {},      {}};
        if (position > 1) {
            change.previous = bodyAt(position - 1);
        }
        if (position < rules.size()) {
            change.next = bodyAt(position + 1);
        }
        return change;
    }

    Result<Rule> readRule(const std::string &text, Counters counters) const
    {
        auto rule = parseRuleBody(m_place.chain, text, m_place.family);
        if (!rule) {
            return rule;
        }
        rule->counters.reset();
        if (carriesCounters(m_ruleset)) {
            rule->counters = counters;
        }
        Target &target = rule->target;
        const bool jumps = target.kind == Target::Kind::Jump || target.kind == Target::Kind::Goto;
        if (!jumps || m_table.chain(target.name) != nullptr) {
            const bool toChain = target.kind == Target::Kind::Opaque && target.options.empty()
                && m_table.chain(target.name) != nullptr;
            target.kind = toChain ? Target::Kind::Jump : target.kind;
            return rule;
        }
        // Targets of the kernel have upper-case names; this may be one we have not heard of.
        const bool mayBeTarget = target.kind == Target::Kind::Jump
            && std::all_of(target.name.begin(), target.name.end(), [](char c) {
                                     return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
                                 });
        if (!mayBeTarget) {
            return refuse(ErrorCode::NotFound,
                          "there is no chain " + target.name + " in table " + m_table.name);
        }
        target.kind = Target::Kind::Opaque;
        return rule;
    }

    Outcome insert(unsigned position, const std::string &text, Counters counters)
    {
        auto rule = readRule(text, counters);
        if (!rule) {
            return tl::unexpected(rule.error());
        }
        std::vector<Change> inverse{DeleteRule{m_place, position, body(*rule)}};
        m_chain->rules.insert(m_chain->rules.begin() + (position - 1), std::move(*rule));
        return inverse;
    }

    Ruleset &m_ruleset;
    Table &m_table;
    const ChainPlace &m_place;
    Chain *m_chain;
};

std::optional<Error> placeError(const Ruleset &ruleset, const ChainPlace &place)
{
    if (place.family != ruleset.family || place.backend != ruleset.backend) {
        return refuse(ErrorCode::InvalidArgument, "the change is for other rules").value();
    }
    if (!isKnownTable(place.table)) {
        return refuse(ErrorCode::NotFound, "there is no table " + place.table).value();
    }
    return std::nullopt;
}

} // namespace

Result<std::vector<Change>> applyChange(Ruleset &ruleset, const Change &change)
{
    const ChainPlace *place = placeOf(change);
    if (place == nullptr) {
        const auto &setting = std::get<SetSetting>(change);
        if (setting.oldValue.empty()) {
            return refuse(ErrorCode::InvalidArgument,
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
    const auto canonical = [place](std::string &body) -> std::optional<Error> {
        const auto rule = parseRuleBody(place->chain, body, place->family);
        if (!rule) {
            return rule.error();
        }
        body = bodyOf(place->chain, rule->text);
        return std::nullopt;
    };
    Change result = change;
    std::optional<Error> error;
    if (auto *insert = std::get_if<InsertRule>(&result)) {
        error = canonical(insert->rule);
    } else if (auto *append = std::get_if<AppendRule>(&result)) {
        error = canonical(append->rule);
    } else if (auto *replace = std::get_if<ReplaceRule>(&result)) {
        error = canonical(replace->newRule);
    }
    auto *deletion = std::get_if<DeleteRule>(&result);
    auto *replacement = std::get_if<ReplaceRule>(&result);
    if (!error && (deletion != nullptr || replacement != nullptr)) {
        unsigned &position = deletion != nullptr ? deletion->position : replacement->position;
        std::string &rule = deletion != nullptr ? deletion->rule : replacement->oldRule;
        bool &byNumber = deletion != nullptr ? deletion->byNumber : replacement->byNumber;
        const Table *table = ruleset.table(place->table);
        const Chain *chain = table == nullptr ? nullptr : table->chain(place->chain);
        const auto found = findRule(chain, *place, position, rule, byNumber);
        if (!found) {
            return tl::unexpected(found.error());
        }
        position = *found;
        rule = bodyOf(place->chain, chain->rules[*found - 1].text);
        byNumber = false;
    }
    if (error) {
        return tl::unexpected(std::move(*error));
    }
    return result;
}

std::string restoreLine(const Change &change, const Ruleset &before)
{
    const auto *deletion = std::get_if<DeleteRule>(&change);
    const Table *table = deletion == nullptr ? nullptr : before.table(deletion->place.table);
    const Chain *chain = table == nullptr ? nullptr : table->chain(deletion->place.chain);
    if (chain != nullptr && hasNativePart(*chain)) {
        // By content the tool could take a rule of nft's for it, or stop at one it cannot read.
        const auto placed = resolved(before, change);
        return restoreLine(
            placed ? DeleteRule{deletion->place, std::get<DeleteRule>(*placed).position, {}, true}
                   : *deletion);
    }
    const auto exact = deletion != nullptr && deletion->position > 1 ? resolved(before, change)
                                                                     : Result<Change>(change);
    if (!exact || deletion == nullptr || deletion->position <= 1) {
        return restoreLine(change);
    }
    DeleteRule byContent = std::get<DeleteRule>(*exact);
    const unsigned position = byContent.position;
    byContent.position = 0;
    const auto first = resolved(before, byContent);
    if (first && std::get<DeleteRule>(*first).position == position) {
        return restoreLine(byContent);
    }
    return restoreLine(DeleteRule{deletion->place, position, {}, true});
}

} // namespace Portlight::Core
