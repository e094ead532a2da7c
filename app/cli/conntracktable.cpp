// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/cli/command.h"
#include "app/cli/conntrackparts.h"
#include "app/cli/exitcodes.h"
#include "app/cli/json.h"
#include "app/cli/trialrun.h"
#include "app/wording/capacitywords.h"
#include "app/wording/words.h"

#include <QCoreApplication>
#include <QLocale>
#include <QTimer>

namespace Portlight::App::Cli
{

namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Portlight::App::Cli::ConntrackCommand)
};

using namespace Core;
using Words::plain;

constexpr unsigned usualEntries = 1000;
constexpr unsigned mostEntries = 10'000'000;
constexpr unsigned mostEnded = 1000; // one call; a person can look at no more before saying yes
constexpr unsigned mostGroups = 10000;

struct FilterOption {
    const char *option;
    const char *key; ///< of parseEntryFilter()
    const char *valueName;
    const char *help;
};
constexpr FilterOption filterOptions[] = {
    {"family", "family", "FAMILY",
     QT_TRANSLATE_NOOP("Portlight::App::Cli::ConntrackCommand", "Entries: ipv4 or ipv6.")},
    {"protocol", "protocol", "P",
     QT_TRANSLATE_NOOP("Portlight::App::Cli::ConntrackCommand", "Entries of this protocol.")},
    {"from", "source", "NETWORK",
     QT_TRANSLATE_NOOP("Portlight::App::Cli::ConntrackCommand",
                       "Entries begun from this address or network.")},
    {"to", "destination", "NETWORK",
     QT_TRANSLATE_NOOP("Portlight::App::Cli::ConntrackCommand",
                       "Entries begun to this address or network.")},
    {"address", "address", "NETWORK",
     QT_TRANSLATE_NOOP("Portlight::App::Cli::ConntrackCommand",
                       "Entries with this address on either side, translated or not.")},
    {"source-port", "source-port", "N",
     QT_TRANSLATE_NOOP("Portlight::App::Cli::ConntrackCommand", "Entries begun from this port.")},
    {"port", "port", "N",
     QT_TRANSLATE_NOOP("Portlight::App::Cli::ConntrackCommand", "Entries begun to this port.")},
    {"state", "state", "STATE",
     QT_TRANSLATE_NOOP("Portlight::App::Cli::ConntrackCommand",
                       "Entries in this state: ESTABLISHED, TIME_WAIT, ..., ASSURED, REPLIED or "
                       "UNREPLIED.")},
    {"zone", "zone", "N",
     QT_TRANSLATE_NOOP("Portlight::App::Cli::ConntrackCommand", "Entries of this zone.")},
    {"mark", "mark", "MARK[/MASK]",
     QT_TRANSLATE_NOOP("Portlight::App::Cli::ConntrackCommand", "Entries with this mark.")},
    {"helper", "helper", "NAME",
     QT_TRANSLATE_NOOP("Portlight::App::Cli::ConntrackCommand", "Entries with this helper.")},
    {"translated", "translated", "yes|no",
     QT_TRANSLATE_NOOP("Portlight::App::Cli::ConntrackCommand",
                       "Entries with or without a translated address or port.")},
};

Json tupleJson(const EntryTuple &tuple)
{
    Json json{{"source", tuple.source.toString()}, {"destination", tuple.destination.toString()}};
    if (isIcmp(tuple.protocol)) {
        json["icmp_type"] = tuple.icmpType;
        json["icmp_code"] = tuple.icmpCode;
        json["icmp_id"] = tuple.icmpId;
    } else if (tracksPorts(tuple.protocol)) {
        json["source_port"] = tuple.sourcePort;
        json["destination_port"] = tuple.destinationPort;
    }
    return json;
}

Json entryJson(const ConntrackEntry &entry)
{
    const Translation translation = translationOf(entry);
    Json json{{"id", entry.id},
              {"family", toString(entry.original.source.family)},
              {"protocol", protocolName(entry.original.protocol)},
              {"state", stateText(entry)},
              {"original", tupleJson(entry.original)},
              {"reply", tupleJson(entry.reply)},
              {"source_translated", translation.source},
              {"destination_translated", translation.destination},
              {"assured", (entry.status & FlowAssured) != 0},
              {"seen_reply", (entry.status & FlowSeenReply) != 0},
              {"seconds_left", entry.secondsLeft},
              {"zone", entry.zone},
              {"mark", entry.mark},
              {"helper", entry.helper}};
    if (entry.sent && entry.answered) {
        json["packets"] = {entry.sent->packets, entry.answered->packets};
        json["bytes"] = {entry.sent->bytes, entry.answered->bytes};
    }
    if (entry.began) {
        json["began"] = *entry.began;
    }
    return json;
}

QString endText(const IpAddress &address, std::uint16_t port, std::uint8_t protocol)
{
    const QString text = Words::address(address);
    if (!tracksPorts(protocol)) {
        return text;
    }
    return (address.family == Family::Ipv6 ? QStringLiteral("[%1]:%2") : QStringLiteral("%1:%2"))
        .arg(text)
        .arg(port);
}

