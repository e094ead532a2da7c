// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "helper/service/dispatcher.h"
#include "helper/service/helperservice.h"
#include "helper/service/trialwatch.h"

#include <QDBusConnection>
#include <QObject>
#include <QTimer>

#include <memory>

namespace Portlight::Helper
{

struct HelperOptions {
    QString peerAddress; ///< empty: the system bus
    QString trialFolder; ///< with peerAddress only; empty: defaultTrialFolder()
    int idleSeconds = 60; ///< on the bus; 0 is never
};

/// The running helper: the service on the system bus, until it has been idle for a while and no
/// trial is open; or on one connection, until that ends.
class HelperProcess : public QObject
{
    Q_OBJECT

public:
    explicit HelperProcess(const HelperOptions &options, QObject *parent = nullptr);
    ~HelperProcess() override;

    /// Why it cannot serve, or nothing.
    Core::Result<void> start();

Q_SIGNALS:
    void ended();

private Q_SLOTS:
    void onDisconnected();

private:
    Core::Result<void> serve(QDBusConnection connection);
    void restartIdleTimer();
    void leaveIfIdle();

    HelperOptions m_options;
    TrialStore m_trials;
    Persister m_persister;
    SnapshotStore m_snapshots;
    std::unique_ptr<Authorizer> m_authorizer;
    std::unique_ptr<Dispatcher> m_dispatcher;
    std::unique_ptr<HelperService> m_service;
    std::unique_ptr<TrialWatch> m_watch;
    QTimer m_idleTimer;
    bool m_leaving = false;
};

} // namespace Portlight::Helper
