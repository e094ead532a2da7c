// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "app/models/firewallview.h"

#include <deque>
#include <map>
#include <optional>

namespace Portlight::App
{

/// What the blocking rules and policies counted in the last minutes, from their own counters.
class DropWatch
{
public:
    static constexpr double windowSeconds = 300;

    void add(const FirewallData &data, double seconds);
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
    using Place = std::tuple<Core::Backend, Core::Family, std::string, std::string, std::string>;
    struct Sample {
        double seconds = 0;
        std::map<Place, std::pair<std::uint64_t, unsigned>> packets; ///< and the rule's number
    };
    std::deque<Sample> m_samples;
};

} // namespace Portlight::App
