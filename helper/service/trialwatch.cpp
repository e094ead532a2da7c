// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/service/trialwatch.h"

#include "helper/trial/whereandwhen.h"

#include <QMetaObject>
#include <QRunnable>
#include <QSocketNotifier>

#include <algorithm>
#include <cstdio>
#include <sys/timerfd.h>
#include <unistd.h>

namespace Portlight::Helper
{

namespace
{

/// Other processes may keep, undo or extend a trial, too.
constexpr std::int64_t longestSleepMilliseconds = 5000;

/// systemd takes the number for the priority: critical.
void cryOut(const TrialFailure &failure)
{
    std::fprintf(stderr, "<2>portlight: trial=%s could not be taken back: %s: %s %.500s\n",
                 failure.id.c_str(), failure.error.operation.c_str(), failure.error.message.c_str(),
                 failure.error.detail.c_str());
}

} // namespace

TrialWatch::TrialWatch(TrialStore &store, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_timer(::timerfd_create(CLOCK_BOOTTIME, TFD_CLOEXEC | TFD_NONBLOCK))
{
    m_thread.setMaxThreadCount(1);
    auto *rung = new QSocketNotifier(m_timer.value(), QSocketNotifier::Read, this);
    connect(rung, &QSocketNotifier::activated, this, [this] {
        std::uint64_t times = 0;
        if (::read(m_timer.value(), &times, sizeof times) > 0) {
            refresh();
        }
    });
}

TrialWatch::~TrialWatch()
{
    m_thread.waitForDone();
}

bool TrialWatch::hasOpenTrials() const
{
    return m_open;
}

void TrialWatch::refresh()
{
    if (m_checking) {
        m_again = true;
    } else {
        check();
    }
}

void TrialWatch::check()
{
    m_checking = true;
    m_again = false;
    m_thread.start(QRunnable::create([this] {
        const std::vector<TrialFailure> failures = m_store.undoDue();
        std::for_each(failures.begin(), failures.end(), cryOut);
        const auto deadline = m_store.nextDeadline();
        const std::int64_t later = bootTimeMilliseconds() + longestSleepMilliseconds;
        // What failed is tried again with the next look, not at once for ever.
        const std::int64_t next =
            failures.empty() ? std::min(deadline.value_or(later), later) : later;
        QMetaObject::invokeMethod(
            this,
            [this, open = deadline.has_value(), next] {
                finish(open, next);
            },
            Qt::QueuedConnection);
    }));
}

void TrialWatch::finish(bool open, qint64 next)
{
    m_checking = false;
    m_open = open;
    itimerspec when{}; // all zero: off
    if (open) {
        constexpr qint64 thousand = 1000;
        when.it_value.tv_sec = static_cast<time_t>(next / thousand);
        when.it_value.tv_nsec = static_cast<long>(next % thousand * thousand * thousand) + 1;
    }
    ::timerfd_settime(m_timer.value(), TFD_TIMER_ABSTIME, &when, nullptr);
    if (m_again) {
        check();
    }
    Q_EMIT refreshed();
}

} // namespace Portlight::Helper
