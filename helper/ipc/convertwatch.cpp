// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/ipc/convert.h"
#include "helper/ipc/limits.h"

namespace Portlight::Ipc
{

namespace
{

using Core::ErrorCode;
using Core::failure;

constexpr auto operation = "read arguments";

tl::unexpected<Core::Error> invalid(const std::string &what, const QString &value)
{
    return failure(ErrorCode::InvalidArgument, operation, what + ": \"" + printable(value) + '"');
}

QString wireAddress(const std::optional<Core::IpAddress> &address)
{
    return address ? text(address->toString()) : QString();
}

/// All addresses are of one family; empty ones are not there.
Core::Result<void> readAddresses(const WireWatchSubject &wire, Core::WatchSubject &subject)
{
    std::optional<Core::Family> family;
    const std::pair<const QString &, std::optional<Core::IpAddress> &> addresses[] = {
        {wire.from, subject.from},
        {wire.to, subject.to},
        {wire.translatedTo, subject.translatedTo}};
    for (const auto &[value, into] : addresses) {
        if (value.isEmpty()) {
            continue;
        }
        const auto address = addressFromWire(value);
        if (!address) {
            return tl::unexpected(address.error());
        }
        if (family && *family != address->family) {
            return invalid("addresses of two families", value);
        }
        family = address->family;
        into = *address;
    }
    const bool ping4 = subject.protocol == Core::ProtocolIcmp;
    const bool ping6 = subject.protocol == Core::ProtocolIcmpv6;
    if (family
        && ((ping4 && *family != Core::Family::Ipv4) || (ping6 && *family != Core::Family::Ipv6))) {
        return invalid("a ping of the other family", wire.to);
    }
    return {};
}

int wireByte(const std::optional<std::uint8_t> &value)
{
    return value ? int{*value} : -1;
}

std::optional<std::uint8_t> byteFromWire(int value)
{
    return value < 0 || value > 255 ? std::nullopt
                                    : std::optional(static_cast<std::uint8_t>(value));
}

} // namespace

WireWatchSubject toWire(const Core::WatchSubject &subject)
{
    WireWatchSubject wire;
    wire.protocol = subject.protocol;
    wire.port = subject.port;
    wire.from = wireAddress(subject.from);
    wire.to = wireAddress(subject.to);
    wire.translatedTo = wireAddress(subject.translatedTo);
    wire.translatedPort = subject.translatedPort;
    for (const std::string &name : subject.interfaces) {
        wire.interfaces += text(name);
    }
    wire.logGroup = subject.logGroup;
    wire.logPrefix = text(subject.logPrefix);
    return wire;
}

Core::Result<Core::WatchSubject> watchSubjectFromWire(const WireWatchSubject &wire)
{
    for (const QString &part : {wire.from, wire.to, wire.translatedTo}) {
        if (static_cast<std::size_t>(part.size()) > maxStringBytes) {
            return failure(ErrorCode::LimitExceeded, operation, "text too long");
        }
    }
    if (static_cast<std::size_t>(wire.interfaces.size()) > maxWatchInterfaces) {
        return failure(ErrorCode::LimitExceeded, operation, "too many interfaces");
    }
    Core::WatchSubject subject;
    subject.protocol = wire.protocol;
    const bool ping = wire.protocol == Core::ProtocolIcmp || wire.protocol == Core::ProtocolIcmpv6;
    if (!ping && wire.protocol != Core::ProtocolTcp && wire.protocol != Core::ProtocolUdp) {
        return invalid("protocol that cannot be watched", QString::number(wire.protocol));
    }
    if (ping == (wire.port != 0) || (ping && wire.translatedPort != 0)) {
        return invalid(ping ? "a ping has no port" : "a port is missing",
                       QString::number(wire.port));
    }
    subject.port = wire.port;
    subject.translatedPort = wire.translatedPort;
    if (const auto done = readAddresses(wire, subject); !done) {
        return tl::unexpected(done.error());
    }
    for (const QString &interface : wire.interfaces) {
        const auto name = interfaceNameFromWire(interface);
        if (!name) {
            return tl::unexpected(name.error());
        }
        subject.interfaces.push_back(*name);
    }
    if ((wire.logGroup == 0) != wire.logPrefix.isEmpty()
        || wire.logPrefix.size() > Core::longestLogPrefix) {
        return invalid("not a group and prefix of NFLOG", wire.logPrefix);
    }
    for (const QChar letter : wire.logPrefix) {
        const char16_t code = letter.unicode();
        const bool plain = (code >= u'a' && code <= u'z') || (code >= u'0' && code <= u'9');
        if (!plain && code != u'-') {
            return invalid("not a prefix of NFLOG", wire.logPrefix);
        }
    }
    subject.logGroup = wire.logGroup;
    subject.logPrefix = wire.logPrefix.toStdString();
    return subject;
}

WireSightings toWire(const std::vector<Core::Sighting> &sightings)
{
    WireSightings wires;
    for (const Core::Sighting &one : sightings) {
        wires += WireSighting{text(Core::toString(one.kind)),
                              text(one.interface),
                              one.outgoing,
                              text(one.source.toString()),
                              text(one.destination.toString()),
                              one.port,
                              wireByte(one.icmpType),
                              wireByte(one.icmpCode),
                              one.packets,
                              one.first,
                              one.last,
                              one.afterRequest.value_or(-1)};
    }
    return wires;
}

Core::Result<std::vector<Core::Sighting>> sightingsFromWire(const WireSightings &wires)
{
    std::vector<Core::Sighting> sightings;
    for (const WireSighting &wire : wires) {
        const auto kind = Core::parseSightingKind(wire.kind.toStdString());
        const auto source = addressFromWire(wire.source);
        const auto destination = addressFromWire(wire.destination);
        if (!kind) {
            return invalid("not a kind of packet", wire.kind);
        }
        if (!source || !destination) {
            return tl::unexpected(source ? destination.error() : source.error());
        }
        Core::Sighting one;
        one.kind = *kind;
        one.interface = wire.interface.toStdString();
        one.outgoing = wire.outgoing;
        one.source = *source;
        one.destination = *destination;
        one.port = wire.port;
        one.icmpType = byteFromWire(wire.icmpType);
        one.icmpCode = byteFromWire(wire.icmpCode);
        one.packets = wire.packets;
        one.first = wire.first;
        one.last = wire.last;
        if (wire.afterRequest >= 0) {
            one.afterRequest = wire.afterRequest;
        }
        sightings.push_back(std::move(one));
    }
    return sightings;
}

} // namespace Portlight::Ipc
