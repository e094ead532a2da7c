// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/verdict/flow.h"

#include "core/text/saveparser.h"
#include "core/verdict/matcher.h"

#include <charconv>

namespace Portlight::Core
{

namespace
{

std::optional<std::uint32_t> parseWord(std::string_view text)
{
    int base = 10;
    if (text.starts_with("0x") || text.starts_with("0X")) {
        base = 16;
        text.remove_prefix(2);
    }
    std::uint32_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
    if (text.empty() || error != std::errc{} || end != text.data() + text.size()) {
        return std::nullopt;
    }
    return value;
}

struct Masked {
    std::uint32_t value = 0;
    std::uint32_t mask = 0xffffffff;
};

std::optional<Masked> parseMasked(std::string_view text)
{
    const std::size_t slash = text.find('/');
    const auto value = parseWord(text.substr(0, slash));
    const auto mask = slash == std::string_view::npos ? std::optional<std::uint32_t>(0xffffffff)
                                                      : parseWord(text.substr(slash + 1));
    if (!value || !mask) {
        return std::nullopt;
    }
    return Masked{*value, *mask};
}

/// The new mark by one of the --set options, if the target has one of them.
std::optional<std::uint32_t> setMark(const Target &target, std::uint32_t mark)
{
    const auto masked = [&target](std::string_view name) -> std::optional<Masked> {
        const auto text = targetOption(target, name);
        return text ? parseMasked(*text) : std::nullopt;
    };
    if (const auto set = masked("set-xmark")) {
        return (mark & ~set->mask) ^ set->value;
    }
    if (const auto set = masked("set-mark")) {
        return (mark & ~set->mask) | set->value;
    }
    if (const auto set = masked("and-mark")) {
        return mark & set->value;
    }
    if (const auto set = masked("or-mark")) {
        return mark | set->value;
    }
    if (const auto set = masked("xor-mark")) {
        return mark ^ set->value;
    }
    return std::nullopt;
}

std::uint32_t maskOption(const Target &target, std::string_view name)
{
    const auto text = targetOption(target, name);
    const auto both = text ? text : targetOption(target, "mask");
    return both ? parseWord(*both).value_or(0xffffffff) : 0xffffffff;
}

void applyConnectionMark(const Target &target, Flow &flow)
{
    const std::uint32_t packetMask = maskOption(target, "nfmask");
    const std::uint32_t connectionMask = maskOption(target, "ctmask");
    // Without an entry in the connection table the kernel leaves the packet as it is.
    if (flow.packet.state == FlowState::Untracked || flow.packet.state == FlowState::Invalid) {
        return;
    }
    if (target.options.find("--restore-mark") != std::string::npos) {
        flow.markKnown = flow.markKnown && flow.connectionMark;
        flow.packet.mark =
            (flow.packet.mark & ~packetMask) ^ (flow.connectionMark.value_or(0) & connectionMask);
    } else if (target.options.find("--save-mark") != std::string::npos) {
        if (flow.markKnown && flow.connectionMark) {
            flow.connectionMark =
                (*flow.connectionMark & ~connectionMask) ^ (flow.packet.mark & packetMask);
        } else {
            flow.connectionMark.reset();
        }
    } else if (flow.connectionMark) {
        flow.connectionMark = setMark(target, *flow.connectionMark);
    }
}

/// "A", "A-B", "A:P", ":P-Q", "[A]:P", "[A]-[B]:P" of --to-destination and --to-source.
struct NatRange {
    std::optional<IpAddress> address;
    bool oneAddress = true;
    bool portGiven = false;
    std::optional<std::uint16_t> port;
};

std::optional<std::uint16_t> parsePort(std::string_view text)
{
    std::uint16_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || error != std::errc{} || end != text.data() + text.size()) {
        return std::nullopt;
    }
    return value;
}

std::string_view withoutBrackets(std::string_view text)
{
    if (text.starts_with('[') && text.ends_with(']')) {
        return text.substr(1, text.size() - 2);
    }
    return text;
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
        range.port = parsePort(text.substr(colon + 1));
    }
    const std::size_t dash = addresses.find('-');
    range.address = IpAddress::parse(withoutBrackets(addresses.substr(0, dash)));
    if (dash != std::string_view::npos) {
        range.oneAddress =
            range.address == IpAddress::parse(withoutBrackets(addresses.substr(dash + 1)));
    }
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

/// In PREROUTING the kernel takes the first address of the incoming device, which is only known
/// when there is just one; in OUTPUT the loopback address.
std::optional<IpAddress> redirectAddress(Hook hook, const Packet &packet)
{
    if (hook == Hook::Output) {
        return IpAddress::parse(packet.family == Family::Ipv4 ? "127.0.0.1" : "::1");
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

bool isRandom(const Target &target)
{
    return target.options.find("--random") != std::string::npos;
}

} // namespace

bool sameFlow(const Flow &a, const Flow &b)
{
    const Packet &p = a.packet;
    const Packet &q = b.packet;
    return p.way == q.way && p.source == q.source && p.destination == q.destination
        && p.sourcePort == q.sourcePort && p.destinationPort == q.destinationPort
        && p.inInterface == q.inInterface && p.outInterface == q.outInterface && p.state == q.state
        && p.mark == q.mark && a.markKnown == b.markKnown && a.connectionMark == b.connectionMark
        && a.notFirst == b.notFirst && a.reroute == b.reroute && a.destinationBy == b.destinationBy
        && a.sourceBy == b.sourceBy;
}

void applyMark(const Target &target, Flow &flow)
{
    if (target.name == "CONNMARK") {
        applyConnectionMark(target, flow);
        return;
    }
    const auto mark = target.name == "MARK" ? setMark(target, flow.packet.mark) : std::nullopt;
    if (!mark) {
        flow.markKnown = false;
        return;
    }
    // A mark that is set as a whole is known whatever it was before.
    if (const auto text = targetOption(target, "set-xmark")) {
        const auto set = parseMasked(*text);
        flow.markKnown = flow.markKnown || (set && set->mask == 0xffffffff);
    }
    flow.packet.mark = *mark;
}

void applyNotrack(const Target &target, Flow &flow)
{
    if (target.name == "NOTRACK" || target.options.find("--notrack") != std::string::npos) {
        flow.packet.state = FlowState::Untracked;
    }
}

void applyDestinationNat(const Target &target, Hook hook, const World &world, Flow &flow)
{
    Packet &packet = flow.packet;
    bool toThisComputer = false;
    std::optional<IpAddress> routedTo;
    if (target.name == "REDIRECT") {
        packet.destination = redirectAddress(hook, packet);
        if (const auto ports = targetOption(target, "to-ports")) {
            packet.destinationPort = parsePort(*ports);
        }
        toThisComputer = true;
        routedTo = packet.destination;
    } else if (target.name == "NETMAP") {
        packet.destination = mapped(target, packet.destination);
        routedTo = packet.destination;
    } else {
        const NatRange range =
            parseNatRange(targetOption(target, "to-destination").value_or(""), packet.family);
        if (range.address) {
            packet.destination = range.oneAddress ? range.address : std::nullopt;
        }
        if (range.portGiven || isRandom(target)) {
            packet.destinationPort = range.port;
        }
        // Of a range the first address stands for all.
        routedTo = range.address ? range.address : packet.destination;
    }
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
    }
}

void applySourceNat(const Target &target, Flow &flow)
{
    Packet &packet = flow.packet;
    if (target.name == "NETMAP") {
        packet.source = mapped(target, packet.source);
        return;
    }
    if (target.name == "MASQUERADE") {
        packet.source.reset();
        if (targetOption(target, "to-ports") || isRandom(target)) {
            packet.sourcePort.reset();
        }
        return;
    }
    const NatRange range =
        parseNatRange(targetOption(target, "to-source").value_or(""), packet.family);
    if (range.address) {
        packet.source = range.oneAddress ? range.address : std::nullopt;
    }
    if (range.portGiven || isRandom(target)) {
        packet.sourcePort = range.port;
    }
}

void routeAgain(const World &world, Flow &flow)
{
    if (!flow.reroute) {
        return;
    }
    flow.reroute = false;
    flow.packet.outInterface.reset();
    deriveInterfaces(flow.packet, world);
}

} // namespace Portlight::Core
