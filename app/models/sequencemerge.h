// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace Portlight::App
{

/// Names for the entries of a list in which equal texts may stand several times: the first "a" has
/// another key than the second "a". Keys of two lists can be compared. Linear.
std::vector<std::uint64_t> sequenceKeys(std::span<const std::string_view> texts);

/// How one list becomes another one by taking entries away and putting new ones in, with the rest
/// left in its order. Keys must be unique within each list. O(n log n) at worst, linear where the
/// lists differ in few places.
struct SequenceMerge {
    struct Run {
        std::size_t first = 0;
        std::size_t count = 0;
        bool operator==(const Run &) const = default;
    };
    /// For each entry of the new list the index it had before, or `none`; ascending where it is
    /// not `none`.
    std::vector<std::size_t> before;
    std::vector<Run> removed; ///< runs in the old list, ascending
    std::vector<Run> inserted; ///< runs in the new list, ascending
    static constexpr std::size_t none = static_cast<std::size_t>(-1);
};
SequenceMerge mergeSequences(std::span<const std::uint64_t> old,
                             std::span<const std::uint64_t> now);

} // namespace Portlight::App
