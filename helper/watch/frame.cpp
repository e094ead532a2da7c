// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/watch/frame.h"

#include <algorithm>
#include <linux/if_packet.h>

namespace Portlight::Helper
{

namespace
{

using Bytes = std::span<const std::uint8_t>;
using Core::SightingKind;

constexpr std::size_t cookedHeader = 20;
constexpr std::uint16_t protocolIpv4 = 0x0800; // ETH_P_IP
constexpr std::uint16_t protocolIpv6 = 0x86dd; // ETH_P_IPV6
constexpr std::uint8_t tcpSyn = 0x02;
constexpr std::uint8_t tcpReset = 0x04;
constexpr std::uint8_t tcpAck = 0x10;
constexpr int mostExtensionHeaders = 8;

std::uint16_t word(Bytes bytes, std::size_t at)
{
    return static_cast<std::uint16_t>(bytes[at] << 8U | bytes[at + 1]);
}

Core::IpAddress addressAt(Bytes bytes, std::size_t at, Core::Family family)
{
    Core::IpAddress address = Core::IpAddress::any(family);
    std::copy_n(bytes.begin() + static_cast<std::ptrdiff_t>(at), address.size(),
                address.bytes.begin());
    return address;
}

struct Header {
    Core::Family family = Core::Family::Ipv4;
    Core::IpAddress source;
    Core::IpAddress destination;
    std::uint8_t protocol = 0;
    Bytes payload; ///< from the first byte behind the IP headers
};

std::optional<Header> readIpv4(Bytes bytes)
{
    constexpr std::size_t shortest = 20;
    if (bytes.size() < shortest || bytes[0] >> 4U != 4) {
        return std::nullopt;
    }
    const std::size_t length = std::size_t{bytes[0] & 0x0fU} * 4;
    const bool laterFragment = (word(bytes, 6) & 0x1fffU) != 0;
    if (length < shortest || bytes.size() < length || laterFragment) {
        return std::nullopt;
    }
    return Header{Core::Family::Ipv4, addressAt(bytes, 12, Core::Family::Ipv4),
                  addressAt(bytes, 16, Core::Family::Ipv4), bytes[9], bytes.subspan(length)};
}

/// Hop-by-hop options, routing, destination options: each says its length in 8 bytes.
bool isSkippable(std::uint8_t header)
{
    return header == 0 || header == 43 || header == 60;
}

std::optional<Header> readIpv6(Bytes bytes)
{
    constexpr std::size_t fixed = 40;
    if (bytes.size() < fixed || bytes[0] >> 4U != 6) {
        return std::nullopt;
    }
    Header header{Core::Family::Ipv6, addressAt(bytes, 8, Core::Family::Ipv6),
                  addressAt(bytes, 24, Core::Family::Ipv6), bytes[6], bytes.subspan(fixed)};
    for (int count = 0; isSkippable(header.protocol); ++count) {
        if (count == mostExtensionHeaders || header.payload.size() < 2) {
            return std::nullopt;
        }
        const std::size_t length = (std::size_t{header.payload[1]} + 1) * 8;
        if (header.payload.size() < length) {
            return std::nullopt;
        }
        header.protocol = header.payload[0];
        header.payload = header.payload.subspan(length);
    }
    return header;
}

std::optional<Header> readIp(Bytes bytes)
{
    return !bytes.empty() && bytes[0] >> 4U == 6 ? readIpv6(bytes) : readIpv4(bytes);
}

bool isServicePort(std::uint16_t port, const Core::WatchSubject &subject)
{
    return port == subject.port || (subject.translatedPort != 0 && port == subject.translatedPort);
}

bool isIcmp(std::uint8_t protocol)
{
    return protocol == Core::ProtocolIcmp || protocol == Core::ProtocolIcmpv6;
}

/// Who asks and who is asked. Translation changes one of the two on the way: one that fits is
/// enough where both are named.
bool isBetween(const Core::IpAddress &client, const Core::IpAddress &service,
               const Core::WatchSubject &subject)
{
    const bool from = subject.from && *subject.from == client;
    const bool to = (subject.to && *subject.to == service)
        || (subject.translatedTo && *subject.translatedTo == service);
    if (subject.from && (subject.to || subject.translatedTo)) {
        return from || to;
    }
    return (!subject.from || from) && ((!subject.to && !subject.translatedTo) || to);
}

struct Ends {
    std::uint16_t source = 0;
    std::uint16_t destination = 0;
};

/// The packet as a request, or nothing: of the embedded packet of an ICMP error, too.
bool isRequest(const Header &header, const Core::WatchSubject &subject, Ends &ends)
{
    if (header.protocol != subject.protocol
        || !isBetween(header.source, header.destination, subject)) {
        return false;
    }
    if (isIcmp(subject.protocol)) {
        const std::uint8_t echo = header.family == Core::Family::Ipv4 ? 8 : 128;
        return !header.payload.empty() && header.payload[0] == echo;
    }
    if (header.payload.size() < 4) {
        return false;
    }
    ends = {word(header.payload, 0), word(header.payload, 2)};
    return isServicePort(ends.destination, subject);
}

std::optional<WatchedPacket> asIcmpError(const Header &header, const Core::WatchSubject &subject)
{
    constexpr std::size_t icmpHeader = 8;
    const bool six = header.family == Core::Family::Ipv6;
    if (header.protocol != (six ? Core::ProtocolIcmpv6 : Core::ProtocolIcmp)
        || header.payload.size() < icmpHeader) {
        return std::nullopt;
    }
    const std::uint8_t type = header.payload[0];
    // ICMP: unreachable, time exceeded, parameter problem. ICMPv6: all errors are below 128, "too
    // big" is none for us.
    const bool error =
        six ? type == 1 || type == 3 || type == 4 : type == 3 || type == 11 || type == 12;
    const auto quoted = error ? readIp(header.payload.subspan(icmpHeader)) : std::nullopt;
    Ends ends;
    if (!quoted || !isRequest(*quoted, subject, ends)) {
        return std::nullopt;
    }
    WatchedPacket packet;
    packet.kind = SightingKind::IcmpError;
    packet.client = quoted->source;
    packet.clientPort = ends.source;
    packet.port = ends.destination;
    packet.icmpType = type;
    packet.icmpCode = header.payload[1];
    return packet;
}

std::optional<SightingKind> tcpKind(std::uint8_t flags, bool towardsService)
{
    if (towardsService) {
        const bool syn = (flags & tcpSyn) != 0 && (flags & (tcpAck | tcpReset)) == 0;
        return syn ? std::optional(SightingKind::Request) : std::nullopt;
    }
    if ((flags & tcpReset) != 0) {
        return SightingKind::Reset;
    }
    return (flags & (tcpSyn | tcpAck)) == (tcpSyn | tcpAck) ? std::optional(SightingKind::Answer)
                                                            : std::nullopt;
}

std::optional<WatchedPacket> asPing(const Header &header, const Core::WatchSubject &subject)
{
    Ends ends;
    WatchedPacket packet;
    if (isRequest(header, subject, ends)) {
        packet.client = header.source;
        return packet;
    }
    const std::uint8_t reply = header.family == Core::Family::Ipv4 ? 0 : 129;
    if (header.protocol != subject.protocol || header.payload.empty() || header.payload[0] != reply
        || !isBetween(header.destination, header.source, subject)) {
        return std::nullopt;
    }
    packet.kind = SightingKind::Answer;
    packet.client = header.destination;
    return packet;
}

std::optional<WatchedPacket> asTransport(const Header &header, const Core::WatchSubject &subject)
{
    constexpr std::size_t flagsAt = 13;
    const bool tcp = subject.protocol == Core::ProtocolTcp;
    if (header.protocol != subject.protocol || header.payload.size() < (tcp ? flagsAt + 1 : 4)) {
        return std::nullopt;
    }
    const Ends ends{word(header.payload, 0), word(header.payload, 2)};
    const bool towards = isServicePort(ends.destination, subject)
        && isBetween(header.source, header.destination, subject);
    const bool back = isServicePort(ends.source, subject)
        && isBetween(header.destination, header.source, subject);
    const auto kindOf = [&](bool towardsService) {
        if (tcp) {
            return tcpKind(header.payload[flagsAt], towardsService);
        }
        return std::optional(towardsService ? SightingKind::Request : SightingKind::Answer);
    };
    WatchedPacket packet;
    if (const auto kind = towards ? kindOf(true) : std::nullopt) {
        packet.kind = *kind;
        packet.client = header.source;
        packet.clientPort = ends.source;
        packet.port = ends.destination;
        return packet;
    }
    if (const auto kind = back ? kindOf(false) : std::nullopt) {
        packet.kind = *kind;
        packet.client = header.destination;
        packet.clientPort = ends.destination;
        packet.port = ends.source;
        return packet;
    }
    return std::nullopt;
}

} // namespace

std::optional<WatchedPacket> readFrame(std::span<const std::uint8_t> frame,
                                       const Core::WatchSubject &subject)
{
    if (frame.size() < cookedHeader) {
        return std::nullopt;
    }
    const std::uint16_t protocol = word(frame, 0);
    if (protocol != protocolIpv4 && protocol != protocolIpv6) {
        return std::nullopt;
    }
    auto packet = readPacket(frame.subspan(cookedHeader), subject);
    if (packet) {
        packet->interface = static_cast<unsigned>(word(frame, 4)) << 16U | word(frame, 6);
        packet->outgoing = frame[10] == PACKET_OUTGOING;
    }
    return packet;
}

std::optional<WatchedPacket> readPacket(std::span<const std::uint8_t> bytes,
                                        const Core::WatchSubject &subject)
{
    const auto header = readIp(bytes);
    if (!header) {
        return std::nullopt;
    }
    auto packet = asIcmpError(*header, subject);
    if (!packet) {
        packet =
            isIcmp(subject.protocol) ? asPing(*header, subject) : asTransport(*header, subject);
    }
    if (packet) {
        packet->source = header->source;
        packet->destination = header->destination;
    }
    return packet;
}

} // namespace Portlight::Helper
