// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/cli/applycommand.h"

#include "app/cli/command.h"
#include "app/cli/diagnosisrun.h"
#include "app/cli/exitcodes.h"
#include "app/cli/inputfile.h"
#include "app/cli/json.h"
#include "app/cli/livesnapshot.h"
#include "app/cli/lockoutcheck.h"
#include "app/cli/preview.h"
#include "app/cli/questionoptions.h"
#include "app/cli/rehearsalrun.h"
#include "app/wording/wording.h"
#include "core/text/saveparser.h"

#include <QCoreApplication>

namespace Portlight::App::Cli
{

namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Portlight::App::Cli::ApplyCommand)
};

using namespace Core;

void addOptions(QCommandLineParser &parser)
{
    addValue(parser, "backend", "B", Text::tr("legacy or nft."));
    addFlag(parser, "dry-run", Text::tr("Show what would change and change nothing."));
    addTrialOptions(parser);
    addRehearseOption(parser);
    addQuestionOptions(parser); // --family among them
}

QString placeOfError(const QString &file, const TextPosition &position)
{
    if (position.line == 0) {
        return file;
    }
    return position.column == 0
        ? QStringLiteral("%1:%2").arg(file).arg(position.line)
        : QStringLiteral("%1:%2:%3").arg(file).arg(position.line).arg(position.column);
}

QString reasonOf(const Error &error)
{
    const QString message = QString::fromStdString(error.message);
    return error.detail.empty()
        ? message
        : message + QStringLiteral(": ") + QString::fromStdString(error.detail);
}

std::vector<Change> readChanges(Arguments &arguments, Backend backend, Family family)
{
    const QString file = arguments.positional().value(0);
    const auto text = readInput(file);
    if (!text) {
        arguments.wrong(file + QStringLiteral(": ") + reasonOf(text.error()));
        return {};
    }
    auto changes = parseChanges(*text, backend, family);
    if (!changes) {
        arguments.wrong(placeOfError(file, changes.error().position) + QStringLiteral(": ")
                        + reasonOf(changes.error()));
        return {};
    }
    if (changes->empty()) {
        arguments.wrong(Text::tr("%1: there is no change in it").arg(file));
    }
    return *std::move(changes);
}

/// Makes the changes in a copy of the rules first: what is wrong with them is told before anybody
/// is asked for a password. Only chains and rules that do not exist are judged here. A rule that
/// was named by its number is from then on named by its text, too: what goes is what was seen.
void checkOnModel(Arguments &arguments, const RulesReply &reply, Backend backend, Family family,
                  std::vector<Change> &changes)
{
    if (reply.reading != Reading::Done) {
        return;
    }
    auto ruleset = parseSave(reply.text, backend, family);
    if (!ruleset) {
        return;
    }
    for (Change &change : changes) {
        const ChainPlace *place = placeOf(change);
        if (place == nullptr) {
            return;
        }
        if (!isKnownTable(place->table)) {
            arguments.wrong(
                Text::tr("there is no table “%1”").arg(QString::fromStdString(place->table)));
            return;
        }
        const Table *table = ruleset->table(place->table);
        const bool isNew = std::holds_alternative<NewChain>(change);
        if (!isNew && !isBuiltInChain(place->table, place->chain)
            && (table == nullptr || table->chain(place->chain) == nullptr)) {
            arguments.wrong(Text::tr("there is no rule list “%1” in the table “%2”")
                                .arg(QString::fromStdString(place->chain),
                                     QString::fromStdString(place->table)));
            return;
        }
        if (table == nullptr) {
            return; // the table is not in use yet; the tool makes it
        }
        if (auto known = resolved(*ruleset, change)) {
            change = *std::move(known);
        }
        const auto applied = applyChange(*ruleset, change);
        if (!applied && applied.error().code == ErrorCode::NotFound) {
            arguments.wrong(changeSentence(change) + QStringLiteral(": ")
                            + reasonOf(applied.error()));
            return;
        }
    }
}

/// What the question leaves open is derived as for a diagnosis.
int rehearse(Session &session, const Question &asked, TryRequest request)
{
    GatherOptions gather;
    gather.probe = false;
    const auto known = runDiagnosis(session, session.helper(), asked, gather);
    if (!known) {
        return session.fail(known.error());
    }
    const auto report = runRehearsal(
        session, session.helper(),
        {std::move(request.changes), std::move(request.generations), (*known)->gathered.question});
    if (!report) {
        return session.fail(report.error());
    }
    if (session.options().json) {
        printJson(session.output(), rehearsalJson(*report));
    } else {
        printRehearsal(session.output(), *report);
    }
    return exitCodeFor(*report);
}

int preview(const Session &session, const RulesReply &reply, Backend backend, Family family,
            const std::vector<Change> &changes)
{
    const auto before = rulesetOf(reply, backend, family);
    if (!before) {
        return session.fail(before.error());
    }
    const auto after = rulesAfter(*before, changes);
    if (!after) {
        return session.fail(after.error());
    }
    printPreview(session, *before, *after, changes);
    return ExitDone;
}

