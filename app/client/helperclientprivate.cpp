// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/client/helperclientprivate.h"

#include "app/client/peerserver.h"

#include <QDBusServiceWatcher>

namespace Portlight::App
{

namespace
{

Core::Error missing(const QString &reason, const QString &detail = {})
{
    return {Core::ErrorCode::HelperMissing,
            "start helper",
            reason.toStdString(),
            detail.toStdString(),
            {}};
}

} // namespace

HelperClient::Private::Private(HelperClient *owner)
    : q(owner)
{
    QObject::connect(&calls, &CallQueue::answered, q, [this](bool there) {
        setState(there ? State::Ready : State::Missing);
    });
}

HelperClient::Private::~Private() = default;

void HelperClient::Private::connectToBus()
{
    if (peer != nullptr || watcher != nullptr) {
        return;
    }
    const QDBusConnection bus = QDBusConnection::systemBus();
    if (!bus.isConnected()) {
        setState(State::Missing);
        calls.fail(missing(QStringLiteral("no system bus"), bus.lastError().message()));
        return;
    }
    const QString service = QLatin1String(Ipc::serviceName);
    watcher = std::make_unique<QDBusServiceWatcher>(service, bus,
                                                    QDBusServiceWatcher::WatchForUnregistration);
    // Leaving when there is nothing to do is how it should be; leaving in the middle is not.
    QObject::connect(watcher.get(), &QDBusServiceWatcher::serviceUnregistered, q, [this] {
        setState(calls.isIdle() ? State::Unknown : State::Gone);
    });
    calls.open(bus, service);
}

void HelperClient::Private::startPeer(Launcher launcher)
{
    peer = std::make_unique<PeerServer>(std::move(launcher));
    QObject::connect(peer.get(), &PeerServer::connected, q, [this] {
        calls.open(*peer->connection(), {});
        setState(State::Ready);
    });
    QObject::connect(peer.get(), &PeerServer::failed, q,
                     [this](const QString &reason, const QString &detail) {
                         setState(State::Missing);
                         calls.fail(missing(reason, detail));
                     });
    QObject::connect(peer.get(), &PeerServer::disconnected, q, [this] {
        setState(State::Gone);
        calls.fail(missing(QStringLiteral("it went away")));
    });
    peer->start();
}

void HelperClient::Private::setState(State newState)
{
    // Gone stays in direct mode: nobody starts another one.
    if (newState == state || (peer != nullptr && state == State::Gone)) {
        return;
    }
    state = newState;
    Q_EMIT q->stateChanged(state);
}

} // namespace Portlight::App
