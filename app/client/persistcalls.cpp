// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/client/helperclientprivate.h"
#include "helper/ipc/convert.h"
#include "helper/ipc/persisttypes.h"

namespace Portlight::App
{

namespace
{

/// Of calls that end without an error.
constexpr auto done = [](const auto & /*reply*/) -> Core::Result<bool> {
    return true;
};

constexpr auto list = [](const auto &reply) -> Core::Result<QStringList> {
    return reply.value();
};

std::vector<std::string> strings(const QStringList &values)
{
    std::vector<std::string> result;
    for (const QString &value : values) {
        result.push_back(value.toStdString());
    }
    return result;
}

} // namespace

void HelperClient::planPersistence(QObject *context, Callback<Core::PersistencePlan> callback)
{
    d->call<QString, QString, Ipc::WirePersistenceFiles, Ipc::WireLeftOuts, Ipc::WireNotes,
            QStringList, bool, bool>(
        "PlanPersistence", {}, context, std::move(callback),
        [](const auto &reply) -> Core::Result<Core::PersistencePlan> {
            auto files = Ipc::filesFromWire(reply.template argumentAt<2>());
            auto leftOut = Ipc::leftOutFromWire(reply.template argumentAt<3>());
            if (!files || !leftOut) {
                return tl::unexpected(!files ? files.error() : leftOut.error());
            }
            Core::PersistencePlan plan;
            plan.way = reply.template argumentAt<0>().toStdString();
            plan.revision = reply.template argumentAt<1>().toStdString();
            plan.files = std::move(*files);
            plan.leftOut = std::move(*leftOut);
            plan.notes = Ipc::notesFromWire(reply.template argumentAt<4>());
            plan.commands = strings(reply.template argumentAt<5>());
            plan.isSaved = reply.template argumentAt<6>();
            plan.canUndo = reply.template argumentAt<7>();
            return plan;
        });
}

void HelperClient::persist(const std::string &revision, QObject *context,
                           Callback<QStringList> callback)
{
    d->call<QStringList>("Persist", {Ipc::text(revision)}, context, std::move(callback), list,
                         CallQueue::Kind::Change);
}

void HelperClient::undoPersist(QObject *context, Callback<QStringList> callback)
{
    d->call<QStringList>("UndoPersist", {}, context, std::move(callback), list,
                         CallQueue::Kind::Change);
}

void HelperClient::saveSnapshot(const QString &name, QObject *context, Callback<QString> callback)
{
    d->call<QString>(
        "SaveSnapshot", {name}, context, std::move(callback),
        [](const auto &reply) -> Core::Result<QString> {
            return reply.value();
        },
        CallQueue::Kind::Change);
}

void HelperClient::readSnapshots(QObject *context,
                                 Callback<std::vector<Core::SnapshotInfo>> callback)
{
    d->call<Ipc::WireSnapshots>(
        "ReadSnapshots", {}, context, std::move(callback),
        [](const auto &reply) -> Core::Result<std::vector<Core::SnapshotInfo>> {
            std::vector<Core::SnapshotInfo> infos;
            for (const Ipc::WireSnapshot &wire : reply.value()) {
                infos.push_back(Ipc::snapshotFromWire(wire));
            }
            return infos;
        });
}

void HelperClient::readSnapshot(const QString &id, QObject *context,
                                Callback<Core::Snapshot> callback)
{
    d->call<Ipc::WireSnapshot, Ipc::WireSnapshotSides, Ipc::WireMap>(
        "ReadSnapshot", {id}, context, std::move(callback),
        [](const auto &reply) -> Core::Result<Core::Snapshot> {
            auto sides = Ipc::sidesFromWire(reply.template argumentAt<1>());
            if (!sides) {
                return tl::unexpected(sides.error());
            }
            Core::Snapshot snapshot;
            snapshot.info = Ipc::snapshotFromWire(reply.template argumentAt<0>());
            snapshot.sides = std::move(*sides);
            const Ipc::WireMap settings = reply.template argumentAt<2>();
            for (auto it = settings.constBegin(); it != settings.constEnd(); ++it) {
                snapshot.settings.emplace(it.key().toStdString(), it.value().toStdString());
            }
            return snapshot;
        });
}

void HelperClient::removeSnapshot(const QString &id, QObject *context, Callback<bool> callback)
{
    d->call<>("RemoveSnapshot", {id}, context, std::move(callback), done, CallQueue::Kind::Change);
}

} // namespace Portlight::App
