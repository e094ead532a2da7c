// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/cli/command.h"
#include "app/cli/diagnosisrun.h"
#include "app/cli/exitcodes.h"
#include "app/cli/questionoptions.h"
#include "app/cli/watchtext.h"

#include <QCoreApplication>

namespace Portlight::App::Cli
{

namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Portlight::App::Cli::DiagnoseCommand)
};

void addOptions(QCommandLineParser &parser)
{
    addQuestionOptions(parser);
    addFlag(parser, "no-probe", Text::tr("Make no test connection."));
    addValue(parser, "watch", "SECONDS",
             Text::tr("Watch packets while the connection is tried, at most so long."));
}

int run(Session &session, Arguments &arguments)
{
    const Core::Question question = readQuestion(arguments);
    const auto watch = arguments.number("watch", 1, 600);
    if (!arguments.problem().isEmpty()) {
        return ExitUsage;
    }
    LocalProber prober;
    GatherOptions options;
    options.probe = !arguments.has("no-probe");
    options.localProber = &prober;
    options.watchSeconds = static_cast<unsigned>(watch.value_or(0));
    HelperClient &helper = session.helper();
    const auto result =
        runDiagnosis(session, helper, question, options, LiveSightings(session.output()));
    if (!result) {
        return session.fail(result.error());
    }
    const DiagnosisRun &run = **result;
    if (const auto error = nothingRead(run, helper)) {
        return session.fail(*error);
    }
    if (session.options().json) {
        session.output().raw(jsonOf(run.diagnosis) + '\n');
    } else {
        printDiagnosis(session.output(), run);
    }
    return exitCodeFor(run.diagnosis);
}

} // namespace

constinit const Command diagnoseCommand{"diagnose", "QUESTION [--no-probe] [--watch SECONDS]",
                                        [] {
                                            return Text::tr(
                                                "Why a connection fails, and what helps.");
                                        },
                                        addOptions, run};

} // namespace Portlight::App::Cli
