// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/conntrack/flowmeter.h"
#include "core/conntrack/tablesummary.h"
#include "core/conntrack/usage.h"
#include "core/result.h"
#include "helper/ipc/wiretypes.h"

#include <optional>
#include <vector>

namespace Portlight::Ipc
{

/// What crosses the bus about connection tracking; as wiretypes.h, and with its conversions.

struct WireGroupList { // (sta(st))
    QString key;
    qulonglong error = 0;
    WireGroups groups;
};

struct WireAge { // (ut)
    uint seconds = 0;
    qulonglong count = 0;
};
using WireAgeSteps = QList<WireAge>;

struct WireAges { // (sa(ut))
    QString timeout;
    WireAgeSteps steps;
};

struct WireFlowRate { // (yitttdd)
    uchar protocol = 0;
    int port = -1;
    qulonglong began = 0;
    qulonglong ended = 0;
    qulonglong lifetimes = 0;
    double lifetimeSeconds = 0;
    double openSeconds = 0;
};

using WireFlowRates = QList<WireFlowRate>;
using WireGroupLists = QList<WireGroupList>;
using WireAgesList = QList<WireAges>;
using WireCountsList = QList<WireCounts>;

QDBusArgument &operator<<(QDBusArgument &argument, const WireGroupList &value);
const QDBusArgument &operator>>(const QDBusArgument &argument, WireGroupList &value);
QDBusArgument &operator<<(QDBusArgument &argument, const WireAge &value);
const QDBusArgument &operator>>(const QDBusArgument &argument, WireAge &value);
QDBusArgument &operator<<(QDBusArgument &argument, const WireAges &value);
const QDBusArgument &operator>>(const QDBusArgument &argument, WireAges &value);
QDBusArgument &operator<<(QDBusArgument &argument, const WireFlowRate &value);
const QDBusArgument &operator>>(const QDBusArgument &argument, WireFlowRate &value);

/// Part of registerWireTypes().
void registerConntrackTypes();

/// Keys of ReadConntrack. A key that this version does not know is skipped: newer helpers may tell
/// more.
struct ConntrackReading {
    Core::ConntrackUsage usage;
    Core::ConntrackStatistics statistics;
    std::optional<std::uint64_t> objectSize;
};
WireCounts toWire(const ConntrackReading &reading);
ConntrackReading conntrackFromWire(const WireCounts &values);

WireCountsList toWire(const std::vector<Core::ConntrackStatistics> &processors);
std::vector<Core::ConntrackStatistics> statisticsFromWire(const WireCountsList &processors);

struct WireSummary {
    WireCounts counts;
    WireGroupLists groups;
    WireAgesList ages;
};
WireSummary toWire(const Core::TableSummary &summary);
/// Keys, groups and time-outs that this version does not know are skipped.
Core::TableSummary summaryFromWire(const WireSummary &wire);

WireFlowRates toWire(const std::vector<Core::FlowRate> &flows);
std::vector<Core::FlowRate> ratesFromWire(const WireFlowRates &flows);

/// Entries as records, see core/conntrack/entryrecord.h; ParseFailed when one is none.
QByteArrayList toWire(const std::vector<Core::ConntrackEntry> &entries);
Core::Result<std::vector<Core::ConntrackEntry>> entriesFromWire(const QByteArrayList &records);

} // namespace Portlight::Ipc

Q_DECLARE_METATYPE(Portlight::Ipc::WireGroupList)
Q_DECLARE_METATYPE(Portlight::Ipc::WireAge)
Q_DECLARE_METATYPE(Portlight::Ipc::WireAges)
Q_DECLARE_METATYPE(Portlight::Ipc::WireFlowRate)
