// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/ipc/convert.h"

#include "helper/ipc/limits.h"

#include <array>

namespace Portlight::Ipc
{

namespace
{

using Core::ErrorCode;
using Core::failure;

tl::unexpected<Core::Error> invalid(const char *what, const QString &value)
{
    return failure(ErrorCode::InvalidArgument, "read arguments",
                   std::string(what) + ": \"" + printable(value) + '"');
}

Core::Result<std::optional<Core::IpAddress>> optionalAddress(const QString &value)
{
    if (value.isEmpty()) {
        return std::nullopt;
    }
    const auto address = addressFromWire(value);
    if (!address) {
        return tl::unexpected(address.error());
    }
    return *address;
}

} // namespace

QString text(std::string_view value)
{
    return QString::fromUtf8(value.data(), static_cast<int>(value.size()));
}

std::string printable(const QString &value, int limit)
{
    QString result;
    for (const QChar character : value.left(limit)) {
        const bool shown = character.isPrint() && !character.isSurrogate();
        result += shown ? character : QChar(QLatin1Char('?'));
    }
    if (value.size() > limit) {
        result += QStringLiteral("...");
    }
    return result.toStdString();
}

Core::Result<Core::Backend> backendFromWire(const QString &value)
{
    for (const Core::Backend backend : {Core::Backend::Legacy, Core::Backend::Nft}) {
        if (value == toWire(backend)) {
            return backend;
        }
    }
    return invalid("unknown backend", value);
}

Core::Result<Core::Family> familyFromWire(const QString &value)
{
    for (const Core::Family family : {Core::Family::Ipv4, Core::Family::Ipv6}) {
        if (value == toWire(family)) {
            return family;
        }
    }
    return invalid("unknown family", value);
}

QString toWire(Core::Backend value)
{
    return text(Core::toString(value));
}

QString toWire(Core::Family value)
{
    return text(Core::toString(value));
}

QString toWire(Core::Policy value)
{
    return text(Core::toString(value));
}

Core::Result<Core::IpAddress> addressFromWire(const QString &value)
{
    // Longer than any address can be written; keeps a megabyte out of the parser.
    if (value.size() > 64) {
        return invalid("not an address", value);
    }
    const auto address = Core::IpAddress::parse(value.toStdString());
    if (!address) {
        return invalid("not an address", value);
    }
    return *address;
}

Core::Result<std::string> interfaceNameFromWire(const QString &value)
{
    const std::string name = value.left(64).toStdString();
    if (name.empty() || name.size() > Core::maxInterfaceNameLength || name == "." || name == "..") {
        return invalid("not an interface name", value);
    }
    for (const char character : name) {
        const auto byte = static_cast<unsigned char>(character);
        if (byte <= 0x20 || byte == 0x7f || character == '/') {
            return invalid("not an interface name", value);
        }
    }
    return name;
}

WireInterfaces toWire(const std::vector<Core::NetworkInterface> &values)
{
    WireInterfaces result;
    for (const Core::NetworkInterface &value : values) {
        WireInterface wire;
        wire.name = text(value.name);
        wire.index = value.index;
        wire.up = value.up;
        wire.loopback = value.loopback;
        for (const Core::IpNetwork &address : value.addresses) {
            // Not IpNetwork::toString(): that prints the network, and this is the address on it.
            wire.addresses += text(address.address.toString() + '/'
                                   + std::to_string(address.prefixLength().value_or(0)));
        }
        result += wire;
    }
    return result;
}

Core::Result<std::vector<Core::NetworkInterface>> interfacesFromWire(const WireInterfaces &values)
{
    std::vector<Core::NetworkInterface> result;
    for (const WireInterface &wire : values) {
        Core::NetworkInterface value;
        value.name = wire.name.toStdString();
        value.index = wire.index;
        value.up = wire.up;
        value.loopback = wire.loopback;
        for (const QString &address : wire.addresses) {
            const auto network = Core::IpNetwork::parse(address.toStdString());
            if (!network) {
                return invalid("not a network", address);
            }
            value.addresses.push_back(*network);
        }
        result.push_back(std::move(value));
    }
    return result;
}

QString toWire(Core::RouteKind kind)
{
    return text(Core::toString(kind));
}

Core::Result<Core::Route> routeFromWire(const QString &kind, const QString &outInterface,
                                        const QString &gateway, const QString &preferredSource)
{
    const auto known = Core::parseRouteKind(kind.toStdString());
    if (!known) {
        return invalid("unknown kind of route", kind);
    }
    Core::Route route;
    route.kind = *known;
    route.outInterface = outInterface.toStdString();
    const auto hop = optionalAddress(gateway);
    const auto source = optionalAddress(preferredSource);
    if (!hop || !source) {
        return tl::unexpected(!hop ? hop.error() : source.error());
    }
    route.gateway = *hop;
    route.preferredSource = *source;
    return route;
}

WireListeners toWire(const std::vector<Core::Listener> &values)
{
    WireListeners result;
    for (const Core::Listener &value : values) {
        WireListener wire;
        wire.protocol = value.protocol;
        wire.address = text(value.address.toString());
        wire.port = value.port;
        wire.program = text(value.program);
        wire.pid = value.pid;
        wire.uid = value.uid;
        wire.ipv6Only = value.ipv6Only;
        wire.boundInterface = text(value.interface);
        result += wire;
    }
    return result;
}

Core::Result<std::vector<Core::Listener>> listenersFromWire(const WireListeners &values)
{
    std::vector<Core::Listener> result;
    for (const WireListener &wire : values) {
        const auto address = addressFromWire(wire.address);
        if (!address) {
            return tl::unexpected(address.error());
        }
        Core::Listener value;
        value.protocol = wire.protocol;
        value.address = *address;
        value.port = wire.port;
        value.program = wire.program.toStdString();
        value.pid = wire.pid;
        value.uid = wire.uid;
        value.ipv6Only = wire.ipv6Only;
        value.interface = wire.boundInterface.toStdString();
        result.push_back(std::move(value));
    }
    return result;
}

WireSessions toWire(const std::vector<Core::Session> &values)
{
    WireSessions result;
    for (const Core::Session &value : values) {
        result += WireSession{text(value.local.toString()),
                              value.localPort,
                              text(value.remote.toString()),
                              value.remotePort,
                              text(value.interface),
                              text(value.program),
                              value.pid,
                              value.uid};
    }
    return result;
}

Core::Result<std::vector<Core::Session>> sessionsFromWire(const WireSessions &values)
{
    std::vector<Core::Session> result;
    for (const WireSession &wire : values) {
        const auto local = addressFromWire(wire.localAddress);
        const auto remote = addressFromWire(wire.remoteAddress);
        if (!local || !remote) {
            return tl::unexpected(!local ? local.error() : remote.error());
        }
        if (local->family != remote->family) {
            return invalid("ends of different families", wire.remoteAddress);
        }
        result.push_back({*local, wire.localPort, *remote, wire.remotePort,
                          wire.interfaceName.toStdString(), wire.program.toStdString(), wire.pid,
                          wire.uid, false});
    }
    return result;
}

WireManagers toWire(const std::vector<Core::Manager> &values)
{
    WireManagers result;
    for (const Core::Manager &value : values) {
        result += WireManager{text(value.name), value.active, text(value.detail)};
    }
    return result;
}

std::vector<Core::Manager> managersFromWire(const WireManagers &values)
{
    std::vector<Core::Manager> result;
    for (const WireManager &wire : values) {
        result.push_back({wire.name.toStdString(), wire.active, wire.detail.toStdString()});
    }
    return result;
}

WireMap toWire(const std::map<std::string, std::string> &generations)
{
    WireMap wire;
    for (const auto &[side, generation] : generations) {
        wire.insert(text(side), text(generation));
    }
    return wire;
}

Core::Result<std::map<std::string, std::string>> generationsFromWire(const WireMap &generations)
{
    if (static_cast<std::size_t>(generations.size()) > maxGenerations) {
        return failure(ErrorCode::LimitExceeded, "read arguments", "too many generations");
    }
    std::map<std::string, std::string> result;
    for (auto entry = generations.constBegin(); entry != generations.constEnd(); ++entry) {
        const QString &key = entry.key();
        const auto slash = key.indexOf(QLatin1Char('/'));
        const auto backend = backendFromWire(key.left(slash));
        const auto family = familyFromWire(slash < 0 ? QString() : key.mid(slash + 1));
        if (!backend || !family) {
            return invalid("not a backend and family", key);
        }
        if (static_cast<std::size_t>(entry.value().size()) > maxStringBytes) {
            return failure(ErrorCode::LimitExceeded, "read arguments", "generation too long");
        }
        result.emplace(key.toStdString(), entry.value().toStdString());
    }
    return result;
}

} // namespace Portlight::Ipc
