// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/cli/applycommand.h"
#include "app/cli/command.h"
#include "app/cli/conntrackparts.h"
#include "app/cli/exitcodes.h"

#include <QCoreApplication>

namespace Portlight::App::Cli
{

namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Portlight::App::Cli::ConntrackCommand)
};

void addOptions(QCommandLineParser &parser)
{
    addFilterOptions(parser);
    addValue(parser, "format", "FORMAT", Text::tr("status: text or prometheus."));
    addFlag(parser, "per-processor", Text::tr("status: the statistics of each processor, too."));
    addValue(parser, "by", "WHAT",
             Text::tr("top: protocol, state, source (default), destination, port or time-left."));
    addValue(parser, "seconds", "N", Text::tr("top: what grew in so many seconds."));
    addValue(parser, "limit", "N", Text::tr("top: how many groups; list: how many connections."));
    addValue(parser, "skip", "N", Text::tr("list: leave out the first N."));
    addValue(parser, "preset", "NAME",
             Text::tr("plan: desktop, containers, peer-to-peer, hotspot or load-test."));
    addValue(parser, "measure", "SECONDS",
             Text::tr("plan: count new and ended connections for so long."));
    addValue(parser, "new-per-second", "N", Text::tr("plan: new short connections a second."));
    addValue(parser, "seconds-each", "N", Text::tr("plan: how long a short one stays."));
    addValue(parser, "long-lived", "N", Text::tr("plan: connections that stay."));
    addValue(parser, "timeout", "NAME=SECONDS",
             Text::tr("plan: what this time-out would free, such as udp_timeout=10; repeatable."));
    addValue(parser, "reserve", "PERCENT", Text::tr("plan: room to keep free, 0 to 90."));
    addValue(parser, "max", "N", Text::tr("plan: the size to try; this computer's by default."));
    addValue(parser, "buckets", "N", Text::tr("plan: the number of buckets to try."));
    addFlag(parser, "anyway", Text::tr("set: also a value that is refused otherwise."));
    addTrialOptions(parser);
}

struct Verb {
    const char *name;
    int (*run)(Session &session, Arguments &arguments);
};
constexpr Verb verbs[] = {
    {"status", runConntrackStatus}, {"top", runConntrackTop},   {"list", runConntrackList},
    {"end", runConntrackEnd},       {"plan", runConntrackPlan}, {"set", runConntrackSet},
    {"assign", runConntrackAssign},
};

int run(Session &session, Arguments &arguments)
{
    const QString verb = arguments.positional().value(0, QStringLiteral("status"));
    if (verb != QLatin1String("set") && verb != QLatin1String("assign")
        && arguments.positional().size() > 1) {
        arguments.wrong(Text::tr("“%1” is not expected here").arg(arguments.positional().at(1)));
        return ExitUsage;
    }
    for (const Verb &known : verbs) {
        if (verb == QLatin1String(known.name)) {
            return known.run(session, arguments);
        }
    }
    arguments.wrong(
        Text::tr("“%1”: status, top, list, end, plan, set or assign is expected").arg(verb));
    return ExitUsage;
}

} // namespace

constinit const Command conntrackCommand{
    "conntrack", "[status|top|list|end|plan|set NAME VALUE...|assign HELPER]",
    [] {
        return Text::tr("The connection table: how full, by whom, how large it should be.");
    },
    addOptions, run};

} // namespace Portlight::App::Cli
