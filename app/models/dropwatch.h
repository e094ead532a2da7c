// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "app/models/firewallview.h"

#include <deque>
#include <optional>
#include <unordered_map>
#include <vector>

namespace Portlight::App
{

/// What the blocking rules and policies counted in the last minutes, from their own counters.
class DropWatch
{
public:
    static constexpr double windowSeconds = 300;

    /// What blocks in a reading, and what it counted. Made of a reading alone, so that a large one
    /// can be gone through elsewhere.
    struct Sample {
        struct Entry {
            std::uint64_t key = 0; ///< the same for the same rule in every reading
            std::uint64_t packets = 0;
            Core::Location location;
        };
        std::vector<Entry> entries;
    };
    static Sample sample(const FirewallData &data);

    void add(Sample sample, double seconds);
    void clear();

    struct Result {
        std::uint64_t packets = 0; ///< within the window
        std::uint64_t ever = 0; ///< since the counters were set to zero
        double watchedSeconds = 0; ///< shorter than the window at first
        std::optional<Core::Location> top; ///< the place that blocked most, of the window or ever
        std::uint64_t topPackets = 0;
    };
    Result result() const;

private:
    struct Reading {
        double seconds = 0;
        std::uint64_t packets = 0;
    };
    struct Track {
        Core::Location location;
        std::vector<Reading>
            changes; ///< readings in which the counter differed from the one before
        unsigned lastSeen = 0;
    };
    std::uint64_t roseBy(const Track &track) const;

    std::unordered_map<std::uint64_t, Track> m_tracks;
    std::deque<double> m_times; ///< of the readings within the window, and the one before
    unsigned m_readings = 0;
};

} // namespace Portlight::App
