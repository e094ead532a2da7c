// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>

namespace Portlight::Test
{

/// SIGKILL for this process when it passes the named point for the `times`th time.
void killAt(const std::string &name, int times);

/// Every point passed is written there, one name a line.
void logKillPoints(int descriptor);

} // namespace Portlight::Test
