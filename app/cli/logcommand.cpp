// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/cli/command.h"
#include "app/cli/diagnosisrun.h"
#include "app/cli/exitcodes.h"
#include "app/cli/json.h"
#include "app/cli/questionoptions.h"
#include "app/cli/trialrun.h"
#include "app/cli/watchtext.h"
#include "app/wording/wording.h"
#include "app/wording/words.h"
#include "core/diagnosis/logrule.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QTimer>

namespace Portlight::App::Cli
{

namespace
{

constexpr int defaultSeconds = 30;
/// The rule outlives the watch by so much, and then takes itself back, should this program die.
constexpr unsigned spareSeconds = 10;
constexpr int pollMilliseconds = 200;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Portlight::App::Cli::LogCommand)
};

using namespace Core;

void addOptions(QCommandLineParser &parser)
{
    addQuestionOptions(parser);
    addValue(parser, "seconds", "N",
             Text::tr("Keep the rule at most so long, 1 to 590 seconds (default 30)."));
}

/// Nobody else's group and prefix, as far as chance can see to it.
std::optional<LogRule> ruleFor(const DiagnosisRun &run)
{
    QRandomGenerator *random = QRandomGenerator::system();
    constexpr int leastGroup = 1024; // small numbers are what people configure
    const auto group = static_cast<std::uint16_t>(random->bounded(leastGroup, 65536));
    const std::string prefix = "portlight-" + QString::number(random->generate(), 16).toStdString();
    return logRuleFor(run.diagnosis, run.gathered.evidence, group, prefix);
}

TryRequest requestFor(const LogRule &log, const DiagnosisRun &run, unsigned seconds)
{
    TryRequest request;
    request.changes = {log.change};
    request.seconds = seconds + spareSeconds;
    request.summary = Text::tr("Temporary rule that shows which packets come by");
    for (const Ruleset &ruleset : run.gathered.evidence.rulesets) {
        if (ruleset.backend == log.before.backend && ruleset.family == log.before.family) {
            request.generations[std::string(toString(ruleset.backend)) + '/'
                                + std::string(toString(ruleset.family))] = ruleset.generation;
        }
    }
    return request;
}

Result<PacketWatch> readUntilSeen(Session &session, HelperClient &helper, const QString &id,
                                  unsigned seconds)
{
    LiveSightings live(session.output());
    QElapsedTimer clock;
    clock.start();
    for (;;) {
        auto watch = session.wait<PacketWatch>(
            Text::tr("Waiting for packets…"), [&](QObject *context, const auto &done) {
                QTimer::singleShot(pollMilliseconds, context, [&helper, &id, context, done] {
                    helper.readWatch(id, context, done);
                });
            });
        if (!watch) {
            return watch;
        }
        live(*watch);
        if (!watch->sightings.empty() || !watch->running
            || clock.elapsed() >= qint64{seconds} * 1000) {
            return watch;
        }
    }
}

std::uint64_t packetsOf(const PacketWatch &watch)
{
    std::uint64_t packets = 0;
    for (const Sighting &one : watch.sightings) {
        packets += one.packets;
    }
    return packets;
}

struct Answer {
    LogRule log;
    QString trial;
    bool takenBack = false;
    PacketWatch watch;
};

void print(const Session &session, const DiagnosisRun &run, const Answer &answer)
{
    const Location &before = answer.log.before;
    const std::uint64_t packets = packetsOf(answer.watch);
    if (session.options().json) {
        Json sightings = Json::array();
        for (const Sighting &one : answer.watch.sightings) {
            sightings.push_back(sightingJson(one));
        }
        printJson(session.output(),
                  {{"schema", "portlight.log/1"},
                   {"question", Json::parse(jsonOf(run.diagnosis)).at("question")},
                   {"rule", answer.log.rule},
                   {"before",
                    {{"backend", toString(before.backend)},
                     {"family", toString(before.family)},
                     {"table", before.table},
                     {"chain", before.chain},
                     {"number", before.number},
                     {"rule", before.rule}}},
                   {"suspected", answer.log.suspected},
                   {"packets", packets},
                   {"sightings", std::move(sightings)},
                   {"trial", jsonText(answer.trial)},
                   {"taken_back", answer.takenBack}});
        return;
    }
    const QString place = locationText(before);
    session.output().data(
        packets > 0
            ? Text::tr("%n packet(s) stood before %1: all rules before it let them by.", nullptr,
                       static_cast<int>(packets))
                  .arg(place)
            : Text::tr("No packet stood before %1. Either nobody tried, or it does not get so far.")
                  .arg(place));
    if (!before.rule.empty()) {
        session.output().data(QStringLiteral("  ") + Words::plain(before.rule));
    }
}

