// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/cli/command.h"
#include "app/cli/diagnosisrun.h"
#include "app/cli/exitcodes.h"
#include "app/cli/json.h"
#include "app/cli/questionoptions.h"
#include "app/cli/watchtext.h"
#include "app/wording/wording.h"

#include <QCoreApplication>

namespace Portlight::App::Cli
{

namespace
{

constexpr int defaultSeconds = 30;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Portlight::App::Cli::WatchCommand)
};

using namespace Core;

void addOptions(QCommandLineParser &parser)
{
    addQuestionOptions(parser);
    addValue(parser, "seconds", "N",
             Text::tr("Watch at most so long, 1 to 600 seconds (default 30)."));
}

Json watchJson(const DiagnosisRun &run)
{
    const PacketWatch &watch = run.gathered.evidence.watch;
    Json json{{"schema", "portlight.watch/1"},
              {"question", Json::parse(jsonOf(run.diagnosis)).at("question")},
              {"seconds", watch.seconds},
              {"sightings", Json::array()},
              {"packets", watch.packets},
              {"lost", watch.lost},
              {"limited", watch.limited}};
    if (watch.drops) {
        json["kernel_drops"] = *watch.drops;
    }
    for (const Sighting &one : watch.sightings) {
        json["sightings"].push_back(sightingJson(one));
    }
    return json;
}

/// The sentences that a diagnosis draws from the watch.
void printConclusion(const Output &output, const DiagnosisRun &run)
{
    for (const Finding &finding : run.diagnosis.findings) {
        for (const Fact &fact : finding.evidence) {
            if (fact.code.starts_with("evidence.watch") || fact.code.starts_with("evidence.wire")
                || fact.code.starts_with("evidence.kernel-drops")) {
                output.data(factText(fact));
            }
        }
    }
    if (run.gathered.evidence.watch.lost > 0 || run.gathered.evidence.watch.limited) {
        output.data(Text::tr("There was more than could be looked at; the list is not complete."));
    }
}

int exitCodeOf(const DiagnosisRun &run)
{
    for (const Check &check : run.diagnosis.checks) {
        if (check.id == "watch") {
            switch (check.result) {
            case CheckResult::Ok:
                return ExitDone;
            case CheckResult::Problem:
                return ExitProblem;
            case CheckResult::Unknown:
            case CheckResult::Skipped:
                break;
            }
        }
    }
    return ExitUnknown;
}

int run(Session &session, Arguments &arguments)
{
    const Question question = readQuestion(arguments);
    const auto seconds = arguments.number("seconds", 1, 600);
    if (!arguments.problem().isEmpty()) {
        return ExitUsage;
    }
    GatherOptions options;
    options.probe = false;
    options.watchSeconds = static_cast<unsigned>(seconds.value_or(defaultSeconds));
    HelperClient &helper = session.helper();
    session.output().talk(Text::tr("Try the connection now, the way it fails. Watching for at most "
                                   "%n second(s); Ctrl+C ends it.",
                                   nullptr, static_cast<int>(options.watchSeconds)));
    const auto result =
        runDiagnosis(session, helper, question, options, LiveSightings(session.output()));
    if (!result) {
        return session.fail(result.error());
    }
    const DiagnosisRun &run = **result;
    if (const auto error = nothingRead(run, helper)) {
        return session.fail(*error);
    }
    const Evidence &evidence = run.gathered.evidence;
    if (evidence.watchRead != Reading::Done) {
        const ErrorCode code =
            evidence.watchRead == Reading::Denied ? ErrorCode::Denied : ErrorCode::Unsupported;
        return session.fail({code, "watch packets", evidence.watchDetail, {}, {}});
    }
    if (session.options().json) {
        printJson(session.output(), watchJson(run));
    } else {
        printConclusion(session.output(), run);
    }
    return exitCodeOf(run);
}

} // namespace

constinit const Command watchCommand{"watch", "QUESTION [--seconds N]",
                                     [] {
                                         return Text::tr("Watch the packets of a connection: what "
                                                         "arrives, and what is answered.");
                                     },
                                     addOptions, run};

} // namespace Portlight::App::Cli
