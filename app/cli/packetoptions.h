// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "app/cli/arguments.h"
#include "core/packet/packet.h"

class QCommandLineParser;

namespace Portlight::App::Cli
{

/// Packet options beyond those that most questions need: the rest of the headers, the link, the
/// sender, the entry in the table of connections. Each has the name and the form that it has in a
/// file of packets, with hyphens.
void addPacketDetailOptions(QCommandLineParser &parser);
bool hasPacketDetails(const Arguments &arguments);
void readPacketDetails(Arguments &arguments, Core::Packet &packet);

} // namespace Portlight::App::Cli
