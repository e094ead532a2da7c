// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/ipc/convert.h"
#include "helper/ipc/limits.h"
#include "helper/service/arguments.h"
#include "helper/service/helperservice.h"

namespace Portlight::Helper
{

namespace
{

QStringList texts(const std::vector<std::string> &values)
{
    QStringList list;
    for (const std::string &value : values) {
        list += Ipc::text(value);
    }
    return list;
}

Core::Result<QVariantList> written(const Core::Result<std::vector<std::string>> &paths)
{
    if (!paths) {
        return tl::unexpected(paths.error());
    }
    return QVariantList{texts(*paths)};
}

Core::Result<QVariantList> planReply(const Persister &persister)
{
    const auto plan = persister.plan();
    if (!plan) {
        return tl::unexpected(plan.error());
    }
    return QVariantList{Ipc::text(plan->way),
                        Ipc::text(plan->revision),
                        QVariant::fromValue(Ipc::toWire(plan->files)),
                        QVariant::fromValue(Ipc::toWire(plan->leftOut)),
                        QVariant::fromValue(Ipc::toWire(plan->notes)),
                        texts(plan->commands),
                        plan->isSaved,
                        plan->canUndo};
}

Core::Result<QVariantList> snapshotReply(const SnapshotStore &store, const std::string &id)
{
    const auto snapshot = store.load(id);
    if (!snapshot) {
        return tl::unexpected(snapshot.error());
    }
    Ipc::WireMap settings;
    for (const auto &[name, value] : snapshot->settings) {
        settings.insert(Ipc::text(name), Ipc::text(value));
    }
    return QVariantList{QVariant::fromValue(Ipc::toWire(snapshot->info)),
                        QVariant::fromValue(Ipc::toWire(snapshot->sides)),
                        QVariant::fromValue(settings)};
}

} // namespace

QString HelperService::PlanPersistence(QString &, Ipc::WirePersistenceFiles &, Ipc::WireLeftOuts &,
                                       Ipc::WireNotes &, QStringList &, bool &, bool &)
{
    submit([this](unsigned) {
        return planReply(m_persister);
    });
    return {};
}

QStringList HelperService::Persist(const QString &revision)
{
    const auto known = planRevision(revision);
    if (!known) {
        refuse(known.error());
        return {};
    }
    submit([this, known = *known](unsigned) {
        return written(m_persister.persist(known));
    });
    return {};
}

QStringList HelperService::UndoPersist()
{
    submit([this](unsigned) {
        return written(m_persister.undo());
    });
    return {};
}

QString HelperService::SaveSnapshot(const QString &name)
{
    const auto known = snapshotName(name);
    if (!known) {
        refuse(known.error());
        return {};
    }
    Request call = request([this, known = *known](unsigned uid) -> Core::Result<QVariantList> {
        const auto id = m_snapshots.save(known, uid);
        if (!id) {
            return tl::unexpected(id.error());
        }
        return QVariantList{Ipc::text(*id)};
    });
    call.subject = Ipc::text(*known);
    m_dispatcher.submit(std::move(call));
    return {};
}

Ipc::WireSnapshots HelperService::ReadSnapshots()
{
    submit([this](unsigned) -> Core::Result<QVariantList> {
        const auto infos = m_snapshots.list();
        if (!infos) {
            return tl::unexpected(infos.error());
        }
        Ipc::WireSnapshots wires;
        for (const Core::SnapshotInfo &info : *infos) {
            wires += Ipc::toWire(info);
        }
        return QVariantList{QVariant::fromValue(wires)};
    });
    return {};
}

Ipc::WireSnapshot HelperService::ReadSnapshot(const QString &id, Ipc::WireSnapshotSides &,
                                              Ipc::WireMap &)
{
    const auto known = trialId(id);
    if (!known) {
        refuse(known.error());
        return {};
    }
    submit([this, known = *known](unsigned) {
        return snapshotReply(m_snapshots, known);
    });
    return {};
}

void HelperService::RemoveSnapshot(const QString &id)
{
    const auto known = trialId(id);
    if (!known) {
        refuse(known.error());
        return;
    }
    Request call = request([this, known = *known](unsigned) -> Core::Result<QVariantList> {
        const auto removed = m_snapshots.remove(known);
        if (!removed) {
            return tl::unexpected(removed.error());
        }
        return QVariantList();
    });
    call.subject = id;
    m_dispatcher.submit(std::move(call));
}

} // namespace Portlight::Helper
