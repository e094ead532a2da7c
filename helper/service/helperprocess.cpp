// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/service/helperprocess.h"

#include "helper/service/polkitauthorizer.h"
#include "helper1adaptor.h"

#include <QCoreApplication>
#include <QDBusError>

namespace Portlight::Helper
{

namespace
{

/// After the name was given up, requests that were on their way are still answered.
constexpr int farewellMilliseconds = 200;

std::string undoProgram()
{
    return (QCoreApplication::applicationDirPath() + QStringLiteral("/portlight-undo"))
        .toStdString();
}

std::string trialFolder(const HelperOptions &options)
{
    if (options.peerAddress.isEmpty()) {
        return serviceTrialFolder; // systemd as guard looks nowhere else
    }
    return options.trialFolder.isEmpty() ? defaultTrialFolder() : options.trialFolder.toStdString();
}

/// Where the rest is kept: "/var/lib/portlight" for "/var/lib/portlight/trials"; any other folder
/// of trials has it inside.
std::string stateFolder(const HelperOptions &options)
{
    const std::string trials = trialFolder(options);
    return trials.ends_with("/trials") ? trials.substr(0, trials.rfind('/')) : trials;
}

tl::unexpected<Core::Error> cannot(const char *operation, const QDBusError &error)
{
    return Core::failure(Core::ErrorCode::Internal, operation, error.message().toStdString());
}

} // namespace

HelperProcess::HelperProcess(const HelperOptions &options, QObject *parent)
    : QObject(parent)
    , m_options(options)
    , m_trials(trialFolder(options), undoProgram(),
               options.peerAddress.isEmpty() ? GuardKind::Systemd : GuardKind::Process)
    , m_persister(stateFolder(options) + "/persist", trialFolder(options))
    , m_snapshots(stateFolder(options) + "/snapshots")
{
    Ipc::registerWireTypes();
    m_idleTimer.setSingleShot(true);
    connect(&m_idleTimer, &QTimer::timeout, this, &HelperProcess::leaveIfIdle);
}

HelperProcess::~HelperProcess() = default;

Core::Result<void> HelperProcess::start()
{
    const bool peer = !m_options.peerAddress.isEmpty();
    QDBusConnection connection = peer
        ? QDBusConnection::connectToPeer(m_options.peerAddress, QStringLiteral("portlight-peer"))
        : QDBusConnection::systemBus();
    if (!connection.isConnected()) {
        return cannot("connect", connection.lastError());
    }
    if (peer) {
        m_authorizer = std::make_unique<PeerAuthorizer>();
    } else {
        m_authorizer = std::make_unique<PolkitAuthorizer>();
    }
    m_dispatcher = std::make_unique<Dispatcher>(*m_authorizer);
    m_service = std::make_unique<HelperService>(*m_dispatcher, m_trials, m_persister, m_snapshots);
    m_watch = std::make_unique<TrialWatch>(m_trials);
    new Helper1Adaptor(m_service.get());

    // What an earlier helper left is ended before anything new is tried.
    m_dispatcher->runInLine([this] {
        m_trials.recover();
        // A failure is told by the next Persist, which tries again.
        static_cast<void>(m_persister.recover());
    });
    connect(m_dispatcher.get(), &Dispatcher::changed, m_watch.get(), &TrialWatch::refresh);
    m_watch->refresh();
    return serve(connection);
}

Core::Result<void> HelperProcess::serve(QDBusConnection connection)
{
    connection.connect(QString(), QStringLiteral("/org/freedesktop/DBus/Local"),
                       QStringLiteral("org.freedesktop.DBus.Local"), QStringLiteral("Disconnected"),
                       this, SLOT(onDisconnected()));
    if (!connection.registerObject(QLatin1String(Ipc::objectPath), m_service.get())) {
        return cannot("register object", connection.lastError());
    }
    if (!m_options.peerAddress.isEmpty()) {
        connection.send(QDBusMessage::createSignal(QLatin1String(Ipc::objectPath),
                                                   QLatin1String(Ipc::peerInterfaceName),
                                                   QLatin1String(Ipc::peerReadySignal)));
        return {};
    }
    if (!connection.registerService(QLatin1String(Ipc::serviceName))) {
        return cannot("own the bus name", connection.lastError());
    }
    connect(m_dispatcher.get(), &Dispatcher::idle, this, &HelperProcess::restartIdleTimer);
    connect(m_watch.get(), &TrialWatch::refreshed, this, [this] {
        if (!m_idleTimer.isActive()) {
            restartIdleTimer();
        }
    });
    restartIdleTimer();
    return {};
}

void HelperProcess::restartIdleTimer()
{
    if (m_leaving) {
        m_idleTimer.start(farewellMilliseconds);
    } else if (m_options.idleSeconds > 0) {
        m_idleTimer.start(m_options.idleSeconds * 1000);
    }
}

void HelperProcess::leaveIfIdle()
{
    if (!m_dispatcher->isIdle() || (!m_leaving && m_watch->hasOpenTrials())) {
        return; // idle() or refreshed() starts the timer again
    }
    if (!m_leaving && m_service->isWatching()) {
        restartIdleTimer();
        return;
    }
    if (m_leaving) {
        Q_EMIT ended();
        return;
    }
    m_leaving = true;
    QDBusConnection::systemBus().unregisterService(QLatin1String(Ipc::serviceName));
    restartIdleTimer();
}

void HelperProcess::onDisconnected()
{
    Q_EMIT ended();
}

} // namespace Portlight::Helper
