// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "app/cli/arguments.h"
#include "app/cli/session.h"
#include "core/conntrack/entryfilter.h"

namespace Portlight::App::Cli
{

/// The verbs of `portlightctl conntrack`; each ends with an exit code.
int runConntrackStatus(Session &session, Arguments &arguments);
int runConntrackTop(Session &session, Arguments &arguments);
int runConntrackList(Session &session, Arguments &arguments);
int runConntrackEnd(Session &session, Arguments &arguments);
int runConntrackPlan(Session &session, Arguments &arguments);
int runConntrackAssign(Session &session, Arguments &arguments);
int runConntrackSet(Session &session, Arguments &arguments);

Core::Result<ConntrackReply> readConntrack(Session &session);

/// Bytes that an entry takes: what slabinfo tells and its usual extensions, or the usual sum.
std::uint64_t bytesPerEntry(const ConntrackReply &reply);
/// Of this computer; 0: not known.
std::uint64_t memoryBytes();

/// --family, --protocol, --from, --to, --address, --source-port, --port, --state, --zone, --mark,
/// --helper, --translated.
void addFilterOptions(QCommandLineParser &parser);
Core::EntryFilter readFilter(Arguments &arguments);

} // namespace Portlight::App::Cli
