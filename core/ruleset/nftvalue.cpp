// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/ruleset/nftvalue.h"

namespace Portlight::Core
{

namespace
{

constexpr unsigned wordBits = 64;

void append(NftValue &value, std::uint8_t byte)
{
    value = (value << 8U) | NftValue::of(byte);
}

} // namespace

NftValue NftValue::of(const IpAddress &address)
{
    NftValue value;
    for (std::size_t i = 0; i < address.size(); ++i) {
        append(value, address.bytes[i]);
    }
    return value;
}

NftValue NftValue::of(const MacAddress &address)
{
    NftValue value;
    for (const std::uint8_t byte : address.bytes) {
        append(value, byte);
    }
    return value;
}

NftValue NftValue::ofName(std::string_view name)
{
    constexpr std::size_t longest = 16;
    NftValue value;
    for (std::size_t i = 0; i < longest; ++i) {
        append(value, i < name.size() ? static_cast<std::uint8_t>(name[i]) : std::uint8_t{0});
    }
    return value;
}

NftValue NftValue::ones(unsigned bits)
{
    constexpr std::uint64_t all = ~std::uint64_t{0};
    if (bits >= 2 * wordBits) {
        return {all, all};
    }
    if (bits >= wordBits) {
        return {(std::uint64_t{1} << (bits - wordBits)) - 1, all};
    }
    return {0, (std::uint64_t{1} << bits) - 1};
}

IpAddress NftValue::address(Family family) const
{
    IpAddress result = IpAddress::any(family);
    NftValue rest = *this;
    for (std::size_t i = result.size(); i-- > 0;) {
        result.bytes[i] = static_cast<std::uint8_t>(rest.low & 0xffU);
        rest = rest >> 8U;
    }
    return result;
}

NftValue operator<<(const NftValue &value, unsigned bits)
{
    if (bits == 0) {
        return value;
    }
    if (bits >= 2 * wordBits) {
        return {};
    }
    if (bits >= wordBits) {
        return {value.low << (bits - wordBits), 0};
    }
    return {value.high << bits | value.low >> (wordBits - bits), value.low << bits};
}

NftValue operator>>(const NftValue &value, unsigned bits)
{
    if (bits == 0) {
        return value;
    }
    if (bits >= 2 * wordBits) {
        return {};
    }
    if (bits >= wordBits) {
        return {0, value.high >> (bits - wordBits)};
    }
    return {value.high >> bits, value.low >> bits | value.high << (wordBits - bits)};
}

} // namespace Portlight::Core
