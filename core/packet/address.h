// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace Portlight::Core
{

enum class Family : std::uint8_t { Ipv4, Ipv6 };

/// "ipv4" or "ipv6", as on the command line and in JSON.
std::string_view toString(Family family);
std::optional<Family> parseFamily(std::string_view text);

/// An IPv4 or IPv6 address in network byte order; IPv4 uses the first four bytes, the rest is 0.
struct IpAddress {
    Family family = Family::Ipv4;
    std::array<std::uint8_t, 16> bytes{};

    /// Accepts exactly what inet_pton(3) accepts; no host names, no prefix length.
    static std::optional<IpAddress> parse(std::string_view text);
    static IpAddress any(Family family);

    /// 4 or 16.
    std::size_t size() const;
    std::string toString() const;
    bool isLoopback() const;
    bool isMulticast() const;
    /// RFC 1918, RFC 6598 (100.64/10), link-local (169.254/16, fe80::/10) or unique local
    /// (fc00::/7): addresses that a router on the internet has no way back to.
    bool isPrivate() const;
    bool isUnspecified() const;
    /// The address `step` further on, or nothing past the end of the address space.
    std::optional<IpAddress> next(std::uint32_t step = 1) const;

    auto operator<=>(const IpAddress &) const = default;
};

/// An address and a mask. The mask may have holes, as iptables allows ("10.0.0.1/255.0.255.0").
struct IpNetwork {
    IpAddress address;
    std::array<std::uint8_t, 16> mask{};

    /// Accepts "A", "A/PREFIX" and "A/MASK". The address keeps its host bits as written.
    static std::optional<IpNetwork> parse(std::string_view text);
    static IpNetwork fromPrefix(const IpAddress &address, unsigned prefixLength);

    bool contains(const IpAddress &other) const;
    /// The prefix length, or nothing when the mask has holes.
    std::optional<unsigned> prefixLength() const;
    /// The way iptables-save prints it: always with "/PREFIX" or "/MASK".
    std::string toString() const;
    bool operator==(const IpNetwork &) const = default;
};

struct MacAddress {
    std::array<std::uint8_t, 6> bytes{};
    static std::optional<MacAddress>
    parse(std::string_view text); ///< "02:00:00:00:00:01", any case
    std::string toString() const; ///< lower case with colons
    bool operator==(const MacAddress &) const = default;
};

} // namespace Portlight::Core
