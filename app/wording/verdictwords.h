// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/verdict/engine.h"
#include "core/verdict/settling.h"

#include <QString>

namespace Portlight::App
{

/// Why the kernel stopped a packet beside all rules; empty for Obstacle::None.
QString obstacleSentence(Core::Obstacle obstacle);

/// What would settle a doubt: "Say --state of the packet to settle it."
QString settlingSentence(const Core::Doubt &doubt);

} // namespace Portlight::App
