// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/client/callqueue.h"

#include "helper/ipc/names.h"

#include <QDBusPendingCallWatcher>
#include <QMetaObject>

#include <algorithm>
#include <limits>

namespace Portlight::App
{

namespace
{

/// The helper answers LimitExceeded from 8 waiting reads of one user on; window and command line
/// may run side by side.
constexpr std::size_t maxRunning = 4;
constexpr int readTimeoutMilliseconds = 25'000;
/// Trying a change of 50,000 rules reads them several times.
constexpr int changeTimeoutMilliseconds = 120'000;
/// QtDBus' word for "no limit": a person types a password as slowly as they like.
constexpr int noTimeout = std::numeric_limits<int>::max();

} // namespace

void CallQueue::open(const QDBusConnection &connection, const QString &service)
{
    m_connection = connection;
    m_service = service;
    m_failure.reset();
    sendNext();
}

void CallQueue::fail(const Core::Error &error)
{
    m_failure = error;
    m_connection.reset();
    const auto waiting = std::exchange(m_waiting, {});
    const auto running = std::exchange(m_running, {});
    for (const Running &entry : running) {
        end(entry.call, error);
    }
    for (const Call &call : waiting) {
        end(call, error);
    }
}

void CallQueue::setInteractive(bool interactive)
{
    m_interactive = interactive;
}

bool CallQueue::isIdle() const
{
    return m_running.empty() && m_waiting.empty();
}

void CallQueue::add(Call call)
{
    if (m_failure) {
        const Core::Error error = *m_failure;
        QMetaObject::invokeMethod(
            this,
            [call = std::move(call), error] {
                end(call, error);
            },
            Qt::QueuedConnection);
        return;
    }
    m_waiting.push_back(std::move(call));
    sendNext();
}

void CallQueue::sendNext()
{
    while (m_connection && !m_waiting.empty() && m_running.size() < maxRunning) {
        Call call = std::move(m_waiting.front());
        m_waiting.pop_front();
        if (!call.context.isNull()) {
            send(std::move(call));
        }
    }
}

void CallQueue::send(Call call)
{
    QDBusMessage message = QDBusMessage::createMethodCall(
        m_service, QLatin1String(Ipc::objectPath), QLatin1String(Ipc::interfaceName), call.method);
    message.setArguments(call.arguments);
    const bool mayAsk = m_interactive && !m_service.isEmpty();
    message.setInteractiveAuthorizationAllowed(mayAsk);
    int timeout = call.kind == Kind::Read ? readTimeoutMilliseconds : changeTimeoutMilliseconds;
    if (mayAsk) {
        timeout = noTimeout;
    }

    const quint64 number = ++m_lastNumber;
    Running entry{number, std::move(call), timeout, {}};
    entry.since.start();
    m_running.push_back(std::move(entry));
    auto *watcher = new QDBusPendingCallWatcher(m_connection->asyncCall(message, timeout), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this,
            [this, number](QDBusPendingCallWatcher *finished) {
                finished->deleteLater();
                finish(number, *finished);
            });
}

void CallQueue::finish(quint64 number, const QDBusPendingCall &reply)
{
    const auto entry = std::find_if(m_running.begin(), m_running.end(), [number](const Running &r) {
        return r.number == number;
    });
    if (entry == m_running.end()) {
        return; // fail() has ended it already
    }
    const Running ended = std::move(*entry);
    m_running.erase(entry);

    std::optional<Core::Error> error;
    if (reply.isError()) {
        error = errorOf(ended, reply);
    }
    const QPointer<CallQueue> self(this);
    Q_EMIT answered(!error || error->code != Core::ErrorCode::HelperMissing);
    if (error) {
        end(ended.call, *error);
    } else if (!ended.call.context.isNull()) {
        ended.call.done(reply);
    }
    if (!self.isNull()) { // the callback may have deleted the client
        sendNext();
    }
}

Core::Error CallQueue::errorOf(const Running &entry, const QDBusPendingCall &reply)
{
    const QVariantList extra = reply.reply().arguments();
    Core::Error error = Ipc::errorFromName(reply.error().name(), reply.error().message(),
                                           extra.value(1).toString(), extra.value(2).toString());
    // "No reply" before the time is up: the one who should have answered is gone.
    if (reply.error().type() == QDBusError::NoReply && !entry.since.hasExpired(entry.timeout)) {
        error.code = Core::ErrorCode::HelperMissing;
    }
    return error;
}

void CallQueue::end(const Call &call, const Core::Error &error)
{
    if (!call.context.isNull()) {
        call.done(tl::unexpected(error));
    }
}

} // namespace Portlight::App
