// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/packet/packet.h"
#include "core/packet/world.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace Portlight::Core
{

/// What the kernel's routing looks at. What is not set is not known, except `source` of a packet
/// that has none yet.
struct RouteQuery {
    Family family = Family::Ipv4;
    std::optional<IpAddress> destination;
    std::optional<IpAddress> source;
    std::optional<std::string> inInterface; ///< "lo": this computer's own packet
    std::optional<std::uint32_t> mark = 0;
    std::optional<std::uint8_t> tos = 0;
    std::optional<std::uint8_t> protocol;
    std::optional<std::uint16_t> sourcePort;
    std::optional<std::uint16_t> destinationPort;
    std::optional<std::uint32_t> uid;
};

struct RouteAnswer {
    RouteKind kind = RouteKind::None; ///< None: no route
    std::vector<std::string> interfaces; ///< of the next hops
    std::optional<IpAddress> preferredSource;
    std::uint32_t realm = 0;
    bool operator==(const RouteAnswer &) const = default;
};

/// The kernel's answer: `ip rule`s by priority, the longest prefix of each table, and among equal
/// ones the smallest metric. Nothing when the world does not know its routes, or a rule asks for
/// something that is not known and would change the answer.
std::optional<RouteAnswer> findRoute(const World &world, const RouteQuery &query);

/// Whether a packet that came in by `inInterface` would leave by it on its way back
/// (fib_validate_source). `loose`: any route back will do.
std::optional<bool> passesReversePath(const World &world, const Packet &packet, bool loose,
                                      bool useMark, bool acceptLocal);

} // namespace Portlight::Core
