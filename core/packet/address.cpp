// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/packet/address.h"

#include <arpa/inet.h>

#include <array>
#include <bit>
#include <charconv>
#include <cstring>

namespace Portlight::Core
{

namespace
{

bool hasPrefix(const IpAddress &address, std::initializer_list<std::uint8_t> bytes, unsigned bits)
{
    std::size_t index = 0;
    for (const std::uint8_t byte : bytes) {
        const unsigned left = bits > index * 8 ? bits - static_cast<unsigned>(index * 8) : 0;
        const unsigned mask = left >= 8 ? 0xffU : (0xff00U >> left) & 0xffU;
        if (((address.bytes[index] ^ byte) & mask) != 0) {
            return false;
        }
        ++index;
    }
    return true;
}

std::optional<unsigned> parseNumber(std::string_view text, unsigned limit)
{
    unsigned value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || error != std::errc() || end != text.data() + text.size() || value > limit) {
        return std::nullopt;
    }
    return value;
}

/// "192.0.2.1", as inet_pton reads it; nothing for all else. Rules have one or two each.
std::optional<IpAddress> parseIpv4(std::string_view text)
{
    IpAddress address = IpAddress::any(Family::Ipv4);
    const char *at = text.data();
    const char *const end = at + text.size();
    for (std::size_t index = 0; index < 4; ++index) {
        if (index > 0 && (at == end || *at++ != '.')) {
            return std::nullopt;
        }
        const char *const begin = at;
        unsigned value = 0;
        for (; at != end && *at >= '0' && *at <= '9' && at - begin < 3; ++at) {
            value = value * 10 + static_cast<unsigned>(*at - '0');
        }
        const bool leadingZero = at - begin > 1 && *begin == '0';
        if (at == begin || value > 255 || leadingZero) {
            return std::nullopt;
        }
        address.bytes[index] = static_cast<std::uint8_t>(value);
    }
    return at == end ? std::optional(address) : std::nullopt;
}

/// "10", "10.1", "10.1.2": iptables' inet_network-like short form, only together with a prefix or
/// mask ("10/8").
std::optional<IpAddress> parseShortIpv4(std::string_view text)
{
    IpAddress address = IpAddress::any(Family::Ipv4);
    std::size_t index = 0;
    while (index < 4) {
        const std::size_t dot = text.find('.');
        const auto byte = parseNumber(text.substr(0, dot), 255);
        if (!byte) {
            return std::nullopt;
        }
        address.bytes[index++] = static_cast<std::uint8_t>(*byte);
        if (dot == std::string_view::npos) {
            return address;
        }
        text.remove_prefix(dot + 1);
    }
    return std::nullopt;
}

} // namespace

std::string_view toString(Family family)
{
    return family == Family::Ipv4 ? "ipv4" : "ipv6";
}

std::optional<Family> parseFamily(std::string_view text)
{
    if (text == "ipv4") {
        return Family::Ipv4;
    }
    if (text == "ipv6") {
        return Family::Ipv6;
    }
    return std::nullopt;
}

std::optional<IpAddress> IpAddress::parse(std::string_view text)
{
    if (const auto address = parseIpv4(text)) {
        return address;
    }
    char buffer[INET6_ADDRSTRLEN + 1];
    if (text.empty() || text.size() >= sizeof buffer || text.find('\0') != std::string_view::npos) {
        return std::nullopt;
    }
    std::memcpy(buffer, text.data(), text.size());
    buffer[text.size()] = '\0';
    IpAddress address;
    address.family = text.find(':') == std::string_view::npos ? Family::Ipv4 : Family::Ipv6;
    const int family = address.family == Family::Ipv4 ? AF_INET : AF_INET6;
    if (inet_pton(family, buffer, address.bytes.data()) != 1) {
        return std::nullopt;
    }
    return address;
}

IpAddress IpAddress::any(Family family)
{
    IpAddress address;
    address.family = family;
    return address;
}

std::size_t IpAddress::size() const
{
    return family == Family::Ipv4 ? 4 : 16;
}

std::string IpAddress::toString() const
{
    if (family == Family::Ipv4) {
        std::string text;
        for (std::size_t index = 0; index < 4; ++index) {
            std::array<char, 3> digits;
            const auto end =
                std::to_chars(digits.data(), digits.data() + digits.size(), unsigned{bytes[index]});
            text.append(index > 0 ? 1 : 0, '.').append(digits.data(), end.ptr);
        }
        return text;
    }
    char buffer[INET6_ADDRSTRLEN];
    return inet_ntop(AF_INET6, bytes.data(), buffer, sizeof buffer) != nullptr ? buffer : "";
}

bool IpAddress::isLoopback() const
{
    if (family == Family::Ipv4) {
        return bytes[0] == 127;
    }
    IpAddress loopback = any(Family::Ipv6);
    loopback.bytes[15] = 1;
    return *this == loopback;
}

