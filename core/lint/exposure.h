// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/lint/openings.h"
#include "core/packet/listener.h"

#include <optional>

namespace Portlight::Core
{

/// What waits at a port.
enum class PortUse : std::uint8_t {
    Served, ///< a program takes connections from other computers
    ServedHere, ///< a program takes connections from this computer only
    PassedOn, ///< rules give what comes there another destination
    Unserved, ///< no program: an open door without a room behind it
};
std::string_view toString(PortUse use); ///< "served", "served-here", "passed-on", "unserved"

/// Ports of this computer in one family, as other computers see them: what the rules let through,
/// joined with the programs that wait.
struct ExposedPorts {
    std::uint8_t protocol = ProtocolTcp;
    PortRange ports; ///< one port, unless nothing waits there
    PortUse use = PortUse::Unserved;
    std::string program; ///< empty: none, or not known
    /// Unserved: programs wait at some of the ports, but not at all.
    bool isServedInPart = false;
    std::vector<Opening> openings; ///< for whom it is open; empty: closed to all others
    /// Who decides for a stranger if he gets in, else for someone who does, else who closes it.
    /// Nothing when no rule or policy does, and for ServedHere.
    std::optional<Location> decidedBy;
    bool operator==(const ExposedPorts &) const = default;
};

/// Every port that a program waits at (whether or not it is open), and every other open one of TCP,
/// UDP, SCTP and DCCP. Ascending by protocol and ports. Errors as of openPorts().
Result<std::vector<ExposedPorts>> exposedPorts(const RulesInForce &rules, Family family,
                                               std::span<const Listener> listeners,
                                               const World &world, const WorkBounds &bounds = {});

} // namespace Portlight::Core
