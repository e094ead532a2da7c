// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <QObject>

class QSocketNotifier;

namespace Portlight::App::Cli
{

/// SIGINT and SIGTERM as a signal of the event loop, so that a trial is taken back and a practice
/// network torn down before the program ends. A second one ends it at once. One object a process.
class Interrupts : public QObject
{
    Q_OBJECT

public:
    explicit Interrupts(QObject *parent = nullptr);
    ~Interrupts() override;

    bool happened() const
    {
        return m_happened;
    }

Q_SIGNALS:
    void interrupted();

private:
    void onReadable();

    QSocketNotifier *m_notifier = nullptr;
    bool m_happened = false;
};

} // namespace Portlight::App::Cli
