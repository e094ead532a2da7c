// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/change/persistence.h"
#include "core/result.h"
#include "helper/persist/settingsfile.h"
#include "helper/persist/way.h"

#include <string>

namespace Portlight::Helper
{

/// What the trials of this network have to do with saving.
struct TrialsReading {
    std::string open; ///< id of one that is going on; empty when none is
    Settings changed; ///< by kept trials that were not taken back, the newest value
};
TrialsReading readTrialsForSaving(const std::string &trialFolder);

/// Works the plan out from the running rules, the files and the services as they are.
Core::Result<Core::PersistencePlan> makePlan(const Way &way, const TrialsReading &trials);

} // namespace Portlight::Helper
