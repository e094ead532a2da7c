// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <QFutureWatcher>
#include <QPromise>
#include <QThreadPool>

#include <memory>
#include <type_traits>
#include <utility>

namespace Portlight::App
{

/// Does `work` on another thread, so that the window does not stutter, and gives what it returned
/// to `done` in this one, from the event loop; not at all when `context` died before. `work` may
/// hold values only.
template<typename Work, typename Done> void runAside(QObject *context, Work work, Done done)
{
    using Value = std::invoke_result_t<Work>;
    using Result = std::shared_ptr<Value>;
    auto promise = std::make_shared<QPromise<Result>>();
    auto *watcher = new QFutureWatcher<Result>(context);
    QObject::connect(watcher, &QFutureWatcherBase::finished, context,
                     [watcher, done = std::move(done)]() mutable {
                         watcher->deleteLater();
                         done(std::move(*watcher->result()));
                     });
    promise->start();
    watcher->setFuture(promise->future());
    QThreadPool::globalInstance()->start([promise, work = std::move(work)]() mutable {
        promise->addResult(std::make_shared<Value>(work()));
        promise->finish();
    });
}

/// Lets go of a value on another thread: freeing a large firewall takes its time, too.
template<typename Value> void releaseAside(Value value)
{
    QThreadPool::globalInstance()->start([value = std::move(value)]() mutable {
        const Value last = std::move(value);
    });
}

} // namespace Portlight::App
