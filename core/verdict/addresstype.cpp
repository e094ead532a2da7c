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
Types possibleTypes4(const IpAddress &address, const Packet &packet, bool oneDeviceOnly)
{
    const std::uint32_t value = word(address);
    if (value == 0xffffffffU || (value >> 24U) == 0 || value == 0x7fffffffU) {
        return {AddressType::Broadcast};
    }
    if (address.isMulticast()) {
        return {AddressType::Multicast};
    }
    const std::optional<bool> local = isLocalAddress(address, packet);
    if (local == true) {
        // Limited to one device, an address of another device is taken for a remote one.
        return oneDeviceOnly ? Types{AddressType::Local, AddressType::Unicast}
                             : Types{AddressType::Local};
    }
    if (!local) {
        return {AddressType::Local, AddressType::Unicast, AddressType::Broadcast};
    }
    return mayBeBroadcast(address, packet) ? Types{AddressType::Unicast, AddressType::Broadcast}
                                           : Types{AddressType::Unicast};
}

Answer typeIs4(const IpAddress &address, const Types &asked, const Packet &packet,
               bool oneDeviceOnly)
{
    const Types possible = possibleTypes4(address, packet, oneDeviceOnly);
    const auto count = std::count_if(possible.begin(), possible.end(), [&asked](AddressType type) {
        return has(asked, type);
    });
    if (count == 0) {
        return Answer::No;
    }
    return count == static_cast<std::ptrdiff_t>(possible.size()) ? Answer::Yes : Answer::CannotTell;
}

/// For IPv6 the kernel wants all of UNICAST, MULTICAST and UNSPEC that are asked for, and then one
/// of the types that need a route; UNICAST holds for local addresses, too.
Answer typeIs6(const IpAddress &address, const Types &asked, const Packet &packet,
               bool oneDeviceOnly)
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
    const std::optional<bool> local = isLocalAddress(address, packet);
    if (!local || wantsRoute || (*local && oneDeviceOnly)) {
        return wantsLocal && local == true && !oneDeviceOnly ? Answer::Yes : Answer::CannotTell;
    }
    return answerOf(*local);
}

} // namespace

MatchAnswer evaluateAddressType(const AddressTypeMatch &match, const Packet &packet)
{
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
        const bool oneDeviceOnly = match.limitInInterface || match.limitOutInterface;
        const Answer answer = inverted(packet.family == Family::Ipv4
                                           ? typeIs4(*address, asked, packet, oneDeviceOnly)
                                           : typeIs6(*address, asked, packet, oneDeviceOnly),
                                       invert);
        if (answer == Answer::No) {
            result = {Answer::No, {}};
        } else if (answer == Answer::CannotTell && result.answer == Answer::Yes) {
            result = {answer,
                      packet.localAddresses.empty() ? std::string_view("local-address")
                                                    : std::string_view("addrtype")};
        }
    };
    take(match.source, packet.source, match.sourceInverted, "source");
    take(match.destination, packet.destination, match.destinationInverted, "destination");
    return result;
}

} // namespace Portlight::Core
