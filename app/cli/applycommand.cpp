// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/cli/applycommand.h"

#include "app/cli/changefile.h"
#include "app/cli/command.h"
#include "app/cli/diagnosisrun.h"
#include "app/cli/exitcodes.h"
#include "app/cli/json.h"
#include "app/cli/livesnapshot.h"
#include "app/cli/lockoutcheck.h"
#include "app/cli/preview.h"
#include "app/cli/questionoptions.h"
#include "app/cli/rehearsalrun.h"
#include "app/cli/rulefiles.h"
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
    addChangeFileOptions(parser);
    addTrialOptions(parser);
    addRehearseOption(parser);
    addQuestionOptions(parser); // --family among them
}

std::vector<Change> readChanges(Arguments &arguments, const ChangeFile &file)
{
    auto changes = parseChanges(file.text, file.backend, file.family);
    if (!changes) {
        arguments.wrong(atPlace(file.name, changes.error()));
        return {};
    }
    if (changes->empty()) {
        arguments.wrong(Text::tr("%1: there is no change in it").arg(file.name));
    }
    return *std::move(changes);
}

/// Makes the changes in a copy of the rules first: what is wrong with them is told before anybody
/// is asked for a password. Only chains and rules that do not exist are judged here. A rule that
/// was named by its number is from then on named by its text, too: what goes is what was seen.
void checkOnModel(Arguments &arguments, const RulesReply &reply, const ChangeFile &file,
                  std::vector<Change> &changes)
{
    if (reply.reading != Reading::Done) {
        return;
    }
    auto ruleset = parseSave(reply.text, file.backend, file.family);
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
            arguments.wrong(atPlace(changeSentence(change), applied.error()));
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

int preview(const Session &session, const RulesReply &reply, const ChangeFile &file,
            const std::vector<Change> &changes)
{
    const auto before = rulesetOf(reply, file.backend, file.family);
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
    const TrialOptions options = readTrialOptions(arguments);
    std::optional<Question> question;
    if (arguments.has("rehearse")) {
        question = readQuestion(arguments);
    }
    const auto file = readChangeFile(arguments);
    if (!file) {
        return ExitUsage;
    }
    TryRequest request;
    request.changes = readChanges(arguments, *file);
    if (!arguments.problem().isEmpty()) {
        return ExitUsage;
    }

    auto readings = readAllRules(session, {file->backend}, {file->family});
    const Result<RulesReply> &reply = readings.front().reply;
    if (!reply) {
        return session.fail(reply.error());
    }
    checkOnModel(arguments, *reply, *file, request.changes);
    if (!arguments.problem().isEmpty()) {
        return ExitUsage;
    }
    if (arguments.has("dry-run")) {
        return preview(session, *reply, *file, request.changes);
    }
    if (!reply->generation.empty()) {
        const std::string key =
            std::string(toString(file->backend)) + '/' + std::string(toString(file->family));
        request.generations.emplace(key, reply->generation);
    }
    if (question) {
        return rehearse(session, *question, std::move(request));
    }
    request.summary = Text::tr("Changes from %1").arg(file->name);
    return tryAndWait(session, request, options, canAskAbout(*file));
}

} // namespace

void addTrialOptions(QCommandLineParser &parser)
{
    addValue(parser, "try", "SECONDS",
             Text::tr("How long to try it before it is undone: 5 to 600, 90 by default."));
    addFlag(parser, "yes", Text::tr("Keep it without asking."));
    addFlag(parser, "allow-lock-out",
            Text::tr("Also when it cuts the SSH session that this is typed in."));
}

TrialOptions readTrialOptions(Arguments &arguments)
{
    TrialOptions options;
    options.seconds = arguments.number("try", minimumTrialSeconds, maximumTrialSeconds)
                          .value_or(defaultTrialSeconds);
    options.yes = arguments.has("yes");
    options.allowLockOut = arguments.has("allow-lock-out");
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
    const auto goOn =
        confirmLockOuts(session, helper, request.changes, lockOutConsent(options, ask));
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
