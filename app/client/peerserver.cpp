// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/client/peerserver.h"

#include "helper/ipc/names.h"

#include <QDBusError>
#include <QDir>

namespace Portlight::App
{

namespace
{

constexpr int patienceMilliseconds = 10'000;
constexpr qsizetype maxErrorBytes = 4096;

} // namespace

PeerServer::PeerServer(HelperClient::Launcher launcher, QObject *parent)
    : QObject(parent)
    , m_launcher(std::move(launcher))
{
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, [this] {
        fail(QStringLiteral("it did not connect in time"));
    });
}

PeerServer::~PeerServer()
{
    if (m_connection) {
        QDBusConnection::disconnectFromPeer(m_connection->name());
    }
    m_server.reset();
    if (m_folder.isValid()) {
        // By hand and twice at most: QtDBus takes the socket away on a thread of its own, and
        // QTemporaryDir would complain on stderr when it is gone in the middle of the removal.
        m_folder.setAutoRemove(false);
        QDir folder(m_folder.path());
        if (!folder.removeRecursively() && folder.exists()) {
            folder.removeRecursively();
        }
    }
    if (m_process != nullptr) {
        m_process->disconnect(this);
        if (m_process->state() == QProcess::NotRunning) {
            delete m_process;
        } else {
            // Left to end by itself: destroying it would kill a helper that may be in the middle
            // of a change.
            connect(m_process, &QProcess::finished, m_process, &QObject::deleteLater);
        }
    }
}

void PeerServer::start()
{
    if (!m_folder.isValid()) { // QTemporaryDir makes it with mode 0700
        fail(m_folder.errorString());
        return;
    }
    const QString address = QStringLiteral("unix:path=") + m_folder.filePath(QStringLiteral("bus"));
    m_server = std::make_unique<QDBusServer>(address);
    if (!m_server->isConnected()) {
        fail(m_server->lastError().message());
        return;
    }
    // A helper in a user namespace of its own is uid 0 there and somebody else here, so the uid it
    // claims cannot match. The folder is what keeps others out.
    m_server->setAnonymousAuthenticationAllowed(true);
    connect(m_server.get(), &QDBusServer::newConnection, this, &PeerServer::accept);
    m_patience.start(patienceMilliseconds);

    const QString program = ownProgram(QStringLiteral("portlight-helper"));
    const QStringList arguments{QStringLiteral("--peer"), address};
    if (!m_launcher) {
        startProcess(program, arguments);
    } else if (!m_launcher(program, arguments)) {
        fail(QStringLiteral("it could not be started"));
    }
}

std::optional<QDBusConnection> PeerServer::connection() const
{
    return m_connection;
}

void PeerServer::startProcess(const QString &program, const QStringList &arguments)
{
    m_process = new QProcess;
    m_process->setProgram(program);
    m_process->setArguments(arguments);
    m_process->setStandardInputFile(QProcess::nullDevice());
    m_process->setStandardOutputFile(QProcess::nullDevice());
    connect(m_process, &QProcess::readyReadStandardError, this, &PeerServer::readErrors);
    connect(m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart) {
            fail(m_process->errorString());
        }
    });
    connect(m_process, &QProcess::finished, this, [this] {
        readErrors();
        fail(QStringLiteral("it ended at once"));
    });
    m_process->start();
}

void PeerServer::readErrors()
{
    m_errors += m_process->readAllStandardError();
    m_errors = m_errors.right(maxErrorBytes);
}

void PeerServer::accept(const QDBusConnection &connection)
{
    if (m_settled || m_connection) {
        QDBusConnection::disconnectFromPeer(connection.name());
        return;
    }
    // Nothing is read from the connection before this returns, so no signal is missed.
    m_connection = connection;
    m_connection->connect(QString(), QStringLiteral("/org/freedesktop/DBus/Local"),
                          QStringLiteral("org.freedesktop.DBus.Local"),
                          QStringLiteral("Disconnected"), this, SLOT(onDisconnected()));
    m_connection->connect(QString(), QLatin1String(Ipc::objectPath),
                          QLatin1String(Ipc::peerInterfaceName),
                          QLatin1String(Ipc::peerReadySignal), this, SLOT(onReady()));
}

void PeerServer::onReady()
{
    if (m_settled) {
        return;
    }
    m_settled = true;
    m_patience.stop();
    Q_EMIT connected();
}

void PeerServer::onDisconnected()
{
    if (!m_settled) {
        fail(QStringLiteral("it went away at once"));
        return;
    }
    Q_EMIT disconnected();
}

void PeerServer::fail(const QString &reason)
{
    if (m_settled) {
        return;
    }
    m_settled = true;
    m_patience.stop();
    Q_EMIT failed(reason, QString::fromUtf8(m_errors).trimmed());
}

} // namespace Portlight::App
