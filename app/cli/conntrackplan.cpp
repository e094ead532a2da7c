// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/cli/conntrackparts.h"
#include "app/cli/exitcodes.h"
#include "app/cli/json.h"
#include "app/wording/capacitywords.h"
#include "app/wording/words.h"
#include "core/conntrack/capacity.h"

#include <QCoreApplication>
#include <QLocale>
#include <QTimer>

#include <cmath>
#include <unistd.h>

namespace Portlight::App::Cli
{

namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Portlight::App::Cli::ConntrackCommand)
};

using namespace Core;
using Words::plain;

/// What the plan was made from, beyond its input.
struct Background {
    std::optional<FlowRates> rates;
    std::optional<TableSummary> table;
    Timeouts timeouts = usualTimeouts();
    Timeouts wanted = usualTimeouts();
    bool hasWanted = false;
};

Result<Timeouts> readTimeouts(Session &session)
{
    std::vector<std::string> names;
    for (std::size_t kind = 0; kind < timeoutKinds.size(); ++kind) {
        names.push_back(timeoutSetting(kind));
    }
    HelperClient &helper = session.helper();
    const auto values = session.wait<std::map<std::string, std::string>>(
        Text::tr("Reading the settings…"), [&](QObject *context, auto done) {
            helper.readSettings(names, context, done);
        });
    if (!values) {
        return tl::unexpected(values.error());
    }
    Timeouts result = usualTimeouts();
    for (const auto &[name, value] : *values) {
        bool isNumber = false;
        const uint seconds = QString::fromStdString(value).toUInt(&isNumber);
        if (const std::size_t kind = timeoutKindOfSetting(name);
            isNumber && kind != noTimeoutKind) {
            result.at(kind) = seconds;
        }
    }
    return result;
}

Result<FlowRates> readRates(Session &session)
{
    HelperClient &helper = session.helper();
    return session.wait<FlowRates>(Text::tr("Counting new connections…"),
                                   [&helper](QObject *context, auto done) {
                                       helper.readConntrackRates(context, done);
                                   });
}

/// Asks once a second, since the helper stops counting when nobody asks.
Result<FlowRates> measure(Session &session, unsigned seconds)
{
    const auto first = readRates(session);
    auto last = first;
    for (unsigned second = 0; last && second < seconds && !session.interrupted(); ++second) {
        QEventLoop loop;
        QTimer::singleShot(std::chrono::seconds(1), &loop, &QEventLoop::quit);
        session.run(loop, Text::tr("Counting new connections…"));
        last = readRates(session);
    }
    if (!last || session.interrupted()) {
        return session.interrupted() ? failure(ErrorCode::Cancelled, "wait", "interrupted") : last;
    }
    return between(*first, *last);
}

/// --timeout udp_timeout=10, repeatable.
void readWanted(Arguments &arguments, std::map<std::size_t, std::uint32_t> &wanted)
{
    for (const QString &text : arguments.texts("timeout")) {
        const std::string name =
            "net.netfilter.nf_conntrack_" + text.section(QLatin1Char('='), 0, 0).toStdString();
        bool isNumber = false;
        const uint seconds = text.section(QLatin1Char('='), 1).toUInt(&isNumber);
        const std::size_t kind = timeoutKindOfSetting(name);
        constexpr uint most = 432'000;
        if (kind == noTimeoutKind || !isNumber || seconds < 1 || seconds > most) {
            arguments.wrong(
                Text::tr("--timeout “%1”: expected is a name and seconds from 1 to %2, such as "
                         "“tcp_timeout_established=86400”")
                    .arg(text)
                    .arg(most));
            return;
        }
        wanted[kind] = seconds;
    }
}

