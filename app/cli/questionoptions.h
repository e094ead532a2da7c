// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "app/cli/arguments.h"
#include "core/diagnosis/question.h"

namespace Portlight::App::Cli
{

/// QUESTION of DESIGN.md 10.
void addQuestionOptions(QCommandLineParser &parser);
Core::Question readQuestion(Arguments &arguments);

/// The packet options of `explain`.
void addPacketOptions(QCommandLineParser &parser);
bool hasPacketOptions(const Arguments &arguments);
Core::Packet readPacket(Arguments &arguments, Core::Family family);

} // namespace Portlight::App::Cli
