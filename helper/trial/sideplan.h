// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/change/change.h"
#include "core/change/transaction.h"
#include "core/result.h"
#include "helper/netfilter/commit.h"
#include "helper/netfilter/nftcounters.h"
#include "helper/netfilter/xtableslock.h"
#include "helper/trial/footprint.h"

#include <string>
#include <vector>

namespace Portlight::Helper
{

/// Rule changes go side by side: one side is one family in one backend.
struct Side {
    Core::Backend backend = Core::Backend::Nft;
    Core::Family family = Core::Family::Ipv4;
    auto
    operator<=>(const Side &) const = default; // NOLINT(modernize-use-nullptr): its 0 is no pointer
    std::string key() const; ///< "nft/ipv4"
};

/// What a list of changes does to one side, worked out on the model before anything is touched.
struct SidePlan {
    Side side;
    std::string generation; ///< of the rules it was made from
    std::vector<Core::Change> changes; ///< by content and number, rules as core prints them
    std::string restoreText; ///< the same for the restore program; empty: nothing differs
    /// The rules it puts in or writes anew, by their place afterwards; kept ones have no say in
    /// where they stand.
    std::vector<RulePlace> placed;
    std::vector<Core::Change> inverse; ///< in the order in which they must be applied
    std::vector<Footprint> before; ///< of the chains touched
    std::vector<Footprint> after;
    std::vector<CounterGoal> counters; ///< nft: what rules that were moved or switched counted
    Core::Ruleset planned; ///< what the rules will be, in our words
    Core::Transaction::Naming naming = Core::Transaction::Naming::Content; ///< of restoreText
    bool mayStand = false; ///< something of it may be in force: commitPlan() came that far
};

/// The rules of a side as they are now. Unsupported when the text is not the whole truth; Busy when
/// others change the rules so fast that for seconds no reading was whole.
Core::Result<Core::Ruleset> readSide(const Side &side);

/// Fails as applyChange does (NotFound, Conflict, …).
Core::Result<SidePlan>
planSide(const Core::Ruleset &now, const Side &side, const std::vector<Core::Change> &changes,
         Core::Transaction::Naming naming = Core::Transaction::Naming::Content);

/// Puts in, and makes sure: where the backend proves that nobody came between, its own rules are
/// asked for and the rest is as planned; else all is read again. Conflict when the result is not
/// exactly what was planned, Stale when the rules were others before. Gives the ruleset after it,
/// and takes `planned` for that. After a failure SidePlan::mayStand says whether there is anything
/// to take back. `held`: see commitRules().
Core::Result<Core::Ruleset> commitPlan(SidePlan &plan, const XtablesLock *lock,
                                       const std::vector<int> &held);

/// Whether a text is one transaction: then a refusal says that nothing was changed.
bool isOneTransaction(const std::string &restoreText);

} // namespace Portlight::Helper
