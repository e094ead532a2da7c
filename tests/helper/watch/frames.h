// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/packet/packet.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <vector>

/// Frames as the "any" device hands them over (LINUX_SLL2), built by hand.
namespace Frames
{

using Bytes = std::vector<std::uint8_t>;

inline void put16(Bytes &bytes, unsigned value)
{
    bytes.push_back(static_cast<std::uint8_t>(value >> 8U));
    bytes.push_back(static_cast<std::uint8_t>(value));
}

inline void append(Bytes &bytes, const Bytes &more)
{
    std::copy(more.begin(), more.end(), std::back_inserter(bytes));
}

inline Bytes tcp(unsigned from, unsigned to, std::uint8_t flags)
{
    Bytes bytes;
    put16(bytes, from);
    put16(bytes, to);
    bytes.resize(12);
    bytes.push_back(0x50);
    bytes.push_back(flags);
    bytes.resize(20);
    return bytes;
}

inline Bytes udp(unsigned from, unsigned to)
{
    Bytes bytes;
    put16(bytes, from);
    put16(bytes, to);
    put16(bytes, 8);
    put16(bytes, 0);
    return bytes;
}

inline Bytes icmp(std::uint8_t type, std::uint8_t code, const Bytes &quoted = {})
{
    Bytes bytes{type, code, 0, 0, 0, 0, 0, 0};
    append(bytes, quoted);
    return bytes;
}

inline Bytes ip(const char *from, const char *to, std::uint8_t protocol, const Bytes &payload)
{
    const auto source = *Portlight::Core::IpAddress::parse(from);
    const auto destination = *Portlight::Core::IpAddress::parse(to);
    const bool six = source.family == Portlight::Core::Family::Ipv6;
    Bytes bytes;
    if (six) {
        bytes = {0x60, 0, 0, 0};
        put16(bytes, static_cast<unsigned>(payload.size()));
        bytes.push_back(protocol);
        bytes.push_back(64);
    } else {
        bytes = {0x45, 0};
        put16(bytes, static_cast<unsigned>(payload.size() + 20));
        bytes.resize(8);
        bytes.push_back(64);
        bytes.push_back(protocol);
        put16(bytes, 0);
    }
    bytes.insert(bytes.end(), source.bytes.begin(), source.bytes.begin() + source.size());
    bytes.insert(bytes.end(), destination.bytes.begin(),
                 destination.bytes.begin() + destination.size());
    append(bytes, payload);
    return bytes;
}

constexpr std::uint8_t host = 0; // linux/if_packet.h: PACKET_HOST
constexpr std::uint8_t leaving = 4; // PACKET_OUTGOING

inline Bytes cooked(const Bytes &packet, std::uint8_t type = host, unsigned interface = 2)
{
    Bytes bytes;
    put16(bytes, packet[0] >> 4U == 6 ? 0x86ddU : 0x0800U);
    put16(bytes, 0);
    put16(bytes, interface >> 16U);
    put16(bytes, interface);
    put16(bytes, 1);
    bytes.push_back(type);
    bytes.push_back(6);
    bytes.resize(20);
    append(bytes, packet);
    return bytes;
}

} // namespace Frames
