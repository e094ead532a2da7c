// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/packet/world.h"

#include <algorithm>
#include <array>
#include <utility>

namespace Portlight::Core
{

namespace
{

constexpr std::array<std::pair<RouteKind, std::string_view>, 10> routeKindNames{
    {{RouteKind::Unicast, "unicast"},
     {RouteKind::Local, "local"},
     {RouteKind::Broadcast, "broadcast"},
     {RouteKind::Unreachable, "unreachable"},
     {RouteKind::Blackhole, "blackhole"},
     {RouteKind::Prohibit, "prohibit"},
     {RouteKind::None, "none"},
     {RouteKind::Multicast, "multicast"},
     {RouteKind::Anycast, "anycast"},
     {RouteKind::Throw, "throw"}}};

} // namespace

std::string_view toString(RouteKind kind)
{
    for (const auto &[known, name] : routeKindNames) {
        if (known == kind) {
            return name;
        }
    }
    return "none";
}

std::optional<RouteKind> parseRouteKind(std::string_view text)
{
    for (const auto &[kind, name] : routeKindNames) {
        if (name == text) {
            return kind;
        }
    }
    return std::nullopt;
}

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
