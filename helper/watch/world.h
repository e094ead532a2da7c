// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/packet/world.h"

namespace Portlight::Helper
{

/// What the rules of this network namespace are asked in: interfaces with addresses, bridges and
/// settings, routes and routing rules of both families, forwarding, reverse path filter, whether
/// bridges ask the rules, and the time. Sets of ip_set are read by name, with readSets(). Nothing
/// is changed, no module is loaded.
Core::WorldReading readWorld();

} // namespace Portlight::Helper
