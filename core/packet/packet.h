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

/// The way a packet takes through this computer; the packet options call it --hook.
enum class Way : std::uint8_t { Input, Output, Forward };
std::string_view toString(Way way); ///< "input", "output", "forward"
std::optional<Way> parseWay(std::string_view text);

/// IANA protocol numbers that rules name by word. Any other number is valid, too.
enum Protocol : std::uint8_t {
    ProtocolAny = 0,
    ProtocolIcmp = 1,
    ProtocolTcp = 6,
    ProtocolUdp = 17,
    ProtocolEsp = 50,
    ProtocolAh = 51,
    ProtocolIcmpv6 = 58,
    ProtocolSctp = 132,
    ProtocolUdplite = 136,
};
std::string protocolName(
    std::uint8_t protocol); ///< "tcp", "icmp", …; the number as text if it has no name here
std::optional<std::uint8_t>
parseProtocol(std::string_view text); ///< name or number 0..255; "ipv6-icmp" and "icmpv6" are 58

enum TcpFlag : std::uint8_t {
    TcpFin = 0x01,
    TcpSyn = 0x02,
    TcpRst = 0x04,
    TcpPsh = 0x08,
    TcpAck = 0x10,
    TcpUrg = 0x20,
};

/// State of the packet's flow in the connection tracking table, as `-m conntrack --ctstate` sees
/// it.
enum class FlowState : std::uint8_t { New, Established, Related, Invalid, Untracked };
std::string_view toString(FlowState state); ///< "NEW", …
std::optional<FlowState> parseFlowState(std::string_view text);

/// A packet as the rules see it. What is not set is not known, and a match that asks for it answers
/// "cannot tell". Two exceptions, stated in every answer that used them: without an interface the
/// packet is taken to use some device other than the loopback device, unless its addresses are
/// loopback addresses; and a packet without marks has mark 0.
struct Packet {
    Family family = Family::Ipv4;
    Way way = Way::Input;
    std::uint8_t protocol = ProtocolTcp;
    std::optional<IpAddress> source;
    std::optional<IpAddress> destination;
    std::optional<std::uint16_t> sourcePort;
    std::optional<std::uint16_t> destinationPort;
    std::optional<std::string> inInterface;
    std::optional<std::string> outInterface;
    std::uint8_t tcpFlags = TcpSyn;
    std::optional<std::uint8_t> icmpType;
    std::optional<std::uint8_t> icmpCode;
    std::optional<FlowState> state = FlowState::New;
    std::uint32_t mark = 0;
    std::optional<MacAddress> macSource;
    std::optional<std::uint32_t> uid; ///< of the sending program; output only
    std::vector<IpAddress> localAddresses; ///< this computer's own, for addrtype
    std::string id; ///< comes back in the answer of `explain`
};

/// What the other side sends back when `request` was accepted: addresses, ports and interfaces
/// swapped, SYN answered by SYN and ACK, echo request by echo reply, state ESTABLISHED.
Packet replyTo(const Packet &request);

} // namespace Portlight::Core
