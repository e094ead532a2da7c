// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/service/helperservice.h"

#include "helper/ipc/convert.h"
#include "helper/service/arguments.h"
#include "helper/service/reads.h"

namespace Portlight::Helper
{

namespace
{

QString stateText(TrialState state)
{
    switch (state) {
    case TrialState::Trying:
        return QStringLiteral("trying");
    case TrialState::Kept:
        return QStringLiteral("kept");
    case TrialState::Undone:
        return QStringLiteral("undone");
    case TrialState::Failed:
        return QStringLiteral("failed");
    }
    return QStringLiteral("failed");
}

Core::Result<QVariantList> trialsReply(const TrialStore &store)
{
    const auto trials = store.list();
    if (!trials) {
        return tl::unexpected(trials.error());
    }
    Ipc::WireTrials wires;
    for (const TrialInfo &trial : *trials) {
        QStringList commands;
        for (const std::string &command : trial.commands) {
            commands += Ipc::text(command);
        }
        wires += Ipc::WireTrial{Ipc::text(trial.id),
                                stateText(trial.state),
                                Ipc::text(trial.summary),
                                commands,
                                trial.began,
                                trial.secondsLeft,
                                trial.uid,
                                trial.here,
                                Ipc::text(trial.detail)};
    }
    return QVariantList{QVariant::fromValue(wires)};
}

/// What the journal says of a trial: the commands, which hold checked values only.
QString subjectOf(const TrialRequest &request)
{
    QStringList commands;
    for (const Core::Change &change : request.changes) {
        commands += Ipc::text(Core::command(change, defaultBackend()))
                        .replace(QLatin1Char('\n'), QLatin1String("; "));
        if (commands.size() == 3) {
            break;
        }
    }
    return QStringLiteral("%1 changes, %2 s%3: %4")
        .arg(request.changes.size())
        .arg(request.seconds)
        .arg(request.dryRun ? QStringLiteral(", dry run") : QString(),
             commands.join(QStringLiteral("; ")));
}

} // namespace

HelperService::HelperService(Dispatcher &dispatcher, TrialStore &trials, Persister &persister,
                             SnapshotStore &snapshots, QObject *parent)
    : QObject(parent)
    , m_dispatcher(dispatcher)
    , m_trials(trials)
    , m_persister(persister)
    , m_snapshots(snapshots)
    , m_flows(std::make_shared<FlowWatch>())
{
}

Request HelperService::request(Work work)
{
    setDelayedReply(true);
    return Request{connection(), message(), std::move(work), {}, {}, {}};
}

void HelperService::submit(Work work)
{
    m_dispatcher.submit(request(std::move(work)));
}

void HelperService::refuse(const Core::Error &error)
{
    m_dispatcher.refuse(request(), error);
}

QString HelperService::ReadRules(const QString &backend, const QString &family, QString &,
                                 QString &, QString &)
{
    const auto arguments = rulesArguments(backend, family);
    if (!arguments) {
        refuse(arguments.error());
        return {};
    }
    submit([arguments = *arguments](unsigned) {
        return rulesReply(arguments.backend, arguments.family);
    });
    return {};
}

QString HelperService::ReadGeneration(const QString &backend, const QString &family)
{
    const auto arguments = rulesArguments(backend, family);
    if (!arguments) {
        refuse(arguments.error());
        return {};
    }
    submit([arguments = *arguments](unsigned) {
        return generationReply(arguments.backend, arguments.family);
    });
    return {};
}

QStringList HelperService::ReadNativeTables()
{
    submit([](unsigned) {
        return nativeTablesReply();
    });
    return {};
}

Ipc::WireInterfaces HelperService::ReadInterfaces()
{
    submit([](unsigned) {
        return interfacesReply();
    });
    return {};
}

QString HelperService::LookUpRoute(const QString &destination, const QString &source,
                                   const QString &inInterface, QString &, QString &, QString &)
{
    const auto arguments = routeArguments(destination, source, inInterface);
    if (!arguments) {
        refuse(arguments.error());
        return {};
    }
    submit([arguments = *arguments](unsigned) {
        return routeReply(arguments.destination, arguments.source, arguments.inInterface);
    });
    return {};
}

Ipc::WireListeners HelperService::ReadListeners()
{
    submit([](unsigned) {
        return listenersReply();
    });
    return {};
}

Ipc::WireSessions HelperService::ReadSessions()
{
    submit([](unsigned) {
        return sessionsReply();
    });
    return {};
}

Ipc::WireMap HelperService::ReadSettings(const QStringList &names)
{
    const auto known = settingNames(names);
    if (!known) {
        refuse(known.error());
        return {};
    }
    submit([known = *known](unsigned) {
        return settingsReply(known);
    });
    return {};
}

Ipc::WireManagers HelperService::ReadManagers(QString &, QString &)
{
    submit([](unsigned) {
        return managersReply();
    });
    return {};
}

Ipc::WireTrials HelperService::ReadTrials()
{
    submit([this](unsigned) {
        return trialsReply(m_trials);
    });
    return {};
}

QString HelperService::Try(const Ipc::WireChanges &changes, const Ipc::WireMap &generations,
                           uint seconds, const QString &summary, bool dryRun)
{
    const auto arguments = trialArguments(changes, generations, seconds, summary, dryRun);
    if (!arguments) {
        refuse(arguments.error());
        return {};
    }
    // From here on TrialStore::begin() takes the steps of a trial, the generations first: what was
    // true before the prompt is looked at again after it.
    Request call =
        request([this, arguments = *arguments](unsigned uid) -> Core::Result<QVariantList> {
            TrialRequest trial = arguments;
            trial.uid = uid;
            const auto id = m_trials.begin(trial);
            if (!id) {
                return tl::unexpected(id.error());
            }
            return QVariantList{Ipc::text(*id)};
        });
    if (isConntrackOnly(*arguments)) {
        call.action = QLatin1String(Ipc::actionChangeConntrack);
    }
    call.subject = subjectOf(*arguments);
    m_dispatcher.submit(std::move(call));
    return {};
}

void HelperService::changeTrial(const QString &id,
                                std::function<Core::Result<void>(const std::string &)> work)
{
    const auto known = trialId(id);
    if (!known) {
        refuse(known.error());
        return;
    }
    Request call =
        request([known = *known, work = std::move(work)](unsigned) -> Core::Result<QVariantList> {
            const auto done = work(known);
            if (!done) {
                return tl::unexpected(done.error());
            }
            return QVariantList();
        });
    // The one who tried it was asked then; a second password within the countdown would only make
    // people miss it.
    call.isOwners = [this, known = *known](unsigned uid) {
        const auto trial = m_trials.find(known);
        return trial && trial->uid == uid;
    };
    call.subject = id;
    m_dispatcher.submit(std::move(call));
}

void HelperService::Keep(const QString &id)
{
    changeTrial(id, [this](const std::string &known) {
        return m_trials.keep(known);
    });
}

void HelperService::Undo(const QString &id)
{
    changeTrial(id, [this](const std::string &known) {
        return m_trials.undo(known);
    });
}

void HelperService::Extend(const QString &id, uint seconds)
{
    if (const auto checked = trialSeconds(seconds); !checked) {
        refuse(checked.error());
        return;
    }
    changeTrial(id, [this, seconds](const std::string &known) {
        return m_trials.extend(known, seconds);
    });
}

} // namespace Portlight::Helper