QStringList entryRow(const ConntrackEntry &entry)
{
    const EntryTuple &first = entry.original;
    const Translation translation = translationOf(entry);
    QString seenAs;
    if (translation.source || translation.destination) {
        seenAs = QStringLiteral("%1 → %2").arg(
            endText(entry.reply.destination, entry.reply.destinationPort, first.protocol),
            endText(entry.reply.source, entry.reply.sourcePort, first.protocol));
    }
    return {Words::protocolWord(first.protocol),
            entryStateText(entry),
            endText(first.source, first.sourcePort, first.protocol),
            endText(first.destination, first.destinationPort, first.protocol),
            seenAs,
            QString::number(entry.secondsLeft),
            plain(entry.helper)};
}

TextTable entryTable()
{
    TextTable table({Text::tr("Protocol"), Text::tr("State"), Text::tr("From"), Text::tr("To"),
                     Text::tr("Translated to"), Text::tr("Seconds left"), Text::tr("Helper")});
    table.setRightAligned(5);
    return table;
}

Result<EntriesReply> readEntries(Session &session, const EntriesRequest &request,
                                 const std::function<void(std::vector<ConntrackEntry>)> &some)
{
    HelperClient &helper = session.helper();
    return session.wait<EntriesReply>(Text::tr("Reading the connection table…"),
                                      [&](QObject *context, auto done) {
                                          helper.readConntrackEntries(request, context, some, done);
                                      });
}

Result<TableSummary> readSummary(Session &session, const EntryFilter &filter, unsigned limit)
{
    HelperClient &helper = session.helper();
    return session.wait<TableSummary>(Text::tr("Counting the connections…"),
                                      [&](QObject *context, auto done) {
                                          helper.readConntrackSummary(filter, limit, context, done);
                                      });
}

/// How the groups of `key` grew in so many seconds.
int runGrowth(Session &session, const EntryFilter &filter, GroupKey key, unsigned seconds,
              unsigned limit)
{
    const auto before = readSummary(session, filter, mostGroups);
    if (!before) {
        return session.fail(before.error());
    }
    QEventLoop loop;
    QTimer::singleShot(std::chrono::seconds(seconds), &loop, &QEventLoop::quit);
    session.run(loop, Text::tr("Waiting for %n second(s)…", nullptr, static_cast<int>(seconds)));
    if (session.interrupted()) {
        return ExitInterrupted;
    }
    const auto now = readSummary(session, filter, mostGroups);
    if (!now) {
        return session.fail(now.error());
    }
    auto grown = growth(before->by(key), now->by(key));
    if (grown.size() > limit) {
        grown.resize(limit);
    }
    if (session.options().json) {
        Json groups = Json::array();
        for (const GroupGrowth &group : grown) {
            groups.push_back(
                {{"key", group.name}, {"growth", group.growth}, {"count", group.count}});
        }
        printJson(
            session.output(),
            {{"schema", "portlight.conntrack-growth/1"},
             {"by", toString(key)},
             {"seconds", seconds},
             {"total", now->entries},
             {"growth",
              static_cast<std::int64_t>(now->entries) - static_cast<std::int64_t>(before->entries)},
             {"groups", groups}});
        return ExitDone;
    }
    TextTable table({Text::tr("More"), Text::tr("Connections"), plain(toString(key))});
    table.setRightAligned(0);
    table.setRightAligned(1);
    for (const GroupGrowth &group : grown) {
        table.addRow({QLocale().toString(static_cast<qlonglong>(group.growth)),
                      Words::number(group.count), plain(group.name)});
    }
    table.print(session.output());
    return ExitDone;
}

} // namespace

void addFilterOptions(QCommandLineParser &parser)
{
    for (const FilterOption &option : filterOptions) {
        addValue(parser, option.option, option.valueName, Text::tr(option.help));
    }
}

EntryFilter readFilter(Arguments &arguments)
{
    EntryFilter filter;
    std::map<std::string, std::string> words;
    for (const FilterOption &option : filterOptions) {
        if (!arguments.has(option.option)) {
            continue;
        }
        const QString value = arguments.text(option.option);
        words[option.key] = value.toStdString();
        const auto parsed = parseEntryFilter(words);
        if (!parsed) {
            arguments.wrong(Text::tr("--%1 “%2” is not understood")
                                .arg(QString::fromLatin1(option.option), value));
            return {};
        }
        filter = *parsed;
    }
    return filter;
}

