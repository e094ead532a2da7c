// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "app/cli/session.h"

namespace Portlight::App::Cli
{

constexpr unsigned defaultTrialSeconds = 90;
constexpr unsigned minimumTrialSeconds = 5;
constexpr unsigned maximumTrialSeconds = 600;

enum class TrialEnd { Kept, Undone };

/// Whether a person can be asked: standard input and standard error are terminals.
bool canAsk();

/// Asks on the terminal and waits for the answer; no answer (the end of the input) is a no.
/// Cancelled when interrupted.
Core::Result<bool> askYesNo(Session &session, const QString &question);

/// What to type elsewhere to keep a trial: "portlightctl --direct keep 950a6043".
QString keepCommandLine(const Session &session, const QString &id);

/// Waits until a trial ends: by an answer at the prompt (where there is somebody to ask), by `keep`
/// or `undo` from elsewhere, or by its time. An interrupt takes it back at once; the error is then
/// Cancelled.
Core::Result<TrialEnd> awaitTrialEnd(Session &session, HelperClient &helper, const QString &id,
                                     unsigned seconds, bool ask);

Core::Result<bool> keepTrial(Session &session, HelperClient &helper, const QString &id);
Core::Result<bool> undoTrial(Session &session, HelperClient &helper, const QString &id);
/// Without the session's wait, which ends at once after an interrupt: this is what has to be done
/// then. Whether it is undone.
bool undoInspiteOfInterrupt(HelperClient &helper, const QString &id);
Core::Result<bool> extendTrial(Session &session, HelperClient &helper, const QString &id,
                               unsigned seconds);
Core::Result<std::vector<Trial>> readTrials(Session &session, HelperClient &helper);

} // namespace Portlight::App::Cli
