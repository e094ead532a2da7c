// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "app/client/callqueue.h"
#include "app/client/helperclient.h"
#include "helper/ipc/names.h"

#include <QDBusPendingReply>

class QDBusServiceWatcher;

namespace Portlight::App
{

class PeerServer;

/// What the methods of HelperClient share; they are spread over several files by subject.
struct HelperClient::Private {
    explicit Private(HelperClient *owner);
    ~Private();

    /// Calls a method whose answer has the types `Out`; `convert` makes a value of them.
    template<typename... Out, typename T, typename Convert>
    void call(const char *method, const QVariantList &arguments, QObject *context, Callback<T> done,
              Convert convert, CallQueue::Kind kind = CallQueue::Kind::Read)
    {
        connectToBus();
        CallQueue::Call request;
        request.method = QString::fromLatin1(method);
        request.arguments = arguments;
        request.kind = kind;
        request.context = context != nullptr ? context : q;
        request.done = [done = std::move(done),
                        convert](const Core::Result<QDBusPendingCall> &ended) {
            if (!ended) {
                done(tl::unexpected(ended.error()));
                return;
            }
            const QDBusPendingReply<Out...> reply(*ended);
            if (reply.isError()) { // another signature than expected
                done(tl::unexpected(
                    Ipc::errorFromName(reply.error().name(), reply.error().message())));
                return;
            }
            done(convert(reply));
        };
        calls.add(std::move(request));
    }

    /// The answer to a call that cannot even be sent; it comes from the event loop, as every one.
    template<typename T>
    void failLater(QObject *context, Callback<T> done, const Core::Error &error)
    {
        QMetaObject::invokeMethod(
            context != nullptr ? context : q,
            [done = std::move(done), error] {
                done(tl::unexpected(error));
            },
            Qt::QueuedConnection);
    }

    void connectToBus();

    void startPeer(Launcher launcher);

    void setState(State newState);

    HelperClient *q;
    State state = State::Unknown;
    CallQueue calls;
    std::unique_ptr<QDBusServiceWatcher> watcher;
    std::unique_ptr<PeerServer> peer;
};

} // namespace Portlight::App
