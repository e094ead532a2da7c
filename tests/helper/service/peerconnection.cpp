// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "peerconnection.h"

#include "helper/ipc/names.h"
#include "helper/ipc/wiretypes.h"

#include <QtTest>

using namespace Portlight;

PeerConnection::PeerConnection()
{
    Ipc::registerWireTypes();
}

PeerConnection::~PeerConnection()
{
    hangUp();
    if (m_process.state() != QProcess::NotRunning && !m_process.waitForFinished(5000)) {
        m_process.kill();
        m_process.waitForFinished();
    }
}

bool PeerConnection::start()
{
    const QString address = QStringLiteral("unix:path=") + m_folder.filePath(QStringLiteral("bus"));
    m_server.emplace(address);
    m_server->setAnonymousAuthenticationAllowed(true);
    connect(&*m_server, &QDBusServer::newConnection, this, [this](const QDBusConnection &peer) {
        m_connection = peer;
        m_connection->connect(QString(), QLatin1String(Ipc::objectPath),
                              QLatin1String(Ipc::peerInterfaceName),
                              QLatin1String(Ipc::peerReadySignal), this, SLOT(onReady()));
    });
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_process.start(QStringLiteral(PORTLIGHT_BIN_DIR "/portlight-helper"),
                    {QStringLiteral("--peer"), address, QStringLiteral("--trials"),
                     m_folder.filePath(QStringLiteral("trials"))});
    return QTest::qWaitFor(
        [this] {
            return m_ready;
        },
        10'000);
}

QDBusPendingCall PeerConnection::call(const QString &method, const QVariantList &arguments)
{
    QDBusMessage message = QDBusMessage::createMethodCall(
        {}, QLatin1String(Ipc::objectPath), QLatin1String(Ipc::interfaceName), method);
    message.setArguments(arguments);
    return m_connection->asyncCall(message);
}

QDBusMessage PeerConnection::ask(const QString &method, const QVariantList &arguments)
{
    QDBusPendingCall pending = call(method, arguments);
    if (!QTest::qWaitFor(
            [&pending] {
                return pending.isFinished();
            },
            25'000)) {
        qWarning("no answer to %s", qPrintable(method));
    }
    return pending.reply();
}

QString PeerConnection::introspect()
{
    const QDBusMessage message = QDBusMessage::createMethodCall(
        {}, QLatin1String(Ipc::objectPath), QStringLiteral("org.freedesktop.DBus.Introspectable"),
        QStringLiteral("Introspect"));
    QDBusPendingCall pending = m_connection->asyncCall(message);
    if (!QTest::qWaitFor([&pending] {
            return pending.isFinished();
        })) {
        return {};
    }
    return pending.reply().arguments().value(0).toString();
}

void PeerConnection::onReady()
{
    m_ready = true;
}

void PeerConnection::hangUp()
{
    if (m_connection) {
        QDBusConnection::disconnectFromPeer(m_connection->name());
        m_connection.reset();
    }
    m_server.reset();
}

QProcess &PeerConnection::process()
{
    return m_process;
}
