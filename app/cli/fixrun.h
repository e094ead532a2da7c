// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "app/cli/applycommand.h"
#include "app/cli/diagnosisrun.h"
#include "app/cli/exitcodes.h"

namespace Portlight::App::Cli
{

struct FixOptions {
    TrialOptions trial;
    QString choose; ///< a number from 1 or a kind; empty: the first one that can be applied
    bool dryRun = false;
    bool rehearse = false; ///< in a copy of the firewall, and no more
    bool ask = false; ///< there is somebody at the terminal
};

/// How a fix went. The diagnoses are never freed: see runProgram.
struct FixReport {
    const DiagnosisRun *before = nullptr;
    const DiagnosisRun *after = nullptr; ///< the last one made after a try
    std::optional<Core::Fix> fix; ///< the last one chosen
    std::optional<RehearsalReply> rehearsal;
    QString trial; ///< the id of the last trial
    const char *result = "nothing-to-try"; ///< of portlight.fix/1
    int exitCode = ExitUnknown;
};

/// Diagnose, choose, try, test again, keep or take back; with `yes` until nothing is left to fix,
/// five times at most. Talks on stderr; prints the first diagnosis on stdout unless JSON was asked
/// for.
Core::Result<FixReport> runFix(Session &session, HelperClient &helper,
                               const Core::Question &question, const GatherOptions &gather,
                               const FixOptions &options);

/// Prints the object of `fix --json`.
void printFixJson(const Output &output, const FixReport &report);

} // namespace Portlight::App::Cli
