// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "app/client/helperclient.h"
#include "core/ruleset/counters.h"
#include "core/ruleset/ruleset.h"
#include "helper/ipc/wiretypes.h"

#include <QDBusVirtualObject>
#include <QMutex>
#include <QStringList>
#include <QThread>

#include <map>
#include <memory>

/// A helper that reads nothing: it answers the real client, over a real D-Bus connection, with the
/// rules a test gave it, and counts what it was asked. It lives on a thread of its own, as the real
/// one lives in a process of its own.
class FakeHelper : public QDBusVirtualObject
{
    Q_OBJECT

public:
    using Side = std::pair<Portlight::Core::Backend, Portlight::Core::Family>;

    FakeHelper();
    ~FakeHelper() override;

    /// For HelperClient::direct() and Session::startDirect().
    Portlight::App::HelperClient::Launcher launcher();

    /// iptables-save text of one side; a side without text is not there. The counters of later
    /// ReadCounters calls are those of the text.
    void setRules(const Side &side, const std::string &text, const std::string &generation);
    /// As if packets had come: only the counters move, the generation stands still.
    void setCounters(const Side &side, const std::string &text);
    /// One connection that is open, as ReadSessions tells of it.
    void setSession(const QString &localAddress, quint16 localPort, const QString &remoteAddress,
                    quint16 remotePort);
    int calls(const QString &method) const;

    QString introspect(const QString &path) const override;
    bool handleMessage(const QDBusMessage &message, const QDBusConnection &connection) override;

private:
    struct Rules {
        QString text;
        QString generation;
        std::vector<Portlight::Core::ChainCounters> counters;
    };
    QVariantList answer(const QDBusMessage &message);

    QThread m_thread;
    QString m_connection;
    mutable QMutex m_mutex;
    std::map<Side, Rules> m_rules;
    Portlight::Ipc::WireSessions m_sessions;
    std::map<QString, int> m_calls;
};
