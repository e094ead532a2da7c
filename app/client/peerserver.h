// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "app/client/helperclient.h"

#include <QDBusConnection>
#include <QDBusServer>
#include <QProcess>
#include <QTemporaryDir>
#include <QTimer>

#include <optional>

namespace Portlight::App
{

/// The place where a helper of our own connects (--direct, practice, tests): a socket in a folder
/// that only this user can enter, and the process that was told to come there. Takes exactly one
/// connection. The process is never killed: it ends with the connection, after what it is doing.
class PeerServer : public QObject
{
    Q_OBJECT

public:
    explicit PeerServer(HelperClient::Launcher launcher, QObject *parent = nullptr);
    ~PeerServer() override;

    /// From the event loop on: connected() or failed(), once.
    void start();
    std::optional<QDBusConnection> connection() const;

Q_SIGNALS:
    void connected();
    /// It could not be started, or ended before it came; `detail` is what it said on stderr.
    void failed(const QString &reason, const QString &detail);
    void disconnected();

private Q_SLOTS:
    void onReady();
    void onDisconnected();

private:
    void startProcess(const QString &program, const QStringList &arguments);
    void accept(const QDBusConnection &connection);
    void fail(const QString &reason);
    void readErrors();

    HelperClient::Launcher m_launcher;
    QTemporaryDir m_folder;
    std::unique_ptr<QDBusServer> m_server;
    std::optional<QDBusConnection> m_connection;
    QProcess *m_process = nullptr;
    QByteArray m_errors;
    QTimer m_patience;
    bool m_settled = false;
};

} // namespace Portlight::App
