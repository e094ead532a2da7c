// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/lint/openingreader.h"

#include <algorithm>
#include <tuple>

namespace Portlight::Core
{

namespace
{

constexpr std::uint8_t protocolDccp = 33;
constexpr std::uint8_t carriers[] = {ProtocolTcp, ProtocolUdp, protocolDccp, ProtocolSctp,
                                     ProtocolUdplite};

PacketSet localDestinations(PacketSpace &space, const World &world)
{
    if (!world.interfaces) {
        return PacketSpace::all;
    }
    PacketSet local = PacketSpace::none;
    for (const NetworkInterface &device : *world.interfaces) {
        for (const IpNetwork &own : device.addresses) {
            if (own.address.family == space.family()) {
                local = space.united(local, space.address(Field::Destination, own.address));
            }
        }
    }
    return local == PacketSpace::none ? PacketSpace::all : local;
}

} // namespace

PacketSet firstPackets(PacketSpace &space, Way way, const World &world)
{
    PacketSet set = space.intersection(space.state(FlowState::New), space.equal(Field::Mark, 0));
    const PacketSet noSyn = space.difference(space.equal(Field::Protocol, ProtocolTcp),
                                             space.equal(Field::TcpFlags, TcpSyn));
    set = space.difference(set, noSyn);
    if (way != Way::Output) {
        set = space.difference(set, space.device(Field::InInterface, "lo"));
    }
    if (way != Way::Input) {
        set = space.difference(set, space.device(Field::OutInterface, "lo"));
    }
    if (way == Way::Input) {
        set = space.intersection(set, localDestinations(space, world));
    }
    return set;
}

Result<Passing> passing(const RulesInForce &rules, const World &world, PacketSpace &space, Way way,
                        PacketSet first)
{
    SetWalk walk(rules, world, space);
    const Result<SetFate> fate = walk.walk(way, first);
    if (!fate) {
        return tl::unexpected(fate.error());
    }
    return Passing{walk.surely(*fate, fate->accepted), space.united(fate->accepted, fate->unknown),
                   walk.redirected()};
}

OpeningReader::OpeningReader(PacketSpace &space, Way way, PacketSet first)
    : m_space(space)
    , m_device(way == Way::Output ? Field::OutInterface : Field::InInterface)
    , m_peer(way == Way::Output ? Field::Destination : Field::Source)
    , m_first(first)
{
}

void OpeningReader::read(PacketSet open, bool sure, std::vector<Opening> &openings)
{
    m_openings = &openings;
    for (const std::uint8_t protocol : carriers) {
        const PacketSet carrier = m_space.equal(Field::Protocol, protocol);
        const PacketSet carried = m_space.intersection(open, carrier);
        if (carried == PacketSpace::none) {
            continue;
        }
        const PacketSet all = m_space.intersection(m_first, carrier);
        const PacketSet asked = onlyPeers(all);
        // What is open whatever else a packet holds; the rest is open under conditions.
        const PacketSet closed = onlyPeers(m_space.difference(all, carried));
        const PacketSet some = onlyPeers(carried);
        const PacketSet always = m_space.difference(some, closed);
        Opening opening;
        opening.protocol = protocol;
        opening.sure = sure;
        readPorts(opening, always, asked);
        opening.conditional = true;
        readPorts(opening, m_space.difference(some, always), asked);
    }
}

/// Ports, device and peer of the packets; all else forgotten.
PacketSet OpeningReader::onlyPeers(PacketSet set)
{
    for (const Field field :
         {Field::Protocol, Field::InInterface, Field::OutInterface, Field::State,
          Field::Destination, Field::Source, Field::SourcePort, Field::TcpFlags, Field::Mark}) {
        if (field != m_device && field != m_peer) {
            set = m_space.forget(set, field);
        }
    }
    return set;
}

void OpeningReader::readPorts(const Opening &opening, PacketSet set, PacketSet asked)
{
    if (set == PacketSpace::none) {
        return;
    }
    const PacketSet devices = m_space.forget(m_space.forget(asked, Field::Port), m_peer);
    m_space.forEachRange(
        set, Field::Port, [&](std::uint32_t first, std::uint32_t last, PacketSet rest) {
            if (rest != PacketSpace::none) {
                Opening one = opening;
                one.ports = {static_cast<std::uint16_t>(first), static_cast<std::uint16_t>(last)};
                readDevices(one, rest, devices);
            }
        });
}

/// One opening for each group of devices that are open to the same peers.
void OpeningReader::readDevices(const Opening &opening, PacketSet set, PacketSet devices)
{
    std::vector<std::pair<PacketSet, Opening>> groups;
    bool everyDevice = true;
    m_space.forEachRange(
        set, m_device, [&](std::uint32_t first, std::uint32_t last, PacketSet peers) {
            const auto end = static_cast<std::uint32_t>(m_space.devices().count());
            for (std::uint32_t device = first; device <= last && device < end; ++device) {
                const bool isAsked = m_space.intersection(devices, m_space.equal(m_device, device))
                    != PacketSpace::none;
                if (!isAsked) {
                    continue;
                }
                if (peers == PacketSpace::none) {
                    everyDevice = false;
                    continue;
                }
                auto group = std::find_if(groups.begin(), groups.end(), [&](const auto &one) {
                    return one.first == peers;
                });
                if (group == groups.end()) {
                    group = groups.insert(groups.end(), {peers, opening});
                }
                group->second.devices.push_back(m_space.devices().label(device));
            }
        });
    for (auto &[peers, one] : groups) {
        if (everyDevice && groups.size() == 1) {
            one.devices.clear();
        }
        readPeers(one, peers);
        m_openings->push_back(std::move(one));
    }
}

void OpeningReader::readPeers(Opening &opening, PacketSet peers)
{
    if (peers == PacketSpace::all) {
        return;
    }
    const PacketSet others = m_space.complement(peers);
    const auto named = m_space.networks(peers, m_peer, maxOpeningSources);
    const auto excluded = m_space.networks(others, m_peer, maxOpeningSources);
    if (named && (!excluded || named->size() <= excluded->size())) {
        opening.sources = *named;
    } else if (excluded) {
        opening.sources = *excluded;
        opening.allBut = true;
    } else {
        opening.manySources = true;
    }
}

std::vector<Opening> readOpenings(PacketSpace &space, Way way, PacketSet first, PacketSet surely,
                                  PacketSet maybe)
{
    std::vector<Opening> openings;
    OpeningReader reader(space, way, first);
    reader.read(surely, true, openings);
    reader.read(space.difference(maybe, surely), false, openings);
    std::stable_sort(openings.begin(), openings.end(), [](const Opening &a, const Opening &b) {
        return std::tuple(a.protocol, a.ports.first, a.ports.last)
            < std::tuple(b.protocol, b.ports.first, b.ports.last);
    });
    return openings;
}

} // namespace Portlight::Core
