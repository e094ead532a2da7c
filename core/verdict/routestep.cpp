// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/packet/routing.h"
#include "core/verdict/flow.h"
#include "core/verdict/matcher.h"

#include <algorithm>

namespace Portlight::Core
{

namespace
{

RouteQuery queryFor(const Flow &flow)
{
    const Packet &packet = flow.packet;
    RouteQuery query;
    query.family = packet.family;
    query.destination = packet.destination;
    query.source = packet.source;
    query.inInterface =
        packet.way == Way::Output ? std::optional<std::string>("lo") : packet.inInterface;
    query.mark = flow.markKnown ? std::optional(packet.mark) : std::nullopt;
    constexpr unsigned routedTosBits = 0x1c;
    query.tos = packet.trafficClass
        ? std::optional(static_cast<std::uint8_t>(*packet.trafficClass & routedTosBits))
        : std::nullopt;
    query.protocol = packet.protocol;
    query.sourcePort = packet.sourcePort;
    query.destinationPort = packet.destinationPort;
    query.uid = packet.uid;
    return query;
}

/// net/ipv4/fib_frontend.c: what IPv4 does not take from a device.
bool stoppedByReversePath(const World &world, const Packet &packet)
{
    if (!world.routes4 || packet.family != Family::Ipv4 || !packet.inInterface
        || packet.inInterface == "lo") {
        return false;
    }
    if (packet.source && isLocalAddress(world, *packet.source) == true) {
        return true;
    }
    const NetworkInterface *device = world.interface(*packet.inInterface);
    if (!world.reversePathFilter || device == nullptr || !device->reversePathFilter) {
        return false;
    }
    const std::uint8_t mode = std::max(*world.reversePathFilter, *device->reversePathFilter);
    constexpr std::uint8_t loose = 2;
    return mode != 0 && passesReversePath(world, packet, mode == loose, false, false) == false;
}

bool mayForward(const World &world, const Packet &packet)
{
    const bool ipv4 = packet.family == Family::Ipv4;
    const NetworkInterface *device =
        packet.inInterface ? world.interface(*packet.inInterface) : nullptr;
    if (ipv4 && device != nullptr && device->forwards4) {
        return *device->forwards4;
    }
    return (ipv4 ? world.forwards4 : world.forwards6).value_or(true);
}

bool leadsNowhere(RouteKind kind)
{
    return kind == RouteKind::None || kind == RouteKind::Unreachable || kind == RouteKind::Blackhole
        || kind == RouteKind::Prohibit;
}

} // namespace

Obstacle routeOut(const World &world, Flow &flow)
{
    Packet &packet = flow.packet;
    // A program bound to a device needs no route.
    const auto route = packet.outInterface ? std::nullopt : findRoute(world, queryFor(flow));
    if (!route) {
        return Obstacle::None;
    }
    if (leadsNowhere(route->kind)) {
        return Obstacle::NoRoute;
    }
    if (route->kind == RouteKind::Local) {
        packet.outInterface = "lo";
    } else if (route->interfaces.size() == 1) {
        packet.outInterface = route->interfaces.front();
    }
    if (!packet.realm) {
        packet.realm = route->realm;
    }
    return Obstacle::None;
}

Obstacle routeIn(const World &world, Flow &flow)
{
    Packet &packet = flow.packet;
    if (stoppedByReversePath(world, packet)) {
        return Obstacle::ReversePath;
    }
    if (packet.way != Way::Forward) {
        return Obstacle::None;
    }
    if (!mayForward(world, packet)) {
        return Obstacle::ForwardingDisabled;
    }
    if (const auto route = findRoute(world, queryFor(flow))) {
        if (leadsNowhere(route->kind)) {
            return Obstacle::NoRoute;
        }
        if (!packet.outInterface && route->interfaces.size() == 1) {
            packet.outInterface = route->interfaces.front();
        }
        if (!packet.realm) {
            packet.realm = route->realm;
        }
    }
    if (packet.ttl) {
        if (*packet.ttl <= 1) {
            return Obstacle::HopLimit;
        }
        --*packet.ttl; // before the FORWARD hook
    }
    return Obstacle::None;
}

void routeAgain(const World &world, Flow &flow)
{
    if (!flow.reroute) {
        return;
    }
    flow.reroute = false;
    flow.packet.outInterface.reset();
    deriveInterfaces(flow.packet, world);
    if (flow.packet.outInterface) {
        return;
    }
    const auto route = findRoute(world, queryFor(flow));
    if (route && route->kind == RouteKind::Unicast && route->interfaces.size() == 1) {
        flow.packet.outInterface = route->interfaces.front();
    }
}

} // namespace Portlight::Core
