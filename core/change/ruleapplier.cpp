// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/change/applier.h"

#include "core/change/changetext.h"
#include "core/change/switchedoff.h"

#include <algorithm>

namespace Portlight::Core
{

namespace
{

/// A file may lack counters; a rule put into it must not be the only one that has some.
bool carriesCounters(const Ruleset &ruleset)
{
    for (const Table &table : ruleset.tables) {
        for (const Chain &chain : table.chains) {
            // A rule of nft's own may go without a counter beside others that count.
            const auto rule =
                std::find_if_not(chain.rules.begin(), chain.rules.end(), isNativeRule);
            if (rule != chain.rules.end()) {
                return rule->counters.has_value();
            }
        }
    }
    return ruleset.backend != Backend::File;
}

} // namespace

tl::unexpected<Error> refuseChange(ErrorCode code, std::string message, std::string detail)
{
    return failure(code, "apply a change", std::move(message), std::move(detail));
}

Applier::Applier(Ruleset &ruleset, Table &table, const ChainPlace &place)
    : m_ruleset(ruleset)
    , m_table(table)
    , m_place(place)
    , m_chain(table.chain(place.chain))
{
}

Applier::Outcome Applier::operator()(const InsertRule &change)
{
    if (m_chain == nullptr) {
        return noChain();
    }
    if (change.position < 1 || change.position > m_chain->rules.size() + 1) {
        return refuseChange(ErrorCode::NotFound,
                            "position " + std::to_string(change.position) + " is not in "
                                + describe(m_place),
                            std::to_string(m_chain->rules.size()));
    }
    return insert(change.position, change.rule, change.counters);
}

Applier::Outcome Applier::operator()(const AppendRule &change)
{
    if (m_chain == nullptr) {
        return noChain();
    }
    return insert(static_cast<unsigned>(m_chain->rules.size()) + 1, change.rule, {});
}

Applier::Outcome Applier::operator()(const DeleteRule &change)
{
    const auto position = findRule(m_chain, m_place, change.position, change.rule, change.byNumber);
    if (!position) {
        return tl::unexpected(position.error());
    }
    auto &rules = m_chain->rules;
    std::vector<Change> inverse{insertOf(*position)};
    rules.erase(rules.begin() + (*position - 1));
    return inverse;
}

Applier::Outcome Applier::operator()(const ReplaceRule &change)
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
    // Two steps: the old rule comes back with its counters and between its neighbours.
    std::vector<Change> inverse{
        DeleteRule{m_place, *position, std::string(bodyOf(m_place.chain, rule->text))},
        insertOf(*position)};
    m_chain->rules[*position - 1] = std::move(*rule);
    return inverse;
}

Applier::Outcome Applier::operator()(const MoveRule &change)
{
    const auto found = findRule(m_chain, m_place, change.position, change.rule, false);
    if (!found) {
        return tl::unexpected(found.error());
    }
    auto &rules = m_chain->rules;
    if (change.to < 1 || change.to > rules.size()) {
        return refuseChange(ErrorCode::NotFound,
                            "position " + std::to_string(change.to) + " is not in "
                                + describe(m_place),
                            std::to_string(rules.size()));
    }
    const InsertRule old = insertOf(*found);
    std::vector<Change> inverse{
        MoveRule{m_place, change.to, old.rule, *found, old.previous, old.next}};
    const auto from = rules.begin() + (*found - 1);
    const auto to = rules.begin() + (change.to - 1);
    if (from < to) {
        std::rotate(from, from + 1, to + 1);
    } else {
        std::rotate(to, from, from + 1);
    }
    return inverse;
}

Applier::Outcome Applier::operator()(const SwitchRule &change)
{
    const auto position = findRule(m_chain, m_place, change.position, change.rule, false);
    if (!position) {
        return tl::unexpected(position.error());
    }
    Rule &rule = m_chain->rules[*position - 1];
    if (isSwitchedOff(rule) != change.on) {
        return refuseChange(ErrorCode::Conflict,
                            change.on ? "the rule is not switched off"
                                      : "the rule is switched off already",
                            rule.text);
    }
    auto switched = readRule(change.on ? switchedOffBody(rule) : bodyWhenOff(rule),
                             rule.counters.value_or(Counters{}));
    if (!switched) {
        return tl::unexpected(switched.error());
    }
    std::vector<Change> inverse{SwitchRule{
        m_place, *position, std::string(bodyOf(m_place.chain, switched->text)), !change.on}};
    rule = std::move(*switched);
    return inverse;
}

tl::unexpected<Error> Applier::noChain() const
{
    return chainMissing(m_place);
}

std::string Applier::bodyAt(std::size_t position) const
{
    return std::string(bodyOf(m_place.chain, m_chain->rules[position - 1].text));
}

InsertRule Applier::insertOf(unsigned position) const
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

Result<Rule> Applier::readRule(const std::string &text, Counters counters) const
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
        return refuseChange(ErrorCode::NotFound,
                            "there is no chain " + target.name + " in table " + m_table.name);
    }
    target.kind = Target::Kind::Opaque;
    return rule;
}

Applier::Outcome Applier::insert(unsigned position, const std::string &text, Counters counters)
{
    auto rule = readRule(text, counters);
    if (!rule) {
        return tl::unexpected(rule.error());
    }
    std::vector<Change> inverse{
        DeleteRule{m_place, position, std::string(bodyOf(m_place.chain, rule->text))}};
    m_chain->rules.insert(m_chain->rules.begin() + (position - 1), std::move(*rule));
    return inverse;
}

} // namespace Portlight::Core
