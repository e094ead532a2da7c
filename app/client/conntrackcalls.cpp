// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/client/entrypipe.h"
#include "app/client/helperclientprivate.h"
#include "helper/ipc/conntracktypes.h"
#include "helper/ipc/convert.h"

#include <QDBusUnixFileDescriptor>

namespace Portlight::App
{

namespace
{

Ipc::WireMap wire(const Core::EntryFilter &filter)
{
    return Ipc::toWire(Core::toWords(filter));
}

} // namespace

void HelperClient::readConntrack(QObject *context, Callback<ConntrackReply> done)
{
    d->call<Ipc::WireCounts>(
        "ReadConntrack", {}, context, std::move(done),
        [](const auto &reply) -> Core::Result<ConntrackReply> {
            const auto reading = Ipc::conntrackFromWire(reply.value());
            return ConntrackReply{reading.usage, reading.statistics, reading.objectSize};
        });
}

void HelperClient::readConntrackStatistics(QObject *context,
                                           Callback<std::vector<Core::ConntrackStatistics>> done)
{
    d->call<Ipc::WireCountsList>(
        "ReadConntrackStatistics", {}, context, std::move(done),
        [](const auto &reply) -> Core::Result<std::vector<Core::ConntrackStatistics>> {
            return Ipc::statisticsFromWire(reply.value());
        });
}

void HelperClient::readConntrackSummary(const Core::EntryFilter &filter, unsigned limit,
                                        QObject *context, Callback<Core::TableSummary> done)
{
    d->call<Ipc::WireCounts, Ipc::WireGroupLists, Ipc::WireAgesList>(
        "ReadConntrackSummary",
        {QVariant::fromValue(wire(filter)), QVariant::fromValue<uint>(limit)}, context,
        std::move(done), [](const auto &reply) -> Core::Result<Core::TableSummary> {
            return Ipc::summaryFromWire({reply.template argumentAt<0>(),
                                         reply.template argumentAt<1>(),
                                         reply.template argumentAt<2>()});
        });
}

void HelperClient::readConntrackEntries(const EntriesRequest &request, QObject *context,
                                        std::function<void(std::vector<Core::ConntrackEntry>)> some,
                                        Callback<EntriesReply> done)
{
    QObject *owner = context != nullptr ? context : this;
    QPointer<EntryPipe> pipe = new EntryPipe(std::move(some), owner);
    if (pipe->writeEnd() < 0) {
        d->failLater(context, std::move(done), *pipe->problem(0));
        pipe->deleteLater();
        return;
    }
    const QVariantList arguments{QVariant::fromValue(wire(request.filter)),
                                 QVariant::fromValue<qulonglong>(request.skip),
                                 QVariant::fromValue<qulonglong>(request.limit),
                                 QVariant::fromValue(QDBusUnixFileDescriptor(pipe->writeEnd()))};
    pipe->closeWriteEnd();
    d->call<qulonglong, qulonglong, qulonglong>(
        "ReadConntrackEntries", arguments, owner,
        Callback<EntriesReply>([pipe, done = std::move(done)](Core::Result<EntriesReply> reply) {
            if (pipe) {
                pipe->read();
                if (reply) {
                    if (const auto problem = pipe->problem(reply->sent)) {
                        reply = tl::unexpected(*problem);
                    }
                }
                pipe->deleteLater();
            }
            done(std::move(reply));
        }),
        [](const auto &reply) -> Core::Result<EntriesReply> {
            return EntriesReply{reply.template argumentAt<0>(), reply.template argumentAt<1>(),
                                reply.template argumentAt<2>()};
        });
}

void HelperClient::readConntrackRates(QObject *context, Callback<Core::FlowRates> done)
{
    d->call<qulonglong, double, qulonglong, Ipc::WireFlowRates>(
        "ReadConntrackRates", {}, context, std::move(done),
        [](const auto &reply) -> Core::Result<Core::FlowRates> {
            return Core::FlowRates{reply.template argumentAt<0>(), reply.template argumentAt<1>(),
                                   reply.template argumentAt<2>(),
                                   Ipc::ratesFromWire(reply.template argumentAt<3>())};
        });
}

void HelperClient::endConnections(const std::vector<Core::ConntrackEntry> &entries,
                                  QObject *context, Callback<EndedReply> done)
{
    d->call<uint, uint>(
        "EndConnections", {QVariant::fromValue(Ipc::toWire(entries))}, context, std::move(done),
        [](const auto &reply) -> Core::Result<EndedReply> {
            return EndedReply{reply.template argumentAt<0>(), reply.template argumentAt<1>()};
        },
        CallQueue::Kind::Change);
}

} // namespace Portlight::App
