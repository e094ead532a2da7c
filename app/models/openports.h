// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "app/models/firewallview.h"
#include "core/lint/exposure.h"
#include "core/packet/workbounds.h"

#include <QString>

#include <optional>
#include <vector>

namespace Portlight::App
{

/// Ports as other computers see them, over both families.
struct OpenPort {
    std::uint8_t protocol = Core::ProtocolTcp;
    Core::PortRange ports;
    Core::PortUse use = Core::PortUse::Unserved;
    QString program; ///< empty: none, or not known
    bool isServedInPart = false; ///< see Core::ExposedPorts
    /// For whom it is open; an empty list: for nobody else; nothing: no program waits there in this
    /// family, and it is not open.
    std::optional<std::vector<Core::Opening>> ipv4;
    std::optional<std::vector<Core::Opening>> ipv6;
    std::optional<Core::Location> decidedBy; ///< of IPv4, else of IPv6
    bool operator==(const OpenPort &) const = default;

    bool isOpen() const; ///< to others, surely or perhaps
    bool isOpenToEveryone() const; ///< in one of the families, without a doubt
    bool isSure() const; ///< no opening of it is in doubt
};

/// What is open, widest first. Takes its time with large firewalls: not for the thread that draws.
Core::Result<std::vector<OpenPort>> openPortsOf(const FirewallData &data,
                                                const Core::WorkBounds &bounds);

/// "TCP port 22 (SSH)", "all UDP ports"
QString openPortName(const OpenPort &port);
/// For a column: "From everyone", "IPv4: from 192.0.2.0/24; IPv6: blocked by the rules".
QString openPortReach(const OpenPort &port);
/// All of it, in a sentence or two.
QString openPortSentence(const OpenPort &port);

} // namespace Portlight::App
