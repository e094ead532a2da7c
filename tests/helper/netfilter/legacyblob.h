// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "helper/netfilter/legacytable.h"

#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace Portlight::Test
{

/// Builds what the kernel gives for a table of iptables-legacy, entry by entry, right or wrong.
class LegacyBlob
{
public:
    explicit LegacyBlob(Core::Family family = Core::Family::Ipv4)
        : m_layout(Helper::LegacyLayout::of(family))
    {
    }
    /// Offset of the entry that is added next.
    std::uint32_t next() const
    {
        return static_cast<std::uint32_t>(m_bytes.size());
    }
    /// An entry with a match for each size given and a target of `targetSize` bytes.
    std::uint32_t add(std::string_view targetName, std::size_t targetSize,
                      const std::vector<std::size_t> &matches = {})
    {
        const std::uint32_t start = next();
        m_bytes.resize(start + m_layout.entrySize);
        for (const std::size_t size : matches) {
            part("match", size);
        }
        put<std::uint16_t>(start + m_layout.targetOffsetAt, next() - start);
        m_target = part(targetName, targetSize);
        put<std::uint16_t>(start + m_layout.nextOffsetAt, next() - start);
        ++m_entries;
        return start;
    }
    std::uint32_t verdict(std::int32_t value, const std::vector<std::size_t> &matches = {})
    {
        const std::uint32_t start = add("", 40, matches);
        put<std::int32_t>(m_target + Helper::LegacyLayout::partSize, value);
        return start;
    }
    std::uint32_t chain(std::string_view name)
    {
        const std::uint32_t start = add("ERROR", 64);
        name.copy(reinterpret_cast<char *>(m_bytes.data()) + m_target
                      + Helper::LegacyLayout::partSize,
                  30);
        return start;
    }
    template<typename Value> void put(std::size_t at, std::size_t value)
    {
        const auto narrow = static_cast<Value>(value);
        std::memcpy(m_bytes.data() + at, &narrow, sizeof narrow);
    }
    void counters(std::uint32_t entry, std::uint64_t packets, std::uint64_t bytes)
    {
        put<std::uint64_t>(entry + m_layout.countersAt, packets);
        put<std::uint64_t>(entry + m_layout.countersAt + 8, bytes);
    }
    Helper::EntryBlob bytes() const
    {
        Helper::EntryBlob blob(m_bytes.size());
        std::memcpy(blob.data(), m_bytes.data(), m_bytes.size());
        return blob;
    }
    std::uint32_t entries() const
    {
        return m_entries;
    }
    const Helper::LegacyLayout &layout() const
    {
        return m_layout;
    }

private:
    std::uint32_t part(std::string_view name, std::size_t size)
    {
        const std::uint32_t start = next();
        m_bytes.resize(start + size);
        put<std::uint16_t>(start, size);
        name.copy(reinterpret_cast<char *>(m_bytes.data()) + start + 2, 28);
        return start;
    }

    const Helper::LegacyLayout &m_layout;
    std::vector<std::byte> m_bytes;
    std::uint32_t m_target = 0;
    std::uint32_t m_entries = 0;
};

} // namespace Portlight::Test
