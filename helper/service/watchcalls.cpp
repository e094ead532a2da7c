// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/ipc/convert.h"
#include "helper/service/arguments.h"
#include "helper/service/helperservice.h"

namespace Portlight::Helper
{

namespace
{

Ipc::WireCounts countsOf(const std::optional<std::map<std::string, std::uint64_t>> &counts)
{
    Ipc::WireCounts wire;
    if (counts) {
        for (const auto &[name, count] : *counts) {
            wire.insert(Ipc::text(name), count);
        }
    }
    return wire;
}

} // namespace

QString HelperService::WatchPackets(const Ipc::WireWatchSubject &wire, uint seconds)
{
    const auto subject = Ipc::watchSubjectFromWire(wire);
    const auto inRange = watchSeconds(seconds);
    if (!subject || !inRange) {
        refuse(subject ? inRange.error() : subject.error());
        return {};
    }
    const QString caller = message().service();
    const CaptureHost host = caller.isEmpty() ? CaptureHost::Child : CaptureHost::Systemd;
    followCaller();
    Request call = request([this, capture = CaptureRequest{*subject, seconds}, host,
                            caller](unsigned uid) -> Core::Result<QVariantList> {
        const auto id = m_watches.start(capture, host, caller.toStdString(), uid);
        if (!id) {
            return tl::unexpected(id.error());
        }
        return QVariantList{Ipc::text(*id)};
    });
    call.subject = QStringLiteral("protocol %1, port %2, %3 s")
                       .arg(subject->protocol)
                       .arg(subject->port)
                       .arg(seconds);
    m_dispatcher.submit(std::move(call));
    return {};
}

/// Without a bus this process ends with its only caller.
void HelperService::followCaller()
{
    const QString caller = message().service();
    if (caller.isEmpty()) {
        return;
    }
    if (m_callers == nullptr) {
        m_callers = new QDBusServiceWatcher(this);
        m_callers->setConnection(connection());
        m_callers->setWatchMode(QDBusServiceWatcher::WatchForUnregistration);
        connect(m_callers, &QDBusServiceWatcher::serviceUnregistered, this,
                [this](const QString &gone) {
                    m_callers->removeWatchedService(gone);
                    m_watches.forget(gone.toStdString());
                });
    }
    if (!m_callers->watchedServices().contains(caller)) {
        m_callers->addWatchedService(caller);
    }
}

void HelperService::answerAboutWatch(
    const QString &id,
    std::function<Core::Result<Core::PacketWatch>(const std::string &, const std::string &)> work)
{
    const auto known = watchId(id);
    if (!known) {
        refuse(known.error());
        return;
    }
    Request call =
        request([known = *known, work = std::move(work), owner = message().service().toStdString()](
                    unsigned) -> Core::Result<QVariantList> {
            const auto watch = work(known, owner);
            if (!watch) {
                return tl::unexpected(watch.error());
            }
            return QVariantList{watch->running,
                                watch->seconds,
                                QVariant::fromValue(Ipc::toWire(watch->sightings)),
                                QVariant::fromValue<qulonglong>(watch->packets),
                                QVariant::fromValue<qulonglong>(watch->lost),
                                watch->limited,
                                watch->drops.has_value(),
                                QVariant::fromValue(countsOf(watch->drops))};
        });
    call.isOwners = [this, known = *known](unsigned uid) {
        return m_watches.isOwnedBy(known, uid);
    };
    m_dispatcher.submit(std::move(call));
}

bool HelperService::ReadWatch(const QString &id, double &, Ipc::WireSightings &, qulonglong &,
                              qulonglong &, bool &, bool &, Ipc::WireCounts &)
{
    answerAboutWatch(id, [this](const std::string &known, const std::string &owner) {
        return m_watches.read(known, owner);
    });
    return {};
}

bool HelperService::StopWatch(const QString &id, double &, Ipc::WireSightings &, qulonglong &,
                              qulonglong &, bool &, bool &, Ipc::WireCounts &)
{
    answerAboutWatch(id, [this](const std::string &known, const std::string &owner) {
        return m_watches.stop(known, owner);
    });
    return {};
}

} // namespace Portlight::Helper