/// From here on the rule stands: whatever happens, it is taken back.
Result<Answer> logPackets(Session &session, HelperClient &helper, const DiagnosisRun &run,
                          const LogRule &log, unsigned seconds)
{
    Answer answer{log, {}, false, {}};
    const auto watch = session.wait<QString>({}, [&](QObject *context, const auto &done) {
        helper.watchPackets(log.subject, seconds + spareSeconds, context, done);
    });
    if (!watch) {
        return tl::unexpected(watch.error());
    }
    const TryRequest request = requestFor(log, run, seconds);
    const auto trial = session.wait<QString>(Text::tr("Putting the rule in…"),
                                             [&](QObject *context, const auto &done) {
                                                 helper.tryChanges(request, context, done);
                                             });
    if (!trial) {
        return tl::unexpected(trial.error());
    }
    answer.trial = *trial;
    session.output().talk(Text::tr("Try the connection now, the way it fails. The rule stays at "
                                   "most %n second(s); Ctrl+C takes it back.",
                                   nullptr, static_cast<int>(seconds)));
    auto seen = readUntilSeen(session, helper, *watch, seconds);
    answer.takenBack = undoInspiteOfInterrupt(helper, *trial);
    if (!answer.takenBack) {
        session.output().talk(
            Text::tr("The temporary rule could not be taken away; it takes itself back in %n "
                     "second(s).",
                     nullptr, static_cast<int>(request.seconds)));
    }
    if (!seen) {
        return tl::unexpected(seen.error());
    }
    answer.watch = *std::move(seen);
    return answer;
}

int run(Session &session, Arguments &arguments)
{
    const Question question = readQuestion(arguments);
    constexpr int mostSeconds = 590;
    const auto seconds = arguments.number("seconds", 1, mostSeconds);
    if (!arguments.problem().isEmpty()) {
        return ExitUsage;
    }
    GatherOptions options;
    options.probe = false;
    HelperClient &helper = session.helper();
    const auto result = runDiagnosis(session, helper, question, options);
    if (!result) {
        return session.fail(result.error());
    }
    const DiagnosisRun &run = **result;
    if (const auto error = nothingRead(run, helper)) {
        return session.fail(*error);
    }
    const auto log = ruleFor(run);
    if (!log) {
        session.output().talk(QStringLiteral("portlightctl: ")
                              + Text::tr("There is no rule list of iptables that this connection "
                                         "passes, so there is no place for the rule."));
        return ExitUnknown;
    }
    session.output().talk(Text::tr("Temporary rule before %1: %2")
                              .arg(locationText(log->before), Words::plain(log->rule)));
    const auto answer = logPackets(session, helper, run, *log,
                                   static_cast<unsigned>(seconds.value_or(defaultSeconds)));
    if (!answer) {
        return session.fail(answer.error());
    }
    print(session, run, *answer);
    if (packetsOf(answer->watch) == 0) {
        return ExitUnknown;
    }
    return answer->log.suspected ? ExitProblem : ExitDone;
}

} // namespace

constinit const Command logCommand{"log", "QUESTION [--seconds N]",
                                   [] {
                                       return Text::tr(
                                           "Which packets stand before the suspected rule: a "
                                           "temporary rule that shows them and takes itself back.");
                                   },
                                   addOptions, run};

} // namespace Portlight::App::Cli