int run(Session &session, Arguments &arguments)
{
    const auto backend = arguments.backend("backend");
    const auto family = arguments.family("family");
    const TrialOptions options = readTrialOptions(arguments);
    if (arguments.positional().size() != 1) {
        arguments.wrong(Text::tr("one FILE is expected, or - for standard input"));
    } else if (!arguments.has("backend")) {
        arguments.wrong(Text::tr("--backend is missing: legacy or nft"));
    } else if (!arguments.has("family")) {
        arguments.wrong(Text::tr("--family is missing: ipv4 or ipv6"));
    } else if (backend == Backend::Native) {
        arguments.wrong(Text::tr("--backend “native”: legacy or nft is expected"));
    }
    if (!arguments.problem().isEmpty()) {
        return ExitUsage;
    }
    std::optional<Question> question;
    if (arguments.has("rehearse")) {
        question = readQuestion(arguments);
        if (!arguments.problem().isEmpty()) {
            return ExitUsage;
        }
    }
    TryRequest request;
    request.changes = readChanges(arguments, *backend, *family);
    if (!arguments.problem().isEmpty()) {
        return ExitUsage;
    }

    auto readings = readAllRules(session, {*backend}, {*family});
    const Result<RulesReply> &reply = readings.front().reply;
    if (!reply) {
        return session.fail(reply.error());
    }
    checkOnModel(arguments, *reply, *backend, *family, request.changes);
    if (!arguments.problem().isEmpty()) {
        return ExitUsage;
    }
    if (arguments.has("dry-run")) {
        return preview(session, *reply, *backend, *family, request.changes);
    }
    if (!reply->generation.empty()) {
        const std::string key =
            std::string(toString(*backend)) + '/' + std::string(toString(*family));
        request.generations.emplace(key, reply->generation);
    }
    if (question) {
        return rehearse(session, *question, std::move(request));
    }
    request.summary = Text::tr("Changes from %1").arg(arguments.positional().constFirst());
    // What is read from standard input cannot be answered there, too.
    const bool ask = canAsk() && arguments.positional().constFirst() != QLatin1String("-");
    return tryAndWait(session, request, options, ask);
}

} // namespace

void addTrialOptions(QCommandLineParser &parser)
{
    addValue(parser, "try", "SECONDS",
             Text::tr("How long to try it before it is undone: 5 to 600, 90 by default."));
    addFlag(parser, "yes", Text::tr("Keep it without asking."));
}

TrialOptions readTrialOptions(Arguments &arguments)
{
    TrialOptions options;
    options.seconds = arguments.number("try", minimumTrialSeconds, maximumTrialSeconds)
                          .value_or(defaultTrialSeconds);
    options.yes = arguments.has("yes");
    return options;
}

QString untilRestartText(const Session &session)
{
    return Text::tr("Until restart. Kept after a restart with “portlightctl %1persist”.")
        .arg(session.options().direct ? QStringLiteral("--direct ") : QString());
}

int tryAndWait(Session &session, TryRequest request, const TrialOptions &options, bool ask)
{
    const Output &output = session.output();
    HelperClient &helper = session.helper();
    request.seconds = options.seconds;
    const auto goOn = confirmLockOuts(session, helper, request.changes, ask && !options.yes);
    if (!goOn) {
        return session.interrupted() ? int{ExitInterrupted} : session.fail(goOn.error());
    }
    if (!*goOn) {
        output.talk(Text::tr("Nothing was changed."));
        return ExitUndone;
    }
    const auto id = session.wait<QString>(Text::tr("Trying the change…"),
                                          [&helper, &request](QObject *context, auto done) {
                                              helper.tryChanges(request, context, done);
                                          });
    if (!id) {
        return session.fail(id.error());
    }
    if (session.options().json) {
        printJson(output, {{"trial", jsonText(*id)}, {"seconds", options.seconds}});
        output.flush();
    }
    output.talk(Text::tr("Trial %1; undone in %n seconds unless kept.", nullptr,
                         static_cast<int>(options.seconds))
                    .arg(*id));

    TrialEnd end = TrialEnd::Kept;
    if (options.yes) {
        const auto kept = keepTrial(session, helper, *id);
        if (!kept) {
            return session.fail(kept.error());
        }
    } else {
        if (!ask) {
            output.talk(Text::tr("Keep it with “%1”.").arg(keepCommandLine(session, *id)));
        }
        const auto ended = awaitTrialEnd(session, helper, *id, options.seconds, ask);
        if (!ended) {
            return session.interrupted() ? int{ExitInterrupted} : session.fail(ended.error());
        }
        end = *ended;
    }
    const bool kept = end == TrialEnd::Kept;
    if (session.options().json) {
        printJson(output, {{"trial", jsonText(*id)}, {"result", kept ? "kept" : "undone"}});
    }
    output.talk(kept ? Text::tr("The change is kept.") : Text::tr("The change was undone."));
    if (kept) {
        output.talk(untilRestartText(session));
    }
    return kept ? ExitDone : ExitUndone;
}

constinit const Command applyCommand{
    "apply",
    "FILE|- --backend legacy|nft --family ipv4|ipv6 [--dry-run] [--try SECONDS] [--yes] | "
    "--rehearse QUESTION",
    [] {
        return Text::tr("Try changes in iptables-restore syntax (as with --noflush); undone unless "
                        "they are kept.");
    },
    addOptions, run};

} // namespace Portlight::App::Cli
