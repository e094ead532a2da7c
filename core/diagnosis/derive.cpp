// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/diagnosis/derive.h"

#include <algorithm>
#include <array>

namespace Portlight::Core
{

namespace
{

constexpr const char *operation = "read the question";
constexpr std::uint32_t hostsTried = 64;

bool isPing(std::uint8_t protocol)
{
    return protocol == ProtocolIcmp || protocol == ProtocolIcmpv6;
}

bool isUsable(const NetworkInterface &device)
{
    return device.up && !device.loopback;
}

bool isLinkLocal(const IpAddress &address)
{
    return address.family == Family::Ipv6 && address.bytes[0] == 0xfe
        && (address.bytes[1] & 0xc0) == 0x80;
}

/// Link-local addresses only when there is no other: nobody types them.
std::optional<IpNetwork> networkOf(const NetworkInterface &device, Family family)
{
    std::optional<IpNetwork> linkLocal;
    for (const IpNetwork &network : device.addresses) {
        if (network.address.family != family) {
            continue;
        }
        if (!isLinkLocal(network.address)) {
            return network;
        }
        linkLocal = network;
    }
    return linkLocal;
}

const NetworkInterface *interfaceWith(const Evidence &evidence, const IpAddress &inside)
{
    for (const NetworkInterface &device : evidence.interfaces) {
        for (const IpNetwork &network : device.addresses) {
            if (network.address.family == inside.family && network.contains(inside)) {
                return &device;
            }
        }
    }
    return nullptr;
}

bool isLocal(const Evidence &evidence, const IpAddress &address)
{
    const std::vector<IpAddress> own = evidence.localAddresses();
    return address.isLoopback() || std::find(own.begin(), own.end(), address) != own.end();
}

std::string loopbackName(const Evidence &evidence)
{
    for (const NetworkInterface &device : evidence.interfaces) {
        if (device.loopback) {
            return device.name;
        }
    }
    return "lo";
}

/// The networks that rules name. 0.0.0.0/0 names nobody.
std::vector<IpNetwork> namedNetworks(const Evidence &evidence, Family family)
{
    std::vector<IpNetwork> named;
    for (const Ruleset &ruleset : evidence.rulesets) {
        if (ruleset.family != family) {
            continue;
        }
        for (const Table &table : ruleset.tables) {
            for (const Chain &chain : table.chains) {
                for (const Rule &rule : chain.rules) {
                    for (const Match &match : rule.matches) {
                        const auto *address = std::get_if<AddressMatch>(&match);
                        if (address != nullptr && address->network.prefixLength() != 0U) {
                            named.push_back(address->network);
                        }
                    }
                }
            }
        }
    }
    return named;
}

bool isNamed(const std::vector<IpNetwork> &named, const IpAddress &address)
{
    return std::any_of(named.begin(), named.end(), [&address](const IpNetwork &network) {
        return network.contains(address);
    });
}

/// Somebody out there: from the ranges kept for documentation, or from public ones when rules or
/// own networks use those.
std::optional<IpAddress> stranger(const Evidence &evidence, Family family,
                                  const std::vector<IpNetwork> &named)
{
    std::vector<IpAddress> candidates;
    const auto add = [&candidates](const std::string &text) {
        if (const std::optional<IpAddress> address = IpAddress::parse(text)) {
            candidates.push_back(*address);
        }
    };
    if (family == Family::Ipv4) {
        constexpr std::array documentation = {"203.0.113.", "198.51.100.", "192.0.2."};
        for (const char *prefix : documentation) {
            for (const char *host : {"77", "177", "23"}) {
                add(std::string(prefix) + host);
            }
        }
        for (unsigned first = 4; first < 224; ++first) {
            add(std::to_string(first) + ".77.77.77");
        }
    } else {
        for (const char *text : {"2001:db8:77::77", "2001:db8:177::77", "3fff:77::77",
                                 "2a00:77::77", "2600:77::77", "2400:77::77"}) {
            add(text);
        }
    }
    for (const IpAddress &candidate : candidates) {
        if (!candidate.isLoopback() && !candidate.isPrivate() && !isNamed(named, candidate)
            && interfaceWith(evidence, candidate) == nullptr) {
            return candidate;
        }
    }
    return std::nullopt;
}

/// A host on the network of this interface. One that no rule names, when there is one.
std::optional<IpAddress> neighbourOn(const Evidence &evidence, const NetworkInterface &device,
                                     Family family, const std::vector<IpNetwork> &named)
{
    const std::optional<IpNetwork> network = networkOf(device, family);
    if (!network) {
        return std::nullopt;
    }
    IpAddress base = network->address;
    for (std::size_t index = 0; index < base.size(); ++index) {
        base.bytes[index] = base.bytes[index] & network->mask[index];
    }
    std::optional<IpAddress> namedHost;
    std::optional<IpAddress> host = base.next();
    for (std::uint32_t tried = 0; tried < hostsTried && host; ++tried, host = host->next()) {
        const std::optional<IpAddress> after = host->next();
        const bool broadcast =
            family == Family::Ipv4 && after.has_value() && !network->contains(*after);
        if (!network->contains(*host) || (broadcast && network->prefixLength().value_or(0) < 31)) {
            break;
        }
        if (isLocal(evidence, *host)) {
            continue;
        }
        if (!isNamed(named, *host)) {
            return host;
        }
        if (!namedHost) {
            namedHost = host;
        }
    }
    return namedHost;
}

std::optional<IpAddress> neighbour(const Evidence &evidence, Family family,
                                   const std::vector<IpNetwork> &named,
                                   const std::string &onlyInterface,
                                   const std::string &exceptInterface)
{
    for (const NetworkInterface &device : evidence.interfaces) {
        if (!isUsable(device) || device.name == exceptInterface
            || (!onlyInterface.empty() && device.name != onlyInterface)) {
            continue;
        }
        if (std::optional<IpAddress> host = neighbourOn(evidence, device, family, named)) {
            return host;
        }
    }
    return std::nullopt;
}

bool hasDefaultRoute(const Evidence &evidence)
{
    // Before routes are read the answer is "perhaps"; deriveInterfaces corrects a wrong guess.
    return evidence.routeRead != Reading::Done
        || (evidence.route.kind == RouteKind::Unicast && evidence.route.gateway.has_value());
}

std::optional<IpAddress> anyone(const Question &question, const Evidence &evidence)
{
    const std::vector<IpNetwork> named = namedNetworks(evidence, question.family);
    if (question.direction == Way::Forward) {
        // Who uses this computer as a router sits on another of its networks than the destination.
        std::string out = question.outInterface;
        if (out.empty() && evidence.routeRead == Reading::Done) {
            out = evidence.route.outInterface;
        }
        if (out.empty() && question.to) {
            const NetworkInterface *device = interfaceWith(evidence, *question.to);
            out = device != nullptr ? device->name : std::string();
        }
        if (auto host = neighbour(evidence, question.family, named, question.inInterface, out)) {
            return host;
        }
        return stranger(evidence, question.family, named);
    }
    if (!question.inInterface.empty()) {
        if (auto host = neighbour(evidence, question.family, named, question.inInterface, {})) {
            return host;
        }
    }
    if (hasDefaultRoute(evidence)) {
        if (auto host = stranger(evidence, question.family, named)) {
            return host;
        }
    }
    auto host = neighbour(evidence, question.family, named, {}, {});
    return host ? host : stranger(evidence, question.family, named);
}

std::vector<IpAddress> ownAddresses(const Evidence &evidence, Family family,
                                    const std::string &onlyInterface)
{
    std::vector<IpAddress> result;
    for (const NetworkInterface &device : evidence.interfaces) {
        const bool asked = onlyInterface.empty() ? isUsable(device) : device.name == onlyInterface;
        if (!asked) {
            continue;
        }
        if (const std::optional<IpNetwork> network = networkOf(device, family)) {
            result.push_back(network->address);
        }
    }
    return result;
}

/// This computer's address as the other side would call it, if that is plain before routes are
/// known.
std::optional<IpAddress> plainOwnAddress(const Question &question, const Evidence &evidence)
{
    if (question.from) {
        if (isLocal(evidence, *question.from)) {
            return question.from;
        }
        if (const NetworkInterface *device = interfaceWith(evidence, *question.from)) {
            for (const IpNetwork &network : device->addresses) {
                if (network.address.family == question.family && network.contains(*question.from)) {
                    return network.address;
                }
            }
        }
    }
    const std::vector<IpAddress> own =
        ownAddresses(evidence, question.family, question.inInterface);
    return own.size() == 1 ? std::optional(own.front()) : std::nullopt;
}

Result<Question> deriveFamily(Question question)
{
    const auto &from = question.from;
    const auto &to = question.to;
    if (from && to && from->family != to->family) {
        return failure(ErrorCode::InvalidArgument, operation,
                       "the addresses are of different families");
    }
    if (from || to) {
        const Family family = from ? from->family : to->family;
        if (question.family == Family::Ipv6 && family == Family::Ipv4) {
            return failure(ErrorCode::InvalidArgument, operation,
                           "asked about IPv6, but an address is IPv4");
        }
        if (question.protocol == ProtocolIcmpv6 && family == Family::Ipv4) {
            return failure(ErrorCode::InvalidArgument, operation,
                           "asked about ICMPv6, but an address is IPv4");
        }
        question.family = family;
    } else if (question.protocol == ProtocolIcmpv6) {
        question.family = Family::Ipv6;
    }
    if (isPing(question.protocol)) {
        question.protocol = question.family == Family::Ipv6 ? ProtocolIcmpv6 : ProtocolIcmp;
    }
    return question;
}

} // namespace

Result<Question> deriveEndpoints(const Question &asked, const Evidence &evidence)
{
    if (isPing(asked.protocol) && asked.port) {
        return failure(ErrorCode::InvalidArgument, operation, "a ping has no port");
    }
    if (!isPing(asked.protocol) && asked.port.value_or(0) == 0) {
        return failure(ErrorCode::InvalidArgument, operation, "a port from 1 to 65535 is needed");
    }
    if (asked.direction != Way::Input && !asked.to) {
        return failure(ErrorCode::InvalidArgument, operation,
                       "the address of the other computer is needed");
    }
    if (asked.direction == Way::Input && !asked.outInterface.empty()) {
        return failure(ErrorCode::InvalidArgument, operation,
                       "what comes in here leaves through no interface");
    }
    if (asked.direction == Way::Output && !asked.inInterface.empty()) {
        return failure(ErrorCode::InvalidArgument, operation,
                       "what this computer sends comes in through no interface");
    }
    Result<Question> derived = deriveFamily(asked);
    if (!derived) {
        return derived;
    }
    Question question = *derived;
    if (question.direction == Way::Output) {
        return question; // its own address comes from the route
    }
    if (!question.from) {
        question.fromAnyone = true;
        if (question.to && question.to->isLoopback()) {
            question.from = question.to;
        } else {
            question.from = anyone(question, evidence);
        }
    }
    if (question.direction == Way::Input && !question.to) {
        question.to = plainOwnAddress(question, evidence);
    }
    return question;
}

Question deriveInterfaces(const Question &asked, const Evidence &evidence)
{
    Question question = asked;
    const bool read = evidence.routeRead == Reading::Done;
    const bool reachesBack = read
        && (evidence.routeBack.kind == RouteKind::Unicast
            || evidence.routeBack.kind == RouteKind::Local);
    const auto interfaceOf = [&evidence](const Route &route) {
        return route.kind == RouteKind::Local ? loopbackName(evidence) : route.outInterface;
    };

    if (question.direction == Way::Output) {
        if (question.outInterface.empty() && read) {
            question.outInterface = interfaceOf(evidence.route);
        }
        if (!question.from && read) {
            question.from = evidence.route.preferredSource;
        }
        if (!question.from) {
            const auto own = ownAddresses(evidence, question.family, question.outInterface);
            question.from = own.empty() ? std::nullopt : std::optional(own.front());
        }
        return question;
    }

    const bool sameSide = question.direction == Way::Forward && read
        && evidence.routeBack.outInterface == evidence.route.outInterface;
    const bool onLoopback = question.from && question.from->isLoopback();
    if (question.fromAnyone && (!reachesBack || sameSide) && !onLoopback) {
        // No way to strangers here: those who can ask at all are on a network next to this one.
        const std::vector<IpNetwork> named = namedNetworks(evidence, question.family);
        const std::string out = question.direction == Way::Forward && read
            ? evidence.route.outInterface
            : std::string();
        if (auto host = neighbour(evidence, question.family, named, question.inInterface, out)) {
            question.from = host;
        }
    }
    if (question.inInterface.empty() && question.from) {
        const NetworkInterface *device = interfaceWith(evidence, *question.from);
        if (isLocal(evidence, *question.from)) {
            question.inInterface = loopbackName(evidence);
        } else if (reachesBack && question.from == asked.from) {
            question.inInterface = interfaceOf(evidence.routeBack);
        } else if (device != nullptr) {
            question.inInterface = device->name;
        }
    }
    if (question.direction == Way::Forward) {
        if (question.outInterface.empty() && read) {
            question.outInterface = interfaceOf(evidence.route);
        }
        return question;
    }
    if (!question.to && reachesBack) {
        question.to = evidence.routeBack.preferredSource;
    }
    if (!question.to) {
        question.to = plainOwnAddress(question, evidence);
    }
    if (!question.to) {
        const auto own = ownAddresses(evidence, question.family, question.inInterface);
        question.to = own.empty() ? std::nullopt : std::optional(own.front());
    }
    return question;
}

} // namespace Portlight::Core
