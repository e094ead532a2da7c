// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "app/cli/session.h"
#include "app/client/evidencegatherer.h"
#include "core/diagnosis/diagnosis.h"

namespace Portlight::App::Cli
{

struct DiagnosisRun {
    Gathered gathered;
    Core::Diagnosis diagnosis;
};

/// Gathers evidence and diagnoses; `onWatched` is called as a packet watch sees more. The result is
/// never freed: see runProgram.
Core::Result<DiagnosisRun *>
runDiagnosis(Session &session, HelperClient &helper, const Core::Question &question,
             const GatherOptions &options,
             const std::function<void(const Core::PacketWatch &)> &onWatched = {});

/// Denied or HelperMissing when nothing at all could be read, so that there is no answer to give.
std::optional<Core::Error> nothingRead(const DiagnosisRun &run, const HelperClient &helper);

int exitCodeFor(const Core::Diagnosis &diagnosis);

/// The JSON object of `diagnose`, in one line without its end.
std::string jsonOf(const Core::Diagnosis &diagnosis);

/// The sentence first, how it is known, conditions, checks and fixes.
void printDiagnosis(const Output &output, const DiagnosisRun &run);

/// The fixes of all findings in order; --choose N counts in this list from 1.
struct ChoosableFix {
    const Core::Finding *finding;
    const Core::Fix *fix;
};
std::vector<ChoosableFix> fixesOf(const Core::Diagnosis &diagnosis);
void printFix(const Output &output, const Core::Fix &fix, const Core::Question &question,
              const QString &number);

} // namespace Portlight::App::Cli
