// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/packet/workbounds.h"

#include <QDeadlineTimer>
#include <QFutureWatcher>
#include <QObject>
#include <QPromise>
#include <QThreadPool>

#include <chrono>
#include <memory>
#include <stop_token>
#include <type_traits>
#include <utility>

namespace Portlight::App
{

/// A long calculation with sets of packets, on a thread of its own that yields to all others. A
/// newer one stops the one before, whose answer is dropped. Its memory and its time are bounded:
/// what takes longer answers ErrorCode::Cancelled, what needs more ErrorCode::LimitExceeded.
class LatestWork
{
public:
    static constexpr int mostSeconds = 30;
    static constexpr std::size_t mostNodes = Core::WorkBounds::defaultNodes; ///< below 500 MB

    LatestWork()
    {
        m_pool.setMaxThreadCount(1);
        m_pool.setThreadPriority(QThread::LowPriority);
    }
    /// Waits for what is under way, which is told to stop: about a millisecond.
    ~LatestWork()
    {
        cancel();
        m_pool.waitForDone();
    }
    Q_DISABLE_COPY_MOVE(LatestWork)

    /// `work` gets the bounds to keep to, and holds values only; `done` gets its answer in this
    /// thread, from the event loop.
    template<typename Work, typename Done> void start(Work work, Done done)
    {
        using Value = std::invoke_result_t<Work, Core::WorkBounds>;
        using Answer = std::shared_ptr<Value>;
        cancel();
        m_stop = std::stop_source();
        m_context = std::make_unique<QObject>();
        auto promise = std::make_shared<QPromise<Answer>>();
        auto *watcher = new QFutureWatcher<Answer>(m_context.get());
        QObject::connect(watcher, &QFutureWatcherBase::finished, m_context.get(),
                         [this, watcher, done = std::move(done)]() mutable {
                             m_context.release()->deleteLater();
                             done(std::move(*watcher->result()));
                         });
        promise->start();
        watcher->setFuture(promise->future());
        m_pool.start([promise, work = std::move(work), stop = m_stop.get_token()]() mutable {
            const QDeadlineTimer deadline{std::chrono::seconds(mostSeconds)};
            promise->addResult(std::make_shared<Value>(work({mostNodes, [&] {
                                                                 return stop.stop_requested()
                                                                     || deadline.hasExpired();
                                                             }})));
            promise->finish();
        });
    }
    /// Its answer will not come.
    void cancel()
    {
        m_stop.request_stop();
        m_context.reset();
    }
    bool isRunning() const
    {
        return m_context != nullptr;
    }

private:
    QThreadPool m_pool;
    std::stop_source m_stop;
    std::unique_ptr<QObject> m_context; ///< of the answer that is awaited
};

} // namespace Portlight::App
