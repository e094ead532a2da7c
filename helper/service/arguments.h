// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/conntrack/entryfilter.h"
#include "helper/ipc/wiretypes.h"
#include "helper/rehearsal/rehearse.h"
#include "helper/trial/trialstore.h"

#include <optional>
#include <string>
#include <vector>

namespace Portlight::Helper
{

/// What the methods of the interface take, checked: sizes first, then values. Nothing is clamped;
/// LimitExceeded or InvalidArgument names what is wrong.

struct RulesArguments {
    Core::Backend backend = Core::Backend::Nft;
    Core::Family family = Core::Family::Ipv4;
};
Core::Result<RulesArguments> rulesArguments(const QString &backend, const QString &family);

struct RouteArguments {
    Core::IpAddress destination;
    std::optional<Core::IpAddress> source;
    std::string inInterface;
};
Core::Result<RouteArguments> routeArguments(const QString &destination, const QString &source,
                                            const QString &inInterface);

Core::Result<std::vector<std::string>> settingNames(const QStringList &names);
/// Names of sets of ip_set: 1 to 31 bytes without control characters. And how many members of each:
/// 1 to Core::mostSetMembers.
Core::Result<std::vector<std::string>> setArguments(const QStringList &names, unsigned most);
Core::Result<Core::EntryFilter> entryFilter(const Ipc::WireMap &words);
/// 1 to Ipc::maxGroupLimit.
Core::Result<void> groupLimit(unsigned limit);
/// At least one, and each a record as ReadConntrackEntries gives them.
Core::Result<std::vector<Core::ConntrackEntry>> endedEntries(const QByteArrayList &records);

Core::Result<TrialRequest> trialArguments(const Ipc::WireChanges &changes,
                                          const Ipc::WireMap &generations, unsigned seconds,
                                          const QString &summary, bool dryRun);
Core::Result<RehearsalRequest> rehearsalArguments(const Ipc::WireChanges &changes,
                                                  const Ipc::WireMap &generations,
                                                  const Ipc::WireQuestion &question);
/// Changes nothing but settings of connection tracking.
bool isConntrackOnly(const TrialRequest &request);

/// 32 hexadecimal digits: an id is also the name of a file.
Core::Result<std::string> trialId(const QString &id);
Core::Result<void> trialSeconds(unsigned seconds);

/// 32 hexadecimal digits; 1 to 600.
Core::Result<std::string> watchId(const QString &id);
Core::Result<void> watchSeconds(unsigned seconds);

/// 64 hexadecimal digits.
Core::Result<std::string> planRevision(const QString &revision);
/// 1 to 100 printable characters.
Core::Result<std::string> snapshotName(const QString &name);

} // namespace Portlight::Helper
