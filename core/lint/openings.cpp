// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/lint/openings.h"

#include "core/verdict/setwalk.h"

#include <algorithm>

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

/// First packets of connections with another computer.
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

/// Reads openings off a set of first packets.
class OpeningReader
{
public:
    OpeningReader(PacketSpace &space, Way way, PacketSet firstPackets, bool sure,
                  std::vector<Opening> &openings)
        : m_space(space)
        , m_device(way == Way::Output ? Field::OutInterface : Field::InInterface)
        , m_peer(way == Way::Output ? Field::Destination : Field::Source)
        , m_first(firstPackets)
        , m_sure(sure)
        , m_openings(openings)
    {
    }

    void read(PacketSet open)
    {
        for (const std::uint8_t protocol : carriers) {
            const PacketSet carried =
                m_space.intersection(open, m_space.equal(Field::Protocol, protocol));
            if (carried == PacketSpace::none) {
                continue;
            }
            const PacketSet asked =
                onlyPeers(m_space.intersection(m_first, m_space.equal(Field::Protocol, protocol)));
            // What is open whatever else a packet holds; the rest is open under conditions.
            const PacketSet closed = onlyPeers(m_space.difference(
                m_space.intersection(m_first, m_space.equal(Field::Protocol, protocol)), carried));
            const PacketSet some = onlyPeers(carried);
            const PacketSet always = m_space.difference(some, closed);
            readPorts(protocol, always, false, asked);
            readPorts(protocol, m_space.difference(some, always), true, asked);
        }
    }

private:
    /// Ports, device and peer of the packets; all else forgotten.
    PacketSet onlyPeers(PacketSet set)
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

    void readPorts(std::uint8_t protocol, PacketSet set, bool conditional, PacketSet asked)
    {
        if (set == PacketSpace::none) {
            return;
        }
        const PacketSet devices = m_space.forget(m_space.forget(asked, Field::Port), m_peer);
        m_space.forEachRange(
            set, Field::Port, [&](std::uint32_t first, std::uint32_t last, PacketSet rest) {
                if (rest != PacketSpace::none) {
                    readDevices(
                        {protocol,
                         {static_cast<std::uint16_t>(first), static_cast<std::uint16_t>(last)},
                         {},
                         {},
                         false,
                         false,
                         m_sure,
                         conditional},
                        rest, devices);
                }
            });
    }

    /// One opening for each group of devices that are open to the same peers.
    void readDevices(const Opening &opening, PacketSet set, PacketSet devices)
    {
        std::vector<std::pair<PacketSet, Opening>> groups;
        bool everyDevice = true;
        m_space.forEachRange(
            set, m_device, [&](std::uint32_t first, std::uint32_t last, PacketSet peers) {
                const auto end = static_cast<std::uint32_t>(m_space.devices().count());
                for (std::uint32_t device = first; device <= last && device < end; ++device) {
                    const bool isAsked =
                        m_space.intersection(devices, m_space.equal(m_device, device))
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
            m_openings.push_back(std::move(one));
        }
    }

    void readPeers(Opening &opening, PacketSet peers)
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

    PacketSpace &m_space;
    Field m_device;
    Field m_peer;
    PacketSet m_first;
    bool m_sure;
    std::vector<Opening> &m_openings;
};

void sortOpenings(std::vector<Opening> &openings)
{
    std::stable_sort(openings.begin(), openings.end(), [](const Opening &a, const Opening &b) {
        return std::tuple(a.protocol, a.ports.first, a.ports.last)
            < std::tuple(b.protocol, b.ports.first, b.ports.last);
    });
}

tl::unexpected<Error> outOfMemory()
{
    return failure(ErrorCode::LimitExceeded, "calculate what is open",
                   "the rules need more memory than allowed");
}

/// The first packets that surely pass, and those that may.
struct Passing {
    PacketSet surely = PacketSpace::none;
    PacketSet maybe = PacketSpace::none;
};

Result<Passing> passing(std::span<const Ruleset> rulesets, const World &world, PacketSpace &space,
                        Way way, PacketSet first)
{
    SetWalk walk(rulesets, world, space);
    const Result<SetFate> fate = walk.walk(way, first);
    if (!fate) {
        return tl::unexpected(fate.error());
    }
    return Passing{walk.surely(*fate, fate->accepted), space.united(fate->accepted, fate->unknown)};
}

} // namespace

Result<std::vector<Opening>> openPorts(std::span<const Ruleset> rulesets, Family family,
                                       const World &world)
{
    PacketSpace space(family, DeviceNames(devicePatterns(rulesets)));
    const PacketSet first = firstPackets(space, Way::Input, world);
    const Result<Passing> pass = passing(rulesets, world, space, Way::Input, first);
    if (!pass) {
        return tl::unexpected(pass.error());
    }
    std::vector<Opening> openings;
    OpeningReader(space, Way::Input, first, true, openings).read(pass->surely);
    OpeningReader(space, Way::Input, first, false, openings)
        .read(space.difference(pass->maybe, pass->surely));
    if (space.isExhausted()) {
        return outOfMemory();
    }
    sortOpenings(openings);
    return openings;
}

Result<OpeningDifference> openingDifference(std::span<const Ruleset> before,
                                            std::span<const Ruleset> after, Family family, Way way,
                                            const World &world)
{
    std::vector<std::string> patterns = devicePatterns(before);
    const std::vector<std::string> more = devicePatterns(after);
    patterns.insert(patterns.end(), more.begin(), more.end());
    PacketSpace space(family, DeviceNames(patterns));
    const PacketSet first = firstPackets(space, way, world);
    const Result<Passing> old = passing(before, world, space, way, first);
    if (!old) {
        return tl::unexpected(old.error());
    }
    const Result<Passing> now = passing(after, world, space, way, first);
    if (!now) {
        return tl::unexpected(now.error());
    }
    OpeningDifference difference;
    const auto tell = [&](const Passing &less, const Passing &more_, std::vector<Opening> &list) {
        const PacketSet sure = space.difference(more_.surely, less.maybe);
        const PacketSet all = space.difference(more_.maybe, less.maybe);
        const PacketSet settled = space.difference(more_.surely, less.surely);
        OpeningReader(space, way, first, true, list).read(sure);
        OpeningReader(space, way, first, false, list)
            .read(space.difference(space.united(all, settled), sure));
        sortOpenings(list);
    };
    tell(*old, *now, difference.opened);
    tell(*now, *old, difference.closed);
    if (space.isExhausted()) {
        return outOfMemory();
    }
    return difference;
}

} // namespace Portlight::Core
