// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <QApplication>
#include <QElapsedTimer>
#include <QEvent>

#include <ctime>

/// Remembers the event that kept the event loop longest: nothing else was drawn and no key was
/// taken meanwhile.
class MeasuringApplication : public QApplication
{
public:
    struct Worst {
        double threadMilliseconds =
            0; ///< processor time of the thread; other processes do not count
        double clockMilliseconds = 0;
        QString what;
    };

    using QApplication::QApplication;

    static MeasuringApplication *instance()
    {
        return static_cast<MeasuringApplication *>(QCoreApplication::instance());
    }

    /// Of the events since the last call.
    Worst takeWorst()
    {
        return std::exchange(m_worst, {});
    }

    bool notify(QObject *receiver, QEvent *event) override
    {
        if (m_depth > 0) {
            return QApplication::notify(receiver, event);
        }
        const QString what = QStringLiteral("event %1 of %2")
                                 .arg(int(event->type()))
                                 .arg(QLatin1String(receiver->metaObject()->className()));
        QElapsedTimer clock;
        clock.start();
        const double before = threadMilliseconds();
        ++m_depth;
        const bool isDone = QApplication::notify(receiver, event);
        --m_depth;
        const double used = threadMilliseconds() - before;
        if (used > m_worst.threadMilliseconds) {
            m_worst = {used, static_cast<double>(clock.nsecsElapsed()) / 1e6, what};
        }
        return isDone;
    }

private:
    static double threadMilliseconds()
    {
        timespec now{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
        return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
    }

    int m_depth = 0;
    Worst m_worst;
};
