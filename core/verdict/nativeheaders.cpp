// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/verdict/nativevalue.h"

namespace Portlight::Core
{

namespace
{

/// A header as far as it is known, bit by bit.
class HeaderImage
{
public:
    explicit HeaderImage(std::size_t bytes)
        : m_bytes(bytes)
        , m_known(bytes)
    {
    }

    void put(unsigned offset, unsigned bits, std::uint64_t value)
    {
        for (unsigned i = 0; i < bits; ++i) {
            setBit(offset + i, (value >> (bits - 1 - i)) & 1U);
        }
    }
    template<typename T> void put(unsigned offset, unsigned bits, const std::optional<T> &value)
    {
        if (value) {
            put(offset, bits, std::uint64_t{*value});
        }
    }
    template<typename Bytes> void putBytes(unsigned offset, const Bytes &bytes, std::size_t count)
    {
        for (std::size_t i = 0; i < count; ++i) {
            put(offset + 8 * static_cast<unsigned>(i), 8, std::uint64_t{bytes[i]});
        }
    }

    NativeValue read(unsigned offset, unsigned bits, std::string_view settledBy) const
    {
        NativeValue result;
        result.settledBy = settledBy;
        for (unsigned i = offset; i < offset + bits; ++i) {
            const std::size_t byte = i / 8;
            const unsigned shift = 7 - i % 8;
            const bool inside = byte < m_bytes.size();
            const bool known = inside && ((m_known[byte] >> shift) & 1U) != 0;
            const bool set = known && ((m_bytes[byte] >> shift) & 1U) != 0;
            result.value = (result.value << 1U) | NftValue::of(set ? 1 : 0);
            result.unknown = (result.unknown << 1U) | NftValue::of(known ? 0 : 1);
        }
        return result;
    }

private:
    void setBit(unsigned offset, std::uint64_t bit)
    {
        const std::size_t byte = offset / 8;
        if (byte >= m_bytes.size()) {
            return;
        }
        const auto mask = static_cast<std::uint8_t>(0x80U >> (offset % 8));
        m_known[byte] = m_known[byte] | mask;
        if (bit != 0) {
            m_bytes[byte] = m_bytes[byte] | mask;
        }
    }

    std::vector<std::uint8_t> m_bytes;
    std::vector<std::uint8_t> m_known;
};

HeaderImage networkHeader(const NativeContext &context)
{
    const Packet &packet = context.flow.packet;
    const std::optional<std::uint8_t> protocol = packet.protocol == ProtocolAny
        ? std::nullopt
        : std::optional<std::uint8_t>(packet.protocol);
    if (packet.family == Family::Ipv4) {
        constexpr std::size_t size = 20;
        HeaderImage image(size);
        image.put(0, 4, std::uint64_t{4});
        image.put(8, 8, packet.trafficClass);
        image.put(16, 16, packet.length);
        // Bit 49 is "don't fragment", which nothing says.
        image.put(48, 1, std::uint64_t{0});
        image.put(50, 1, std::uint64_t{packet.fragment.moreFollow ? 1U : 0U});
        image.put(51, 13, std::uint64_t{packet.fragment.offset});
        image.put(64, 8, packet.ttl);
        image.put(72, 8, protocol);
        if (packet.source) {
            image.putBytes(96, packet.source->bytes, packet.source->size());
        }
        if (packet.destination) {
            image.putBytes(128, packet.destination->bytes, packet.destination->size());
        }
        return image;
    }
    constexpr std::uint16_t size = 40;
    HeaderImage image(size);
    image.put(0, 4, std::uint64_t{6});
    image.put(4, 8, packet.trafficClass);
    if (packet.length && *packet.length >= size) {
        image.put(32, 16, std::uint64_t{*packet.length} - size);
    }
    image.put(48, 8,
              packet.extensionHeaders.empty()
                  ? protocol
                  : std::optional(packet.extensionHeaders.front().protocol));
    image.put(56, 8, packet.ttl);
    if (packet.source) {
        image.putBytes(64, packet.source->bytes, packet.source->size());
    }
    if (packet.destination) {
        image.putBytes(192, packet.destination->bytes, packet.destination->size());
    }
    return image;
}

bool hasPortsFirst(std::uint8_t protocol)
{
    return protocol == ProtocolTcp || protocol == ProtocolUdp || protocol == ProtocolUdplite
        || protocol == ProtocolSctp || protocol == ProtocolDccp;
}

bool isEcho(const Packet &packet)
{
    const std::uint8_t type = packet.icmpType.value_or(255);
    return packet.protocol == ProtocolIcmp ? (type == 8 || type == 0)
                                           : (type == 128 || type == 129);
}

HeaderImage transportHeader(const Packet &packet)
{
    constexpr std::size_t size = 20;
    HeaderImage image(size);
    if (hasPortsFirst(packet.protocol)) {
        image.put(0, 16, packet.sourcePort);
        image.put(16, 16, packet.destinationPort);
    }
    if (packet.protocol == ProtocolTcp) {
        image.put(104, 8, std::uint64_t{packet.tcpFlags});
        if (packet.tcpOptions) {
            constexpr std::size_t words = 5;
            image.put(96, 4, std::uint64_t{words + packet.tcpOptions->size() / 4});
        }
    } else if (packet.protocol == ProtocolUdp && packet.length) {
        constexpr unsigned header4 = 20;
        constexpr unsigned header6 = 40;
        unsigned before = packet.family == Family::Ipv4 ? header4 : header6;
        for (const ExtensionHeader &header : packet.extensionHeaders) {
            before += static_cast<unsigned>(header.bytes.size());
        }
        if (*packet.length > before) {
            image.put(32, 16, std::uint64_t{*packet.length - before});
        }
    } else if (packet.protocol == ProtocolIcmp || packet.protocol == ProtocolIcmpv6) {
        image.put(0, 8, packet.icmpType);
        // Echo requests and replies have no code but 0.
        image.put(8, 8, isEcho(packet) ? std::optional<std::uint8_t>(0) : packet.icmpCode);
    } else if (packet.protocol == ProtocolEsp) {
        image.put(0, 32, packet.spi);
    } else if (packet.protocol == ProtocolAh) {
        image.put(32, 32, packet.spi);
    } else if (packet.protocol == ProtocolIpcomp) {
        image.put(16, 16, packet.spi);
    }
    return image;
}

HeaderImage linkHeader(const Packet &packet)
{
    constexpr std::size_t size = 14;
    constexpr std::uint64_t ipv4 = 0x0800;
    constexpr std::uint64_t ipv6 = 0x86dd;
    HeaderImage image(size);
    if (packet.macDestination) {
        image.putBytes(0, packet.macDestination->bytes, packet.macDestination->bytes.size());
    }
    if (packet.macSource) {
        image.putBytes(48, packet.macSource->bytes, packet.macSource->bytes.size());
    }
    image.put(96, 16, packet.family == Family::Ipv4 ? ipv4 : ipv6);
    return image;
}

} // namespace

NativeValue payloadBits(const NftSelector &selector, const NativeContext &context)
{
    const Packet &packet = context.flow.packet;
    switch (selector.layer) {
    case NftLayer::Link:
        return linkHeader(packet).read(selector.offset, selector.bits, selector.name);
    case NftLayer::Network:
        return networkHeader(context).read(selector.offset, selector.bits, selector.name);
    case NftLayer::Transport:
        break;
    }
    return transportHeader(packet).read(selector.offset, selector.bits, selector.name);
}

} // namespace Portlight::Core