/// A preset, or what is typed; typed values replace those of the preset.
CapacityInput assumedInput(Arguments &arguments)
{
    CapacityInput input;
    if (arguments.has("preset")) {
        const auto preset = capacityPreset(arguments.text("preset").toStdString());
        if (!preset) {
            arguments.wrong(Text::tr("--preset “%1”: expected is one of: desktop, containers, "
                                     "peer-to-peer, hotspot, load-test")
                                .arg(arguments.text("preset")));
            return input;
        }
        input = *preset;
    }
    const auto rate = arguments.decimal("new-per-second", 0, 1'000'000);
    const auto seconds = arguments.decimal("seconds-each", 0, 432'000);
    if (rate || seconds) {
        FlowLoad all{"all", 0, 0, ValueSource::Assumed, ValueSource::Assumed};
        for (const FlowLoad &load : input.loads) {
            all.perSecond += load.perSecond;
            all.secondsEach += load.perSecond * load.secondsEach;
        }
        constexpr double usualSeconds = 120; // of TIME_WAIT, after a short connection
        all.secondsEach = all.perSecond > 0 ? all.secondsEach / all.perSecond : usualSeconds;
        all.perSecond = rate.value_or(all.perSecond);
        all.secondsEach = seconds.value_or(all.secondsEach);
        input.loads = {all};
    }
    return input;
}

Json planJson(const CapacityPlan &plan, const CapacityInput &input, const Background &background)
{
    Json json{{"schema", "portlight.conntrack-plan/1"}, {"entries", plan.entries}};
    if (plan.usedPercent) {
        json["used_percent"] = *plan.usedPercent;
    }
    if (plan.secondsToFull) {
        json["seconds_to_full"] = *plan.secondsToFull;
    }
    json["recommended_max"] = plan.recommendedMax;
    json["recommended_buckets"] = plan.recommendedBuckets;
    json["recommended_bytes"] = plan.recommendedBytes;
    json["chain_length"] = plan.chainLength;
    json["chain_length_when_full"] = plan.chainLengthWhenFull;
    json["bytes_when_full"] = plan.bytesWhenFull;
    if (plan.memoryPercent) {
        json["memory_percent"] = *plan.memoryPercent;
    }
    json["live"] = plan.live;
    json["waiting"] = plan.waiting;
    json["collect_seconds"] = plan.collectSeconds;
    json["long_lived"] = input.longLived;
    json["reserve_percent"] = input.reservePercent;
    json["max"] = input.max;
    json["buckets"] = input.buckets;
    json["bytes_per_entry"] = input.bytesPerEntry;
    json["kernel_default"] = plan.kernelDefault;
    json["per_core_rule"] = plan.perCoreRule;
    json["loads"] = Json::array();
    for (std::size_t i = 0; i < input.loads.size(); ++i) {
        const FlowLoad &load = input.loads[i];
        json["loads"].push_back({{"kind", load.name},
                                 {"per_second", load.perSecond},
                                 {"per_second_from", toString(load.rateFrom)},
                                 {"seconds_each", load.secondsEach},
                                 {"seconds_each_from", toString(load.lifetimeFrom)},
                                 {"entries", plan.byKind.at(i).second}});
    }
    json["advice"] = Json::array();
    for (const CapacityAdvice advice : plan.advice) {
        json["advice"].push_back(toString(advice));
    }
    if (background.rates) {
        json["measured"] = {{"seconds", background.rates->seconds},
                            {"began", background.rates->began()},
                            {"ended", background.rates->ended()},
                            {"overruns", background.rates->overruns},
                            {"at_least", background.rates->isAtLeast()}};
    }
    if (background.hasWanted && background.table) {
        const FreedByTimeouts freed =
            freedBy(background.table->ages, background.timeouts, background.wanted);
        json["freed"] = {{"entries", freed.entries}, {"by_setting", Json::array()}};
        for (std::size_t kind = 0; kind < timeoutKinds.size(); ++kind) {
            if (background.wanted.at(kind) != background.timeouts.at(kind)) {
                json["freed"]["by_setting"].push_back({{"setting", timeoutSetting(kind)},
                                                       {"now", background.timeouts.at(kind)},
                                                       {"then", background.wanted.at(kind)},
                                                       {"entries", freed.byKind.at(kind)}});
            }
        }
    }
    return json;
}

void printPlan(const Output &output, const CapacityPlan &plan, const CapacityInput &input,
               const Background &background)
{
    if (background.rates) {
        output.data(Text::tr("Measured for %1 s: %2 new and %3 ended connections.")
                        .arg(QLocale().toString(background.rates->seconds, 'f', 0),
                             Words::number(background.rates->began()),
                             Words::number(background.rates->ended())));
        if (background.rates->isAtLeast()) {
            output.data(Text::tr("The kernel dropped events %n time(s): all rates are at least so "
                                 "high.",
                                 nullptr, static_cast<int>(background.rates->overruns)));
        }
    }
    TextTable loads(
        {Text::tr("Kind"), Text::tr("New a second"), Text::tr("Seconds each"), Text::tr("Places")});
    for (int column = 1; column <= 3; ++column) {
        loads.setRightAligned(column);
    }
    for (std::size_t i = 0; i < input.loads.size(); ++i) {
        const FlowLoad &load = input.loads[i];
        const auto value = [](double number, ValueSource source) {
            return Text::tr("%1 (%2)").arg(QLocale().toString(number, 'f', 1), sourceText(source));
        };
        loads.addRow({plain(load.name), value(load.perSecond, load.rateFrom),
                      value(load.secondsEach, load.lifetimeFrom),
                      QLocale().toString(plan.byKind.at(i).second, 'f', 0)});
    }
    if (input.longLived > 0) {
        loads.addRow({Text::tr("long-lived"), {}, {}, Words::number(input.longLived)});
    }
    if (!loads.isEmpty()) {
        loads.print(output);
    }
    output.data(capacitySentence(plan, input));
    output.data(plan.memoryPercent
                    ? Text::tr("Memory when full: %1 (%2 % of this computer's)")
                          .arg(Words::size(plan.bytesWhenFull),
                               QLocale().toString(*plan.memoryPercent, 'f', 2))
                    : Text::tr("Memory when full: %1").arg(Words::size(plan.bytesWhenFull)));
    output.data(Text::tr("Entries per bucket: %1, when full %2")
                    .arg(QLocale().toString(plan.chainLength, 'f', 1),
                         QLocale().toString(plan.chainLengthWhenFull, 'f', 1)));
    output.data(Text::tr("Advice: %1 places and %2 buckets (%3). The kernel would choose %4, the "
                         "rule of 32,768 a processor gives %5.")
                    .arg(Words::number(plan.recommendedMax), Words::number(plan.recommendedBuckets),
                         Words::size(plan.recommendedBytes), Words::number(plan.kernelDefault),
                         Words::number(plan.perCoreRule)));
    for (const CapacityAdvice advice : plan.advice) {
        output.data(QStringLiteral("- ") + adviceSentence(advice, plan));
    }
    if (background.hasWanted && background.table) {
        const FreedByTimeouts freed =
            freedBy(background.table->ages, background.timeouts, background.wanted);
        output.data(Text::tr("With these time-outs in force all along, %1 of the %2 entries would "
                             "not be there now. An entry gets a new time-out with its next packet "
                             "only: right after the change none is gone.")
                        .arg(Words::number(static_cast<std::uint64_t>(std::llround(freed.entries))),
                             Words::number(background.table->entries)));
    }
}

} // namespace

