// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/packet/packetspace.h"
#include "core/packet/world.h"

#include <vector>

namespace Portlight::Core
{

/// Addresses that are all of the same kind (local, broadcast, …), by one example each.
struct AddressRegion {
    PacketSet set = PacketSpace::none;
    IpAddress example;
};

/// All addresses of Source or Destination, by what the world tells apart: its networks, its own
/// addresses, and those whose kind needs no world.
std::vector<AddressRegion> addressRegions(Field field, const World &world, PacketSpace &space);

} // namespace Portlight::Core
