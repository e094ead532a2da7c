// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/cli/command.h"
#include "app/cli/fixrun.h"
#include "app/cli/questionoptions.h"
#include "app/cli/rehearsalrun.h"

#include <QCoreApplication>

namespace Portlight::App::Cli
{

namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Portlight::App::Cli::FixCommand)
};

void addOptions(QCommandLineParser &parser)
{
    addQuestionOptions(parser);
    addValue(parser, "choose", "N|KIND",
             Text::tr("Which fix: its number in “diagnose”, or its kind."));
    addTrialOptions(parser);
    addRehearseOption(parser);
    addFlag(parser, "dry-run", Text::tr("Show what would be done and change nothing."));
    addFlag(parser, "no-probe", Text::tr("Make no test connection."));
}

int run(Session &session, Arguments &arguments)
{
    const Core::Question question = readQuestion(arguments);
    FixOptions options;
    options.trial = readTrialOptions(arguments);
    options.choose = arguments.text("choose");
    options.dryRun = arguments.has("dry-run");
    options.rehearse = arguments.has("rehearse");
    options.ask = canAsk();
    bool isNumber = false;
    const int number = options.choose.toInt(&isNumber);
    if (arguments.has("choose")
        && (isNumber ? number < 1 : !Core::parseFixKind(options.choose.toStdString()))) {
        arguments.wrong(Text::tr("--choose “%1”: a number from 1 or a kind of fix is expected, "
                                 "such as insert-accept")
                            .arg(options.choose));
    }
    if (!arguments.problem().isEmpty()) {
        return ExitUsage;
    }
    LocalProber prober;
    GatherOptions gather;
    gather.probe = !arguments.has("no-probe");
    gather.localProber = &prober;
    const auto report = runFix(session, session.helper(), question, gather, options);
    if (!report) {
        return session.fail(report.error());
    }
    if (session.options().json) {
        printFixJson(session.output(), *report);
    }
    return report->exitCode;
}

} // namespace

constinit const Command fixCommand{
    "fix", "QUESTION [--choose N|KIND] [--try SECONDS] [--yes] [--dry-run] [--rehearse]",
    [] {
        return Text::tr("Find out why a connection fails, try the fix, test again, and keep it.");
    },
    addOptions, run};

} // namespace Portlight::App::Cli
