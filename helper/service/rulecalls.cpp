// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/service/helperservice.h"

#include "helper/service/arguments.h"
#include "helper/service/reads.h"

namespace Portlight::Helper
{

QString HelperService::ReadCounters(const QString &backend, const QString &family,
                                    Ipc::WireCounters &)
{
    const auto arguments = rulesArguments(backend, family);
    if (!arguments) {
        refuse(arguments.error());
        return {};
    }
    submit([arguments = *arguments](unsigned) {
        return countersReply(arguments.backend, arguments.family);
    });
    return {};
}

QString HelperService::ReadNftables(QString &, QString &, QString &)
{
    submit([](unsigned) {
        return nftablesReply();
    });
    return {};
}

Ipc::WireSets HelperService::ReadSets(const QStringList &names, uint most)
{
    const auto known = setArguments(names, most);
    if (!known) {
        refuse(known.error());
        return {};
    }
    submit([known = *known, most](unsigned) {
        return setsReply(known, most);
    });
    return {};
}

Ipc::WireDevices HelperService::ReadWorld(Ipc::WireRoutes &, Ipc::WireRoutingRules &,
                                          Ipc::WireNumbers &, QStringList &)
{
    submit([](unsigned) {
        return worldReply();
    });
    return {};
}

} // namespace Portlight::Helper
