// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/conntrack/usage.h"

#include <cstddef>
#include <optional>
#include <vector>

namespace Portlight::App
{

/// The latest readings of the connection table, oldest first, in bounded memory.
class UsageHistory
{
public:
    /// One hour at one reading a second.
    static constexpr std::size_t defaultCapacity = 3600;

    explicit UsageHistory(std::size_t capacity = defaultCapacity);

    /// A reading older than the newest one is ignored: the clock must never go back.
    void add(double seconds, std::uint64_t count);
    void clear();
    bool isEmpty() const;
    const std::vector<Core::UsageSample> &samples() const;
    /// Only what was read in the last `seconds` before the newest reading.
    std::vector<Core::UsageSample> latest(double seconds) const;
    /// New entries a second that would explain the highest rise seen, for the planner; nothing
    /// with fewer than three readings.
    std::optional<double> highestRise() const;
    std::uint64_t highest() const;

private:
    std::size_t m_capacity;
    std::vector<Core::UsageSample> m_samples;
};

} // namespace Portlight::App
