// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "helper/conntrack/flowwatch.h"
#include "helper/ipc/conntracktypes.h"
#include "helper/ipc/names.h"
#include "helper/ipc/persisttypes.h"
#include "helper/ipc/wiretypes.h"
#include "helper/ipc/worldtypes.h"
#include "helper/persist/persister.h"
#include "helper/persist/snapshotstore.h"
#include "helper/service/dispatcher.h"
#include "helper/trial/trialstore.h"
#include "helper/watch/watchstore.h"

#include <QDBusContext>
#include <QDBusServiceWatcher>
#include <QDBusUnixFileDescriptor>
#include <QObject>
#include <QPointer>

#include <memory>

namespace Portlight::Helper
{

/// The object /org/portlight/Helper1. Its methods are those of org.portlight.Helper1.xml, called by
/// the generated adaptor, with the XML's capital letters. Each checks its arguments and hands the
/// rest to the Dispatcher; the reply comes later, so return values and out arguments mean nothing.
class HelperService : public QObject, protected QDBusContext
{
    Q_OBJECT
    Q_PROPERTY(uint ApiVersion READ apiVersion CONSTANT)

public:
    HelperService(Dispatcher &dispatcher, TrialStore &trials, Persister &persister,
                  SnapshotStore &snapshots, QObject *parent = nullptr);

    uint apiVersion() const
    {
        return Ipc::apiVersion;
    }

    QString ReadRules(const QString &backend, const QString &family, QString &text,
                      QString &generation, QString &detail);
    QString ReadGeneration(const QString &backend, const QString &family);
    QString ReadCounters(const QString &backend, const QString &family, Ipc::WireCounters &chains);
    QStringList ReadNativeTables();
    QString ReadNftables(QString &json, QString &generation, QString &detail);
    Ipc::WireSets ReadSets(const QStringList &names, uint most);
    Ipc::WireInterfaces ReadInterfaces();
    Ipc::WireDevices ReadWorld(Ipc::WireRoutes &routes, Ipc::WireRoutingRules &rules,
                               Ipc::WireNumbers &numbers, QStringList &missing);
    QString LookUpRoute(const QString &destination, const QString &source,
                        const QString &inInterface, QString &outInterface, QString &gateway,
                        QString &preferredSource);
    Ipc::WireListeners ReadListeners();
    Ipc::WireSessions ReadSessions();
    Ipc::WireMap ReadSettings(const QStringList &names);
    // conntrackcalls.cpp
    Ipc::WireCounts ReadConntrack();
    Ipc::WireCountsList ReadConntrackStatistics();
    Ipc::WireCounts ReadConntrackSummary(const Ipc::WireMap &filter, uint limit,
                                         Ipc::WireGroupLists &groups, Ipc::WireAgesList &ages);
    qulonglong ReadConntrackEntries(const Ipc::WireMap &filter, qulonglong skip, qulonglong limit,
                                    const QDBusUnixFileDescriptor &pipe, qulonglong &matched,
                                    qulonglong &sent);
    qulonglong ReadConntrackRates(double &seconds, qulonglong &overruns, Ipc::WireFlowRates &flows);
    uint EndConnections(const QByteArrayList &entries, uint &gone);
    Ipc::WireManagers ReadManagers(QString &persistence, QString &defaultBackend);
    QString Try(const Ipc::WireChanges &changes, const Ipc::WireMap &generations, uint seconds,
                const QString &summary, bool dryRun);
    Ipc::WireQuestion Rehearse(const Ipc::WireChanges &changes, const Ipc::WireMap &generations,
                               const Ipc::WireQuestion &question, Ipc::WireAttempt &before,
                               Ipc::WireMovedRules &movedBefore, Ipc::WireAttempt &after,
                               Ipc::WireMovedRules &movedAfter, Ipc::WireLimits &limits);
    void Keep(const QString &id);
    void Undo(const QString &id);
    void Extend(const QString &id, uint seconds);
    Ipc::WireTrials ReadTrials();
    // watchcalls.cpp
    QString WatchPackets(const Ipc::WireWatchSubject &subject, uint seconds);
    bool ReadWatch(const QString &id, double &seconds, Ipc::WireSightings &sightings,
                   qulonglong &packets, qulonglong &lost, bool &limited, bool &dropsTold,
                   Ipc::WireCounts &drops);
    bool StopWatch(const QString &id, double &seconds, Ipc::WireSightings &sightings,
                   qulonglong &packets, qulonglong &lost, bool &limited, bool &dropsTold,
                   Ipc::WireCounts &drops);
    // persistcalls.cpp
    QString PlanPersistence(QString &revision, Ipc::WirePersistenceFiles &files,
                            Ipc::WireLeftOuts &leftOut, Ipc::WireNotes &notes,
                            QStringList &commands, bool &saved, bool &canUndo);
    QStringList Persist(const QString &revision);
    QStringList UndoPersist();
    QString SaveSnapshot(const QString &name);
    Ipc::WireSnapshots ReadSnapshots();
    Ipc::WireSnapshot ReadSnapshot(const QString &id, Ipc::WireSnapshotSides &sides,
                                   Ipc::WireMap &settings);
    void RemoveSnapshot(const QString &id);

    bool isWatching() const
    {
        return m_watches.isAnyRunning();
    }

private:
    Request request(Work work = {});
    void submit(Work work);
    void refuse(const Core::Error &error);
    void answerAboutWatch(
        const QString &id,
        std::function<Core::Result<Core::PacketWatch>(const std::string &, const std::string &)>
            work);
    void followCaller();
    void changeTrial(const QString &id,
                     std::function<Core::Result<void>(const std::string &)> work);

    Dispatcher &m_dispatcher;
    TrialStore &m_trials;
    Persister &m_persister;
    SnapshotStore &m_snapshots;
    std::shared_ptr<FlowWatch> m_flows; ///< readings may outlive this
    WatchStore m_watches;
    QPointer<QDBusServiceWatcher> m_callers; ///< who began a watch
};

} // namespace Portlight::Helper
