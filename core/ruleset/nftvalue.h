// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/packet/address.h"

#include <compare>
#include <cstdint>
#include <string_view>

namespace Portlight::Core
{

/// What a register of nftables holds, up to 128 bits, ordered as the kernel compares it. Numbers
/// and addresses stand at the low end; names of devices at the high end, padded with zeros.
struct NftValue {
    std::uint64_t high = 0;
    std::uint64_t low = 0;

    static NftValue of(std::uint64_t number)
    {
        return {0, number};
    }
    static NftValue of(const IpAddress &address);
    static NftValue of(const MacAddress &address);
    /// A name of at most 16 bytes; what is longer is cut as the kernel cuts it.
    static NftValue ofName(std::string_view name);
    static NftValue ones(unsigned bits); ///< the lowest `bits` set; 0..128
    IpAddress address(Family family) const;

    bool isZero() const
    {
        return high == 0 && low == 0;
    }
    auto operator<=>(const NftValue &) const = default;
};

constexpr NftValue operator&(const NftValue &a, const NftValue &b)
{
    return {a.high & b.high, a.low & b.low};
}
constexpr NftValue operator|(const NftValue &a, const NftValue &b)
{
    return {a.high | b.high, a.low | b.low};
}
constexpr NftValue operator^(const NftValue &a, const NftValue &b)
{
    return {a.high ^ b.high, a.low ^ b.low};
}
constexpr NftValue operator~(const NftValue &a)
{
    return {~a.high, ~a.low};
}
NftValue operator<<(const NftValue &value, unsigned bits);
NftValue operator>>(const NftValue &value, unsigned bits);

/// One key of a set, or what something is compared with. A single value begins and ends alike.
struct NftRange {
    NftValue first;
    NftValue last;
    bool known = true; ///< false: a word that Portlight has no number for; it may be any value
    bool operator==(const NftRange &) const = default;
};

} // namespace Portlight::Core
