// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/diagnosis/packetwatch.h"

#include <cstdint>
#include <optional>
#include <span>

namespace Portlight::Helper
{

/// The most bytes of a packet that are looked at: the cooked header, the headers of a packet, and
/// those of the packet that an ICMP error quotes.
inline constexpr int snapLength = 128;

/// A packet of a watched connection. Ports are those of the request's direction: `clientPort` is
/// 0 for a ping.
struct WatchedPacket {
    Core::SightingKind kind = Core::SightingKind::Request;
    unsigned interface = 0; ///< index
    bool outgoing = false;
    Core::IpAddress source;
    Core::IpAddress destination;
    Core::IpAddress client; ///< the one who asks
    std::uint16_t clientPort = 0;
    std::uint16_t port = 0; ///< of the service
    std::optional<std::uint8_t> icmpType;
    std::optional<std::uint8_t> icmpCode;
};

/// Reads a frame of link type LINUX_SLL2 (the "any" device; libpcap's pcap-linktype(7)). Nothing
/// when it is cut short, malformed, or not about the subject. Every byte may be hostile.
std::optional<WatchedPacket> readFrame(std::span<const std::uint8_t> frame,
                                       const Core::WatchSubject &subject);

/// The same for a packet from its IP header on; interface and way are left open.
std::optional<WatchedPacket> readPacket(std::span<const std::uint8_t> packet,
                                        const Core::WatchSubject &subject);

} // namespace Portlight::Helper
