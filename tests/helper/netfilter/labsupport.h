// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/change/change.h"

#include <string>
#include <vector>

namespace Portlight::Test
{

/// Runs a system program with the text as input; gives its output. An exit code other than 0 fails
/// the test unless `mayFail`.
std::string runTool(const std::string &name, const std::vector<std::string> &arguments,
                    const std::string &input = {}, bool mayFail = false);

std::string toolName(Core::Backend backend, Core::Family family, const char *what);

/// What the save program prints, without its comments.
std::string savedText(Core::Backend backend, Core::Family family, bool counters = true);

void loadRules(Core::Backend backend, Core::Family family, const std::string &text);

std::string withoutComments(const std::string &text);

/// Sends a UDP packet to 127.0.0.1.
void sendPacket(unsigned short port);

} // namespace Portlight::Test
