// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/change/commonlines.h"

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <unordered_map>

namespace Portlight::Core
{

namespace
{

/// 12 bytes each are kept; a firewall of 20,000 different rules has 20,000.
constexpr std::size_t mostPairs = 4'000'000;
constexpr std::uint32_t none = 0xffffffff;

using Places = std::unordered_map<std::string_view, std::vector<std::uint32_t>>;

/// A pair of equal lines, at the end of a chain of such pairs.
struct Pair {
    std::uint32_t before = 0;
    std::uint32_t after = 0;
    std::uint32_t previous = none;
};

std::size_t pairCount(const std::vector<std::string> &before, std::size_t first, std::size_t last,
                      const Places &places)
{
    std::size_t count = 0;
    for (std::size_t index = first; index < last && count <= mostPairs; ++index) {
        const auto found = places.find(before[index]);
        count += found == places.end() ? 0 : found->second.size();
    }
    return count;
}

} // namespace

// The method of Hunt and Szymanski: rules are nearly all different, so that there are few pairs.
std::vector<std::optional<std::size_t>> commonLines(const std::vector<std::string> &before,
                                                    const std::vector<std::string> &after)
{
    std::vector<std::optional<std::size_t>> result(after.size());
    std::size_t begin = 0;
    std::size_t endBefore = before.size();
    std::size_t endAfter = after.size();
    while (begin < std::min(endBefore, endAfter) && before[begin] == after[begin]) {
        result[begin] = begin;
        ++begin;
    }
    while (endBefore > begin && endAfter > begin && before[endBefore - 1] == after[endAfter - 1]) {
        --endBefore;
        --endAfter;
        result[endAfter] = endBefore;
    }

    Places places; // in `after`
    for (std::size_t index = begin; index < endAfter; ++index) {
        places[after[index]].push_back(static_cast<std::uint32_t>(index));
    }
    const bool inOrderOnly = pairCount(before, begin, endBefore, places) > mostPairs;
    std::unordered_map<std::string_view, std::size_t> used;

    std::vector<Pair> pairs;
    std::vector<std::uint32_t> ends; // the pair that ends the best chain of each length
    const auto endsBefore = [&pairs](std::uint32_t pair, std::uint32_t place) {
        return pairs[pair].after < place;
    };
    const auto add = [&](std::size_t index, std::uint32_t place) {
        const auto at = std::lower_bound(ends.begin(), ends.end(), place, endsBefore);
        const std::uint32_t previous = at == ends.begin() ? none : *(at - 1);
        const auto pair = static_cast<std::uint32_t>(pairs.size());
        pairs.push_back({static_cast<std::uint32_t>(index), place, previous});
        if (at == ends.end()) {
            ends.push_back(pair);
        } else {
            *at = pair;
        }
    };
    for (std::size_t index = begin; index < endBefore; ++index) {
        const auto found = places.find(before[index]);
        if (found == places.end()) {
            continue;
        }
        const std::vector<std::uint32_t> &all = found->second;
        if (inOrderOnly) {
            const std::size_t turn = used[before[index]]++;
            if (turn < all.size()) {
                add(index, all[turn]);
            }
            continue;
        }
        // From the last to the first: one line of `before` is never used twice.
        std::for_each(all.rbegin(), all.rend(), [&](std::uint32_t place) {
            add(index, place);
        });
    }
    for (std::uint32_t pair = ends.empty() ? none : ends.back(); pair != none;
         pair = pairs[pair].previous) {
        result[pairs[pair].after] = pairs[pair].before;
    }
    return result;
}

} // namespace Portlight::Core
