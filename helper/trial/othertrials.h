// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/result.h"
#include "helper/trial/trialfolder.h"
#include "helper/trial/trialstore.h"

namespace Portlight::Helper
{

/// The trial belongs to this boot and to the network namespace of the calling thread.
bool isHere(const Journal &journal);

/// Conflict when an open trial touches one of the same chains or settings (the message says whose
/// it is and how long it lasts): the second one's undo would find the first one's rules in its way.
/// LimitExceeded when too many are open.
Core::Result<void> checkOthers(const TrialFolder &folder, const TrialRequest &request);

/// The history keeps the last hundred ended trials.
void prune(const TrialFolder &folder);

} // namespace Portlight::Helper
