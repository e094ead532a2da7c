// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/diagnosis/packetwatch.h"
#include "helper/watch/frame.h"

#include <functional>
#include <map>

namespace Portlight::Helper
{

/// Counts watched packets by kind and place. Bounded: what finds no room any more is told by
/// PacketWatch::limited.
class Sightings
{
public:
    static constexpr std::size_t mostPlaces = 64;
    static constexpr std::size_t mostFlows = 512; ///< whose delays are measured

    /// `nameOf` gives the name of an interface by its index.
    explicit Sightings(std::function<std::string(unsigned)> nameOf);

    /// `milliseconds` since the watch began.
    void add(const WatchedPacket &packet, double milliseconds);
    const Core::PacketWatch &watch() const
    {
        return m_watch;
    }
    Core::PacketWatch &watch()
    {
        return m_watch;
    }

private:
    std::function<std::string(unsigned)> m_nameOf;
    std::map<std::pair<Core::IpAddress, std::uint16_t>, double> m_asked; ///< by client
    Core::PacketWatch m_watch;
};

} // namespace Portlight::Helper
