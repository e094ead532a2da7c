// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "app/cli/json.h"
#include "app/cli/session.h"

class QCommandLineParser;

namespace Portlight::App::Cli
{

/// --rehearse of `apply` and `fix`.
void addRehearseOption(QCommandLineParser &parser);

Core::Result<RehearsalReply> runRehearsal(Session &session, HelperClient &helper,
                                          const RehearsalRequest &request);

/// The answer first, then what happened without and with the change, rule by rule, then what the
/// copy lacks.
void printRehearsal(const Output &output, const RehearsalReply &report);

/// portlight.rehearsal/1.
Json rehearsalJson(const RehearsalReply &report);

/// ExitDone when the connection works with the change.
int exitCodeFor(const RehearsalReply &report);

} // namespace Portlight::App::Cli
