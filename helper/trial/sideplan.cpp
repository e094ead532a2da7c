// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/trial/sideplan.h"

#include "core/text/saveparser.h"
#include "core/text/savewriter.h"
#include "helper/netfilter/generation.h"
#include "helper/netfilter/rulesource.h"
#include "helper/trial/killpoint.h"

namespace Portlight::Helper
{

namespace
{

using Core::ErrorCode;

/// The footprints of a chain that a transaction touches: of its name before and its name now, when
/// they differ of both.
void addFootprints(SidePlan &plan, const Core::Transaction::TrackedChain &chain,
                   const Core::Ruleset &before, const Core::Ruleset &after)
{
    std::vector<OwnRule> own;
    for (std::size_t index = 0; index < chain.rules.size(); ++index) {
        if (chain.rules[index].ours) {
            const auto &rules = after.table(chain.table)->chain(chain.name)->rules;
            own.push_back({index, ruleBody(rules[index], chain.name)});
        }
    }
    Core::ChainPlace place{plan.side.backend, plan.side.family, chain.table, chain.name};
    if (!chain.name.empty()) {
        plan.before.push_back(footprintOf(before, place));
        plan.after.push_back(footprintOf(after, place, std::move(own)));
    }
    if (!chain.firstName.empty() && chain.firstName != chain.name) {
        place.chain = chain.firstName;
        plan.before.push_back(footprintOf(before, place));
        plan.after.push_back(footprintOf(after, place));
    }
}

/// Whether a rule of our own is read back although nobody came between. Only parts that are kept as
/// text can be printed in other words than ours; and where it costs little, the kernel has the last
/// word anyway.
bool mustAsk(const Core::Ruleset &planned, const Footprint &after, const OwnRule &own)
{
    constexpr std::size_t cheap = 5000; // rules in the chain
    const Core::Chain *chain = planned.table(after.place.table)->chain(after.place.chain);
    return chain->rules.size() < cheap || Core::hasOpaquePart(chain->rules.at(own.index));
}

/// The rules that are put in or written anew with counts of before.
std::vector<CounterGoal> counterGoals(const Core::Transaction &transaction)
{
    std::vector<CounterGoal> goals;
    for (const Core::Transaction::TrackedChain &chain : transaction.chains()) {
        for (std::size_t index = 0; index < chain.rules.size(); ++index) {
            const Core::Rule &rule =
                transaction.after().table(chain.table)->chain(chain.name)->rules[index];
            const auto counters = rule.counters.value_or(Core::Counters{});
            const auto &tracked = chain.rules[index];
            if ((!tracked.placed && !tracked.rewritten) || counters.packets == 0) {
                continue;
            }
            CounterGoal goal{chain.table, chain.name, index + 1, counters, 0, false};
            for (const Core::Match &match : rule.matches) {
                if (const auto *protocol = std::get_if<Core::ProtocolMatch>(&match)) {
                    goal.protocol = protocol->protocol;
                    goal.protocolInverted = protocol->inverted;
                }
            }
            goals.push_back(std::move(goal));
        }
    }
    return goals;
}

Core::Result<void> verify(const SidePlan &plan, const Core::Ruleset &now)
{
    for (const Footprint &expected : plan.after) {
        if (!matches(now, expected)) {
            return Core::failure(ErrorCode::Conflict, "verify the change",
                                 "the rules are not what the change should have made of them",
                                 expected.place.table + ' ' + expected.place.chain);
        }
    }
    return {};
}

/// Once it is known that `now` is what was planned. Where others commit all the time the rules
/// count from zero on, which is no reason to take the change back.
Core::Result<void> giveCounters(const SidePlan &plan, Core::Ruleset &now)
{
    constexpr int attempts = 3;
    for (int attempt = 1; !plan.counters.empty() && attempt <= attempts; ++attempt) {
        auto given = giveNftCounters(plan.side.family, plan.counters, now.generation);
        if (given) {
            now.generation = std::move(*given);
            return {};
        }
        if (given.error().code != ErrorCode::Stale) {
            return tl::unexpected(given.error());
        }
        auto later = readSide(plan.side);
        if (!later) {
            return tl::unexpected(later.error());
        }
        now = std::move(*later);
        if (auto stands = verify(plan, now); !stands) {
            return stands;
        }
    }
    return {};
}

} // namespace

std::string Side::key() const
{
    return std::string(Core::toString(backend)) + '/' + std::string(Core::toString(family));
}

Core::Result<Core::Ruleset> readSide(const Side &side)
{
    auto read = readModel(side.backend, side.family);
    constexpr int patience = 20;
    for (int again = 0; again < patience && !read && read.error().code == Core::ErrorCode::Busy;
         ++again) {
        read = readModel(side.backend, side.family);
    }
    if (!read) {
        return tl::unexpected(read.error());
    }
    if (read->rules.status == RulesText::Status::Incomplete) {
        return Core::failure(ErrorCode::Unsupported, "read the rules",
                             "these rules cannot be read completely, so they are not changed",
                             read->rules.detail);
    }
    return std::move(read->model);
}

Core::Result<SidePlan> planSide(const Core::Ruleset &now, const Side &side,
                                const std::vector<Core::Change> &changes,
                                Core::Transaction::Naming naming)
{
    SidePlan plan;
    plan.side = side;
    Core::Transaction transaction(now);
    for (const Core::Change &change : changes) {
        if (auto applied = transaction.apply(change); !applied) {
            return tl::unexpected(applied.error());
        }
    }
    if (naming == Core::Transaction::Naming::Content) {
        transaction.rewriteEqualRules();
    }
    auto text = transaction.restoreText(naming);
    if (!text) {
        return tl::unexpected(text.error());
    }
    plan.naming = naming;
    plan.changes = transaction.changes();
    plan.restoreText = std::move(*text);
    plan.inverse = transaction.inverse();
    plan.generation = now.generation;
    for (const Core::Transaction::TrackedChain &chain : transaction.chains()) {
        addFootprints(plan, chain, now, transaction.after());
        for (std::size_t index = 0; index < chain.rules.size(); ++index) {
            if (chain.rules[index].placed || chain.rules[index].rewritten) {
                plan.placed.push_back({chain.table, chain.name, index + 1});
            }
        }
    }
    if (side.backend == Core::Backend::Nft) {
        plan.counters = counterGoals(transaction);
    }
    plan.planned = transaction.after();
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
            if (mustAsk(plan.planned, after, own)) {
                request.ask.push_back({after.place.table, after.place.chain, own.index + 1});
            }
        }
    }
    auto committed = commitRules(request);
    if (!committed) {
        const bool wasRefused = committed.error().code == ErrorCode::Stale
            || committed.error().code == ErrorCode::KernelRefused;
        plan.mayStand = !wasRefused || !isOneTransaction(plan.restoreText);
        return tl::unexpected(committed.error());
    }
    plan.mayStand = true;
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
    if (auto stands = verify(plan, now); !stands) {
        return tl::unexpected(stands.error());
    }
    if (auto given = giveCounters(plan, now); !given) {
        return tl::unexpected(given.error());
    }
    return now;
}

bool isOneTransaction(const std::string &restoreText)
{
    constexpr std::string_view end = "\nCOMMIT\n";
    const std::size_t first = restoreText.find(end);
    return first == std::string::npos || first + end.size() == restoreText.size();
}

} // namespace Portlight::Helper
