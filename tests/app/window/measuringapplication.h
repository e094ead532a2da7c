// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <QApplication>
#include <QElapsedTimer>
#include <QEvent>
#include <QThread>

#include <ctime>
#include <utility>

/// Remembers what kept the event loop longest: nothing else was drawn and no key was taken
/// meanwhile. An event that opens a dialog is measured up to the dialog's own event loop, and again
/// from its end.
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
        const int level = thread()->loopLevel();
        if (m_isWithin && level <= m_level) {
            return QApplication::notify(receiver, event);
        }
        const QString what = QStringLiteral("event %1 of %2")
                                 .arg(int(event->type()))
                                 .arg(QLatin1String(receiver->metaObject()->className()));
        const bool wasWithin = std::exchange(m_isWithin, true);
        const int outerLevel = std::exchange(m_level, level);
        if (wasWithin) {
            stop(m_what);
        }
        const QString outer = std::exchange(m_what, what);
        start();
        const bool isDone = QApplication::notify(receiver, event);
        stop(what);
        m_what = outer;
        m_level = outerLevel;
        m_isWithin = wasWithin;
        start();
        return isDone;
    }

private:
    void start()
    {
        m_clock.start();
        m_before = threadMilliseconds();
    }

    void stop(const QString &what)
    {
        const double used = threadMilliseconds() - m_before;
        if (used > m_worst.threadMilliseconds) {
            m_worst = {used, static_cast<double>(m_clock.nsecsElapsed()) / 1e6, what};
        }
    }

    static double threadMilliseconds()
    {
        timespec now{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
        return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
    }

    bool m_isWithin = false;
    int m_level = 0;
    QString m_what;
    QElapsedTimer m_clock;
    double m_before = 0;
    Worst m_worst;
};
