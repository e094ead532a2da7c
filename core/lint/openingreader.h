// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/lint/openings.h"
#include "core/verdict/setwalk.h"

/// What openings.cpp and exposure.cpp share; not for others.
namespace Portlight::Core
{

/// First packets of connections with another computer.
PacketSet firstPackets(PacketSpace &space, Way way, const World &world);

/// What becomes of first packets.
struct Passing {
    PacketSet surely = PacketSpace::none;
    PacketSet maybe = PacketSpace::none; ///< `surely` is part of it
    PacketSet redirected = PacketSpace::none; ///< may get a new destination
};
Result<Passing> passing(const RulesInForce &rules, const World &world, PacketSpace &space, Way way,
                        PacketSet first);

/// Reads openings off a set of first packets.
class OpeningReader
{
public:
    /// Of all packets `first`, those in a set given to read() are let through.
    OpeningReader(PacketSpace &space, Way way, PacketSet first);
    /// Appends what is open to `openings`, ascending by protocol and ports.
    void read(PacketSet open, bool sure, std::vector<Opening> &openings);

private:
    PacketSet onlyPeers(PacketSet set);
    void readPorts(const Opening &opening, PacketSet set, PacketSet asked);
    void readDevices(const Opening &opening, PacketSet set, PacketSet devices);
    void readPeers(Opening &opening, PacketSet peers);

    PacketSpace &m_space;
    Field m_device;
    Field m_peer;
    PacketSet m_first;
    std::vector<Opening> *m_openings = nullptr;
};

/// What is open surely, and what perhaps; ascending by protocol and ports.
std::vector<Opening> readOpenings(PacketSpace &space, Way way, PacketSet first, PacketSet surely,
                                  PacketSet maybe);

} // namespace Portlight::Core
