// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace Portlight::Helper
{

/// FNV-1a over 64 bits, twice with different starting values. For telling texts apart, not for
/// security.
class Digest
{
public:
    void add(std::string_view text)
    {
        constexpr std::uint64_t prime = 0x100000001b3;
        for (const char c : text) {
            const auto byte = static_cast<unsigned char>(c);
            m_first = (m_first ^ byte) * prime;
            m_second = (m_second ^ byte) * prime;
        }
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
    std::uint64_t m_first = 0xcbf29ce484222325;
    std::uint64_t m_second = 0x9ae16a3b2f90404f;
};

} // namespace Portlight::Helper
