// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/service/methodtable.h"

#include "helper/ipc/names.h"

#include <array>

namespace Portlight::Helper
{

namespace
{

/// Try is asked for with change-conntrack when it changes nothing else (HelperService::Try); Keep,
/// Undo and Extend without a question when the caller's uid began the trial, and ReadWatch and
/// StopWatch when it began the watch.
constexpr auto rules = std::to_array<MethodRule>({
    {"ReadRules", Ipc::actionRead, Access::Read},
    {"ReadGeneration", Ipc::actionRead, Access::Read},
    {"ReadCounters", Ipc::actionRead, Access::Read},
    {"ReadNativeTables", Ipc::actionRead, Access::Read},
    {"ReadNftables", Ipc::actionRead, Access::Read},
    {"ReadSets", Ipc::actionRead, Access::Read},
    {"ReadInterfaces", Ipc::actionRead, Access::Read},
    {"ReadWorld", Ipc::actionRead, Access::Read},
    {"LookUpRoute", Ipc::actionRead, Access::Read},
    {"ReadListeners", Ipc::actionRead, Access::Read},
    {"ReadSessions", Ipc::actionRead, Access::Read},
    {"ReadSettings", Ipc::actionRead, Access::Read},
    {"ReadConntrack", Ipc::actionRead, Access::Read},
    {"ReadConntrackStatistics", Ipc::actionRead, Access::Read},
    {"ReadConntrackSummary", Ipc::actionRead, Access::Read},
    {"ReadConntrackEntries", Ipc::actionRead, Access::Read},
    {"ReadConntrackRates", Ipc::actionRead, Access::Read},
    {"EndConnections", Ipc::actionChangeConntrack, Access::Change},
    {"ReadManagers", Ipc::actionRead, Access::Read},
    {"ReadTrials", Ipc::actionRead, Access::Read},
    {"Try", Ipc::actionChangeRules, Access::Change},
    {"Rehearse", Ipc::actionChangeRules, Access::Change},
    {"Keep", Ipc::actionChangeRules, Access::Change},
    {"Undo", Ipc::actionChangeRules, Access::Change},
    {"Extend", Ipc::actionChangeRules, Access::Change},
    {"WatchPackets", Ipc::actionWatchPackets, Access::Change},
    {"ReadWatch", Ipc::actionWatchPackets, Access::Read},
    {"StopWatch", Ipc::actionWatchPackets, Access::Read},
    {"PlanPersistence", Ipc::actionRead, Access::Read},
    {"Persist", Ipc::actionPersist, Access::Change},
    {"UndoPersist", Ipc::actionPersist, Access::Change},
    {"SaveSnapshot", Ipc::actionChangeRules, Access::Change},
    {"ReadSnapshots", Ipc::actionRead, Access::Read},
    {"ReadSnapshot", Ipc::actionRead, Access::Read},
    {"RemoveSnapshot", Ipc::actionChangeRules, Access::Change},
});

} // namespace

const MethodRule *methodRule(const QString &method)
{
    for (const MethodRule &rule : rules) {
        if (method == QLatin1String(rule.method)) {
            return &rule;
        }
    }
    return nullptr;
}

} // namespace Portlight::Helper
