// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

namespace Portlight::Core
{

/// Counts keys of a stream in bounded memory, for the largest groups of a table of any size. Exact
/// while at most `capacity` different keys come. Beyond that the counters are cut back together by
/// their median, and the small ones go (Misra and Gries, "Finding repeated elements", 1982, in
/// batches): each count is then too low by at most error(), and every key that came more often than
/// error() is there. error() is at most 2 * total() / capacity.
template<typename Key, typename Hash = std::hash<Key>> class TopCounter
{
public:
    explicit TopCounter(std::size_t capacity, Hash hash = {})
        : m_capacity(capacity)
        , m_hash(hash)
        , m_slots(firstSlots)
    {
    }

    void add(const Key &key)
    {
        ++m_total;
        Slot &slot = find(key);
        if (slot.count != 0) {
            ++slot.count;
            return;
        }
        slot = {key, 1};
        ++m_used;
        if (m_used > m_capacity) {
            cutBack();
        } else if (m_used * 2 > m_slots.size()) {
            rebuild(m_slots.size() * 2, 0);
        }
    }

    std::uint64_t total() const
    {
        return m_total;
    }
    std::uint64_t error() const
    {
        return m_error;
    }

    /// The `limit` largest, largest first and then by key; counts are lower bounds.
    std::vector<std::pair<Key, std::uint64_t>> top(std::size_t limit) const
    {
        std::vector<std::pair<Key, std::uint64_t>> result;
        for (const Slot &slot : m_slots) {
            if (slot.count != 0) {
                result.emplace_back(slot.key, slot.count);
            }
        }
        const auto isBefore = [](const auto &a, const auto &b) {
            return a.second != b.second ? a.second > b.second : a.first < b.first;
        };
        const std::size_t kept = std::min(limit, result.size());
        std::partial_sort(result.begin(), result.begin() + static_cast<std::ptrdiff_t>(kept),
                          result.end(), isBefore);
        result.resize(kept);
        return result;
    }

private:
    struct Slot {
        Key key{};
        std::uint64_t count = 0; ///< 0: free
    };
    static constexpr std::size_t firstSlots = 256;

    /// The key's slot, or the free one where it belongs. At least half of the slots are free.
    Slot &find(const Key &key)
    {
        std::size_t at = m_hash(key) & (m_slots.size() - 1);
        while (m_slots[at].count != 0 && !(m_slots[at].key == key)) {
            at = (at + 1) & (m_slots.size() - 1);
        }
        return m_slots[at];
    }

    void rebuild(std::size_t size, std::uint64_t less)
    {
        std::vector<Slot> old(size);
        old.swap(m_slots);
        m_used = 0;
        for (const Slot &slot : old) {
            if (slot.count > less) {
                find(slot.key) = {slot.key, slot.count - less};
                ++m_used;
            }
        }
    }

    void cutBack()
    {
        std::vector<std::uint64_t> counts;
        counts.reserve(m_used);
        for (const Slot &slot : m_slots) {
            if (slot.count != 0) {
                counts.push_back(slot.count);
            }
        }
        const auto middle = counts.begin() + static_cast<std::ptrdiff_t>(counts.size() / 2);
        std::nth_element(counts.begin(), middle, counts.end());
        const std::uint64_t median = *middle;
        m_error += median;
        rebuild(m_slots.size(), median);
    }

    std::size_t m_capacity;
    Hash m_hash;
    std::vector<Slot> m_slots; ///< a power of two, so that a mask finds the slot
    std::size_t m_used = 0;
    std::uint64_t m_total = 0;
    std::uint64_t m_error = 0;
};

} // namespace Portlight::Core
