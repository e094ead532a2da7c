// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/packet/address.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace Portlight::Core
{

/// Addresses and ports of one direction of a flow. What is not set is not known.
struct FlowTuple {
    std::optional<IpAddress> source;
    std::optional<IpAddress> destination;
    std::optional<std::uint16_t> sourcePort;
    std::optional<std::uint16_t> destinationPort;
    bool operator==(const FlowTuple &) const = default;
};

/// Packets and bytes of one direction, as the connection tracking table accounts for them.
struct FlowAmount {
    std::uint64_t packets = 0;
    std::uint64_t bytes = 0;
    bool operator==(const FlowAmount &) const = default;
};

/// The entry of the connection tracking table that a packet belongs to. The packet itself counts.
/// What is not set is not known.
struct Connection {
    FlowTuple original; ///< as the first packet came, before any translation
    FlowTuple reply; ///< as answers come, before they are translated back
    std::optional<bool> isReply; ///< the packet goes the way of the reply
    // enum ip_conntrack_status, as far as rules can ask for it.
    std::optional<bool> expected;
    std::optional<bool> seenReply;
    std::optional<bool> assured;
    std::optional<bool> confirmed;
    std::optional<bool> sourceTranslated;
    std::optional<bool> destinationTranslated;
    std::optional<std::uint32_t> secondsLeft;
    std::optional<std::uint32_t> mark;
    std::optional<std::vector<std::uint16_t>> labels; ///< numbers of the bits that are set
    /// Name of the helper that expected this flow ("ftp"); empty: none did.
    std::optional<std::string> expectedBy;
    std::optional<FlowAmount> originalAmount;
    std::optional<FlowAmount> replyAmount;
    bool operator==(const Connection &) const = default;
};

} // namespace Portlight::Core
