// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/result.h"
#include "helper/netfilter/xtableslock.h"
#include "helper/trial/journal.h"

#include <functional>
#include <string>
#include <vector>

namespace Portlight::Helper
{

/// Called with the journal whenever it must be on disk before the next step.
using SaveJournal = std::function<Core::Result<void>(const Journal &)>;

/// Takes a trial back: settings first, then rules, each only as far as they are still ours. Works
/// from whatever state a crash left: nothing committed, all committed, a part, or an undo that was
/// cut short; and while others go on changing the rules. Gives a text about parts that no longer
/// stood as we made them, empty when all went back. `lock` when the caller holds the xtables lock
/// already; `held`: see commitRules().
Core::Result<std::string> takeBack(Journal &journal, const SaveJournal &save,
                                   const XtablesLock *lock, const std::vector<int> &held);

/// The last step of a commit: the settings as the trial wants them.
Core::Result<void> applySettings(const std::vector<SettingRecord> &settings);

} // namespace Portlight::Helper
