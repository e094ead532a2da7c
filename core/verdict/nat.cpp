// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/packet/routing.h"
#include "core/text/saveparser.h"
#include "core/text/values.h"
#include "core/verdict/flow.h"
#include "core/verdict/matcher.h"

namespace Portlight::Core
{

namespace
{

/// "A", "A-B", "A:P", ":P-Q", "[A]:P", "[A]-[B]:P", "A:P-Q/BASE" of --to-destination, --to-source.
struct NatRange {
    std::optional<IpAddress> first;
    std::optional<IpAddress> last;
    bool portGiven = false;
    std::optional<PortRange> ports; ///< nothing with portGiven: not understood, or with a base
};

std::string_view withoutBrackets(std::string_view text)
{
    if (text.starts_with('[') && text.ends_with(']')) {
        return text.substr(1, text.size() - 2);
    }
    return text;
}

std::optional<PortRange> parsePorts(std::string_view text)
{
    const std::size_t dash = text.find('-');
    const auto first = parsePort(text.substr(0, dash));
    const auto last = dash == std::string_view::npos ? first : parsePort(text.substr(dash + 1));
    return first && last ? std::optional(PortRange{*first, *last}) : std::nullopt;
}

NatRange parseNatRange(std::string_view text, Family family)
{
    NatRange range;
    std::string_view addresses = text;
    std::size_t colon = std::string_view::npos;
    if (family == Family::Ipv4) {
        colon = text.find(':');
    } else if (const std::size_t bracket = text.rfind(']'); bracket != std::string_view::npos) {
        colon = text.find(':', bracket);
    }
    if (colon != std::string_view::npos) {
        addresses = text.substr(0, colon);
        range.portGiven = true;
        range.ports = parsePorts(text.substr(colon + 1));
    }
    const std::size_t dash = addresses.find('-');
    range.first = IpAddress::parse(withoutBrackets(addresses.substr(0, dash)));
    range.last = dash == std::string_view::npos
        ? range.first
        : IpAddress::parse(withoutBrackets(addresses.substr(dash + 1)));
    return range;
}

std::optional<IpAddress> mapped(const Target &target, const std::optional<IpAddress> &address)
{
    const auto text = targetOption(target, "to");
    const auto network = text ? IpNetwork::parse(*text) : std::nullopt;
    if (!network || !address || network->address.family != address->family) {
        return std::nullopt;
    }
    IpAddress result = *address;
    for (std::size_t i = 0; i < result.size(); ++i) {
        const std::uint8_t mask = network->mask[i];
        result.bytes[i] = static_cast<std::uint8_t>((network->address.bytes[i] & mask)
                                                    | (address->bytes[i] & ~mask));
    }
    return result;
}

/// The only address of a family that a device has; loopback addresses do not count elsewhere.
std::optional<IpAddress> onlyAddress(const NetworkInterface &device, Family family)
{
    std::optional<IpAddress> only;
    for (const IpNetwork &network : device.addresses) {
        if (network.address.family != family) {
            continue;
        }
        if (only) {
            return std::nullopt;
        }
        only = network.address;
    }
    return only;
}

/// In PREROUTING the kernel takes the first address of the incoming device, which is only known
/// when there is just one; in OUTPUT the loopback address.
std::optional<IpAddress> redirectAddress(Hook hook, const Packet &packet, const World &world)
{
    if (hook == Hook::Output || packet.inInterface == "lo") {
        return IpAddress::parse(packet.family == Family::Ipv4 ? "127.0.0.1" : "::1");
    }
    if (packet.inInterface && world.interfaces) {
        const NetworkInterface *device = world.interface(*packet.inInterface);
        return device != nullptr ? onlyAddress(*device, packet.family) : std::nullopt;
    }
    std::optional<IpAddress> only;
    for (const IpAddress &address : packet.localAddresses) {
        if (address.family != packet.family || address.isLoopback()) {
            continue;
        }
        if (only) {
            return std::nullopt;
        }
        only = address;
    }
    return only;
}

std::optional<IpAddress> masqueradeAddress(const Packet &packet, const World &world)
{
    const NetworkInterface *device =
        packet.outInterface ? world.interface(*packet.outInterface) : nullptr;
    return device != nullptr ? onlyAddress(*device, packet.family) : std::nullopt;
}

bool isRandom(const Target &target)
{
    return target.options.find("--random") != std::string::npos; // --random-fully, too
}

/// net/netfilter/nf_nat_core.c: a port within the range stays; else one of it is chosen.
std::optional<std::uint16_t> chosenPort(const std::optional<PortRange> &range,
                                        const std::optional<std::uint16_t> &port)
{
    if (!range) {
        return std::nullopt;
    }
    if (range->first == range->last) {
        return range->first;
    }
    return port && range->contains(*port) ? port : std::nullopt;
}

std::optional<bool> differ(const std::optional<IpAddress> &address,
                           const std::optional<IpAddress> &otherAddress,
                           const std::optional<std::uint16_t> &port,
                           const std::optional<std::uint16_t> &otherPort, bool portTouched)
{
    if (address && otherAddress && *address != *otherAddress) {
        return true;
    }
    if (portTouched && port && otherPort && *port != *otherPort) {
        return true;
    }
    const bool samePort = !portTouched || (port && port == otherPort);
    return address && otherAddress && samePort ? std::optional(false) : std::nullopt;
}

} // namespace

void applyDestinationNat(const Target &target, Hook hook, const World &world, Flow &flow)
{
    Packet &packet = flow.packet;
    const std::optional<IpAddress> before = packet.destination;
    const std::optional<std::uint16_t> portBefore = packet.destinationPort;
    bool portTouched = false;
    const auto setPort = [&](const std::optional<PortRange> &ports) {
        packet.destinationPort = isRandom(target) && !(ports && ports->first == ports->last)
            ? std::nullopt
            : chosenPort(ports, packet.destinationPort);
        portTouched = true;
    };
    bool toThisComputer = false;
    std::optional<IpAddress> routedTo;
    if (target.name == "REDIRECT") {
        packet.destination = redirectAddress(hook, packet, world);
        if (const auto ports = targetOption(target, "to-ports")) {
            setPort(parsePorts(*ports));
        }
        toThisComputer = true;
        routedTo = packet.destination;
    } else if (target.name == "NETMAP") {
        packet.destination = mapped(target, packet.destination);
        routedTo = packet.destination;
    } else {
        const NatRange range =
            parseNatRange(targetOption(target, "to-destination").value_or(""), packet.family);
        if (range.first) {
            packet.destination = range.first == range.last ? range.first : std::nullopt;
        }
        if (range.portGiven) {
            setPort(range.ports);
        }
        // Of a range the first address stands for all.
        routedTo = range.first ? range.first : packet.destination;
    }
    flow.connection.reply.source = packet.destination;
    if (portTouched) {
        flow.connection.reply.sourcePort = packet.destinationPort;
    }
    flow.connection.destinationTranslated =
        differ(before, packet.destination, portBefore, packet.destinationPort, portTouched);
    if (hook == Hook::Output) {
        flow.reroute = true;
        return;
    }
    const std::optional<bool> local =
        routedTo ? isLocalAddress(*routedTo, packet, world) : std::optional<bool>();
    if (packet.way == Way::Input && !toThisComputer && local == false) {
        packet.way = Way::Forward;
        packet.outInterface.reset();
    } else if (packet.way == Way::Forward && (toThisComputer || local == true)) {
        packet.way = Way::Input;
        packet.outInterface.reset();
    } else if (packet.way == Way::Forward && packet.destination != before) {
        // Another destination may lie behind another device.
        if (world.routes(packet.family)) {
            packet.outInterface.reset();
        }
    }
}

void applySourceNat(const Target &target, const World &world, Flow &flow)
{
    Packet &packet = flow.packet;
    const std::optional<IpAddress> before = packet.source;
    const std::optional<std::uint16_t> portBefore = packet.sourcePort;
    NatRange range;
    if (target.name == "NETMAP") {
        packet.source = mapped(target, packet.source);
    } else if (target.name == "MASQUERADE") {
        packet.source = masqueradeAddress(packet, world);
        if (const auto ports = targetOption(target, "to-ports")) {
            range.portGiven = true;
            range.ports = parsePorts(*ports);
        }
    } else {
        range = parseNatRange(targetOption(target, "to-source").value_or(""), packet.family);
        // A source that lies within the range stays.
        const bool stays = before && range.first && range.last && *range.first <= *before
            && *before <= *range.last;
        if (range.first && !stays) {
            packet.source = range.first == range.last ? range.first : std::nullopt;
        }
    }
    const bool portTouched = range.portGiven || isRandom(target);
    if (portTouched) {
        const bool one = range.ports && range.ports->first == range.ports->last;
        packet.sourcePort =
            isRandom(target) && !one ? std::nullopt : chosenPort(range.ports, packet.sourcePort);
    }
    flow.connection.reply.destination = packet.source;
    if (portTouched) {
        flow.connection.reply.destinationPort = packet.sourcePort;
    }
    flow.connection.sourceTranslated =
        differ(before, packet.source, portBefore, packet.sourcePort, portTouched);
}

} // namespace Portlight::Core
