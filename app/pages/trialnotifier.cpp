// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/pages/trialnotifier.h"

#include "app/pages/session.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QWidget>

namespace Portlight::App
{

namespace
{

// https://specifications.freedesktop.org/notification-spec
constexpr auto busName = "org.freedesktop.Notifications";
constexpr auto busPath = "/org/freedesktop/Notifications";

} // namespace

TrialNotifier::TrialNotifier(Session &session, QWidget &window)
    : QObject(&window)
    , m_session(session)
    , m_window(window)
{
    connect(&session, &Session::trialsChanged, this, &TrialNotifier::check);
}

void TrialNotifier::check()
{
    const auto *trial = m_session.activeTrial();
    if (trial == nullptr || trial->id == m_told || trial->secondsLeft > secondsBefore
        || m_window.isActiveWindow()) {
        return;
    }
    // Practice is no reason to call somebody back to the window.
    if (m_session.mode() == Session::Mode::Practice) {
        return;
    }
    m_told = trial->id;
    notify(trial->secondsLeft);
}

void TrialNotifier::notify(unsigned secondsLeft)
{
    auto bus = QDBusConnection::sessionBus();
    if (!bus.isConnected()) {
        return;
    }
    if (m_shown == 0) {
        bus.connect(QLatin1String(busName), QLatin1String(busPath), QLatin1String(busName),
                    QStringLiteral("ActionInvoked"), this, SLOT(raiseWindow(uint, QString)));
    }
    auto call = QDBusMessage::createMethodCall(QLatin1String(busName), QLatin1String(busPath),
                                               QLatin1String(busName), QStringLiteral("Notify"));
    const QVariantMap hints{
        {QStringLiteral("urgency"), QVariant::fromValue<uchar>(2)},
        {QStringLiteral("desktop-entry"), QStringLiteral("org.portlight.Portlight")}};
    call.setArguments(
        {QStringLiteral("Portlight"), m_shown, QStringLiteral("org.portlight.Portlight"),
         tr("A firewall change is about to be undone"),
         tr("%n second(s) are left to keep it.", nullptr, static_cast<int>(secondsLeft)),
         QStringList{QStringLiteral("default"), tr("Show")}, hints,
         static_cast<int>(secondsLeft) * 1000});
    auto *watcher = new QDBusPendingCallWatcher(bus.asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        const QDBusPendingReply<uint> reply = *watcher;
        m_shown = reply.isError() ? 0 : reply.value();
        watcher->deleteLater();
    });
}

void TrialNotifier::raiseWindow(uint id, const QString &)
{
    if (id == m_shown) {
        m_window.showNormal();
        m_window.raise();
        m_window.activateWindow();
    }
}

} // namespace Portlight::App
