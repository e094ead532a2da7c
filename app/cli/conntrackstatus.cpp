// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/cli/conntrackparts.h"
#include "app/cli/exitcodes.h"
#include "app/cli/json.h"
#include "app/wording/wording.h"
#include "app/wording/words.h"
#include "core/conntrack/metrics.h"

#include <QCoreApplication>

namespace Portlight::App::Cli
{

namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Portlight::App::Cli::ConntrackCommand)
};

using namespace Core;

Json statisticsJson(const ConntrackStatistics &statistics)
{
    Json json = Json::object();
    for (const StatisticField &field : statisticFields) {
        json[std::string(field.name)] = statistics.*field.value;
    }
    return json;
}

void printStatus(const Session &session, const ConntrackReply &reply, UsageState state,
                 const std::vector<ConntrackStatistics> &processors)
{
    session.output().data(usageSentence(reply.usage, state, Trend::Unknown));
    if (!reply.usage.count) {
        return;
    }
    QStringList headings{Text::tr("Counted by the kernel"), Text::tr("Since the start")};
    for (std::size_t i = 0; i < processors.size(); ++i) {
        headings += Text::tr("Processor %1").arg(i);
    }
    TextTable table(headings);
    for (int column = 1; column < headings.size(); ++column) {
        table.setRightAligned(column);
    }
    for (const StatisticField &field : statisticFields) {
        QStringList row{Words::plain(field.name), Words::number(reply.statistics.*field.value)};
        for (const ConntrackStatistics &processor : processors) {
            row += Words::number(processor.*field.value);
        }
        table.addRow(row);
    }
    table.print(session.output());
}

} // namespace

Result<ConntrackReply> readConntrack(Session &session)
{
    HelperClient &helper = session.helper();
    return session.wait<ConntrackReply>(Text::tr("Reading the connection table…"),
                                        [&helper](QObject *context, auto done) {
                                            helper.readConntrack(context, done);
                                        });
}

int runConntrackStatus(Session &session, Arguments &arguments)
{
    const auto format =
        arguments.choice("format", {QStringLiteral("text"), QStringLiteral("prometheus")});
    if (!arguments.problem().isEmpty()) {
        return ExitUsage;
    }
    const auto reply = readConntrack(session);
    if (!reply) {
        return session.fail(reply.error());
    }
    const UsageState state = usageState(reply->usage, false);
    const int exitCode =
        state == UsageState::Full || state == UsageState::FillingUp ? ExitProblem : ExitDone;
    if (format == QLatin1String("prometheus")) {
        session.output().raw(metricsText(reply->usage, reply->statistics, reply->objectSize));
        return exitCode;
    }
    std::vector<ConntrackStatistics> processors;
    if (arguments.has("per-processor")) {
        HelperClient &helper = session.helper();
        auto read = session.wait<std::vector<ConntrackStatistics>>(
            Text::tr("Reading the connection table…"), [&helper](QObject *context, auto done) {
                helper.readConntrackStatistics(context, done);
            });
        if (!read) {
            return session.fail(read.error());
        }
        processors = *std::move(read);
    }
    if (!session.options().json) {
        printStatus(session, *reply, state, processors);
        return exitCode;
    }
    const auto optional = [](const std::optional<std::uint64_t> &value) {
        return value ? Json(*value) : Json();
    };
    Json json{{"schema", "portlight.conntrack/1"}, {"state", toString(state)}};
    json["count"] = optional(reply->usage.count);
    json["max"] = optional(reply->usage.max);
    json["buckets"] = optional(reply->usage.buckets);
    if (const auto used = usedPercent(reply->usage)) {
        json["used_percent"] = *used;
    }
    json["statistics"] = statisticsJson(reply->statistics);
    for (const ConntrackStatistics &processor : processors) {
        json["processors"].push_back(statisticsJson(processor));
    }
    if (reply->objectSize) {
        json["object_size"] = *reply->objectSize;
    }
    printJson(session.output(), json);
    return exitCode;
}

} // namespace Portlight::App::Cli
