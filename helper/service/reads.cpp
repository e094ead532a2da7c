// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/service/reads.h"

#include "helper/conntrack/settings.h"
#include "helper/ipc/convert.h"
#include "helper/ipc/worldtypes.h"
#include "helper/netfilter/counters.h"
#include "helper/netfilter/ipsets.h"
#include "helper/netfilter/nftreader.h"
#include "helper/watch/interfaces.h"
#include "helper/watch/listeners.h"
#include "helper/watch/managers.h"
#include "helper/watch/route.h"
#include "helper/watch/sessions.h"
#include "helper/watch/world.h"

namespace Portlight::Helper
{

namespace
{

/// The system bus takes 32 MiB a message and ends the connection of who sends more.
constexpr std::size_t maxTextBytes = 24U * 1024U * 1024U;

QString statusText(RulesText::Status status)
{
    switch (status) {
    case RulesText::Status::Done:
        return QStringLiteral("done");
    case RulesText::Status::NotThere:
        return QStringLiteral("not-there");
    case RulesText::Status::Incomplete:
        return QStringLiteral("incomplete");
    }
    return QStringLiteral("not-there");
}

QString addressText(const std::optional<Core::IpAddress> &address)
{
    return address ? Ipc::text(address->toString()) : QString();
}

} // namespace

Core::Result<QVariantList> rulesReply(Core::Backend backend, Core::Family family)
{
    const auto rules = readRules(backend, family);
    if (!rules) {
        return tl::unexpected(rules.error());
    }
    if (rules->text.size() > maxTextBytes) {
        return Core::failure(Core::ErrorCode::LimitExceeded, "read rules",
                             "more rules than fit into one message");
    }
    return QVariantList{statusText(rules->status), Ipc::text(rules->text),
                        Ipc::text(rules->generation), Ipc::text(rules->detail)};
}

Core::Result<QVariantList> generationReply(Core::Backend backend, Core::Family family)
{
    const auto generation = readGeneration(backend, family);
    if (!generation) {
        return tl::unexpected(generation.error());
    }
    return QVariantList{Ipc::text(*generation)};
}

Core::Result<QVariantList> countersReply(Core::Backend backend, Core::Family family)
{
    const auto reading = readCounters(backend, family);
    if (!reading) {
        return tl::unexpected(reading.error());
    }
    const Ipc::WireCounters chains = Ipc::toWire(reading->chains);
    std::size_t bytes = 0;
    for (const Ipc::WireChainCounters &chain : chains) {
        bytes += static_cast<std::size_t>(chain.values.size());
    }
    if (bytes > maxTextBytes) {
        return Core::failure(Core::ErrorCode::LimitExceeded, "read counters",
                             "more counters than fit into one message");
    }
    return QVariantList{Ipc::text(reading->generation), QVariant::fromValue(chains)};
}

Core::Result<QVariantList> nativeTablesReply()
{
    const auto tables = readNativeTables();
    if (!tables) {
        return tl::unexpected(tables.error());
    }
    QStringList names;
    for (const std::string &table : *tables) {
        names += Ipc::text(table);
    }
    return QVariantList{names};
}

Core::Result<QVariantList> nftablesReply()
{
    const auto read = readNftables();
    if (!read) {
        return tl::unexpected(read.error());
    }
    if (read->json.size() > maxTextBytes) {
        return Core::failure(Core::ErrorCode::LimitExceeded, "read nftables",
                             "more rules than fit into one message");
    }
    return QVariantList{statusText(read->status), Ipc::text(read->json),
                        Ipc::text(read->generation), Ipc::text(read->detail)};
}

Core::Result<QVariantList> setsReply(const std::vector<std::string> &names, std::size_t most)
{
    const auto sets = readSets(names, most);
    if (!sets) {
        return tl::unexpected(sets.error());
    }
    return QVariantList{QVariant::fromValue(Ipc::toWire(*sets))};
}

Core::Result<QVariantList> interfacesReply()
{
    const auto interfaces = readInterfaces();
    if (!interfaces) {
        return tl::unexpected(interfaces.error());
    }
    return QVariantList{QVariant::fromValue(Ipc::toWire(*interfaces))};
}

Core::Result<QVariantList> worldReply()
{
    const Ipc::WireWorld world = Ipc::toWire(readWorld());
    return QVariantList{QVariant::fromValue(world.devices), QVariant::fromValue(world.routes),
                        QVariant::fromValue(world.rules), QVariant::fromValue(world.numbers),
                        world.missing};
}

Core::Result<QVariantList> routeReply(const Core::IpAddress &destination,
                                      const std::optional<Core::IpAddress> &source,
                                      const std::string &inInterface)
{
    const auto route = lookUpRoute(destination, source, inInterface);
    if (!route) {
        return tl::unexpected(route.error());
    }
    return QVariantList{Ipc::toWire(route->kind), Ipc::text(route->outInterface),
                        addressText(route->gateway), addressText(route->preferredSource)};
}

Core::Result<QVariantList> listenersReply()
{
    const auto listeners = readListeners();
    if (!listeners) {
        return tl::unexpected(listeners.error());
    }
    return QVariantList{QVariant::fromValue(Ipc::toWire(*listeners))};
}

Core::Result<QVariantList> sessionsReply()
{
    const auto sessions = readSessions();
    if (!sessions) {
        return tl::unexpected(sessions.error());
    }
    return QVariantList{QVariant::fromValue(Ipc::toWire(*sessions))};
}

Core::Result<QVariantList> settingsReply(const std::vector<std::string> &names)
{
    const SettingStore store;
    Ipc::WireMap values;
    for (const std::string &name : names) {
        const auto value = store.read(name);
        if (!value) {
            return tl::unexpected(value.error());
        }
        if (*value) {
            values.insert(Ipc::text(name), Ipc::text(**value));
        }
    }
    return QVariantList{QVariant::fromValue(values)};
}

Core::Result<QVariantList> managersReply()
{
    const ManagersReading reading = readManagers();
    return QVariantList{QVariant::fromValue(Ipc::toWire(reading.managers)),
                        Ipc::text(reading.persistence), Ipc::toWire(defaultBackend())};
}

} // namespace Portlight::Helper
