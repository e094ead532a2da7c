// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/cli/applycommand.h"
#include "app/cli/command.h"
#include "app/cli/exitcodes.h"
#include "app/cli/json.h"
#include "app/wording/wording.h"
#include "app/wording/words.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace Portlight::App::Cli
{

namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Portlight::App::Cli::ConntrackCommand)
};

using namespace Core;
using Words::plain;

void addOptions(QCommandLineParser &parser)
{
    addValue(parser, "by", "WHAT",
             Text::tr("top: protocol, state, source (default), destination or port."));
    addValue(parser, "limit", "N", Text::tr("top: how many groups, 1 to 1000."));
    addValue(parser, "preset", "NAME",
             Text::tr("plan: desktop, containers, peer-to-peer, hotspot or load-test."));
    addValue(parser, "new-per-second", "N", Text::tr("plan: new short connections a second."));
    addValue(parser, "seconds-each", "N", Text::tr("plan: how long a short one stays."));
    addValue(parser, "long-lived", "N", Text::tr("plan: connections that stay."));
    addValue(parser, "reserve", "PERCENT", Text::tr("plan: room to keep free, 0 to 90."));
    addValue(parser, "max", "N", Text::tr("plan: the size to try; this computer's by default."));
    addValue(parser, "buckets", "N", Text::tr("plan: the number of buckets to try."));
    addTrialOptions(parser);
}

Result<ConntrackReply> readConntrack(Session &session)
{
    HelperClient &helper = session.helper();
    return session.wait<ConntrackReply>(Text::tr("Reading the connection table…"),
                                        [&helper](QObject *context, auto done) {
                                            helper.readConntrack(context, done);
                                        });
}

struct NamedStatistic {
    const char *name;
    std::uint64_t ConntrackStatistics::*value;
};
constexpr NamedStatistic statistics[] = {
    {"found", &ConntrackStatistics::found},
    {"invalid", &ConntrackStatistics::invalid},
    {"insert", &ConntrackStatistics::insert},
    {"insert_failed", &ConntrackStatistics::insertFailed},
    {"drop", &ConntrackStatistics::drop},
    {"early_drop", &ConntrackStatistics::earlyDrop},
    {"error", &ConntrackStatistics::error},
    {"search_restart", &ConntrackStatistics::searchRestart},
    {"clash_resolve", &ConntrackStatistics::clashResolve},
    {"chaintoolong", &ConntrackStatistics::chainTooLong},
};

int runStatus(Session &session)
{
    const auto reply = readConntrack(session);
    if (!reply) {
        return session.fail(reply.error());
    }
    const UsageState state = usageState(reply->usage, false);
    const bool inUse = reply->usage.count.has_value();
    if (session.options().json) {
        Json json{{"schema", "portlight.conntrack/1"}, {"state", toString(state)}};
        json["count"] = inUse ? Json(*reply->usage.count) : Json();
        json["max"] = reply->usage.max ? Json(*reply->usage.max) : Json();
        json["buckets"] = reply->usage.buckets ? Json(*reply->usage.buckets) : Json();
        for (const NamedStatistic &statistic : statistics) {
            json["statistics"][statistic.name] = reply->statistics.*statistic.value;
        }
        if (reply->objectSize) {
            json["object_size"] = *reply->objectSize;
        }
        printJson(session.output(), json);
    } else {
        session.output().data(usageSentence(reply->usage, state, Trend::Unknown));
        if (inUse) {
            TextTable table({Text::tr("Counted by the kernel"), Text::tr("Since the start")});
            table.setRightAligned(1);
            for (const NamedStatistic &statistic : statistics) {
                table.addRow({QString::fromLatin1(statistic.name),
                              Words::number(reply->statistics.*statistic.value)});
            }
            table.print(session.output());
        }
    }
    return state == UsageState::Full || state == UsageState::FillingUp ? ExitProblem : ExitDone;
}

int runTop(Session &session, Arguments &arguments)
{
    const QString key =
        arguments
            .choice("by",
                    {QStringLiteral("protocol"), QStringLiteral("state"), QStringLiteral("source"),
                     QStringLiteral("destination"), QStringLiteral("port")})
            .value_or(QStringLiteral("source"));
    const unsigned limit = arguments.number("limit", 1, 1000).value_or(10);
    if (!arguments.problem().isEmpty()) {
        return ExitUsage;
    }
    HelperClient &helper = session.helper();
    const auto groups = session.wait<ConntrackGroups>(
        Text::tr("Counting the connections…"), [&](QObject *context, auto done) {
            helper.readConntrackGroups(key, limit, context, done);
        });
    if (!groups) {
        return session.fail(groups.error());
    }
    if (session.options().json) {
        Json list = Json::array();
        for (const auto &[name, count] : groups->groups) {
            list.push_back({{"key", name}, {"count", count}});
        }
        printJson(session.output(),
                  {{"schema", "portlight.conntrack-top/1"},
                   {"by", jsonText(key)},
                   {"total", groups->total},
                   {"groups", list}});
        return ExitDone;
    }
    session.output().data(Text::tr("%1 connections in all").arg(Words::number(groups->total)));
    TextTable table({Text::tr("Connections"), Text::tr("By %1").arg(key)});
    table.setRightAligned(0);
    for (const auto &[name, count] : groups->groups) {
        table.addRow({Words::number(count), plain(name)});
    }
    if (!table.isEmpty()) {
        table.print(session.output());
    }
    return ExitDone;
}

