// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/packet/packetbytes.h"

namespace Portlight::Core
{

namespace
{

constexpr std::size_t header4Bytes = 20;
constexpr std::size_t header6Bytes = 40;

/// What the fields of a packet describe of its transport header, without TCP options.
std::size_t transportHeaderBytes(std::uint8_t protocol)
{
    switch (protocol) {
    case ProtocolTcp:
        return 20;
    case ProtocolUdp:
    case ProtocolUdplite:
    case ProtocolIcmp:
    case ProtocolIcmpv6:
        return 8;
    case ProtocolSctp:
        return 12;
    case ProtocolDccp:
        return 4;
    default:
        return 0;
    }
}

template<typename Number> std::optional<std::uint32_t> widen(const std::optional<Number> &number)
{
    return number ? std::optional<std::uint32_t>(*number) : std::nullopt;
}

} // namespace

std::optional<std::size_t> lengthOf(const Packet &packet)
{
    if (packet.length) {
        return *packet.length;
    }
    if (!packet.payload || (packet.protocol == ProtocolTcp && !packet.tcpOptions)
        || packet.protocol == ProtocolAny) {
        return std::nullopt;
    }
    std::size_t length = packet.family == Family::Ipv4 ? header4Bytes : header6Bytes;
    for (const ExtensionHeader &header : packet.extensionHeaders) {
        length += header.bytes.size();
    }
    if (packet.fragment.offset == 0) {
        length += transportHeaderBytes(packet.protocol);
        length += packet.protocol == ProtocolTcp ? packet.tcpOptions->size() : 0;
    }
    return length + packet.payload->size();
}

PacketBytes::PacketBytes(const Packet &packet)
    : m_length(lengthOf(packet))
{
    constexpr std::size_t usual = 64;
    m_bytes.reserve(usual);
    if (packet.family == Family::Ipv4) {
        appendHeader4(packet);
    } else {
        appendHeader6(packet);
    }
    for (const ExtensionHeader &header : packet.extensionHeaders) {
        for (const std::uint8_t byte : header.bytes) {
            append(byte, 1);
        }
    }
    m_transport = m_bytes.size();
    if (packet.fragment.offset == 0) {
        appendTransport(packet);
    }
}

std::optional<PartlyKnown> PacketBytes::read(std::size_t offset, std::size_t count) const
{
    if (m_length && (offset > *m_length || count > *m_length - offset)) {
        return std::nullopt;
    }
    PartlyKnown result;
    for (std::size_t i = 0; i < count; ++i) {
        const Byte byte = offset + i < m_bytes.size() ? m_bytes[offset + i] : Byte{};
        result.value = result.value << 8U | byte.value;
        result.known = result.known << 8U | byte.known;
    }
    return result;
}

void PacketBytes::append(std::uint32_t value, unsigned bytes)
{
    while (bytes-- > 0) {
        m_bytes.push_back({static_cast<std::uint8_t>(value >> (8U * bytes)), 0xff});
    }
}

void PacketBytes::appendOptional(const std::optional<std::uint32_t> &value, unsigned bytes)
{
    if (value) {
        append(*value, bytes);
    } else {
        appendUnknown(bytes);
    }
}

void PacketBytes::appendUnknown(unsigned bytes)
{
    m_bytes.resize(m_bytes.size() + bytes);
}

void PacketBytes::appendAddress(const std::optional<IpAddress> &address, Family family)
{
    const unsigned size = family == Family::Ipv4 ? 4 : 16;
    if (!address) {
        appendUnknown(size);
        return;
    }
    for (unsigned i = 0; i < size; ++i) {
        append(address->bytes[i], 1);
    }
}

void PacketBytes::appendHeader4(const Packet &packet)
{
    constexpr std::uint32_t versionAndLength = 0x45;
    append(versionAndLength, 1);
    appendOptional(widen(packet.trafficClass), 1);
    appendOptional(m_length ? std::optional(static_cast<std::uint32_t>(*m_length)) : std::nullopt,
                   2);
    appendUnknown(2); // identification
    // The bit "do not fragment" is not known.
    const auto flags = static_cast<std::uint32_t>(packet.fragment.moreFollow ? 0x20U : 0U)
        | static_cast<std::uint32_t>(packet.fragment.offset >> 8U);
    m_bytes.push_back({static_cast<std::uint8_t>(flags), 0xbf});
    append(packet.fragment.offset & 0xffU, 1);
    appendOptional(widen(packet.ttl), 1);
    appendOptional(packet.protocol == ProtocolAny ? std::nullopt
                                                  : std::optional<std::uint32_t>(packet.protocol),
                   1);
    appendUnknown(2); // checksum
    appendAddress(packet.source, Family::Ipv4);
    appendAddress(packet.destination, Family::Ipv4);
}

void PacketBytes::appendHeader6(const Packet &packet)
{
    constexpr std::uint8_t version = 0x60;
    if (packet.trafficClass) {
        append(version | (*packet.trafficClass >> 4U), 1);
        m_bytes.push_back({static_cast<std::uint8_t>(*packet.trafficClass << 4U), 0xf0});
    } else {
        m_bytes.push_back({version, 0xf0});
        appendUnknown(1);
    }
    appendUnknown(2); // flow label
    appendOptional(m_length ? std::optional(static_cast<std::uint32_t>(*m_length - header6Bytes))
                            : std::nullopt,
                   2);
    const bool hasHeaders = !packet.extensionHeaders.empty();
    const std::uint8_t next =
        hasHeaders ? packet.extensionHeaders.front().protocol : packet.protocol;
    appendOptional(
        next == ProtocolAny && !hasHeaders ? std::nullopt : std::optional<std::uint32_t>(next), 1);
    appendOptional(widen(packet.ttl), 1);
    appendAddress(packet.source, Family::Ipv6);
    appendAddress(packet.destination, Family::Ipv6);
}

bool PacketBytes::appendPorts(const Packet &packet)
{
    switch (packet.protocol) {
    case ProtocolTcp:
    case ProtocolUdp:
    case ProtocolUdplite:
    case ProtocolSctp:
    case ProtocolDccp:
        appendOptional(widen(packet.sourcePort), 2);
        appendOptional(widen(packet.destinationPort), 2);
        return true;
    default:
        return false;
    }
}

void PacketBytes::appendTransport(const Packet &packet)
{
    const bool hasPorts = appendPorts(packet);
    switch (packet.protocol) {
    case ProtocolTcp:
        appendUnknown(8); // sequence numbers
        if (packet.tcpOptions) {
            append(static_cast<std::uint32_t>((20 + packet.tcpOptions->size()) / 4) << 4U, 1);
        } else {
            m_bytes.push_back({0, 0x0f});
        }
        append(packet.tcpFlags, 1);
        appendUnknown(6); // window, checksum, urgent pointer
        if (!packet.tcpOptions) {
            return;
        }
        for (const std::uint8_t byte : *packet.tcpOptions) {
            append(byte, 1);
        }
        break;
    case ProtocolIcmp:
    case ProtocolIcmpv6:
        appendOptional(widen(packet.icmpType), 1);
        appendOptional(widen(packet.icmpCode), 1);
        appendUnknown(6);
        break;
    case ProtocolSctp:
        appendUnknown(8);
        break;
    case ProtocolDccp:
        break;
    default:
        if (hasPorts) {
            appendUnknown(4); // length and checksum
        }
        break;
    }
    if (packet.payload) {
        for (const std::uint8_t byte : *packet.payload) {
            append(byte, 1);
        }
    }
}

} // namespace Portlight::Core
