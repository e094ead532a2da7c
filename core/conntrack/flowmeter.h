// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/conntrack/entry.h"

#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

namespace Portlight::Core
{

/// New and ended flows of one protocol and port.
struct FlowRate {
    std::uint8_t protocol = 0;
    /// The first packet's destination port; nothing: the protocol has none, or one of the ports
    /// that came after the first FlowMeter::mostPorts.
    std::optional<std::uint16_t> port;
    std::uint64_t began = 0;
    std::uint64_t ended = 0;
    /// Of flows whose beginning and end were both seen (beyond FlowMeter::mostFollowed at once, of
    /// a sample of them):
    std::uint64_t lifetimes = 0;
    double lifetimeSeconds = 0; ///< sum
    double openSeconds = 0; ///< sum of the ages of those that have not ended yet
    bool operator==(const FlowRate &) const = default;

    /// The mean lifetime, where flows that are still there count with what they have lived so far:
    /// all time lived over the number of ends (the estimate for lifetimes cut off by the end of the
    /// measurement). Nothing below `fewest` ends.
    std::optional<double> meanLifetime(std::uint64_t fewest = 20) const;
};

/// What was counted since the meter started, or between two readings of it.
struct FlowRates {
    std::uint64_t meter = 0; ///< another number: the counting began anew
    double seconds = 0; ///< how long was counted
    /// How often the kernel dropped events because they were not read fast enough. Above 0 all
    /// counts are lower bounds.
    std::uint64_t overruns = 0;
    std::vector<FlowRate> flows; ///< most new ones first
    bool operator==(const FlowRates &) const = default;

    bool isAtLeast() const
    {
        return overruns > 0;
    }
    std::uint64_t began() const;
    std::uint64_t ended() const;
    /// The rows summed by protocol, without ports.
    std::vector<FlowRate> byProtocol() const;
};

/// What happened between two readings of the same meter; `now` itself when the meter is another
/// one. Open flows are those of `now`.
FlowRates between(const FlowRates &before, const FlowRates &now);

/// Counts the events of the kernel in bounded memory. Times are seconds on a clock that never goes
/// back.
class FlowMeter
{
public:
    static constexpr std::size_t mostPorts = 4096;
    static constexpr std::size_t mostFollowed = 65536;

    explicit FlowMeter(std::uint64_t number, double startedAt);

    void began(const ConntrackEntry &entry, double at);
    /// Kernels since 5.19 tell the end only of flows that began while somebody listened.
    void ended(const ConntrackEntry &entry, double at);
    /// Events were lost: the beginnings that are known may have ended unseen and are forgotten.
    void overrun();

    FlowRates reading(double at) const;

private:
    struct Open {
        std::uint32_t row = 0; ///< key of m_rows
        double since = 0;
    };

    std::uint32_t rowOf(const EntryTuple &tuple);
    bool isFollowed(std::uint32_t id) const;

    std::uint64_t m_number;
    double m_startedAt;
    std::uint64_t m_overruns = 0;
    std::unordered_map<std::uint32_t, FlowRate> m_rows;
    std::unordered_map<std::uint32_t, Open> m_open; ///< by the entry's id
    std::uint32_t m_sample = 0; ///< followed are ids whose mixed bits are 0 under this mask
};

} // namespace Portlight::Core
