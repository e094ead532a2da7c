// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/packet/address.h"
#include "core/packet/connection.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace Portlight::Core
{

/// How the packets of one direction of a flow are told from others.
struct EntryTuple {
    IpAddress source;
    IpAddress destination;
    std::uint8_t protocol = 0; ///< IANA number
    std::uint16_t sourcePort = 0; ///< 0 where the protocol has no ports (GRE: its key)
    std::uint16_t destinationPort = 0;
    std::uint8_t icmpType = 0; ///< of ICMP and ICMPv6 only
    std::uint8_t icmpCode = 0;
    std::uint16_t icmpId = 0;
    bool operator==(const EntryTuple &) const = default;
};

/// Whether flows of this protocol are told apart by ports.
bool tracksPorts(std::uint8_t protocol);
bool isIcmp(std::uint8_t protocol); ///< of either family

/// The tuple that the answers have when nothing is translated. Echo, timestamp, information and
/// address mask requests have their replies; any other ICMP type stays as it is.
EntryTuple inverse(const EntryTuple &tuple);

/// Bits of ConntrackEntry::status that Portlight asks for, as in
/// uapi/linux/netfilter/nf_conntrack_common.h. Others are kept as they are.
enum FlowStatus : std::uint32_t {
    FlowExpected = 1U << 0U, ///< foretold by a helper
    FlowSeenReply = 1U << 1U,
    FlowAssured = 1U << 2U, ///< not evicted when the table is full
    FlowConfirmed = 1U << 3U,
    FlowSourceNat = 1U << 4U,
    FlowDestinationNat = 1U << 5U,
    FlowFixedTimeout = 1U << 10U,
    FlowOffload = 1U << 14U, ///< its packets take a short cut past the rules
    FlowHardwareOffload = 1U << 15U,
};

/// In which direction a zone of an entry counts.
enum class ZoneSide : std::uint8_t { Both, Original, Reply };

/// One entry of the connection tracking table.
struct ConntrackEntry {
    EntryTuple original; ///< of the first packet
    EntryTuple reply; ///< of the answers, as they arrive here: differs from the inverse under NAT
    std::uint32_t id = 0; ///< unlike any other entry's for as long as it lives
    std::uint32_t status = 0; ///< FlowStatus
    std::uint32_t secondsLeft = 0; ///< until it ends, if no packet comes
    std::optional<std::uint8_t> state; ///< the kernel's number, of TCP, SCTP and DCCP only
    std::uint16_t zone = 0;
    ZoneSide zoneSide = ZoneSide::Both;
    std::uint32_t mark = 0;
    std::optional<FlowAmount> sent; ///< with nf_conntrack_acct only
    std::optional<FlowAmount> answered;
    std::string helper; ///< "ftp", …; empty: none
    std::optional<std::uint64_t> began; ///< ns since 1970, with nf_conntrack_timestamp only
    bool operator==(const ConntrackEntry &) const = default;
};

/// "ESTABLISHED", … for protocols with states, as conntrack(8) prints them (the number when it has
/// no name); for all others "ASSURED", "REPLIED" or "UNREPLIED".
std::string stateText(const ConntrackEntry &entry);

/// What answers "is it translated?": the tuples themselves, since DNAT to the same place sets no
/// status.
struct Translation {
    bool source = false;
    bool destination = false;
};
Translation translationOf(const ConntrackEntry &entry);

/// One line in the order of `conntrack -L -o extended`, for logs and the journal: "ipv4 tcp
/// 192.0.2.1:40000 -> 192.0.2.2:443 ESTABLISHED".
std::string describe(const ConntrackEntry &entry);

} // namespace Portlight::Core
