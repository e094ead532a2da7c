// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/client/helperclient.h"

#include "app/client/helperclientprivate.h"
#include "helper/ipc/convert.h"

namespace Portlight::App
{

namespace
{

QString wire(const std::string &value)
{
    return Ipc::text(value);
}

Core::Result<Core::Reading> readingFromStatus(const QString &status)
{
    if (status == QLatin1String("done") || status == QLatin1String("incomplete")) {
        return Core::Reading::Done;
    }
    if (status == QLatin1String("not-there")) {
        return Core::Reading::NotThere;
    }
    return Core::failure(Core::ErrorCode::Internal, "read answer", "unknown status",
                         status.toStdString());
}

} // namespace

HelperClient::HelperClient()
    : d(std::make_unique<Private>(this))
{
    Ipc::registerWireTypes();
}

HelperClient::~HelperClient() = default;

std::unique_ptr<HelperClient> HelperClient::onSystemBus()
{
    return std::unique_ptr<HelperClient>(new HelperClient);
}

std::unique_ptr<HelperClient> HelperClient::direct(Launcher launcher)
{
    auto client = std::unique_ptr<HelperClient>(new HelperClient);
    client->d->startPeer(std::move(launcher));
    return client;
}

HelperClient::State HelperClient::state() const
{
    return d->state;
}

void HelperClient::setInteractive(bool interactive)
{
    d->calls.setInteractive(interactive);
}

void HelperClient::readRules(Core::Backend backend, Core::Family family, QObject *context,
                             Callback<RulesReply> done)
{
    d->call<QString, QString, QString, QString>(
        "ReadRules", {Ipc::toWire(backend), Ipc::toWire(family)}, context, std::move(done),
        [](const auto &reply) -> Core::Result<RulesReply> {
            const QString status = reply.template argumentAt<0>();
            const auto reading = readingFromStatus(status);
            if (!reading) {
                return tl::unexpected(reading.error());
            }
            return RulesReply{*reading, status == QLatin1String("incomplete"),
                              reply.template argumentAt<1>().toStdString(),
                              reply.template argumentAt<2>().toStdString(),
                              reply.template argumentAt<3>().toStdString()};
        });
}

void HelperClient::readGeneration(Core::Backend backend, Core::Family family, QObject *context,
                                  Callback<std::string> done)
{
    d->call<QString>("ReadGeneration", {Ipc::toWire(backend), Ipc::toWire(family)}, context,
                     std::move(done), [](const auto &reply) -> Core::Result<std::string> {
                         return reply.value().toStdString();
                     });
}

void HelperClient::readCounters(Core::Backend backend, Core::Family family, QObject *context,
                                Callback<CountersReply> done)
{
    d->call<QString, Ipc::WireCounters>(
        "ReadCounters", {Ipc::toWire(backend), Ipc::toWire(family)}, context, std::move(done),
        [](const auto &reply) -> Core::Result<CountersReply> {
            auto chains = Ipc::countersFromWire(reply.template argumentAt<1>());
            if (!chains) {
                return tl::unexpected(chains.error());
            }
            return CountersReply{reply.template argumentAt<0>().toStdString(), std::move(*chains)};
        });
}

void HelperClient::readNativeTables(QObject *context, Callback<std::vector<std::string>> done)
{
    d->call<QStringList>("ReadNativeTables", {}, context, std::move(done),
                         [](const auto &reply) -> Core::Result<std::vector<std::string>> {
                             std::vector<std::string> tables;
                             for (const QString &table : reply.value()) {
                                 tables.push_back(table.toStdString());
                             }
                             return tables;
                         });
}

void HelperClient::readInterfaces(QObject *context,
                                  Callback<std::vector<Core::NetworkInterface>> done)
{
    d->call<Ipc::WireInterfaces>("ReadInterfaces", {}, context, std::move(done),
                                 [](const auto &reply) {
                                     return Ipc::interfacesFromWire(reply.value());
                                 });
}

void HelperClient::lookUpRoute(const Core::IpAddress &destination,
                               const std::optional<Core::IpAddress> &source,
                               const std::string &inInterface, QObject *context,
                               Callback<Core::Route> done)
{
    d->call<QString, QString, QString, QString>(
        "LookUpRoute",
        {wire(destination.toString()), source ? wire(source->toString()) : QString(),
         wire(inInterface)},
        context, std::move(done), [](const auto &reply) {
            return Ipc::routeFromWire(
                reply.template argumentAt<0>(), reply.template argumentAt<1>(),
                reply.template argumentAt<2>(), reply.template argumentAt<3>());
        });
}

void HelperClient::readListeners(QObject *context, Callback<std::vector<Core::Listener>> done)
{
    d->call<Ipc::WireListeners>("ReadListeners", {}, context, std::move(done),
                                [](const auto &reply) {
                                    return Ipc::listenersFromWire(reply.value());
                                });
}

void HelperClient::readSessions(QObject *context, Callback<std::vector<Core::Session>> done)
{
    d->call<Ipc::WireSessions>("ReadSessions", {}, context, std::move(done), [](const auto &reply) {
        return Ipc::sessionsFromWire(reply.value());
    });
}

void HelperClient::readSettings(const std::vector<std::string> &names, QObject *context,
                                Callback<std::map<std::string, std::string>> done)
{
    QStringList wireNames;
    for (const std::string &name : names) {
        wireNames += wire(name);
    }
    d->call<Ipc::WireMap>(
        "ReadSettings", {wireNames}, context, std::move(done),
        [](const auto &reply) -> Core::Result<std::map<std::string, std::string>> {
            std::map<std::string, std::string> settings;
            const Ipc::WireMap values = reply.value();
            for (auto it = values.constBegin(); it != values.constEnd(); ++it) {
                settings.emplace(it.key().toStdString(), it.value().toStdString());
            }
            return settings;
        });
}

void HelperClient::readManagers(QObject *context, Callback<ManagersReply> done)
{
    d->call<Ipc::WireManagers, QString, QString>(
        "ReadManagers", {}, context, std::move(done),
        [](const auto &reply) -> Core::Result<ManagersReply> {
            const auto backend = Ipc::backendFromWire(reply.template argumentAt<2>());
            if (!backend) {
                return tl::unexpected(backend.error());
            }
            return ManagersReply{Ipc::managersFromWire(reply.template argumentAt<0>()),
                                 reply.template argumentAt<1>().toStdString(), *backend};
        });
}

void HelperClient::tryChanges(const TryRequest &request, QObject *context, Callback<QString> done)
{
    auto changes = Ipc::toWire(request.changes);
    if (!changes) {
        d->failLater(context, std::move(done), changes.error());
        return;
    }
    d->call<QString>(
        "Try",
        {QVariant::fromValue(*changes), QVariant::fromValue(Ipc::toWire(request.generations)),
         QVariant::fromValue<uint>(request.seconds), request.summary, request.dryRun},
        context, std::move(done),
        [](const auto &reply) -> Core::Result<QString> {
            return reply.value();
        },
        CallQueue::Kind::Change);
}

void HelperClient::keep(const QString &id, QObject *context, Callback<bool> done)
{
    d->call<>(
        "Keep", {id}, context, std::move(done),
        [](const auto &) -> Core::Result<bool> {
            return true;
        },
        CallQueue::Kind::Change);
}

void HelperClient::undo(const QString &id, QObject *context, Callback<bool> done)
{
    d->call<>(
        "Undo", {id}, context, std::move(done),
        [](const auto &) -> Core::Result<bool> {
            return true;
        },
        CallQueue::Kind::Change);
}

void HelperClient::extend(const QString &id, unsigned seconds, QObject *context,
                          Callback<bool> done)
{
    d->call<>(
        "Extend", {id, QVariant::fromValue<uint>(seconds)}, context, std::move(done),
        [](const auto &) -> Core::Result<bool> {
            return true;
        },
        CallQueue::Kind::Change);
}

void HelperClient::readTrials(QObject *context, Callback<std::vector<Trial>> done)
{
    d->call<Ipc::WireTrials>(
        "ReadTrials", {}, context, std::move(done),
        [](const auto &reply) -> Core::Result<std::vector<Trial>> {
            std::vector<Trial> trials;
            for (const Ipc::WireTrial &trial : reply.value()) {
                trials.push_back({trial.id, trial.state, trial.summary, trial.commands, trial.began,
                                  trial.secondsLeft, trial.uid, trial.here, trial.detail});
            }
            return trials;
        });
}

} // namespace Portlight::App
