// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/packet/address.h"
#include "core/packet/ipset.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace Portlight::Core
{

struct NetworkInterface {
    std::string name;
    std::uint32_t index = 0;
    bool up = false;
    bool loopback = false;
    std::vector<IpNetwork> addresses; ///< with prefix length
    // What is not set is not known.
    std::optional<std::uint32_t> group; ///< of `ip link set DEV group N`
    std::optional<std::string> bridge; ///< the bridge it is a port of; empty: none
    std::optional<bool> forwards4; ///< net.ipv4.conf.DEV.forwarding
    std::optional<bool> forwards6;
    std::optional<std::uint8_t> reversePathFilter; ///< net.ipv4.conf.DEV.rp_filter: 0, 1, 2
    bool operator==(const NetworkInterface &) const = default;
};

enum class RouteKind : std::uint8_t {
    Unicast,
    Local,
    Broadcast,
    Unreachable,
    Blackhole,
    Prohibit,
    None,
    Multicast,
    Anycast,
    Throw,
};

/// What the kernel answered to one question for a route.
struct Route {
    RouteKind kind = RouteKind::None;
    std::string outInterface;
    std::optional<IpAddress> gateway;
    std::optional<IpAddress> preferredSource;
    bool operator==(const Route &) const = default;
};

// Numbers of routing tables, include/uapi/linux/rtnetlink.h.
inline constexpr std::uint32_t defaultRouteTable = 253;
inline constexpr std::uint32_t mainRouteTable = 254;
inline constexpr std::uint32_t localRouteTable = 255;

/// One line of `ip route show table all`.
struct RouteEntry {
    RouteKind kind = RouteKind::Unicast;
    std::uint32_t table = mainRouteTable;
    IpNetwork destination; ///< prefix length 0: default
    std::optional<IpNetwork> source; ///< "from", IPv6
    std::uint8_t tos = 0; ///< 0: any
    std::uint32_t metric = 0;
    /// Devices of its next hops; more than one for a multipath route.
    std::vector<std::string> interfaces;
    std::optional<IpAddress> gateway;
    std::optional<IpAddress> preferredSource;
    std::uint32_t realm = 0;
    bool operator==(const RouteEntry &) const = default;
};

/// One line of `ip rule`. A selector that is not set holds for every packet.
struct RoutingRule {
    enum class Action : std::uint8_t { Table, Goto, Nop, Blackhole, Unreachable, Prohibit };
    std::uint32_t priority = 0;
    bool inverted = false;
    std::optional<IpNetwork> from;
    std::optional<IpNetwork> to;
    std::optional<std::string> inInterface; ///< "lo": packets of this computer itself
    std::optional<std::string> outInterface; ///< of a socket bound to a device
    std::uint32_t mark = 0;
    std::uint32_t markMask = 0; ///< 0: any mark
    std::uint8_t tos = 0; ///< 0: any
    std::optional<std::uint8_t> protocol;
    std::optional<std::uint16_t> firstSourcePort;
    std::optional<std::uint16_t> lastSourcePort;
    std::optional<std::uint16_t> firstDestinationPort;
    std::optional<std::uint16_t> lastDestinationPort;
    std::optional<std::uint32_t> firstUid;
    std::optional<std::uint32_t> lastUid;
    Action action = Action::Table;
    std::uint32_t table = mainRouteTable; ///< Table; for Goto the priority to go on at
    /// An answer with a prefix of this length or shorter is passed over (suppress_prefixlength).
    std::optional<unsigned> suppressPrefix;
    bool operator==(const RoutingRule &) const = default;
};

/// What rules with a time ask.
struct Clock {
    std::int64_t seconds = 0; ///< since 1970, UTC
    /// What the kernel subtracts for --kerneltz (settimeofday's tz_minuteswest); usually 0, or what
    /// the machine booted with.
    std::optional<std::int32_t> minutesWest;
    bool operator==(const Clock &) const = default;
};

/// What surrounds the rules: the state of this computer that a verdict can depend on. What is not
/// set is not known, and nothing is assumed in its place. Whoever asks fills what it could read.
struct World {
    std::optional<std::vector<NetworkInterface>> interfaces;
    std::optional<std::vector<RouteEntry>> routes4; ///< all tables, the local one, too
    std::optional<std::vector<RouteEntry>> routes6;
    std::optional<std::vector<RoutingRule>> routingRules4; ///< not set: the kernel's three
    std::optional<std::vector<RoutingRule>> routingRules6;
    std::optional<bool> forwards4; ///< net.ipv4.ip_forward
    std::optional<bool> forwards6; ///< net.ipv6.conf.all.forwarding
    /// net.ipv4.conf.all.rp_filter; the larger one of it and the device's counts.
    std::optional<std::uint8_t> reversePathFilter;
    /// net.bridge.bridge-nf-call-iptables; false also when br_netfilter is not loaded.
    std::optional<bool> bridgesAskRules4;
    std::optional<bool> bridgesAskRules6;
    std::map<std::string, IpSet, std::less<>> sets; ///< those whose members are known
    std::optional<Clock> clock;

    const NetworkInterface *interface(std::string_view name) const;
    const std::optional<std::vector<RouteEntry>> &routes(Family family) const
    {
        return family == Family::Ipv4 ? routes4 : routes6;
    }
    bool operator==(const World &) const = default;
};

/// What a reading of this computer gave. A part of `missing` is not set in `world`, so that what
/// depends on it cannot be told.
struct WorldReading {
    World world;
    /// "interfaces", "routes4", "routes6", "rules4", "rules6": could not be read, was larger than
    /// the limit, or has something that Portlight does not know (a routing rule by a VRF).
    std::vector<std::string> missing;
    bool operator==(const WorldReading &) const = default;
};
// Limits of a reading; what is larger is missing.
inline constexpr std::size_t maxInterfaces = 4096;
inline constexpr std::size_t maxRoutes = 20000; ///< of one family
inline constexpr std::size_t maxRoutingRules = 1000;

/// "unicast", "local", "broadcast", "unreachable", "blackhole", "prohibit", "none", "multicast",
/// "anycast", "throw".
std::string_view toString(RouteKind kind);
std::optional<RouteKind> parseRouteKind(std::string_view text);

/// Whether an address is this computer's own, as its table of local addresses says; nothing when
/// the world does not know.
std::optional<bool> isLocalAddress(const World &world, const IpAddress &address);

} // namespace Portlight::Core