int runConntrackTop(Session &session, Arguments &arguments)
{
    const unsigned limit = arguments.number("limit", 1, mostGroups).value_or(10);
    const auto seconds = arguments.number("seconds", 1, 3600);
    const EntryFilter filter = readFilter(arguments);
    const QString by = arguments.has("by") ? arguments.text("by") : QStringLiteral("source");
    const auto key = parseGroupKey(by.toStdString());
    if (!key) {
        arguments.wrong(Text::tr("--by “%1”: protocol, state, source, destination, port or "
                                 "time-left is expected")
                            .arg(by));
    }
    if (!arguments.problem().isEmpty()) {
        return ExitUsage;
    }
    if (seconds) {
        return runGrowth(session, filter, *key, *seconds, limit);
    }
    const auto summary = readSummary(session, filter, limit);
    if (!summary) {
        return session.fail(summary.error());
    }
    const EntryGroups &groups = summary->by(*key);
    if (session.options().json) {
        Json list = Json::array();
        for (const EntryGroup &group : groups.groups) {
            list.push_back({{"key", group.name}, {"count", group.count}});
        }
        printJson(session.output(),
                  {{"schema", "portlight.conntrack-top/1"},
                   {"by", toString(*key)},
                   {"total", summary->entries},
                   {"ipv4", summary->ipv4},
                   {"ipv6", summary->ipv6},
                   {"assured", summary->assured},
                   {"unreplied", summary->unreplied},
                   {"translated", summary->translated},
                   {"error", groups.error},
                   {"groups", list}});
        return ExitDone;
    }
    session.output().data(Text::tr("%1 connections in all").arg(Words::number(summary->entries)));
    if (groups.error > 0) {
        session.output().data(Text::tr("Too many to count each: a number may be up to %1 too low.")
                                  .arg(Words::number(groups.error)));
    }
    TextTable table({Text::tr("Connections"), Text::tr("By %1").arg(by)});
    table.setRightAligned(0);
    for (const EntryGroup &group : groups.groups) {
        table.addRow({Words::number(group.count), plain(group.name)});
    }
    if (!table.isEmpty()) {
        table.print(session.output());
    }
    return ExitDone;
}

int runConntrackList(Session &session, Arguments &arguments)
{
    EntriesRequest request;
    request.filter = readFilter(arguments);
    request.limit = arguments.number("limit", 1, mostEntries).value_or(usualEntries);
    request.skip = arguments.number("skip", 0, mostEntries).value_or(0);
    if (!arguments.problem().isEmpty()) {
        return ExitUsage;
    }
    TextTable table = entryTable();
    const bool json = session.options().json;
    const auto reply =
        readEntries(session, request, [&](const std::vector<ConntrackEntry> &entries) {
            for (const ConntrackEntry &entry : entries) {
                if (json) {
                    printJson(session.output(), entryJson(entry));
                } else {
                    table.addRow(entryRow(entry));
                }
            }
        });
    if (!reply) {
        return session.fail(reply.error());
    }
    if (!json && !table.isEmpty()) {
        table.print(session.output());
    }
    session.output().talk(Text::tr("%1 of %2 connections, %3 in the table")
                              .arg(Words::number(reply->sent), Words::number(reply->matched),
                                   Words::number(reply->total)));
    return ExitDone;
}

int runConntrackEnd(Session &session, Arguments &arguments)
{
    EntriesRequest request;
    request.filter = readFilter(arguments);
    request.limit = mostEnded;
    if (arguments.problem().isEmpty() && request.filter.isEmpty()) {
        arguments.wrong(Text::tr("end: which connections? For example: --from 192.0.2.1"));
    }
    if (!arguments.problem().isEmpty()) {
        return ExitUsage;
    }
    const Output &output = session.output();
    std::vector<ConntrackEntry> found;
    const auto reply = readEntries(session, request, [&](std::vector<ConntrackEntry> entries) {
        found.insert(found.end(), std::make_move_iterator(entries.begin()),
                     std::make_move_iterator(entries.end()));
    });
    if (!reply) {
        return session.fail(reply.error());
    }
    if (reply->matched > mostEnded) {
        output.talk(Text::tr("%1 connections match, and at most %2 are ended at a time. Say more "
                             "closely which.")
                        .arg(Words::number(reply->matched), Words::number(mostEnded)));
        return ExitUnknown;
    }
    if (!found.empty() && !arguments.has("yes")) {
        TextTable table = entryTable();
        for (const ConntrackEntry &entry : found) {
            table.addRow(entryRow(entry));
        }
        table.print(output);
        if (!canAsk()) {
            output.talk(Text::tr("Nothing was ended. Say --yes to end them."));
            return ExitUnknown;
        }
        const auto yes = askYesNo(
            session, Text::tr("End %n connection(s)?", nullptr, static_cast<int>(found.size())));
        if (!yes || !*yes) {
            return session.interrupted() ? ExitInterrupted : ExitUnknown;
        }
    }
    EndedReply ended;
    if (!found.empty()) {
        HelperClient &helper = session.helper();
        const auto answer = session.wait<EndedReply>(
            Text::tr("Ending connections…"), [&](QObject *context, auto done) {
                helper.endConnections(found, context, done);
            });
        if (!answer) {
            return session.fail(answer.error());
        }
        ended = *answer;
    }
    if (session.options().json) {
        printJson(output,
                  {{"schema", "portlight.conntrack-end/1"},
                   {"ended", ended.ended},
                   {"gone", ended.gone}});
    } else {
        output.data(Text::tr("%n connection(s) ended.", nullptr, static_cast<int>(ended.ended)));
    }
    return ExitDone;
}

} // namespace Portlight::App::Cli
