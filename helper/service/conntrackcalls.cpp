// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/conntrack/conntrackreader.h"
#include "helper/conntrack/table.h"
#include "helper/ipc/convert.h"
#include "helper/service/arguments.h"
#include "helper/service/helperservice.h"

namespace Portlight::Helper
{

namespace
{

/// Readings without connection tracking are those of a computer that does not use it.
template<typename T> Core::Result<T> orEmpty(Core::Result<T> reading)
{
    if (!reading && reading.error().code == Core::ErrorCode::Unsupported) {
        return T();
    }
    return reading;
}

Core::Result<QVariantList> conntrackReply()
{
    Ipc::ConntrackReading reading;
    reading.usage = readConntrackUsage();
    reading.objectSize = conntrackObjectSize();
    const auto processors = orEmpty(readConntrackStatistics());
    if (!processors) {
        return tl::unexpected(processors.error());
    }
    for (const Core::ConntrackStatistics &processor : *processors) {
        reading.statistics += processor;
    }
    return QVariantList{QVariant::fromValue(Ipc::toWire(reading))};
}

Core::Result<QVariantList> statisticsReply()
{
    const auto processors = orEmpty(readConntrackStatistics());
    if (!processors) {
        return tl::unexpected(processors.error());
    }
    return QVariantList{QVariant::fromValue(Ipc::toWire(*processors))};
}

Core::Result<QVariantList> summaryReply(const Core::EntryFilter &filter, unsigned limit)
{
    const auto summary = readTableSummary(filter, limit);
    if (!summary) {
        return tl::unexpected(summary.error());
    }
    const Ipc::WireSummary wire = Ipc::toWire(*summary);
    return QVariantList{QVariant::fromValue(wire.counts), QVariant::fromValue(wire.groups),
                        QVariant::fromValue(wire.ages)};
}

Core::Result<QVariantList> entriesReply(const Core::EntryFilter &filter, std::uint64_t skip,
                                        std::uint64_t limit, const QDBusUnixFileDescriptor &pipe)
{
    const auto counts = streamEntries(filter, skip, limit, pipe.fileDescriptor());
    if (!counts) {
        return tl::unexpected(counts.error());
    }
    return QVariantList{QVariant::fromValue<qulonglong>(counts->total),
                        QVariant::fromValue<qulonglong>(counts->matched),
                        QVariant::fromValue<qulonglong>(counts->sent)};
}

Core::Result<QVariantList> ratesReply(FlowWatch &flows)
{
    const auto rates = flows.read();
    if (!rates) {
        return tl::unexpected(rates.error());
    }
    return QVariantList{QVariant::fromValue<qulonglong>(rates->meter), rates->seconds,
                        QVariant::fromValue<qulonglong>(rates->overruns),
                        QVariant::fromValue(Ipc::toWire(rates->flows))};
}

/// What the journal says was ended.
QString subjectOf(const std::vector<Core::ConntrackEntry> &entries)
{
    constexpr std::size_t mostNamed = 3;
    QStringList names;
    for (std::size_t i = 0; i < std::min(entries.size(), mostNamed); ++i) {
        names += Ipc::text(describe(entries[i]));
    }
    return QStringLiteral("%1 connections: %2")
        .arg(entries.size())
        .arg(names.join(QStringLiteral("; ")));
}

} // namespace

Ipc::WireCounts HelperService::ReadConntrack()
{
    submit([](unsigned) {
        return conntrackReply();
    });
    return {};
}

Ipc::WireCountsList HelperService::ReadConntrackStatistics()
{
    submit([](unsigned) {
        return statisticsReply();
    });
    return {};
}

Ipc::WireCounts HelperService::ReadConntrackSummary(const Ipc::WireMap &filter, uint limit,
                                                    Ipc::WireGroupLists &, Ipc::WireAgesList &)
{
    const auto known = entryFilter(filter);
    const auto checked = groupLimit(limit);
    if (!known || !checked) {
        refuse(!known ? known.error() : checked.error());
        return {};
    }
    submit([known = *known, limit](unsigned) {
        return summaryReply(known, limit);
    });
    return {};
}

qulonglong HelperService::ReadConntrackEntries(const Ipc::WireMap &filter, qulonglong skip,
                                               qulonglong limit,
                                               const QDBusUnixFileDescriptor &pipe, qulonglong &,
                                               qulonglong &)
{
    const auto known = entryFilter(filter);
    if (!known) {
        refuse(known.error());
        return {};
    }
    submit([known = *known, skip, limit, pipe](unsigned) {
        return entriesReply(known, skip, limit, pipe);
    });
    return {};
}

qulonglong HelperService::ReadConntrackRates(double &, qulonglong &, Ipc::WireFlowRates &)
{
    submit([flows = m_flows](unsigned) {
        return ratesReply(*flows);
    });
    return {};
}

uint HelperService::EndConnections(const QByteArrayList &entries, uint &)
{
    const auto known = endedEntries(entries);
    if (!known) {
        refuse(known.error());
        return {};
    }
    Request call = request([known = *known](unsigned) -> Core::Result<QVariantList> {
        const auto ended = endEntries(known);
        if (!ended) {
            return tl::unexpected(ended.error());
        }
        return QVariantList{QVariant::fromValue<uint>(ended->ended),
                            QVariant::fromValue<uint>(ended->gone)};
    });
    call.subject = subjectOf(*known);
    m_dispatcher.submit(std::move(call));
    return {};
}

} // namespace Portlight::Helper
