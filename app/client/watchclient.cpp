// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/client/helperclientprivate.h"
#include "helper/ipc/convert.h"

namespace Portlight::App
{

namespace
{

template<typename Reply> Core::Result<Core::PacketWatch> watchFrom(const Reply &reply)
{
    auto sightings = Ipc::sightingsFromWire(reply.template argumentAt<2>());
    if (!sightings) {
        return tl::unexpected(sightings.error());
    }
    Core::PacketWatch watch;
    watch.running = reply.template argumentAt<0>();
    watch.seconds = reply.template argumentAt<1>();
    watch.sightings = *std::move(sightings);
    watch.packets = reply.template argumentAt<3>();
    watch.lost = reply.template argumentAt<4>();
    watch.limited = reply.template argumentAt<5>();
    if (reply.template argumentAt<6>()) {
        watch.drops.emplace();
        const Ipc::WireCounts drops = reply.template argumentAt<7>();
        for (auto drop = drops.begin(); drop != drops.end(); ++drop) {
            watch.drops->emplace(drop.key().toStdString(), drop.value());
        }
    }
    return watch;
}

} // namespace

void HelperClient::watchPackets(const Core::WatchSubject &subject, unsigned seconds,
                                QObject *context, Callback<QString> done)
{
    d->call<QString>(
        "WatchPackets", {QVariant::fromValue(Ipc::toWire(subject)), seconds}, context,
        std::move(done),
        [](const auto &reply) -> Core::Result<QString> {
            return reply.template argumentAt<0>();
        },
        CallQueue::Kind::Change);
}

void HelperClient::readWatch(const QString &id, QObject *context, Callback<Core::PacketWatch> done)
{
    d->call<bool, double, Ipc::WireSightings, qulonglong, qulonglong, bool, bool, Ipc::WireCounts>(
        "ReadWatch", {id}, context, std::move(done), [](const auto &reply) {
            return watchFrom(reply);
        });
}

void HelperClient::stopWatch(const QString &id, QObject *context, Callback<Core::PacketWatch> done)
{
    d->call<bool, double, Ipc::WireSightings, qulonglong, qulonglong, bool, bool, Ipc::WireCounts>(
        "StopWatch", {id}, context, std::move(done), [](const auto &reply) {
            return watchFrom(reply);
        });
}

} // namespace Portlight::App
