// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/result.h"
#include "helper/netfilter/xtableslock.h"
#include "helper/trial/journal.h"

#include <functional>
#include <string>

namespace Portlight::Helper
{

/// Called with the journal whenever it must be on disk before the next step.
using SaveJournal = std::function<Core::Result<void>(const Journal &)>;

/// Takes a trial back: settings first, then rules, each only as far as they are still ours. Works
/// from whatever state a crash left: nothing committed, all committed, a part, or an undo that was
/// cut short. Gives a text about parts that no longer stood as we made them, empty when all went
/// back. `lock` when the caller holds the xtables lock already.
Core::Result<std::string> takeBack(Journal &journal, const SaveJournal &save,
                                   const XtablesLock *lock);

/// Before the first step of a commit: the settings as they are now.
Core::Result<void> applySettings(const std::vector<SettingRecord> &settings);

} // namespace Portlight::Helper
