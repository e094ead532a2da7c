// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "helper/netfilter/filedescriptor.h"
#include "helper/trial/trialstore.h"

#include <QObject>
#include <QThreadPool>

#include <optional>

namespace Portlight::Helper
{

/// The helper's own clock for open trials: takes each back at its deadline, on CLOCK_BOOTTIME, so
/// that a suspended computer takes back what is overdue as soon as it wakes. Should this process
/// sleep or die, the guard does it a second later (helper/trial). Files are read in a thread of its
/// own, so a long change of somebody else delays no undo.
class TrialWatch : public QObject
{
    Q_OBJECT

public:
    explicit TrialWatch(TrialStore &store, QObject *parent = nullptr);
    ~TrialWatch() override;

    /// Looks at the trials anew: after a start, and after every change of them.
    void refresh();
    /// Until the first refresh is done, everything counts as open.
    bool hasOpenTrials() const;

Q_SIGNALS:
    void refreshed();

private:
    void check();
    void finish(bool open, qint64 next);

    TrialStore &m_store;
    QThreadPool m_thread;
    FileDescriptor m_timer;
    bool m_open = true;
    bool m_checking = false;
    bool m_again = false;
};

} // namespace Portlight::Helper
