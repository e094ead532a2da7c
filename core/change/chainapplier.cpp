// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/change/applier.h"

#include "core/change/changetext.h"
#include "core/text/savewriter.h"
#include "core/text/targetparser.h"

#include <algorithm>

namespace Portlight::Core
{

namespace
{

bool goesTo(const Rule &rule, std::string_view chain)
{
    return rule.target.name == chain
        && (rule.target.kind == Target::Kind::Jump || rule.target.kind == Target::Kind::Goto);
}

bool isReferenced(const Table &table, std::string_view name)
{
    return std::any_of(table.chains.begin(), table.chains.end(), [name](const Chain &chain) {
        return std::any_of(chain.rules.begin(), chain.rules.end(), [name](const Rule &rule) {
            return goesTo(rule, name);
        });
    });
}

bool isZero(const std::optional<Counters> &counters)
{
    return !counters || *counters == Counters{};
}

} // namespace

Applier::Outcome Applier::operator()(const SetPolicy &change)
{
    if (m_chain == nullptr) {
        return noChain();
    }
    if (!isBuiltInChain(m_table.name, m_chain->name)) {
        return refuseChange(ErrorCode::InvalidArgument,
                            "only a built-in chain has a policy, not " + describe(m_place));
    }
    SetPolicy inverse{m_place, m_chain->policy.value_or(Policy::Accept)};
    if (!isZero(m_chain->counters)) {
        inverse.counters = m_chain->counters;
    }
    m_chain->policy = change.policy;
    if (m_chain->counters) {
        m_chain->counters = change.counters.value_or(Counters{});
    }
    return std::vector<Change>{inverse};
}

Applier::Outcome Applier::operator()(const NewChain &)
{
    if (auto error = wrongName(m_place.chain)) {
        return tl::unexpected(std::move(*error));
    }
    Chain chain;
    chain.name = m_place.chain;
    chain.counters = Counters{};
    const auto index = static_cast<std::ptrdiff_t>(placeForChain(chain.name));
    m_table.chains.insert(m_table.chains.begin() + index, std::move(chain));
    return std::vector<Change>{DeleteChain{m_place}};
}

Applier::Outcome Applier::operator()(const DeleteChain &)
{
    if (m_chain == nullptr) {
        return noChain();
    }
    if (isBuiltInChain(m_table.name, m_chain->name)) {
        return refuseChange(ErrorCode::InvalidArgument, describe(m_place) + " is built in");
    }
    if (!m_chain->rules.empty()) {
        return refuseChange(ErrorCode::Conflict, describe(m_place) + " is not empty");
    }
    if (isReferenced(m_table, m_chain->name)) {
        return refuseChange(ErrorCode::Conflict, "a rule still jumps to " + describe(m_place));
    }
    m_table.chains.erase(m_table.chains.begin() + (m_chain - m_table.chains.data()));
    return std::vector<Change>{NewChain{m_place}};
}

Applier::Outcome Applier::operator()(const FlushChain &)
{
    if (m_chain == nullptr) {
        return noChain();
    }
    std::vector<Change> inverse;
    inverse.reserve(m_chain->rules.size());
    for (std::size_t index = 0; index < m_chain->rules.size(); ++index) {
        InsertRule insertion = insertOf(static_cast<unsigned>(index) + 1);
        insertion.next.clear(); // nothing stands behind it any more
        inverse.emplace_back(std::move(insertion));
    }
    m_chain->rules.clear();
    return inverse;
}

Applier::Outcome Applier::operator()(const RenameChain &change)
{
    if (m_chain == nullptr) {
        return noChain();
    }
    if (isBuiltInChain(m_table.name, m_chain->name)) {
        return refuseChange(ErrorCode::InvalidArgument, describe(m_place) + " is built in");
    }
    if (auto error = wrongName(change.name)) {
        return tl::unexpected(std::move(*error));
    }
    Chain renamed = std::move(*m_chain);
    m_table.chains.erase(m_table.chains.begin() + (m_chain - m_table.chains.data()));
    for (Rule &rule : renamed.rules) {
        const std::string body(bodyOf(renamed.name, rule.text));
        rule.text = "-A " + change.name + (body.empty() ? "" : " ") + body;
    }
    renamed.name = change.name;
    const auto index = static_cast<std::ptrdiff_t>(placeForChain(change.name));
    m_table.chains.insert(m_table.chains.begin() + index, std::move(renamed));
    for (Chain &chain : m_table.chains) {
        for (Rule &rule : chain.rules) {
            if (goesTo(rule, m_place.chain)) {
                rule.target.name = change.name;
                rule.text = canonicalRuleText(chain.name, rule);
            }
        }
    }
    ChainPlace place = m_place;
    place.chain = change.name;
    return std::vector<Change>{RenameChain{std::move(place), m_place.chain}};
}

Applier::Outcome Applier::operator()(const ZeroCounters &change)
{
    if (m_chain == nullptr) {
        return noChain();
    }
    std::vector<Change> inverse;
    if (change.position == 0) {
        for (std::size_t position = 1; position <= m_chain->rules.size(); ++position) {
            zeroRule(static_cast<unsigned>(position), inverse);
        }
        zeroPolicy(inverse);
        return inverse;
    }
    if (change.position > m_chain->rules.size()) {
        return refuseChange(ErrorCode::NotFound,
                            "there is no rule " + std::to_string(change.position) + " in "
                                + describe(m_place));
    }
    zeroRule(change.position, inverse);
    return inverse;
}

Applier::Outcome Applier::operator()(const AddCounters &change)
{
    if (m_chain == nullptr) {
        return noChain();
    }
    std::optional<Counters> *counters = &m_chain->counters;
    AddCounters again{m_place, 0, {}, {}};
    if (change.position != 0) {
        const auto found = findRule(m_chain, m_place, change.position, change.rule, false);
        if (!found) {
            return tl::unexpected(found.error());
        }
        counters = &m_chain->rules[*found - 1].counters;
        again.position = *found;
        again.rule = bodyAt(*found);
    } else if (!m_chain->policy) {
        return refuseChange(ErrorCode::InvalidArgument,
                            "only a built-in chain has a policy, not " + describe(m_place));
    }
    again.counters = counters->value_or(Counters{});
    if (*counters) {
        (*counters)->packets += change.counters.packets;
        (*counters)->bytes += change.counters.bytes;
    }
    if (again.position == 0) {
        const SetPolicy back{m_place, *m_chain->policy, again.counters};
        return std::vector<Change>{back};
    }
    std::vector<Change> inverse{ZeroCounters{m_place, again.position}};
    if (again.counters != Counters{}) {
        inverse.emplace_back(std::move(again));
    }
    return inverse;
}

Applier::Outcome Applier::operator()(const SetSetting &)
{
    return std::vector<Change>{};
}

void Applier::zeroRule(unsigned position, std::vector<Change> &inverse)
{
    std::optional<Counters> &counters = m_chain->rules[position - 1].counters;
    if (!isZero(counters)) {
        inverse.emplace_back(AddCounters{m_place, position, bodyAt(position), *counters});
        counters = Counters{};
    }
}

void Applier::zeroPolicy(std::vector<Change> &inverse)
{
    if (m_chain->policy && !isZero(m_chain->counters)) {
        inverse.emplace_back(AddCounters{m_place, 0, {}, *m_chain->counters});
        m_chain->counters = Counters{};
    }
}

/// Why a chain of this name cannot be made.
std::optional<Error> Applier::wrongName(const std::string &name) const
{
    ChainPlace place = m_place;
    place.chain = name;
    if (m_table.chain(name) != nullptr) {
        return refuseChange(ErrorCode::Conflict, describe(place) + " exists already").value();
    }
    if (!isValidChainName(name) || targetKind(name, {}) != Target::Kind::Jump
        || isBuiltInChain(m_table.name, name)) {
        return refuseChange(ErrorCode::InvalidArgument,
                            '"' + name + "\" cannot be the name of a chain")
            .value();
    }
    return std::nullopt;
}

/// Where the kernel's tools list a new user chain: behind the built-in ones, by name.
std::size_t Applier::placeForChain(std::string_view name) const
{
    const auto &chains = m_table.chains;
    const auto userBegin = std::find_if(chains.begin(), chains.end(), [this](const Chain &chain) {
        return !isBuiltInChain(m_table.name, chain.name);
    });
    const bool sorted =
        std::is_sorted(userBegin, chains.end(), [](const Chain &left, const Chain &right) {
            return left.name < right.name;
        });
    const auto found = sorted ? std::find_if(userBegin, chains.end(),
                                             [name](const Chain &chain) {
                                                 return chain.name > name;
                                             })
                              : chains.end();
    return static_cast<std::size_t>(found - chains.begin());
}

} // namespace Portlight::Core
