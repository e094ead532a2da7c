// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "app/cli/applycommand.h"

namespace Portlight::App::Cli
{

/// Who says yes to a change that cuts connections in use.
enum class LockOutConsent {
    Ask, ///< the person at the terminal
    Later, ///< whoever keeps the trial, which takes itself back otherwise
    Unasked, ///< nobody: it is to be kept without asking
    Given, ///< the caller did, in so many words
};
LockOutConsent lockOutConsent(const TrialOptions &options, bool canAsk);

/// Before a change is tried: says on stderr which connections in use it would cut, and by which
/// rule. False: not to be tried. WouldLockOut when nobody was asked and the caller's own session is
/// among them. What cannot be read is said, and stops nothing.
Core::Result<bool> confirmLockOuts(Session &session, HelperClient &helper,
                                   const std::vector<Core::Change> &changes,
                                   LockOutConsent consent);

} // namespace Portlight::App::Cli
