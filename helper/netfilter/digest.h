// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace Portlight::Helper
{

/// 128 bits over a sequence of byte strings, eight bytes at a time: 50,000 rules are 15 MB, and a
/// refresh of counters goes over all of them. For telling texts apart, not for security. The border
/// between two strings counts: "ab", "c" is not "a", "bc".
class Digest
{
public:
    void add(const void *bytes, std::size_t size)
    {
        const auto *at = static_cast<const unsigned char *>(bytes);
        mix(size);
        for (; size >= sizeof(std::uint64_t); size -= sizeof(std::uint64_t)) {
            std::uint64_t word = 0;
            std::memcpy(&word, at, sizeof word);
            mix(word);
            at += sizeof word;
        }
        if (size > 0) {
            std::uint64_t word = 0;
            std::memcpy(&word, at, size);
            mix(word);
        }
    }
    void add(std::string_view text)
    {
        add(text.data(), text.size());
    }
    void add(std::uint64_t number)
    {
        mix(number);
    }
    std::string text() const
    {
        constexpr std::string_view digits = "0123456789abcdef";
        std::string result;
        for (const std::uint64_t half : {m_first, m_second}) {
            for (int shift = 60; shift >= 0; shift -= 4) {
                result += digits[half >> shift & 15U];
            }
        }
        return result;
    }

private:
    void mix(std::uint64_t word)
    {
        // Odd factors keep every bit of the word; the shift brings the high bits, where a product
        // gathers them, back to the low ones.
        m_first = (m_first ^ word) * 0x9fb21c651e98df25;
        m_first ^= m_first >> 32U;
        m_second = (m_second ^ word) * 0xd6e8feb86659fd93;
        m_second ^= m_second >> 29U;
    }
    std::uint64_t m_first = 0xcbf29ce484222325;
    std::uint64_t m_second = 0x9ae16a3b2f90404f;
};

} // namespace Portlight::Helper
