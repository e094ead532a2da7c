// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "comparecounts.h"

#include <QStringList>

using namespace Portlight::Core;

void addCounts(const Ruleset &ruleset, Counts &counts)
{
    for (const Table &table : ruleset.tables) {
        for (const Chain &chain : table.chains) {
            if (chain.counters && chain.policy) {
                counts[{table.name, chain.name, 0}] = chain.counters->packets;
            }
            unsigned number = 0;
            for (const Rule &rule : chain.rules) {
                counts[{table.name, chain.name, ++number}] =
                    rule.counters ? rule.counters->packets : 0;
            }
        }
    }
}

void addCounts(const NativeRuleset &native, bool iptablesToo, Counts &counts)
{
    for (const NativeTable &table : native.tables) {
        if (table.sharedWithIptables && !iptablesToo) {
            continue;
        }
        for (const NativeChain &chain : table.chains) {
            unsigned number = 0;
            for (const NativeRule &rule : chain.rules) {
                ++number;
                if (rule.counters) {
                    counts[{table.family + ' ' + table.name, chain.name, number}] =
                        rule.counters->packets;
                }
            }
        }
    }
}

Counts difference(const Counts &before, const Counts &after)
{
    Counts moved;
    for (const auto &[place, count] : after) {
        const auto old = before.find(place);
        const std::uint64_t least = old == before.end() ? 0 : old->second;
        if (count > least) {
            moved[place] = count - least;
        }
    }
    return moved;
}

int numberOf(const char *variable, int usual)
{
    bool given = false;
    const int number = qEnvironmentVariableIntValue(variable, &given);
    return given ? number : usual;
}

QString text(const Counts &counts)
{
    QStringList parts;
    for (const auto &[place, count] : counts) {
        const auto &[table, chain, number] = place;
        parts << QStringLiteral("%1 %2 %3 (%4)")
                     .arg(QString::fromStdString(table), QString::fromStdString(chain))
                     .arg(number)
                     .arg(count);
    }
    return parts.join(QLatin1String(", "));
}

QString text(const Packet &packet)
{
    const auto word = [](std::string_view value) {
        return QString::fromUtf8(value.data(), static_cast<qsizetype>(value.size()));
    };
    const auto address = [](const std::optional<IpAddress> &value) {
        return value ? QString::fromStdString(value->toString()) : QStringLiteral("?");
    };
    return QStringLiteral("%1 proto %2 %3:%4 -> %5:%6 in %7 flags %8 icmp %9")
               .arg(word(toString(packet.way)))
               .arg(packet.protocol)
               .arg(address(packet.source))
               .arg(packet.sourcePort.value_or(0))
               .arg(address(packet.destination))
               .arg(packet.destinationPort.value_or(0))
               .arg(QString::fromStdString(packet.inInterface.value_or("-")))
               .arg(packet.tcpFlags)
               .arg(packet.icmpType.value_or(0))
        + QStringLiteral(" state %1 ttl %2 tos %3 options %4 payload %5")
              .arg(packet.state ? word(toString(*packet.state)) : QStringLiteral("?"))
              .arg(packet.ttl.value_or(0))
              .arg(packet.trafficClass.value_or(0))
              .arg(packet.tcpOptions ? packet.tcpOptions->size() : 0)
              .arg(packet.payload ? packet.payload->size() : 0);
}
