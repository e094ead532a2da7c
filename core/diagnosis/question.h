// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/packet/packet.h"

#include <optional>
#include <string>

namespace Portlight::Core
{

/// What the user asks about. Direction is the way of the request.
struct Question {
    Way direction = Way::Input;
    std::uint8_t protocol = ProtocolTcp; ///< tcp, udp, or icmp/icmpv6 for ping
    std::optional<std::uint16_t> port; ///< absent only for ping
    std::optional<IpAddress> from;
    std::optional<IpAddress> to;
    std::string inInterface; ///< empty: not given or not derived
    std::string outInterface;
    Family family = Family::Ipv4;
    bool fromAnyone = false; ///< no --from was given; `from` is then a stand-in for a stranger
    bool operator==(const Question &) const = default;
};

/// The request packet of the question (TCP: a SYN in state NEW).
Packet requestPacket(const Question &question, const std::vector<IpAddress> &localAddresses);

} // namespace Portlight::Core