int runConntrackPlan(Session &session, Arguments &arguments)
{
    CapacityInput input = assumedInput(arguments);
    const auto longLived = arguments.number("long-lived", 0, 16'000'000);
    const auto max = arguments.number("max", 0, 2'000'000'000);
    const auto buckets = arguments.number("buckets", 1, 2'000'000'000);
    const auto seconds = arguments.number("measure", 1, 3600);
    const auto reserve = arguments.decimal("reserve", 0, 90);
    std::map<std::size_t, std::uint32_t> wanted;
    readWanted(arguments, wanted);
    if (!arguments.has("preset") && !arguments.has("new-per-second") && !longLived && !seconds
        && wanted.empty()) {
        arguments.wrong(Text::tr("plan: --preset, --measure, --new-per-second, --long-lived or "
                                 "--timeout is expected"));
    }
    if (seconds && (arguments.has("preset") || arguments.has("new-per-second"))) {
        arguments.wrong(Text::tr("plan: --measure stands instead of --preset and "
                                 "--new-per-second"));
    }
    if (!arguments.problem().isEmpty()) {
        return ExitUsage;
    }
    Background background;
    if (seconds || !wanted.empty()) {
        const auto timeouts = readTimeouts(session);
        if (!timeouts) {
            return session.fail(timeouts.error());
        }
        background.timeouts = background.wanted = *timeouts;
        for (const auto &[kind, value] : wanted) {
            background.wanted.at(kind) = value;
            background.hasWanted = true;
        }
        if (seconds) {
            const auto rates = measure(session, *seconds);
            if (!rates) {
                return session.fail(rates.error());
            }
            background.rates = *rates;
        }
        HelperClient &helper = session.helper();
        auto table = session.wait<TableSummary>(
            Text::tr("Counting the connections…"), [&](QObject *context, auto done) {
                helper.readConntrackSummary({}, 10, context, done);
            });
        if (!table) {
            return session.fail(table.error());
        }
        background.table = *std::move(table);
        if (background.rates) {
            input = measuredInput(*background.rates, *background.table, background.timeouts);
        } else if (input.loads.empty() && !longLived) {
            input.longLived = background.table->entries;
        }
    }
    input.longLived = longLived.value_or(static_cast<unsigned>(input.longLived));
    input.reservePercent = reserve.value_or(input.reservePercent);
    if (!max || !buckets) {
        const auto reply = readConntrack(session);
        if (!reply) {
            return session.fail(reply.error());
        }
        input.max = reply->usage.max.value_or(input.max);
        input.buckets = reply->usage.buckets.value_or(input.buckets);
        input.bytesPerEntry = bytesPerEntry(*reply);
    }
    input.max = max ? *max : input.max;
    input.buckets = buckets ? *buckets : input.buckets;
    input.memoryBytes = memoryBytes();
    const long processors = ::sysconf(_SC_NPROCESSORS_ONLN);
    input.processors = processors > 0 ? static_cast<unsigned>(processors) : 0;
    const CapacityPlan plan = planCapacity(input);
    if (session.options().json) {
        printJson(session.output(), planJson(plan, input, background));
    } else {
        printPlan(session.output(), plan, input, background);
    }
    return plan.usedPercent.value_or(0) > 100 ? ExitProblem : ExitDone;
}

} // namespace Portlight::App::Cli
