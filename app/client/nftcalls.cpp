// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/client/helperclientprivate.h"
#include "helper/ipc/convert.h"
#include "helper/ipc/worldtypes.h"

namespace Portlight::App
{

void HelperClient::readNftables(QObject *context, Callback<NftablesReply> done)
{
    d->call<QString, QString, QString, QString>(
        "ReadNftables", {}, context, std::move(done),
        [](const auto &reply) -> Core::Result<NftablesReply> {
            const QString status = reply.template argumentAt<0>();
            return NftablesReply{status == QLatin1String("done") ? Core::Reading::Done
                                                                 : Core::Reading::NotThere,
                                 reply.template argumentAt<1>().toStdString(),
                                 reply.template argumentAt<2>().toStdString(),
                                 reply.template argumentAt<3>().toStdString()};
        });
}

void HelperClient::readSets(const std::vector<std::string> &names, QObject *context,
                            Callback<std::vector<Core::AddressSet>> done, unsigned most)
{
    QStringList wireNames;
    for (const std::string &name : names) {
        wireNames += Ipc::text(name);
    }
    d->call<Ipc::WireSets>("ReadSets", {wireNames, QVariant::fromValue<uint>(most)}, context,
                           std::move(done),
                           [](const auto &reply) -> Core::Result<std::vector<Core::AddressSet>> {
                               return Ipc::setsFromWire(reply.value());
                           });
}

void HelperClient::readWorld(QObject *context, Callback<Core::WorldReading> done)
{
    d->call<Ipc::WireDevices, Ipc::WireRoutes, Ipc::WireRoutingRules, Ipc::WireNumbers,
            QStringList>("ReadWorld", {}, context, std::move(done),
                         [](const auto &reply) -> Core::Result<Core::WorldReading> {
                             return Ipc::worldFromWire(
                                 {reply.template argumentAt<0>(), reply.template argumentAt<1>(),
                                  reply.template argumentAt<2>(), reply.template argumentAt<3>(),
                                  reply.template argumentAt<4>()});
                         });
}

} // namespace Portlight::App
