// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/diagnosis/question.h"

namespace Portlight::Core
{

namespace
{

// Inside both the range Linux takes source ports from (32768 to 60999) and the one IANA names
// (49152 to 65535): a rule with --sport 1024:65535 is answered as for a real client.
constexpr std::uint16_t clientPort = 50000;

constexpr std::uint8_t echoRequest = 8;
constexpr std::uint8_t echoRequestIpv6 = 128;

} // namespace

Packet requestPacket(const Question &question, const std::vector<IpAddress> &localAddresses)
{
    Packet packet;
    packet.family = question.family;
    packet.way = question.direction;
    packet.protocol = question.protocol;
    packet.source = question.from;
    packet.destination = question.to;
    if (!question.inInterface.empty()) {
        packet.inInterface = question.inInterface;
    }
    if (!question.outInterface.empty()) {
        packet.outInterface = question.outInterface;
    }
    packet.localAddresses = localAddresses;
    packet.state = FlowState::New;
    packet.tcpFlags = question.protocol == ProtocolTcp ? TcpSyn : 0;
    if (question.protocol == ProtocolIcmp || question.protocol == ProtocolIcmpv6) {
        packet.icmpType = question.protocol == ProtocolIcmp ? echoRequest : echoRequestIpv6;
        packet.icmpCode = 0;
    } else {
        packet.destinationPort = question.port;
        packet.sourcePort = clientPort;
    }
    return packet;
}

} // namespace Portlight::Core
