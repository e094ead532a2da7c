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

/// What a take-back of one side needs beside its record.
struct BackTools {
    std::function<Core::Result<void>()> save; ///< the record to disk
    const XtablesLock *lock = nullptr;
    const std::vector<int> &held;
    std::string &remarks; ///< what no longer stood as we made it is added here
};

/// Takes back what the trial did to one side, as far as it is still ours. What others did in the
/// same chains meanwhile stays, also when they do it between the reading and the commit of this
/// very undo: then it looks where its rules ended up and puts them right. Conflict when others are
/// too fast for that; it may be called again.
Core::Result<void> takeBackSide(SideRecord &record, const BackTools &tools);

} // namespace Portlight::Helper
