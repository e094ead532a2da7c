// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCall>
#include <QDBusServer>
#include <QProcess>
#include <QTemporaryDir>

#include <optional>

/// A helper with --peer, spoken to in raw messages: what HelperClient would never send, too.
class PeerConnection : public QObject
{
    Q_OBJECT

public:
    PeerConnection();
    ~PeerConnection() override;

    /// Starts the helper and waits until it has connected.
    bool start();
    QDBusPendingCall call(const QString &method, const QVariantList &arguments = {});
    /// Calls and waits; the reply may be an error.
    QDBusMessage ask(const QString &method, const QVariantList &arguments = {});
    QString introspect();

    void hangUp();
    QProcess &process();

private Q_SLOTS:
    void onReady();

private:
    QTemporaryDir m_folder;
    std::optional<QDBusServer> m_server;
    std::optional<QDBusConnection> m_connection;
    bool m_ready = false;
    QProcess m_process;
};
