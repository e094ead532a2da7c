// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/packet/packet.h"

#include <optional>

namespace Portlight::Core
{

/// What is known of the entry in the connection tracking table that a packet belongs to, before any
/// rule saw it: what the packet says of it, and what its state implies. A first packet has a fresh
/// entry without mark, labels and translations.
Connection connectionAtStart(const Packet &packet);

/// Whether a packet has an entry; nothing when its state is not known.
std::optional<bool> hasConnection(const Packet &packet);

} // namespace Portlight::Core
