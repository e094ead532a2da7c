// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/ipc/worldtypes.h"

#include "helper/ipc/convert.h"

#include <QDBusMetaType>

#include <algorithm>
#include <limits>

namespace Portlight::Ipc
{

namespace
{

using Core::RoutingRule;

template<typename... Fields> QDBusArgument &write(QDBusArgument &argument, const Fields &...fields)
{
    argument.beginStructure();
    (argument << ... << fields);
    argument.endStructure();
    return argument;
}

template<typename... Fields>
const QDBusArgument &read(const QDBusArgument &argument, Fields &...fields)
{
    argument.beginStructure();
    (argument >> ... >> fields);
    argument.endStructure();
    return argument;
}

template<typename T> void registerType(const char *name)
{
    qRegisterMetaType<T>(name);
    qDBusRegisterMetaType<T>();
}

constexpr int minutesOfDay = 24 * 60;

struct ActionName {
    RoutingRule::Action action;
    const char *name;
};
constexpr auto actionNames = std::to_array<ActionName>({
    {RoutingRule::Action::Table, "table"},
    {RoutingRule::Action::Goto, "goto"},
    {RoutingRule::Action::Nop, "nop"},
    {RoutingRule::Action::Blackhole, "blackhole"},
    {RoutingRule::Action::Unreachable, "unreachable"},
    {RoutingRule::Action::Prohibit, "prohibit"},
});

tl::unexpected<Core::Error> invalid(const char *what, const QString &value)
{
    return Core::failure(Core::ErrorCode::InvalidArgument, "read the world",
                         std::string(what) + ": \"" + printable(value) + '"');
}

/// Collects the first thing that cannot be right, so that the rest can be read in one go.
class Reader
{
public:
    std::optional<Core::IpNetwork> network(const QString &value)
    {
        if (value.isEmpty()) {
            return std::nullopt;
        }
        auto parsed = Core::IpNetwork::parse(value.toStdString());
        if (!parsed) {
            wrong("not a network", value);
        }
        return parsed;
    }
    std::optional<Core::IpAddress> address(const QString &value)
    {
        if (value.isEmpty()) {
            return std::nullopt;
        }
        auto parsed = addressFromWire(value);
        if (!parsed) {
            wrong("not an address", value);
            return std::nullopt;
        }
        return *parsed;
    }
    /// Nothing for -1.
    template<typename T> std::optional<T> number(qlonglong value)
    {
        if (value == -1) {
            return std::nullopt;
        }
        if (value < 0 || value > static_cast<qlonglong>(std::numeric_limits<T>::max())) {
            wrong("number out of range", QString::number(value));
            return std::nullopt;
        }
        return static_cast<T>(value);
    }
    template<typename T> std::optional<T> number(const WireNumbers &numbers, const char *name)
    {
        const auto found = numbers.constFind(QString::fromLatin1(name));
        return found == numbers.constEnd() ? std::nullopt : number<T>(found.value());
    }
    void wrong(const char *what, const QString &value)
    {
        if (!m_error) {
            m_error = invalid(what, value).value();
        }
    }
    const std::optional<Core::Error> &error() const
    {
        return m_error;
    }

private:
    std::optional<Core::Error> m_error;
};

template<typename T> qlonglong numberOf(const std::optional<T> &value)
{
    return value ? static_cast<qlonglong>(*value) : -1;
}

QString textOf(const std::optional<Core::IpNetwork> &network)
{
    if (!network) {
        return {};
    }
    return text(network->address.toString() + '/'
                + std::to_string(network->prefixLength().value_or(0)));
}

QString textOf(const std::optional<Core::IpAddress> &address)
{
    return address ? text(address->toString()) : QString();
}

QStringList textsOf(const std::vector<std::string> &values)
{
    QStringList texts;
    for (const std::string &value : values) {
        texts += text(value);
    }
    return texts;
}

std::vector<std::string> stringsOf(const QStringList &texts)
{
    std::vector<std::string> values;
    for (const QString &one : texts) {
        values.push_back(one.toStdString());
    }
    return values;
}

WireDevice wireOf(const Core::NetworkInterface &device)
{
    WireDevice wire;
    wire.name = text(device.name);
    wire.index = device.index;
    wire.up = device.up;
    wire.loopback = device.loopback;
    for (const Core::IpNetwork &address : device.addresses) {
        wire.addresses += textOf(address);
    }
    wire.group = device.group.value_or(0);
    wire.bridge = text(device.bridge.value_or(std::string()));
    wire.forwards4 = static_cast<int>(numberOf(device.forwards4));
    wire.forwards6 = static_cast<int>(numberOf(device.forwards6));
    wire.reversePathFilter = static_cast<int>(numberOf(device.reversePathFilter));
    return wire;
}

WireRoute wireOf(const Core::RouteEntry &route)
{
    return {text(Core::toString(route.kind)),
            route.table,
            textOf(route.destination),
            textOf(route.source),
            route.tos,
            route.metric,
            textsOf(route.interfaces),
            textOf(route.gateway),
            textOf(route.preferredSource),
            route.realm};
}

WireRoutingRule wireOf(const RoutingRule &rule, Core::Family family)
{
    WireRoutingRule wire;
    wire.family = toWire(family);
    wire.priority = rule.priority;
    wire.inverted = rule.inverted;
    wire.from = textOf(rule.from);
    wire.to = textOf(rule.to);
    wire.inInterface = text(rule.inInterface.value_or(std::string()));
    wire.outInterface = text(rule.outInterface.value_or(std::string()));
    wire.mark = rule.mark;
    wire.markMask = rule.markMask;
    wire.tos = rule.tos;
    wire.protocol = static_cast<int>(numberOf(rule.protocol));
    wire.firstSourcePort = static_cast<int>(numberOf(rule.firstSourcePort));
    wire.lastSourcePort = static_cast<int>(numberOf(rule.lastSourcePort));
    wire.firstDestinationPort = static_cast<int>(numberOf(rule.firstDestinationPort));
    wire.lastDestinationPort = static_cast<int>(numberOf(rule.lastDestinationPort));
    wire.firstUid = numberOf(rule.firstUid);
    wire.lastUid = numberOf(rule.lastUid);
    for (const ActionName &known : actionNames) {
        wire.action = known.action == rule.action ? QString::fromLatin1(known.name) : wire.action;
    }
    wire.table = rule.table;
    wire.suppressPrefix = static_cast<int>(numberOf(rule.suppressPrefix));
    return wire;
}

Core::NetworkInterface deviceOf(const WireDevice &wire, Reader &reader)
{
    Core::NetworkInterface device;
    device.name = wire.name.toStdString();
    device.index = wire.index;
    device.up = wire.up;
    device.loopback = wire.loopback;
    for (const QString &address : wire.addresses) {
        if (const auto network = reader.network(address)) {
            device.addresses.push_back(*network);
        }
    }
    device.group = wire.group;
    device.bridge = wire.bridge.toStdString();
    device.forwards4 = reader.number<bool>(wire.forwards4);
    device.forwards6 = reader.number<bool>(wire.forwards6);
    device.reversePathFilter = reader.number<std::uint8_t>(wire.reversePathFilter);
    return device;
}

Core::RouteEntry routeOf(const WireRoute &wire, Reader &reader)
{
    Core::RouteEntry route;
    const auto kind = Core::parseRouteKind(wire.kind.toStdString());
    const auto destination = reader.network(wire.destination);
    if (!kind || !destination) {
        reader.wrong("not a route", wire.kind + QLatin1Char(' ') + wire.destination);
        return route;
    }
    route.kind = *kind;
    route.table = wire.table;
    route.destination = *destination;
    route.source = reader.network(wire.source);
    route.tos = wire.tos;
    route.metric = wire.metric;
    route.interfaces = stringsOf(wire.interfaces);
    route.gateway = reader.address(wire.gateway);
    route.preferredSource = reader.address(wire.preferredSource);
    route.realm = wire.realm;
    return route;
}

RoutingRule ruleOf(const WireRoutingRule &wire, Reader &reader)
{
    const auto name = [](const QString &value) {
        return value.isEmpty() ? std::nullopt : std::optional(value.toStdString());
    };
    RoutingRule rule;
    rule.priority = wire.priority;
    rule.inverted = wire.inverted;
    rule.from = reader.network(wire.from);
    rule.to = reader.network(wire.to);
    rule.inInterface = name(wire.inInterface);
    rule.outInterface = name(wire.outInterface);
    rule.mark = wire.mark;
    rule.markMask = wire.markMask;
    rule.tos = wire.tos;
    rule.protocol = reader.number<std::uint8_t>(wire.protocol);
    rule.firstSourcePort = reader.number<std::uint16_t>(wire.firstSourcePort);
    rule.lastSourcePort = reader.number<std::uint16_t>(wire.lastSourcePort);
    rule.firstDestinationPort = reader.number<std::uint16_t>(wire.firstDestinationPort);
    rule.lastDestinationPort = reader.number<std::uint16_t>(wire.lastDestinationPort);
    rule.firstUid = reader.number<std::uint32_t>(wire.firstUid);
    rule.lastUid = reader.number<std::uint32_t>(wire.lastUid);
    const auto action =
        std::find_if(actionNames.begin(), actionNames.end(), [&wire](const ActionName &known) {
            return wire.action == QLatin1String(known.name);
        });
    if (action == actionNames.end()) {
        reader.wrong("unknown action", wire.action);
    } else {
        rule.action = action->action;
    }
    rule.table = wire.table;
    rule.suppressPrefix = reader.number<std::uint8_t>(wire.suppressPrefix);
    return rule;
}

void put(WireNumbers &numbers, const char *name, qlonglong value)
{
    if (value != -1) {
        numbers.insert(QString::fromLatin1(name), value);
    }
}

} // namespace

QDBusArgument &operator<<(QDBusArgument &argument, const WireDevice &value)
{
    return write(argument, value.name, value.index, value.up, value.loopback, value.addresses,
                 value.group, value.bridge, value.forwards4, value.forwards6,
                 value.reversePathFilter);
}

const QDBusArgument &operator>>(const QDBusArgument &argument, WireDevice &value)
{
    return read(argument, value.name, value.index, value.up, value.loopback, value.addresses,
                value.group, value.bridge, value.forwards4, value.forwards6,
                value.reversePathFilter);
}

QDBusArgument &operator<<(QDBusArgument &argument, const WireRoute &value)
{
    return write(argument, value.kind, value.table, value.destination, value.source, value.tos,
                 value.metric, value.interfaces, value.gateway, value.preferredSource, value.realm);
}

const QDBusArgument &operator>>(const QDBusArgument &argument, WireRoute &value)
{
    return read(argument, value.kind, value.table, value.destination, value.source, value.tos,
                value.metric, value.interfaces, value.gateway, value.preferredSource, value.realm);
}

QDBusArgument &operator<<(QDBusArgument &argument, const WireRoutingRule &value)
{
    return write(argument, value.family, value.priority, value.inverted, value.from, value.to,
                 value.inInterface, value.outInterface, value.mark, value.markMask, value.tos,
                 value.protocol, value.firstSourcePort, value.lastSourcePort,
                 value.firstDestinationPort, value.lastDestinationPort, value.firstUid,
                 value.lastUid, value.action, value.table, value.suppressPrefix);
}

const QDBusArgument &operator>>(const QDBusArgument &argument, WireRoutingRule &value)
{
    return read(argument, value.family, value.priority, value.inverted, value.from, value.to,
                value.inInterface, value.outInterface, value.mark, value.markMask, value.tos,
                value.protocol, value.firstSourcePort, value.lastSourcePort,
                value.firstDestinationPort, value.lastDestinationPort, value.firstUid,
                value.lastUid, value.action, value.table, value.suppressPrefix);
}

void registerWorldTypes()
{
    registerType<WireDevice>("Portlight::Ipc::WireDevice");
    registerType<WireRoute>("Portlight::Ipc::WireRoute");
    registerType<WireRoutingRule>("Portlight::Ipc::WireRoutingRule");
    registerType<WireDevices>("Portlight::Ipc::WireDevices");
    registerType<WireRoutes>("Portlight::Ipc::WireRoutes");
    registerType<WireRoutingRules>("Portlight::Ipc::WireRoutingRules");
    registerType<WireNumbers>("Portlight::Ipc::WireNumbers");
}

WireWorld toWire(const Core::WorldReading &reading)
{
    const Core::World &world = reading.world;
    WireWorld wire;
    wire.missing = textsOf(reading.missing);
    for (const auto &device : world.interfaces.value_or(std::vector<Core::NetworkInterface>())) {
        wire.devices += wireOf(device);
    }
    for (const Core::Family family : {Core::Family::Ipv4, Core::Family::Ipv6}) {
        if (const auto &routes = world.routes(family)) {
            for (const Core::RouteEntry &route : *routes) {
                wire.routes += wireOf(route);
            }
        }
        const auto &rules =
            family == Core::Family::Ipv4 ? world.routingRules4 : world.routingRules6;
        if (rules) {
            for (const RoutingRule &rule : *rules) {
                wire.rules += wireOf(rule, family);
            }
        }
    }
    put(wire.numbers, "forwards4", numberOf(world.forwards4));
    put(wire.numbers, "forwards6", numberOf(world.forwards6));
    put(wire.numbers, "rp_filter", numberOf(world.reversePathFilter));
    put(wire.numbers, "bridges_ask_rules4", numberOf(world.bridgesAskRules4));
    put(wire.numbers, "bridges_ask_rules6", numberOf(world.bridgesAskRules6));
    if (world.clock) {
        put(wire.numbers, "clock", world.clock->seconds);
        if (world.clock->minutesWest) {
            // Shifted, so that none of them is -1.
            put(wire.numbers, "minutes_west_of_dateline", minutesOfDay + *world.clock->minutesWest);
        }
    }
    return wire;
}

Core::Result<Core::WorldReading> worldFromWire(const WireWorld &wire)
{
    Core::WorldReading reading;
    reading.missing = stringsOf(wire.missing);
    const auto lacks = [&reading](const char *part) {
        return std::find(reading.missing.begin(), reading.missing.end(), part)
            != reading.missing.end();
    };
    Reader reader;
    Core::World &world = reading.world;
    if (!lacks("interfaces")) {
        world.interfaces.emplace();
        for (const WireDevice &device : wire.devices) {
            world.interfaces->push_back(deviceOf(device, reader));
        }
    }
    const bool routed4 = !lacks("routes4") && !lacks("rules4");
    const bool routed6 = !lacks("routes6") && !lacks("rules6");
    if (routed4) {
        world.routes4.emplace();
        world.routingRules4.emplace();
    }
    if (routed6) {
        world.routes6.emplace();
        world.routingRules6.emplace();
    }
    for (const WireRoute &one : wire.routes) {
        Core::RouteEntry route = routeOf(one, reader);
        auto &routes =
            route.destination.address.family == Core::Family::Ipv4 ? world.routes4 : world.routes6;
        if (routes) {
            routes->push_back(std::move(route));
        }
    }
    for (const WireRoutingRule &one : wire.rules) {
        const auto family = familyFromWire(one.family);
        if (!family) {
            return tl::unexpected(family.error());
        }
        auto &rules = *family == Core::Family::Ipv4 ? world.routingRules4 : world.routingRules6;
        if (rules) {
            rules->push_back(ruleOf(one, reader));
        }
    }
    world.forwards4 = reader.number<bool>(wire.numbers, "forwards4");
    world.forwards6 = reader.number<bool>(wire.numbers, "forwards6");
    world.reversePathFilter = reader.number<std::uint8_t>(wire.numbers, "rp_filter");
    world.bridgesAskRules4 = reader.number<bool>(wire.numbers, "bridges_ask_rules4");
    world.bridgesAskRules6 = reader.number<bool>(wire.numbers, "bridges_ask_rules6");
    if (const auto seconds = reader.number<std::int64_t>(wire.numbers, "clock")) {
        world.clock = Core::Clock{*seconds, std::nullopt};
        if (const auto minutes = reader.number<int>(wire.numbers, "minutes_west_of_dateline")) {
            world.clock->minutesWest = *minutes - minutesOfDay;
        }
    }
    if (reader.error()) {
        return tl::unexpected(*reader.error());
    }
    return reading;
}

} // namespace Portlight::Ipc
