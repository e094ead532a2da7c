// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/verdict/tracking.h"

#include "core/packet/packetbytes.h"

namespace Portlight::Core
{

namespace
{

template<typename Value> void fill(std::optional<Value> &into, const std::optional<Value> &value)
{
    if (!into) {
        into = value;
    }
}

void fill(FlowTuple &into, const FlowTuple &tuple)
{
    fill(into.source, tuple.source);
    fill(into.destination, tuple.destination);
    fill(into.sourcePort, tuple.sourcePort);
    fill(into.destinationPort, tuple.destinationPort);
}

FlowTuple swapped(const FlowTuple &tuple)
{
    return {tuple.destination, tuple.source, tuple.destinationPort, tuple.sourcePort};
}

bool isIcmp(const Packet &packet)
{
    return packet.protocol == ProtocolIcmp || packet.protocol == ProtocolIcmpv6;
}

/// A packet that began an entry: it is the only one so far.
void fillFirst(const Packet &packet, Connection &connection)
{
    fill(connection.isReply, std::optional(false));
    fill(connection.seenReply, std::optional(false));
    fill(connection.assured, std::optional(false));
    fill(connection.sourceTranslated, std::optional(false));
    fill(connection.destinationTranslated, std::optional(false));
    fill(connection.mark, std::optional<std::uint32_t>(0));
    fill(connection.labels, std::optional<std::vector<std::uint16_t>>(std::in_place));
    if (const auto length = lengthOf(packet)) {
        fill(connection.originalAmount, std::optional(FlowAmount{1, *length}));
    }
    fill(connection.replyAmount, std::optional(FlowAmount{}));
    fill(connection.original,
         {packet.source, packet.destination, packet.sourcePort, packet.destinationPort});
    fill(connection.reply, swapped(connection.original));
}

} // namespace

Connection connectionAtStart(const Packet &packet)
{
    Connection connection = packet.connection.value_or(Connection{});
    if (packet.state == FlowState::New) {
        fill(connection.expected, std::optional(false));
        fill(connection.expectedBy, std::optional<std::string>(std::in_place));
        if (packet.way == Way::Input && packet.inInterface == "lo") {
            // Its entry was made on its way out, where rules may have marked or translated it.
            connection.confirmed = true;
            fill(connection.isReply, std::optional(false));
            return connection;
        }
        // A second packet of a flow that nobody answered is NEW as well; only a packet that says
        // so belongs to such an entry.
        if (!packet.connection) {
            connection.confirmed = false;
        }
        fillFirst(packet, connection);
    } else if (packet.state == FlowState::Established) {
        fill(connection.seenReply, std::optional(true));
        fill(connection.confirmed, std::optional(true));
    } else if (packet.state == FlowState::Related && !isIcmp(packet)) {
        // An ICMP error has the entry of the flow that it is about, any other packet its own.
        fill(connection.expected, std::optional(true));
    }
    return connection;
}

std::optional<bool> hasConnection(const Packet &packet)
{
    if (!packet.state) {
        return std::nullopt;
    }
    return packet.state != FlowState::Invalid && packet.state != FlowState::Untracked;
}

} // namespace Portlight::Core
