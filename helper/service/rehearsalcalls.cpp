// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/ipc/convert.h"
#include "helper/rehearsal/rehearse.h"
#include "helper/service/arguments.h"
#include "helper/service/helperservice.h"

namespace Portlight::Helper
{

Ipc::WireQuestion HelperService::Rehearse(const Ipc::WireChanges &changes,
                                          const Ipc::WireMap &generations,
                                          const Ipc::WireQuestion &question, Ipc::WireAttempt &,
                                          Ipc::WireMovedRules &, Ipc::WireAttempt &,
                                          Ipc::WireMovedRules &, Ipc::WireLimits &)
{
    const auto arguments = rehearsalArguments(changes, generations, question);
    if (!arguments) {
        refuse(arguments.error());
        return {};
    }
    const RehearsalHost host =
        message().service().isEmpty() ? RehearsalHost::Child : RehearsalHost::Systemd;
    Request call = request([arguments = *arguments, host](unsigned) -> Core::Result<QVariantList> {
        const auto report = rehearse(arguments, host);
        if (!report) {
            return tl::unexpected(report.error());
        }
        const Ipc::WireRun before = Ipc::toWire(report->before);
        const Ipc::WireRun after = Ipc::toWire(report->after);
        return QVariantList{QVariant::fromValue(Ipc::toWire(report->question)),
                            QVariant::fromValue(before.attempt),
                            QVariant::fromValue(before.moved),
                            QVariant::fromValue(after.attempt),
                            QVariant::fromValue(after.moved),
                            QVariant::fromValue(Ipc::toWire(report->limits))};
    });
    call.subject = QStringLiteral("%1 changes").arg(arguments->changes.size());
    m_dispatcher.submit(std::move(call));
    return {};
}

} // namespace Portlight::Helper
