// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/packet/address.h"
#include "core/packet/workbounds.h"
#include "core/packet/world.h"
#include "core/result.h"
#include "core/ruleset/match.h"
#include "core/ruleset/rulesinforce.h"

#include <optional>
#include <string>
#include <vector>

namespace Portlight::Core
{

/// Ports that take new connections from other computers: the rules let the first packet through,
/// whether or not anything listens. Ports are those that the other computer asks for, so a port
/// that DNAT publishes is told as it is published.
struct Opening {
    std::uint8_t protocol = ProtocolTcp; ///< TCP, UDP, SCTP, DCCP, UDP-Lite
    PortRange ports;
    /// By the names that rules mention: "eth0", "wlan+" (all that begin so), "" (any that no rule
    /// mentions). Empty: all but the loopback device.
    std::vector<std::string> devices;
    std::vector<IpNetwork> sources; ///< empty: everyone
    bool allBut = false; ///< everyone except `sources`
    /// There were more than maxOpeningSources networks to name; `sources` is empty.
    bool manySources = false;
    bool sure = true; ///< false: a match that cannot be told decides (a limit, a set, …)
    /// More is asked of a packet than these: a source port, a destination address, flags.
    bool conditional = false;
    bool isToEveryone() const
    {
        return devices.empty() && sources.empty() && !manySources && sure && !conditional;
    }
    bool operator==(const Opening &) const = default;
};
inline constexpr std::size_t maxOpeningSources = 64;

/// What is open to other computers over all rulesets of a family together. Ascending by protocol
/// and ports. With a world that knows this computer's addresses only those count as destinations.
Result<std::vector<Opening>> openPorts(const RulesInForce &rules, Family family, const World &world,
                                       const WorkBounds &bounds = {});

/// A part of all traffic; what is not set is anything.
struct OpeningScope {
    std::optional<std::uint8_t> protocol;
    std::optional<std::uint16_t> port;
    bool operator==(const OpeningScope &) const = default;
};

/// What a change lets through that was stopped before, and the other way round.
struct OpeningDifference {
    std::vector<Opening> opened;
    std::vector<Opening> closed;
    bool operator==(const OpeningDifference &) const = default;
};
/// New connections of the given way: Input from other computers, Forward through this one, Output
/// from it to others. Only what is sure before and after counts as opened or closed; what depends
/// on a match that cannot be told is marked so. Only traffic in the scope is looked at: that is
/// cheap, however many rules there are about other traffic.
Result<OpeningDifference> openingDifference(const RulesInForce &before, const RulesInForce &after,
                                            Family family, Way way, const World &world,
                                            const WorkBounds &bounds = {},
                                            const OpeningScope &scope = {});

} // namespace Portlight::Core
