// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/packet/world.h"

#include <algorithm>

namespace Portlight::Core
{

const NetworkInterface *World::interface(std::string_view name) const
{
    if (!interfaces) {
        return nullptr;
    }
    const auto found =
        std::find_if(interfaces->begin(), interfaces->end(), [name](const NetworkInterface &entry) {
            return entry.name == name;
        });
    return found == interfaces->end() ? nullptr : &*found;
}

std::optional<bool> isLocalAddress(const World &world, const IpAddress &address)
{
    if (address.isLoopback()) {
        return true;
    }
    if (const auto &routes = world.routes(address.family)) {
        return std::any_of(routes->begin(), routes->end(), [&address](const RouteEntry &entry) {
            return entry.table == localRouteTable && entry.kind == RouteKind::Local
                && entry.destination.contains(address);
        });
    }
    if (!world.interfaces) {
        return std::nullopt;
    }
    return std::any_of(world.interfaces->begin(), world.interfaces->end(),
                       [&address](const auto &device) {
                           return std::any_of(device.addresses.begin(), device.addresses.end(),
                                              [&address](const IpNetwork &network) {
                                                  return network.address == address;
                                              });
                       });
}

} // namespace Portlight::Core
