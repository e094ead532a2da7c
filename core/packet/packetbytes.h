// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/packet/packet.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace Portlight::Core
{

/// A number of which only the bits in `known` are known; the others are 0 in `value`.
struct PartlyKnown {
    std::uint32_t value = 0;
    std::uint32_t known = 0;
    bool isKnown(std::uint32_t mask = 0xffffffff) const
    {
        return (known & mask) == mask;
    }
    bool operator==(const PartlyKnown &) const = default;
};

/// A packet's bytes from its internet header on, as far as its fields tell them. An IPv4 header is
/// taken to be without options; identification, checksums, sequence numbers and windows are not
/// known.
class PacketBytes
{
public:
    explicit PacketBytes(const Packet &packet);

    /// `count` bytes (at most 4) in network order at `offset`; nothing when the packet is known to
    /// end before them.
    std::optional<PartlyKnown> read(std::size_t offset, std::size_t count) const;
    /// Where the transport header begins, after extension headers.
    std::size_t transportOffset() const
    {
        return m_transport;
    }
    /// The whole packet's length if it is known.
    std::optional<std::size_t> length() const
    {
        return m_length;
    }

private:
    struct Byte {
        std::uint8_t value = 0;
        std::uint8_t known = 0;
    };
    void append(std::uint32_t value, unsigned bytes);
    void appendOptional(const std::optional<std::uint32_t> &value, unsigned bytes);
    void appendUnknown(unsigned bytes);
    void appendAddress(const std::optional<IpAddress> &address, Family family);
    void appendHeader4(const Packet &packet);
    void appendHeader6(const Packet &packet);
    void appendTransport(const Packet &packet);
    bool appendPorts(const Packet &packet);

    std::vector<Byte> m_bytes;
    std::size_t m_transport = 0;
    std::optional<std::size_t> m_length;
};

/// The packet's length in bytes with all its headers, if its fields tell it.
std::optional<std::size_t> lengthOf(const Packet &packet);

} // namespace Portlight::Core
