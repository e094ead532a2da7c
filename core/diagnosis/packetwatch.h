// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/packet/address.h"
#include "core/packet/packet.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace Portlight::Core
{

/// Of WatchSubject::logPrefix: letters, digits and hyphens.
inline constexpr int longestLogPrefix = 30;

/// What a packet watch looks for: the packets of one asked connection, and ICMP errors about it.
struct WatchSubject {
    std::uint8_t protocol = ProtocolTcp; ///< tcp, udp, icmp or icmpv6 (ping)
    std::uint16_t port = 0; ///< of the service; 0 only for a ping
    std::optional<IpAddress> from; ///< who asks; nothing: anyone
    std::optional<IpAddress> to; ///< whom; nothing: anyone
    std::optional<IpAddress> translatedTo; ///< the destination after address translation
    std::uint16_t translatedPort = 0; ///< its port; 0: the same
    std::vector<std::string> interfaces; ///< empty: all
    /// Not 0: not the wire is watched, but what a rule with the target NFLOG hands to this group
    /// with this prefix.
    std::uint16_t logGroup = 0;
    std::string logPrefix;
    bool operator==(const WatchSubject &) const = default;
};

enum class SightingKind : std::uint8_t {
    Request, ///< TCP: SYN; UDP: towards the port; ping: echo request
    Answer, ///< TCP: SYN and ACK; UDP: from the port; ping: echo reply
    Reset, ///< a TCP reset from the side of the service
    IcmpError, ///< an ICMP error that quotes a request
};
std::string_view toString(SightingKind kind); ///< "request", "answer", "reset", "icmp-error"
std::optional<SightingKind> parseSightingKind(std::string_view text);

/// Packets of one kind that were seen at one place, counted together. Times are milliseconds since
/// the watch began.
struct Sighting {
    SightingKind kind = SightingKind::Request;
    std::string interface;
    bool outgoing = false; ///< leaving this computer
    IpAddress source;
    IpAddress destination;
    std::uint16_t port = 0; ///< of the service, as in this packet
    std::optional<std::uint8_t> icmpType; ///< of an ICMP error
    std::optional<std::uint8_t> icmpCode;
    std::uint64_t packets = 0;
    double first = 0;
    double last = 0;
    std::optional<double> afterRequest; ///< how long after its request the first one came
    bool operator==(const Sighting &) const = default;
};

/// What a packet watch saw so far. The tap is before all rules on the way in and behind them on the
/// way out: what was seen arriving may still have been dropped, what was seen leaving was not.
struct PacketWatch {
    bool running = false;
    double seconds = 0; ///< how long it has watched
    std::vector<Sighting> sightings; ///< in the order in which they were first seen
    std::uint64_t packets = 0; ///< that were looked at
    std::uint64_t lost = 0; ///< that the kernel could not hand over
    bool limited = false; ///< it ended, or left something out, for want of room
    /// How many packets of IP the kernel has dropped meanwhile, by its own reason (names of enum
    /// skb_drop_reason, "NETFILTER_DROP"). Of the whole computer, all networks of it, not of this
    /// connection: a hint beside others. Nothing where the kernel does not tell.
    std::optional<std::map<std::string, std::uint64_t>> drops;
    bool operator==(const PacketWatch &) const = default;
};

/// Number of packets of `kind` going that way, on the interface that saw most of them, and what was
/// seen there.
struct SightingSum {
    std::uint64_t packets = 0;
    const Sighting *first = nullptr; ///< null when there was none
};
SightingSum sumOf(const PacketWatch &watch, SightingKind kind, bool outgoing);

/// Nothing is gained by watching longer: an answer, a reset or an error was seen, or a request was
/// and `patience` milliseconds have passed without one.
bool hasClearSign(const PacketWatch &watch, double patience);

} // namespace Portlight::Core
