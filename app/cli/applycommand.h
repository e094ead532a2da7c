// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "app/cli/arguments.h"
#include "app/cli/trialrun.h"

namespace Portlight::App::Cli
{

struct TrialOptions {
    unsigned seconds = defaultTrialSeconds;
    bool yes = false;
    bool allowLockOut = false; ///< also when it cuts the own session
};
void addTrialOptions(QCommandLineParser &parser);
TrialOptions readTrialOptions(Arguments &arguments);

/// How long a kept change lasts, and what to type so that it lasts longer.
QString untilRestartText(const Session &session);

/// Begins a trial, tells its id at once, and waits for its end. Ends with an exit code.
int tryAndWait(Session &session, TryRequest request, const TrialOptions &options, bool ask);

} // namespace Portlight::App::Cli
