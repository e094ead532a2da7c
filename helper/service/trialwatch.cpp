// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/service/trialwatch.h"

#include <QMetaObject>
#include <QRunnable>

#include <algorithm>

namespace Portlight::Helper
{

namespace
{

/// Seconds left come in whole seconds, so the last one is watched closely.
constexpr int closeMilliseconds = 50;
/// Other processes may keep, undo or extend a trial, too.
constexpr unsigned longestSleepSeconds = 5;

} // namespace

TrialWatch::TrialWatch(TrialStore &store, QObject *parent)
    : QObject(parent)
    , m_store(store)
{
    m_thread.setMaxThreadCount(1);
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &TrialWatch::check);
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
    m_timer.stop();
    m_checking = true;
    m_again = false;
    m_thread.start(QRunnable::create([this] {
        bool open = false;
        unsigned least = longestSleepSeconds;
        if (const auto trials = m_store.list()) {
            for (const TrialInfo &trial : *trials) {
                if (trial.state != TrialState::Trying || !trial.here) {
                    continue;
                }
                open = true;
                least = std::min(least, trial.secondsLeft);
                if (trial.secondsLeft <= 1) {
                    // Whether it is due is for the store to say; a failure is in the trial's
                    // detail.
                    (void)m_store.undoIfDue(trial.id);
                }
            }
        }
        const int sleep = least <= 1 ? closeMilliseconds : static_cast<int>(least - 1) * 1000;
        QMetaObject::invokeMethod(
            this,
            [this, open, sleep] {
                m_checking = false;
                m_open = open;
                if (open) {
                    m_timer.start(sleep);
                }
                if (m_again) {
                    check();
                }
                Q_EMIT refreshed();
            },
            Qt::QueuedConnection);
    }));
}

} // namespace Portlight::Helper
