// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/result.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCall>
#include <QElapsedTimer>
#include <QObject>
#include <QPointer>
#include <QVariantList>

#include <deque>
#include <functional>
#include <optional>

namespace Portlight::App
{

/// Sends method calls to the helper, a few at a time, so that one front end stays within what the
/// helper takes from one user. Calls made before open() wait; after fail() they end at once.
class CallQueue : public QObject
{
    Q_OBJECT

public:
    enum class Kind {
        Read,
        Change, ///< takes the helper longer
    };
    struct Call {
        QString method;
        QVariantList arguments;
        Kind kind = Kind::Read;
        QPointer<QObject> context; ///< dead: nobody waits, nothing is called
        std::function<void(Core::Result<QDBusPendingCall>)> done;
    };

    using QObject::QObject;

    /// `service` is empty on a connection without a bus.
    void open(const QDBusConnection &connection, const QString &service);
    /// All calls, waiting and running, end with this error, and so do later ones until open().
    void fail(const Core::Error &error);
    void setInteractive(bool interactive);
    void add(Call call);
    bool isIdle() const;

Q_SIGNALS:
    /// An answer came from the helper, or (false) word that there is no helper.
    void answered(bool helperIsThere);

private:
    struct Running {
        quint64 number = 0;
        Call call;
        int timeout = 0;
        QElapsedTimer since;
    };

    void sendNext();
    void send(Call call);
    void finish(quint64 number, const QDBusPendingCall &reply);
    static Core::Error errorOf(const Running &entry, const QDBusPendingCall &reply);
    static void end(const Call &call, const Core::Error &error);

    std::optional<QDBusConnection> m_connection;
    std::optional<Core::Error> m_failure;
    QString m_service;
    bool m_interactive = true;
    quint64 m_lastNumber = 0;
    std::deque<Call> m_waiting;
    std::vector<Running> m_running;
};

} // namespace Portlight::App