PlanInput planInput(Arguments &arguments)
{
    PlanInput input;
    if (arguments.has("preset")) {
        const std::string name = arguments.text("preset").toStdString();
        const auto &presets = planPresets();
        const auto preset =
            std::find_if(presets.begin(), presets.end(), [&name](const PlanPreset &one) {
                return one.name == name;
            });
        if (preset == presets.end()) {
            QStringList names;
            for (const PlanPreset &one : presets) {
                names.append(plain(one.name));
            }
            arguments.wrong(Text::tr("--preset “%1”: expected is one of: %2")
                                .arg(arguments.text("preset"), names.join(QStringLiteral(", "))));
        } else {
            input = preset->input;
        }
    }
    input.newPerSecond =
        arguments.decimal("new-per-second", 0, 1'000'000).value_or(input.newPerSecond);
    input.secondsEach = arguments.decimal("seconds-each", 0, 432'000).value_or(input.secondsEach);
    input.longLived = arguments.number("long-lived", 0, 16'000'000)
                          .value_or(static_cast<unsigned>(input.longLived));
    input.reservePercent = arguments.decimal("reserve", 0, 90).value_or(input.reservePercent);
    return input;
}

int runPlan(Session &session, Arguments &arguments)
{
    PlanInput input = planInput(arguments);
    const auto max = arguments.number("max", 0, 2'000'000'000);
    const auto buckets = arguments.number("buckets", 1, 2'000'000'000);
    if (!arguments.has("preset") && !arguments.has("new-per-second")
        && !arguments.has("long-lived")) {
        arguments.wrong(Text::tr("plan: --preset, --new-per-second or --long-lived is expected"));
    }
    if (!arguments.problem().isEmpty()) {
        return ExitUsage;
    }
    if (!max || !buckets) {
        const auto reply = readConntrack(session);
        if (!reply) {
            return session.fail(reply.error());
        }
        input.max = reply->usage.max.value_or(input.max);
        input.buckets = reply->usage.buckets.value_or(input.buckets);
        input.bytesPerEntry = reply->objectSize ? *reply->objectSize + 128 : input.bytesPerEntry;
    }
    input.max = max.value_or(static_cast<unsigned>(input.max));
    input.buckets = buckets.value_or(static_cast<unsigned>(input.buckets));
    const Plan result = plan(input);
    if (session.options().json) {
        Json json{{"schema", "portlight.conntrack-plan/1"}, {"entries", result.entries}};
        if (result.usedPercent) {
            json["used_percent"] = *result.usedPercent;
        }
        if (result.secondsToFull) {
            json["seconds_to_full"] = *result.secondsToFull;
        }
        json["recommended_max"] = result.recommendedMax;
        json["recommended_buckets"] = result.recommendedBuckets;
        json["chain_length"] = result.chainLength;
        json["bytes_when_full"] = result.bytesWhenFull;
        printJson(session.output(), json);
    } else {
        session.output().data(planSentence(result, input));
        session.output().data(
            Text::tr("Memory when full: %1").arg(Words::size(result.bytesWhenFull)));
        session.output().data(
            Text::tr("Entries per bucket: %1").arg(QLocale().toString(result.chainLength, 'f', 1)));
        session.output().data(Text::tr("Advice: %1 places and %2 buckets")
                                  .arg(Words::number(result.recommendedMax),
                                       Words::number(result.recommendedBuckets)));
    }
    return result.usedPercent && *result.usedPercent > 100 ? ExitProblem : ExitDone;
}

int runSet(Session &session, Arguments &arguments)
{
    if (arguments.positional().size() != 3) {
        arguments.wrong(Text::tr("set: a name and a value are expected, such as “set "
                                 "net.netfilter.nf_conntrack_max 262144”"));
    }
    const TrialOptions options = readTrialOptions(arguments);
    if (!arguments.problem().isEmpty()) {
        return ExitUsage;
    }
    SetSetting change;
    change.name = arguments.positional().at(1).toStdString();
    change.value = arguments.positional().at(2).toStdString();
    HelperClient &helper = session.helper();
    const auto before = session.wait<std::map<std::string, std::string>>(
        Text::tr("Reading the setting…"), [&](QObject *context, auto done) {
            helper.readSettings({change.name}, context, done);
        });
    if (!before) {
        return session.fail(before.error());
    }
    if (const auto found = before->find(change.name); found != before->end()) {
        change.oldValue = found->second;
    }
    TryRequest request;
    request.summary = changeSentence(change);
    request.changes.push_back(change);
    return tryAndWait(session, request, options, canAsk());
}

int run(Session &session, Arguments &arguments)
{
    const QString verb = arguments.positional().value(0, QStringLiteral("status"));
    if (verb == QLatin1String("set")) {
        return runSet(session, arguments);
    }
    if (arguments.positional().size() > 1) {
        arguments.wrong(Text::tr("“%1” is not expected here").arg(arguments.positional().at(1)));
        return ExitUsage;
    }
    if (verb == QLatin1String("status")) {
        return runStatus(session);
    }
    if (verb == QLatin1String("top")) {
        return runTop(session, arguments);
    }
    if (verb == QLatin1String("plan")) {
        return runPlan(session, arguments);
    }
    arguments.wrong(Text::tr("“%1”: status, top, plan or set is expected").arg(verb));
    return ExitUsage;
}

} // namespace

constinit const Command conntrackCommand{
    "conntrack", "[status|top|plan|set NAME VALUE]",
    [] {
        return Text::tr("The connection table: how full, by whom, how large it should be.");
    },
    addOptions, run};

} // namespace Portlight::App::Cli
