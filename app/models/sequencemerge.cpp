// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/models/sequencemerge.h"

#include <algorithm>
#include <functional>
#include <unordered_map>

namespace Portlight::App
{

namespace
{

/// The longest part of `places` that ascends, as marks; entries that are `none` do not count.
std::vector<bool> longestAscent(const std::vector<std::size_t> &places)
{
    std::vector<std::size_t> tails; // index into places of the last entry of an ascent of length i
    std::vector<std::size_t> previous(places.size(), SequenceMerge::none);
    for (std::size_t i = 0; i < places.size(); ++i) {
        if (places[i] == SequenceMerge::none) {
            continue;
        }
        const auto at = std::lower_bound(tails.begin(), tails.end(), places[i],
                                         [&](std::size_t tail, std::size_t place) {
                                             return places[tail] < place;
                                         });
        if (at != tails.begin()) {
            previous[i] = *(at - 1);
        }
        if (at == tails.end()) {
            tails.push_back(i);
        } else {
            *at = i;
        }
    }
    std::vector<bool> marks(places.size(), false);
    for (std::size_t i = tails.empty() ? SequenceMerge::none : tails.back();
         i != SequenceMerge::none; i = previous[i]) {
        marks[i] = true;
    }
    return marks;
}

void addTo(std::vector<SequenceMerge::Run> &runs, std::size_t index)
{
    if (!runs.empty() && runs.back().first + runs.back().count == index) {
        ++runs.back().count;
    } else {
        runs.push_back({index, 1});
    }
}

} // namespace

std::vector<std::uint64_t> sequenceKeys(std::span<const std::string_view> texts)
{
    constexpr std::uint64_t golden = 0x9e3779b97f4a7c15ULL;
    std::vector<std::uint64_t> keys;
    keys.reserve(texts.size());
    std::unordered_map<std::uint64_t, std::uint64_t> seen;
    seen.reserve(texts.size());
    for (const auto text : texts) {
        const std::uint64_t digest = std::hash<std::string_view>{}(text);
        keys.push_back(digest + golden * seen[digest]++);
    }
    return keys;
}

SequenceMerge mergeSequences(std::span<const std::uint64_t> old, std::span<const std::uint64_t> now)
{
    SequenceMerge merge;
    merge.before.assign(now.size(), SequenceMerge::none);
    std::size_t front = 0;
    while (front < old.size() && front < now.size() && old[front] == now[front]) {
        merge.before[front] = front;
        ++front;
    }
    std::size_t back = 0;
    while (back < old.size() - front && back < now.size() - front
           && old[old.size() - 1 - back] == now[now.size() - 1 - back]) {
        merge.before[now.size() - 1 - back] = old.size() - 1 - back;
        ++back;
    }
    const std::size_t oldEnd = old.size() - back;
    const std::size_t nowEnd = now.size() - back;

    std::unordered_map<std::uint64_t, std::size_t> placeOf;
    if (front < nowEnd) {
        placeOf.reserve(oldEnd - front);
        for (std::size_t i = front; i < oldEnd; ++i) {
            placeOf.emplace(old[i], i);
        }
    }
    std::vector<std::size_t> places(nowEnd - front, SequenceMerge::none);
    for (std::size_t i = front; i < nowEnd; ++i) {
        if (const auto found = placeOf.find(now[i]); found != placeOf.end()) {
            places[i - front] = found->second;
        }
    }
    const auto stays = longestAscent(places);
    std::vector<bool> kept(oldEnd - front, false);
    for (std::size_t i = front; i < nowEnd; ++i) {
        if (stays[i - front]) {
            merge.before[i] = places[i - front];
            kept[places[i - front] - front] = true;
        } else {
            addTo(merge.inserted, i);
        }
    }
    for (std::size_t i = front; i < oldEnd; ++i) {
        if (!kept[i - front]) {
            addTo(merge.removed, i);
        }
    }
    return merge;
}

} // namespace Portlight::App
