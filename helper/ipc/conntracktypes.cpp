// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/ipc/conntracktypes.h"

#include "core/conntrack/entryrecord.h"
#include "helper/ipc/convert.h"

#include <QDBusMetaType>

#include <algorithm>

namespace Portlight::Ipc
{

namespace
{

template<typename T> void registerType(const char *name)
{
    qRegisterMetaType<T>(name);
    qDBusRegisterMetaType<T>();
}

QString key(std::string_view name)
{
    return text(name);
}

void put(WireCounts &counts, std::string_view name, const std::optional<std::uint64_t> &value)
{
    if (value) {
        counts.insert(key(name), *value);
    }
}

std::optional<std::uint64_t> take(const WireCounts &counts, std::string_view name)
{
    const auto found = counts.constFind(key(name));
    if (found == counts.constEnd()) {
        return std::nullopt;
    }
    return static_cast<std::uint64_t>(found.value());
}

void put(WireCounts &counts, const Core::ConntrackStatistics &statistics)
{
    for (const Core::StatisticField &field : Core::statisticFields) {
        put(counts, field.name, statistics.*field.value);
    }
}

Core::ConntrackStatistics takeStatistics(const WireCounts &counts)
{
    Core::ConntrackStatistics statistics;
    for (const Core::StatisticField &field : Core::statisticFields) {
        statistics.*field.value = take(counts, field.name).value_or(0);
    }
    return statistics;
}

struct SummaryField {
    std::string_view name;
    std::uint64_t Core::TableSummary::*value;
};
constexpr std::array<SummaryField, 8> summaryFields = {{
    {"entries", &Core::TableSummary::entries},
    {"ipv4", &Core::TableSummary::ipv4},
    {"ipv6", &Core::TableSummary::ipv6},
    {"assured", &Core::TableSummary::assured},
    {"unreplied", &Core::TableSummary::unreplied},
    {"translated", &Core::TableSummary::translated},
    {"with_helper", &Core::TableSummary::withHelper},
    {"offloaded", &Core::TableSummary::offloaded},
}};

} // namespace

QDBusArgument &operator<<(QDBusArgument &argument, const WireGroupList &value)
{
    argument.beginStructure();
    argument << value.key << value.error << value.groups;
    argument.endStructure();
    return argument;
}

const QDBusArgument &operator>>(const QDBusArgument &argument, WireGroupList &value)
{
    argument.beginStructure();
    argument >> value.key >> value.error >> value.groups;
    argument.endStructure();
    return argument;
}

QDBusArgument &operator<<(QDBusArgument &argument, const WireAge &value)
{
    argument.beginStructure();
    argument << value.seconds << value.count;
    argument.endStructure();
    return argument;
}

const QDBusArgument &operator>>(const QDBusArgument &argument, WireAge &value)
{
    argument.beginStructure();
    argument >> value.seconds >> value.count;
    argument.endStructure();
    return argument;
}

QDBusArgument &operator<<(QDBusArgument &argument, const WireAges &value)
{
    argument.beginStructure();
    argument << value.timeout << value.steps;
    argument.endStructure();
    return argument;
}

const QDBusArgument &operator>>(const QDBusArgument &argument, WireAges &value)
{
    argument.beginStructure();
    argument >> value.timeout >> value.steps;
    argument.endStructure();
    return argument;
}

QDBusArgument &operator<<(QDBusArgument &argument, const WireFlowRate &value)
{
    argument.beginStructure();
    argument << value.protocol << value.port << value.began << value.ended << value.lifetimes
             << value.lifetimeSeconds << value.openSeconds;
    argument.endStructure();
    return argument;
}

const QDBusArgument &operator>>(const QDBusArgument &argument, WireFlowRate &value)
{
    argument.beginStructure();
    argument >> value.protocol >> value.port >> value.began >> value.ended >> value.lifetimes
        >> value.lifetimeSeconds >> value.openSeconds;
    argument.endStructure();
    return argument;
}

void registerConntrackTypes()
{
    // QtDBus makes the signature of a list from its elements, so these come first.
    registerType<WireAge>("Portlight::Ipc::WireAge");
    registerType<WireAgeSteps>("Portlight::Ipc::WireAgeSteps");
    registerType<WireAges>("Portlight::Ipc::WireAges");
    registerType<WireGroupList>("Portlight::Ipc::WireGroupList");
    registerType<WireAgesList>("Portlight::Ipc::WireAgesList");
    registerType<WireGroupLists>("Portlight::Ipc::WireGroupLists");
    qDBusRegisterMetaType<QByteArrayList>(); // Qt knows it, but not for the bus
    registerType<WireFlowRate>("Portlight::Ipc::WireFlowRate");
    registerType<WireFlowRates>("Portlight::Ipc::WireFlowRates");
    registerType<WireCountsList>("Portlight::Ipc::WireCountsList");
}

WireCounts toWire(const ConntrackReading &reading)
{
    WireCounts counts;
    put(counts, "count", reading.usage.count);
    put(counts, "max", reading.usage.max);
    put(counts, "buckets", reading.usage.buckets);
    put(counts, "object_size", reading.objectSize);
    put(counts, reading.statistics);
    return counts;
}

ConntrackReading conntrackFromWire(const WireCounts &values)
{
    ConntrackReading reading;
    reading.usage.count = take(values, "count");
    reading.usage.max = take(values, "max");
    reading.usage.buckets = take(values, "buckets");
    reading.objectSize = take(values, "object_size");
    reading.statistics = takeStatistics(values);
    return reading;
}

WireCountsList toWire(const std::vector<Core::ConntrackStatistics> &processors)
{
    WireCountsList list;
    for (const Core::ConntrackStatistics &processor : processors) {
        WireCounts counts;
        put(counts, processor);
        list += counts;
    }
    return list;
}

std::vector<Core::ConntrackStatistics> statisticsFromWire(const WireCountsList &processors)
{
    std::vector<Core::ConntrackStatistics> result;
    for (const WireCounts &counts : processors) {
        result.push_back(takeStatistics(counts));
    }
    return result;
}

WireSummary toWire(const Core::TableSummary &summary)
{
    WireSummary wire;
    for (const SummaryField &field : summaryFields) {
        put(wire.counts, field.name, summary.*field.value);
    }
    for (const Core::GroupKey group : Core::allGroupKeys) {
        const Core::EntryGroups &groups = summary.by(group);
        WireGroupList list{key(toString(group)), groups.error, {}};
        for (const Core::EntryGroup &one : groups.groups) {
            list.groups += WireGroup{text(one.name), one.count};
        }
        wire.groups += list;
    }
    for (std::size_t kind = 0; kind < Core::timeoutKinds.size(); ++kind) {
        WireAges ages{key(Core::timeoutKinds.at(kind).name), {}};
        for (const auto &[seconds, count] : summary.ages.at(kind).steps()) {
            ages.steps += WireAge{seconds, count};
        }
        if (!ages.steps.isEmpty()) {
            wire.ages += ages;
        }
    }
    return wire;
}

Core::TableSummary summaryFromWire(const WireSummary &wire)
{
    Core::TableSummary summary;
    for (const SummaryField &field : summaryFields) {
        summary.*field.value = take(wire.counts, field.name).value_or(0);
    }
    for (const WireGroupList &list : wire.groups) {
        const auto group = Core::parseGroupKey(list.key.toStdString());
        if (!group) {
            continue;
        }
        Core::EntryGroups &groups = summary.groups.at(static_cast<std::size_t>(*group));
        groups.error = list.error;
        for (const WireGroup &one : list.groups) {
            groups.groups.push_back({one.name.toStdString(), one.count});
        }
    }
    for (const WireAges &ages : wire.ages) {
        const std::string name = ages.timeout.toStdString();
        const auto *const kind = std::find_if(Core::timeoutKinds.begin(), Core::timeoutKinds.end(),
                                              [&name](const Core::TimeoutKind &known) {
                                                  return known.name == name;
                                              });
        if (kind == Core::timeoutKinds.end()) {
            continue;
        }
        auto &histogram =
            summary.ages.at(static_cast<std::size_t>(kind - Core::timeoutKinds.begin()));
        for (const WireAge &step : ages.steps) {
            histogram.add(step.seconds, step.count);
        }
    }
    return summary;
}

WireFlowRates toWire(const std::vector<Core::FlowRate> &flows)
{
    WireFlowRates wires;
    for (const Core::FlowRate &flow : flows) {
        wires += WireFlowRate{flow.protocol,   flow.port ? int{*flow.port} : -1,
                              flow.began,      flow.ended,
                              flow.lifetimes,  flow.lifetimeSeconds,
                              flow.openSeconds};
    }
    return wires;
}

std::vector<Core::FlowRate> ratesFromWire(const WireFlowRates &flows)
{
    std::vector<Core::FlowRate> result;
    for (const WireFlowRate &wire : flows) {
        Core::FlowRate flow;
        flow.protocol = wire.protocol;
        if (wire.port >= 0 && wire.port <= 0xffff) {
            flow.port = static_cast<std::uint16_t>(wire.port);
        }
        flow.began = wire.began;
        flow.ended = wire.ended;
        flow.lifetimes = wire.lifetimes;
        flow.lifetimeSeconds = wire.lifetimeSeconds;
        flow.openSeconds = wire.openSeconds;
        result.push_back(flow);
    }
    return result;
}

QByteArrayList toWire(const std::vector<Core::ConntrackEntry> &entries)
{
    QByteArrayList records;
    for (const Core::ConntrackEntry &entry : entries) {
        std::string record;
        Core::appendRecord(record, entry);
        records += QByteArray::fromStdString(record);
    }
    return records;
}

Core::Result<std::vector<Core::ConntrackEntry>> entriesFromWire(const QByteArrayList &records)
{
    std::vector<Core::ConntrackEntry> entries;
    for (const QByteArray &record : records) {
        auto entry = Core::parseRecord(
            std::string_view(record.constData(), static_cast<std::size_t>(record.size())));
        if (!entry) {
            return tl::unexpected(entry.error());
        }
        entries.push_back(std::move(*entry));
    }
    return entries;
}

} // namespace Portlight::Ipc
