// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/verdict/addresstype.h"

#include <algorithm>

namespace Portlight::Core
{

namespace
{

using Types = std::vector<AddressType>;

bool has(const Types &types, AddressType type)
{
    return std::find(types.begin(), types.end(), type) != types.end();
}

std::uint32_t word(const IpAddress &address)
{
    return std::uint32_t{address.bytes[0]} << 24U | std::uint32_t{address.bytes[1]} << 16U
        | std::uint32_t{address.bytes[2]} << 8U | std::uint32_t{address.bytes[3]};
}

/// The device an addrtype match is limited to. `limited` without a name: not known which.
struct Limit {
    bool limited = false;
    std::optional<std::string> device;
    /// Whether a type found on `name` stays when limited; nothing if not known.
    std::optional<bool> admits(std::string_view name) const
    {
        if (!limited) {
            return true;
        }
        return device ? std::optional(*device == name) : std::nullopt;
    }
};

/// An entry of another device than the one asked for leaves UNICAST.
void addLimited(Types &types, AddressType type, const std::optional<bool> &admitted)
{
    if (admitted.value_or(true)) {
        types.push_back(type);
    }
    if (!admitted.value_or(false)) {
        types.push_back(AddressType::Unicast);
    }
}

AddressType typeOf(RouteKind kind)
{
    switch (kind) {
    case RouteKind::Local:
        return AddressType::Local;
    case RouteKind::Broadcast:
        return AddressType::Broadcast;
    case RouteKind::Multicast:
        return AddressType::Multicast;
    case RouteKind::Anycast:
        return AddressType::Anycast;
    case RouteKind::Unreachable:
        return AddressType::Unreachable;
    case RouteKind::Blackhole:
        return AddressType::Blackhole;
    case RouteKind::Prohibit:
        return AddressType::Prohibit;
    case RouteKind::Throw:
        return AddressType::Throw;
    case RouteKind::Unicast:
    case RouteKind::None:
        break;
    }
    return AddressType::Unicast;
}

/// net/ipv4/fib_frontend.c, __inet_dev_addr_type(): the longest prefix of the local table.
Types typesByRoutes(const std::vector<RouteEntry> &routes, const IpAddress &address,
                    const Limit &limit)
{
    unsigned longest = 0;
    Types types;
    for (const RouteEntry &entry : routes) {
        if (entry.table != localRouteTable || !entry.destination.contains(address)) {
            continue;
        }
        const unsigned length = entry.destination.prefixLength().value_or(0);
        if (!types.empty() && length < longest) {
            continue;
        }
        if (length > longest) {
            types.clear();
        }
        longest = length;
        addLimited(
            types, typeOf(entry.kind),
            limit.admits(entry.interfaces.empty() ? std::string_view() : entry.interfaces.front()));
    }
    return types.empty() ? Types{AddressType::Unicast} : types;
}

std::uint32_t maskOf(const IpNetwork &network)
{
    IpAddress mask = network.address;
    mask.bytes = network.mask;
    return word(mask);
}

/// The kernel makes a broadcast entry for each network of an own address that has room for one.
Types typesByInterfaces(const std::vector<NetworkInterface> &devices, const IpAddress &address,
                        const Limit &limit)
{
    constexpr std::uint32_t leastRoom = 3;
    Types types;
    for (const NetworkInterface &device : devices) {
        for (const IpNetwork &network : device.addresses) {
            if (network.address.family != Family::Ipv4) {
                continue;
            }
            const std::uint32_t hosts = ~maskOf(network);
            if (network.address == address) {
                addLimited(types, AddressType::Local, limit.admits(device.name));
            } else if (hosts >= leastRoom && (word(network.address) | hosts) == word(address)) {
                addLimited(types, AddressType::Broadcast, limit.admits(device.name));
            }
        }
    }
    return types.empty() ? Types{AddressType::Unicast} : types;
}

/// Whether some prefix length makes `address` the broadcast address of a local address's subnet.
bool mayBeBroadcast(const IpAddress &address, const Packet &packet)
{
    const std::uint32_t asked = word(address);
    return std::any_of(packet.localAddresses.begin(), packet.localAddresses.end(),
                       [asked](const IpAddress &own) {
                           if (own.family != Family::Ipv4) {
                               return false;
                           }
                           for (unsigned hostBits = 2; hostBits < 32; ++hostBits) {
                               if ((word(own) | ((std::uint32_t{1} << hostBits) - 1)) == asked) {
                                   return true;
                               }
                           }
                           return false;
                       });
}

/// The types an IPv4 address can have, given what is known; exactly one of them is true.
Types possibleTypes4(const IpAddress &address, const MatchContext &context, const Limit &limit)
{
    const std::uint32_t value = word(address);
    if (value == 0xffffffffU || (value >> 24U) == 0) {
        return {AddressType::Broadcast};
    }
    if (address.isMulticast()) {
        return {AddressType::Multicast};
    }
    if (context.world.routes4) {
        return typesByRoutes(*context.world.routes4, address, limit);
    }
    if (value == 0x7fffffffU) {
        return {AddressType::Broadcast};
    }
    const std::optional<bool> local = isLocalAddress(address, context.packet, context.world);
    if (context.world.interfaces && !(local == true && address.isLoopback())) {
        return typesByInterfaces(*context.world.interfaces, address, limit);
    }
    if (local == true) {
        Types types;
        addLimited(types, AddressType::Local,
                   address.isLoopback() ? limit.admits("lo")
                       : limit.limited  ? std::nullopt
                                        : std::optional(true));
        return types;
    }
    if (!local) {
        return {AddressType::Local, AddressType::Unicast, AddressType::Broadcast};
    }
    return mayBeBroadcast(address, context.packet)
        ? Types{AddressType::Unicast, AddressType::Broadcast}
        : Types{AddressType::Unicast};
}

Answer typeIs4(const IpAddress &address, const Types &asked, const MatchContext &context,
               const Limit &limit)
{
    const Types possible = possibleTypes4(address, context, limit);
    const auto count = std::count_if(possible.begin(), possible.end(), [&asked](AddressType type) {
        return has(asked, type);
    });
    if (count == 0) {
        return Answer::No;
    }
    return count == static_cast<std::ptrdiff_t>(possible.size()) ? Answer::Yes : Answer::CannotTell;
}

/// Whether the device a match is limited to has the address.
std::optional<bool> isOnDevice(const IpAddress &address, const MatchContext &context,
                               const Limit &limit)
{
    const NetworkInterface *device =
        limit.device ? context.world.interface(*limit.device) : nullptr;
    if (device == nullptr) {
        return std::nullopt;
    }
    return std::any_of(device->addresses.begin(), device->addresses.end(),
                       [&address](const IpNetwork &network) {
                           return network.address == address;
                       });
}

/// For IPv6 the kernel wants all of UNICAST, MULTICAST and UNSPEC that are asked for, and then one
/// of the types that need a route; UNICAST holds for local addresses, too.
Answer typeIs6(const IpAddress &address, const Types &asked, const MatchContext &context,
               const Limit &limit)
{
    if (has(asked, AddressType::Multicast) && !address.isMulticast()) {
        return Answer::No;
    }
    if (has(asked, AddressType::Unicast) && (address.isMulticast() || address.isUnspecified())) {
        return Answer::No;
    }
    if (has(asked, AddressType::Unspec) && !address.isUnspecified()) {
        return Answer::No;
    }
    const bool wantsLocal = has(asked, AddressType::Local);
    const bool wantsRoute = has(asked, AddressType::Anycast) || has(asked, AddressType::Unreachable)
        || has(asked, AddressType::Prohibit);
    if (!wantsLocal && !wantsRoute) {
        return Answer::Yes;
    }
    const std::optional<bool> local = limit.limited
        ? isOnDevice(address, context, limit)
        : isLocalAddress(address, context.packet, context.world);
    if (wantsLocal && local == true) {
        return Answer::Yes;
    }
    return wantsRoute || !local ? Answer::CannotTell : Answer::No;
}

/// The device a match is limited to at this hook; none where the hook has no such device.
Limit limitOf(const AddressTypeMatch &match, const MatchContext &context)
{
    Limit limit;
    limit.limited = match.limitInInterface || match.limitOutInterface;
    limit.device = match.limitInInterface ? context.packet.inInterface
        : match.limitOutInterface         ? context.packet.outInterface
                                          : std::nullopt;
    return limit;
}

} // namespace

MatchAnswer evaluateAddressType(const AddressTypeMatch &match, const MatchContext &context)
{
    const Packet &packet = context.packet;
    const Limit limit = limitOf(match, context);
    MatchAnswer result{Answer::Yes, {}};
    const auto take = [&](const Types &asked, const std::optional<IpAddress> &address, bool invert,
                          std::string_view field) {
        if (asked.empty() || result.answer == Answer::No) {
            return;
        }
        if (!address) {
            result = {Answer::CannotTell, field};
            return;
        }
        const Answer answer =
            inverted(packet.family == Family::Ipv4 ? typeIs4(*address, asked, context, limit)
                                                   : typeIs6(*address, asked, context, limit),
                     invert);
        if (answer == Answer::No) {
            result = {Answer::No, {}};
        } else if (answer == Answer::CannotTell && result.answer == Answer::Yes) {
            result = {answer,
                      !isLocalAddress(*address, packet, context.world)
                          ? std::string_view("local-address")
                          : std::string_view("addrtype")};
        }
    };
    take(match.source, packet.source, match.sourceInverted, "source");
    take(match.destination, packet.destination, match.destinationInverted, "destination");
    return result;
}

} // namespace Portlight::Core
