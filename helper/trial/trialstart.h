// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/result.h"
#include "helper/netfilter/xtableslock.h"
#include "helper/trial/journal.h"
#include "helper/trial/sideplan.h"
#include "helper/trial/takeback.h"
#include "helper/trial/trialstore.h"

#include <optional>
#include <vector>

namespace Portlight::Helper
{

/// Everything about a trial that is settled before the first thing is touched.
struct PreparedTrial {
    Journal journal;
    std::vector<SidePlan> plans;
    std::optional<XtablesLock> lock; ///< held from the reading to the verification (legacy only)
};

/// Limits and grammar of a request, without looking at the system.
Core::Result<void> checkRequest(const TrialRequest &request);

/// Reads, compares generations, works out the plan and lets the tools check it. Changes nothing.
Core::Result<PreparedTrial> prepareTrial(const TrialRequest &request);

/// Commits side by side and verifies each; the inverses in the journal then speak the kernel's
/// texts. `save` is called before each step that a crash must not hide. What others commit in other
/// chains since prepareTrial() does no harm (nft): the plan is made again. Stale when they changed
/// a chain of the trial, with nothing of that side changed; Conflict when they did it during the
/// commit itself. `held`: see commitRules().
Core::Result<void> commitTrial(PreparedTrial &trial, const SaveJournal &save,
                               const std::vector<int> &held);

} // namespace Portlight::Helper
