// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/packet/address.h"
#include "core/packet/connection.h"

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
    ProtocolDccp = 33,
    ProtocolRouting = 43, ///< IPv6 extension header
    ProtocolFragment = 44, ///< IPv6 extension header
    ProtocolEsp = 50,
    ProtocolAh = 51,
    ProtocolIcmpv6 = 58,
    ProtocolNone = 59, ///< IPv6: nothing follows
    ProtocolDestination = 60, ///< IPv6 extension header
    ProtocolIpcomp = 108,
    ProtocolSctp = 132,
    ProtocolMobility = 135, ///< IPv6 extension header
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
    TcpEce = 0x40,
    TcpCwr = 0x80,
};

/// State of the packet's flow in the connection tracking table, as `-m conntrack --ctstate` sees
/// it.
enum class FlowState : std::uint8_t { New, Established, Related, Invalid, Untracked };
std::string_view toString(FlowState state); ///< "NEW", …
std::optional<FlowState> parseFlowState(std::string_view text);

/// How the frame was addressed on the link, as `-m pkttype` sees it.
enum class LinkType : std::uint8_t { Unicast, Broadcast, Multicast, OtherHost };

/// A part of a fragmented packet. The second and later ones have no transport header.
struct Fragment {
    std::uint16_t offset = 0; ///< in units of 8 bytes
    bool moreFollow = false;
    bool isWhole() const
    {
        return offset == 0 && !moreFollow;
    }
    bool operator==(const Fragment &) const = default;
};

/// An IPv6 extension header (or AH) between the packet's own header and its transport header.
struct ExtensionHeader {
    std::uint8_t protocol = 0; ///< 0 hop-by-hop, 43, 44, 51, 60, 135
    std::vector<std::uint8_t> bytes; ///< the whole header, from its "next header" byte on
    bool operator==(const ExtensionHeader &) const = default;
};

/// A socket of this computer that the packet belongs to, as `-m socket` looks for it.
struct SocketFacts {
    bool exists = false;
    bool wildcard = false; ///< it listens on all addresses
    bool transparent = false; ///< IP_TRANSPARENT
    bool operator==(const SocketFacts &) const = default;
};

/// A packet as the rules see it. What is not set is not known, and a match that asks for it answers
/// "cannot tell". The exceptions are stated in every answer that used them: without an interface
/// the packet is taken to use some device other than the loopback device, unless its addresses are
/// loopback addresses; a packet about which nothing is said of IPsec did not use it. A packet
/// without marks has mark 0, one without extension headers has none, and it is no fragment.
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
    std::vector<IpAddress> localAddresses; ///< this computer's own; see also World
    std::string id; ///< comes back in the answer of `explain`

    // The internet header.
    std::optional<std::uint16_t> length; ///< of the whole packet with its headers, in bytes
    std::optional<std::uint8_t> ttl; ///< time to live, or hop limit, as the packet enters
    std::optional<std::uint8_t> trafficClass; ///< TOS byte: DSCP (upper six bits) and ECN
    Fragment fragment;
    std::vector<ExtensionHeader> extensionHeaders; ///< in their order; IPv6
    // The transport header and what follows.
    std::optional<std::vector<std::uint8_t>> tcpOptions; ///< the option bytes as sent
    std::optional<std::uint32_t> spi; ///< ESP, AH; IPComp: its CPI
    /// What follows the part of the header that has fields here: 20 bytes and the options for TCP,
    /// 8 for UDP, UDP-Lite and ICMP, 12 for SCTP, 4 for DCCP, else none.
    std::optional<std::vector<std::uint8_t>> payload;
    // The link, and the bridge it belongs to.
    std::optional<LinkType> linkType;
    std::optional<MacAddress> macDestination;
    std::optional<std::string> bridgePortIn; ///< "": not through a bridge
    std::optional<std::string> bridgePortOut; ///< "": not through a bridge
    // What the kernel keeps beside the packet.
    std::optional<bool> ipsec; ///< decrypted on its way in, or to be encrypted on its way out
    std::optional<std::uint32_t> gid; ///< of the sending program; output only
    std::optional<std::vector<std::uint32_t>> groups; ///< its other groups
    std::optional<bool> hasSender; ///< false: the kernel itself sends it (a reset, an ICMP error)
    std::optional<SocketFacts> socket; ///< input
    std::optional<std::uint32_t> cgroupClass; ///< net_cls.classid of the sender
    std::optional<std::string>
        cgroupPath; ///< below the root of the unified hierarchy, no '/' first
    std::optional<std::uint32_t> cpu; ///< processor that handles it
    std::optional<std::uint32_t> priority; ///< skb->priority, "MAJOR:MINOR" of CLASSIFY
    std::optional<std::uint32_t> realm; ///< of the route to the destination
    std::optional<Connection> connection; ///< for state ESTABLISHED and RELATED
};

/// What the other side sends back when `request` was accepted: addresses, ports and interfaces
/// swapped, SYN answered by SYN and ACK, echo request by echo reply, state ESTABLISHED.
Packet replyTo(const Packet &request);

} // namespace Portlight::Core
