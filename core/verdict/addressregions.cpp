// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/verdict/addressregions.h"

#include <algorithm>

namespace Portlight::Core
{

namespace
{

IpNetwork alone(const IpAddress &address)
{
    return IpNetwork::fromPrefix(address, address.family == Family::Ipv4 ? 32 : 128);
}

IpAddress lastAddress(const IpNetwork &network)
{
    IpAddress last = network.address;
    for (std::size_t i = 0; i < last.size(); ++i) {
        last.bytes[i] |= static_cast<std::uint8_t>(~network.mask[i]);
    }
    return last;
}

/// Every network that the world tells apart, and those whose type needs no world.
std::vector<IpNetwork> knownNetworks(const World &world, Family family)
{
    std::vector<IpNetwork> networks;
    for (const std::string_view text : {"255.255.255.255", "0.0.0.0/8", "127.255.255.255",
                                        "127.0.0.0/8", "224.0.0.0/4", "::1", "::", "ff00::/8"}) {
        networks.push_back(*IpNetwork::parse(text));
    }
    if (const auto &routes = world.routes(family)) {
        for (const RouteEntry &entry : *routes) {
            networks.push_back(entry.destination);
        }
    }
    if (world.interfaces) {
        for (const NetworkInterface &device : *world.interfaces) {
            for (const IpNetwork &own : device.addresses) {
                networks.push_back(alone(own.address));
                networks.push_back(alone(lastAddress(own)));
            }
        }
    }
    std::erase_if(networks, [family](const IpNetwork &network) {
        return network.address.family != family || !network.prefixLength();
    });
    // The most special one decides.
    std::stable_sort(networks.begin(), networks.end(), [](const IpNetwork &a, const IpNetwork &b) {
        return *a.prefixLength() > *b.prefixLength();
    });
    return networks;
}

} // namespace

std::vector<AddressRegion> addressRegions(Field field, const World &world, PacketSpace &space)
{
    std::vector<AddressRegion> regions;
    PacketSet rest = PacketSpace::all;
    const auto add = [&](PacketSet set) {
        if (set == PacketSpace::none) {
            return;
        }
        const Packet example = space.example(set, [] {
            return true;
        });
        regions.push_back({set, field == Field::Source ? *example.source : *example.destination});
    };
    for (const IpNetwork &network : knownNetworks(world, space.family())) {
        const PacketSet set = space.network(field, network);
        add(space.intersection(rest, set));
        rest = space.difference(rest, set);
    }
    add(rest);
    return regions;
}

} // namespace Portlight::Core