bool IpAddress::isMulticast() const
{
    return family == Family::Ipv4 ? hasPrefix(*this, {224}, 4) : bytes[0] == 0xff;
}

bool IpAddress::isPrivate() const
{
    if (family == Family::Ipv4) {
        return hasPrefix(*this, {10}, 8) || hasPrefix(*this, {172, 16}, 12)
            || hasPrefix(*this, {192, 168}, 16) || hasPrefix(*this, {100, 64}, 10)
            || hasPrefix(*this, {169, 254}, 16);
    }
    return hasPrefix(*this, {0xfc}, 7) || hasPrefix(*this, {0xfe, 0x80}, 10);
}

bool IpAddress::isUnspecified() const
{
    return *this == any(family);
}

std::optional<IpAddress> IpAddress::next(std::uint32_t step) const
{
    IpAddress result = *this;
    std::uint64_t carry = step;
    for (std::size_t index = size(); index-- > 0 && carry != 0;) {
        carry += result.bytes[index];
        result.bytes[index] = static_cast<std::uint8_t>(carry & 0xffU);
        carry >>= 8U;
    }
    if (carry != 0) {
        return std::nullopt;
    }
    return result;
}

std::optional<IpNetwork> IpNetwork::parse(std::string_view text)
{
    const std::size_t slash = text.find('/');
    if (slash == std::string_view::npos) {
        const auto address = IpAddress::parse(text);
        if (!address) {
            return std::nullopt;
        }
        return fromPrefix(*address, static_cast<unsigned>(address->size()) * 8);
    }
    const std::string_view maskText = text.substr(slash + 1);
    auto address = IpAddress::parse(text.substr(0, slash));
    if (!address) {
        address = parseShortIpv4(text.substr(0, slash));
    }
    if (!address) {
        return std::nullopt;
    }
    if (const auto prefix = parseNumber(maskText, static_cast<unsigned>(address->size()) * 8)) {
        return fromPrefix(*address, *prefix);
    }
    const auto mask = IpAddress::parse(maskText);
    if (!mask || mask->family != address->family) {
        return std::nullopt;
    }
    return IpNetwork{*address, mask->bytes};
}

IpNetwork IpNetwork::fromPrefix(const IpAddress &address, unsigned prefixLength)
{
    IpNetwork network{address, {}};
    for (std::size_t index = 0; index < address.size(); ++index) {
        const auto before = static_cast<unsigned>(index * 8);
        const unsigned bits = prefixLength > before ? prefixLength - before : 0;
        network.mask[index] =
            static_cast<std::uint8_t>(bits >= 8 ? 0xffU : (0xff00U >> bits) & 0xffU);
    }
    return network;
}

bool IpNetwork::contains(const IpAddress &other) const
{
    if (other.family != address.family) {
        return false;
    }
    for (std::size_t index = 0; index < address.size(); ++index) {
        if (((address.bytes[index] ^ other.bytes[index]) & mask[index]) != 0) {
            return false;
        }
    }
    return true;
}

std::optional<unsigned> IpNetwork::prefixLength() const
{
    unsigned length = 0;
    bool ended = false;
    for (std::size_t index = 0; index < address.size(); ++index) {
        const std::uint8_t byte = mask[index];
        const auto ones = static_cast<unsigned>(std::countl_one(byte));
        if ((ended && byte != 0) || std::popcount(byte) != static_cast<int>(ones)) {
            return std::nullopt;
        }
        ended = ended || ones != 8;
        length += ones;
    }
    return length;
}

std::string IpNetwork::toString() const
{
    IpAddress masked = address;
    for (std::size_t index = 0; index < masked.bytes.size(); ++index) {
        masked.bytes[index] &= mask[index];
    }
    if (const auto length = prefixLength()) {
        return masked.toString() + '/' + std::to_string(*length);
    }
    return masked.toString() + '/' + IpAddress{address.family, mask}.toString();
}

std::optional<MacAddress> MacAddress::parse(std::string_view text)
{
    MacAddress result;
    if (text.size() != 17) {
        return std::nullopt;
    }
    for (std::size_t index = 0; index < 6; ++index) {
        const char *begin = text.data() + index * 3;
        unsigned value = 0;
        const auto [end, error] = std::from_chars(begin, begin + 2, value, 16);
        if (error != std::errc() || end != begin + 2 || (index < 5 && begin[2] != ':')) {
            return std::nullopt;
        }
        result.bytes[index] = static_cast<std::uint8_t>(value);
    }
    return result;
}

std::string MacAddress::toString() const
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (const std::uint8_t byte : bytes) {
        if (!text.empty()) {
            text += ':';
        }
        text += digits[byte >> 4U];
        text += digits[byte & 0x0fU];
    }
    return text;
}

} // namespace Portlight::Core
