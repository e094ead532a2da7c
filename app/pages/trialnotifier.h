// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <QObject>
#include <QString>

class QWidget;

namespace Portlight::App
{

class Session;

/// Tells the desktop when a trial is about to be undone while nobody looks at the window. Says
/// nothing where there is no notification service, and once for a trial.
class TrialNotifier : public QObject
{
    Q_OBJECT

public:
    static constexpr unsigned secondsBefore = 30;

    /// Both outlive the notifier.
    TrialNotifier(Session &session, QWidget &window);

private:
    void check();
    void notify(unsigned secondsLeft);

    Session &m_session;
    QWidget &m_window;
    QString m_told; ///< id of the trial that was told of last
    uint m_shown = 0; ///< id of the notification, to answer a click on it

private Q_SLOTS:
    void raiseWindow(uint id, const QString &action);
};

} // namespace Portlight::App
