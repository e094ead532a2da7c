// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/ipc/wiretypes.h"

#include "helper/ipc/conntracktypes.h"
#include "helper/ipc/persisttypes.h"
#include "helper/ipc/worldtypes.h"

#include <QDBusMetaType>

namespace Portlight::Ipc
{

namespace
{

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

/// The generated code names the types as the XML does, and Qt 5 looks them up by that name.
template<typename T> void registerType(const char *name)
{
    qRegisterMetaType<T>(name);
    qDBusRegisterMetaType<T>();
}

} // namespace

QDBusArgument &operator<<(QDBusArgument &argument, const WireInterface &value)
{
    return write(argument, value.name, value.index, value.up, value.loopback, value.addresses);
}

const QDBusArgument &operator>>(const QDBusArgument &argument, WireInterface &value)
{
    return read(argument, value.name, value.index, value.up, value.loopback, value.addresses);
}

QDBusArgument &operator<<(QDBusArgument &argument, const WireListener &value)
{
    return write(argument, value.protocol, value.address, value.port, value.program, value.pid,
                 value.uid, value.ipv6Only, value.boundInterface);
}

const QDBusArgument &operator>>(const QDBusArgument &argument, WireListener &value)
{
    return read(argument, value.protocol, value.address, value.port, value.program, value.pid,
                value.uid, value.ipv6Only, value.boundInterface);
}

QDBusArgument &operator<<(QDBusArgument &argument, const WireSession &value)
{
    return write(argument, value.localAddress, value.localPort, value.remoteAddress,
                 value.remotePort, value.interfaceName, value.program, value.pid, value.uid);
}

const QDBusArgument &operator>>(const QDBusArgument &argument, WireSession &value)
{
    return read(argument, value.localAddress, value.localPort, value.remoteAddress,
                value.remotePort, value.interfaceName, value.program, value.pid, value.uid);
}

QDBusArgument &operator<<(QDBusArgument &argument, const WireGroup &value)
{
    return write(argument, value.name, value.count);
}

const QDBusArgument &operator>>(const QDBusArgument &argument, WireGroup &value)
{
    return read(argument, value.name, value.count);
}

QDBusArgument &operator<<(QDBusArgument &argument, const WireSet &value)
{
    return write(argument, value.name, value.type, value.members, value.count, value.family,
                 value.prefixLength, value.markMask);
}

const QDBusArgument &operator>>(const QDBusArgument &argument, WireSet &value)
{
    return read(argument, value.name, value.type, value.members, value.count, value.family,
                value.prefixLength, value.markMask);
}

QDBusArgument &operator<<(QDBusArgument &argument, const WireManager &value)
{
    return write(argument, value.name, value.active, value.detail);
}

const QDBusArgument &operator>>(const QDBusArgument &argument, WireManager &value)
{
    return read(argument, value.name, value.active, value.detail);
}

QDBusArgument &operator<<(QDBusArgument &argument, const WireChange &value)
{
    return write(argument, value.kind, value.backend, value.family, value.table, value.chain,
                 value.position, value.arguments);
}

const QDBusArgument &operator>>(const QDBusArgument &argument, WireChange &value)
{
    return read(argument, value.kind, value.backend, value.family, value.table, value.chain,
                value.position, value.arguments);
}

QDBusArgument &operator<<(QDBusArgument &argument, const WireTrial &value)
{
    return write(argument, value.id, value.state, value.summary, value.commands, value.began,
                 value.secondsLeft, value.uid, value.here, value.detail);
}

const QDBusArgument &operator>>(const QDBusArgument &argument, WireTrial &value)
{
    return read(argument, value.id, value.state, value.summary, value.commands, value.began,
                value.secondsLeft, value.uid, value.here, value.detail);
}

QDBusArgument &operator<<(QDBusArgument &argument, const WireChainCounters &value)
{
    return write(argument, value.table, value.chain, value.hasPolicy, value.values);
}

const QDBusArgument &operator>>(const QDBusArgument &argument, WireChainCounters &value)
{
    return read(argument, value.table, value.chain, value.hasPolicy, value.values);
}

QDBusArgument &operator<<(QDBusArgument &argument, const WireQuestion &value)
{
    return write(argument, value.direction, value.protocol, value.port, value.from, value.to,
                 value.inInterface, value.outInterface);
}

const QDBusArgument &operator>>(const QDBusArgument &argument, WireQuestion &value)
{
    return read(argument, value.direction, value.protocol, value.port, value.from, value.to,
                value.inInterface, value.outInterface);
}

QDBusArgument &operator<<(QDBusArgument &argument, const WireAttempt &value)
{
    return write(argument, value.outcome, value.errorNumber, value.icmpType, value.icmpCode,
                 value.offender, value.milliseconds, value.boundTo);
}

const QDBusArgument &operator>>(const QDBusArgument &argument, WireAttempt &value)
{
    return read(argument, value.outcome, value.errorNumber, value.icmpType, value.icmpCode,
                value.offender, value.milliseconds, value.boundTo);
}

QDBusArgument &operator<<(QDBusArgument &argument, const WireMovedRule &value)
{
    return write(argument, value.backend, value.family, value.table, value.chain, value.number,
                 value.rule, value.packets);
}

const QDBusArgument &operator>>(const QDBusArgument &argument, WireMovedRule &value)
{
    return read(argument, value.backend, value.family, value.table, value.chain, value.number,
                value.rule, value.packets);
}

QDBusArgument &operator<<(QDBusArgument &argument, const WireLimit &value)
{
    return write(argument, value.gap, value.subject, value.detail);
}

const QDBusArgument &operator>>(const QDBusArgument &argument, WireLimit &value)
{
    return read(argument, value.gap, value.subject, value.detail);
}

QDBusArgument &operator<<(QDBusArgument &argument, const WireWatchSubject &value)
{
    return write(argument, value.protocol, value.port, value.from, value.to, value.translatedTo,
                 value.translatedPort, value.interfaces, value.logGroup, value.logPrefix);
}

const QDBusArgument &operator>>(const QDBusArgument &argument, WireWatchSubject &value)
{
    return read(argument, value.protocol, value.port, value.from, value.to, value.translatedTo,
                value.translatedPort, value.interfaces, value.logGroup, value.logPrefix);
}

QDBusArgument &operator<<(QDBusArgument &argument, const WireSighting &value)
{
    return write(argument, value.kind, value.interface, value.outgoing, value.source,
                 value.destination, value.port, value.icmpType, value.icmpCode, value.packets,
                 value.first, value.last, value.afterRequest);
}

const QDBusArgument &operator>>(const QDBusArgument &argument, WireSighting &value)
{
    return read(argument, value.kind, value.interface, value.outgoing, value.source,
                value.destination, value.port, value.icmpType, value.icmpCode, value.packets,
                value.first, value.last, value.afterRequest);
}

void registerWireTypes()
{
    qDBusRegisterMetaType<WireInterface>();
    qDBusRegisterMetaType<WireListener>();
    qDBusRegisterMetaType<WireSession>();
    qDBusRegisterMetaType<WireGroup>();
    qDBusRegisterMetaType<WireSet>();
    qDBusRegisterMetaType<WireManager>();
    qDBusRegisterMetaType<WireChange>();
    qDBusRegisterMetaType<WireTrial>();
    qDBusRegisterMetaType<WireChainCounters>();
    qDBusRegisterMetaType<WireQuestion>();
    qDBusRegisterMetaType<WireAttempt>();
    qDBusRegisterMetaType<WireMovedRule>();
    qDBusRegisterMetaType<WireLimit>();
    qDBusRegisterMetaType<WireWatchSubject>();
    qDBusRegisterMetaType<WireSighting>();
    // QtDBus makes the signature of a list from its elements, so these come first.
    registerType<WireInterface>("Portlight::Ipc::WireInterface");
    registerType<WireListener>("Portlight::Ipc::WireListener");
    registerType<WireSession>("Portlight::Ipc::WireSession");
    registerType<WireGroup>("Portlight::Ipc::WireGroup");
    registerType<WireManager>("Portlight::Ipc::WireManager");
    registerType<WireChange>("Portlight::Ipc::WireChange");
    registerType<WireTrial>("Portlight::Ipc::WireTrial");
    registerType<WireChainCounters>("Portlight::Ipc::WireChainCounters");
    registerType<WireQuestion>("Portlight::Ipc::WireQuestion");
    registerType<WireAttempt>("Portlight::Ipc::WireAttempt");
    registerType<WireMovedRule>("Portlight::Ipc::WireMovedRule");
    registerType<WireLimit>("Portlight::Ipc::WireLimit");
    registerType<WireWatchSubject>("Portlight::Ipc::WireWatchSubject");
    registerType<WireSighting>("Portlight::Ipc::WireSighting");
    registerType<WireInterfaces>("Portlight::Ipc::WireInterfaces");
    registerType<WireListeners>("Portlight::Ipc::WireListeners");
    registerType<WireSessions>("Portlight::Ipc::WireSessions");
    registerType<WireMap>("Portlight::Ipc::WireMap");
    registerType<WireCounts>("Portlight::Ipc::WireCounts");
    registerType<WireGroups>("Portlight::Ipc::WireGroups");
    registerType<WireManagers>("Portlight::Ipc::WireManagers");
    registerType<WireChanges>("Portlight::Ipc::WireChanges");
    registerType<WireTrials>("Portlight::Ipc::WireTrials");
    registerType<WireSets>("Portlight::Ipc::WireSets");
    registerType<WireCounters>("Portlight::Ipc::WireCounters");
    registerType<WireMovedRules>("Portlight::Ipc::WireMovedRules");
    registerType<WireLimits>("Portlight::Ipc::WireLimits");
    registerType<WireSightings>("Portlight::Ipc::WireSightings");
    registerPersistTypes();
    registerConntrackTypes();
    registerWorldTypes();
}

} // namespace Portlight::Ipc
