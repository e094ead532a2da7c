// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/cli/command.h"
#include "app/cli/differencetext.h"
#include "app/cli/exitcodes.h"
#include "app/cli/json.h"
#include "app/wording/ownerwords.h"
#include "app/wording/persistwords.h"
#include "app/wording/wording.h"
#include "app/wording/words.h"
#include "core/text/saveparser.h"

#include <QCoreApplication>

#include <algorithm>

namespace Portlight::App::Cli
{

namespace
{

using namespace Core;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Portlight::App::Cli::PersistCommand)
};

void addOptions(QCommandLineParser &parser)
{
    addFlag(parser, "dry-run", Text::tr("Write nothing; show what would be written."));
    addFlag(parser, "undo", Text::tr("Put the files back as they were before the last time."));
}

/// Text that is no ruleset counts as an empty one: all of the other side is then new.
Ruleset rulesetOf(const PersistenceFile &file, const std::optional<std::string> &text)
{
    auto ruleset = parseSave(text.value_or(std::string()), *file.backend, file.family);
    return ruleset ? bare(*ruleset) : Ruleset{*file.backend, file.family, {}, {}, {}};
}

Json fileJson(const PersistenceFile &file)
{
    const char *state = !file.changes ? "same"
        : !file.before                ? "new"
        : !file.after                 ? "removed"
                                      : "changed";
    Json json = {{"path", file.path}, {"state", state}};
    if (file.backend) {
        json["backend"] = toString(*file.backend);
        json["family"] = toString(file.family);
        json["differences"] = file.changes
            ? differenceJson(rulesetOf(file, file.before), rulesetOf(file, file.after))
            : Json::array();
    } else {
        json["text"] = file.after.value_or(std::string());
    }
    return json;
}

Json planJson(const PersistencePlan &plan)
{
    Json files = Json::array();
    for (const PersistenceFile &file : plan.files) {
        files.push_back(fileJson(file));
    }
    Json leftOut = Json::array();
    for (const LeftOut &what : plan.leftOut) {
        leftOut.push_back({{"backend", toString(what.backend)},
                           {"family", toString(what.family)},
                           {"table", what.table},
                           {"chain", what.chain},
                           {"rule", what.rule},
                           {"rules", what.rules},
                           {"owner", toString(what.owner)},
                           {"reason", toString(what.reason)},
                           {"lost", isLoss(what)}});
    }
    Json notes = Json::array();
    for (const PersistenceNote &note : plan.notes) {
        notes.push_back({{"code", note.code},
                         {"subject", note.subject},
                         {"text", jsonText(persistenceNoteText(note))},
                         {"blocks", blocks(note)},
                         {"lost", isLoss(note)}});
    }
    return {{"schema", "portlight.persistence/1"},
            {"persisted_by", plan.way},
            {"saved", plan.isSaved},
            {"can_undo", plan.canUndo},
            {"files", std::move(files)},
            {"left_out", std::move(leftOut)},
            {"notes", std::move(notes)},
            {"commands", plan.commands}};
}

void printFile(const Output &output, const PersistenceFile &file)
{
    const QString path = Words::plain(file.path);
    if (!file.changes) {
        output.data(Text::tr("%1: already so").arg(path));
        return;
    }
    output.data(output.bold(!file.before ? Text::tr("%1: a new file").arg(path)
                                : !file.after
                                ? Text::tr("%1: goes, there are no rules of that kind").arg(path)
                                : Text::tr("%1: changes").arg(path)));
    if (!file.backend) {
        for (const QString &line :
             QString::fromStdString(file.after.value_or(std::string())).split(QLatin1Char('\n'))) {
            if (!line.isEmpty() && !line.startsWith(QLatin1Char('#'))) {
                output.data(QStringLiteral("  ") + line);
            }
        }
        return;
    }
    printDifference(output, rulesetOf(file, file.before), rulesetOf(file, file.after));
}

/// Rules one by one; of another program's only its chains, with a number.
void printLeftOut(const Output &output, const PersistencePlan &plan)
{
    std::map<std::string, std::pair<std::size_t, QStringList>> owned; // by owner
    bool headed = false;
    for (const LeftOut &what : plan.leftOut) {
        if (!isLoss(what)) {
            auto &[rules, chains] = owned[ownerName(what.owner).toStdString()];
            rules += what.rules;
            const QString chain = Words::plain(what.chain);
            if (what.rule.empty() && !chains.contains(chain)) {
                chains += chain;
            }
            continue;
        }
        if (what.reason == LeftOutReason::InOwnedChain) {
            --owned[ownerName(what.owner).toStdString()].first; // it was counted with its chain
        }
        if (!headed) {
            output.data(output.bold(Text::tr("Until restart only, although made by hand:")));
            headed = true;
        }
        output.data(QStringLiteral("  %1 (%2, %3): %4")
                        .arg(Words::plain(what.rule), Words::plain(what.table),
                             Words::familyWord(what.family), leftOutReasonText(what)));
    }
    for (const auto &[owner, what] : owned) {
        const QString name = QString::fromStdString(owner);
        output.data(Text::tr("Left out: %n rules of %1, which makes them anew by itself", nullptr,
                             static_cast<int>(what.first))
                        .arg(name)
                    + (what.second.isEmpty()
                           ? QString()
                           : QStringLiteral(" (%1)").arg(what.second.join(QStringLiteral(", ")))));
    }
}

void printPlan(const Output &output, const PersistencePlan &plan)
{
    output.data(wayText(plan.way));
    for (const PersistenceFile &file : plan.files) {
        printFile(output, file);
    }
    printLeftOut(output, plan);
    for (const PersistenceNote &note : plan.notes) {
        output.data((blocks(note)       ? Text::tr("Can't be done: ")
                         : isLoss(note) ? Text::tr("Problem: ")
                                        : Text::tr("Note: "))
                    + persistenceNoteText(note));
    }
    if (!plan.commands.empty()) {
        output.data(Text::tr("By hand that would be:"));
        for (const std::string &command : plan.commands) {
            output.data(QStringLiteral("  ") + Words::plain(command));
        }
    }
}

bool isBlocked(const PersistencePlan &plan)
{
    return std::any_of(plan.notes.begin(), plan.notes.end(), [](const PersistenceNote &note) {
        return blocks(note);
    });
}

int exitCodeOf(const PersistencePlan &plan)
{
    return isBlocked(plan) ? ExitUnknown : losesSomething(plan) ? ExitProblem : ExitDone;
}

int undoLast(Session &session)
{
    HelperClient &helper = session.helper();
    const auto paths = session.wait<QStringList>(Text::tr("Putting the files back…"),
                                                 [&helper](QObject *context, auto done) {
                                                     helper.undoPersist(context, done);
                                                 });
    if (!paths && paths.error().code == ErrorCode::NotFound) {
        session.output().talk(Text::tr("There is nothing to put back: nothing was saved, or "
                                       "that is taken back already."));
        if (session.options().json) {
            printJson(session.output(),
                      {{"schema", "portlight.persistence/1"},
                       {"result", "nothing-to-undo"},
                       {"written", Json::array()}});
        }
        return ExitProblem;
    }
    if (!paths) {
        return session.fail(paths.error());
    }
    if (session.options().json) {
        Json files = Json::array();
        for (const QString &path : *paths) {
            files.push_back(jsonText(path));
        }
        printJson(
            session.output(),
            {{"schema", "portlight.persistence/1"}, {"result", "undone"}, {"written", files}});
        return ExitDone;
    }
    for (const QString &path : *paths) {
        session.output().data(Text::tr("%1: as it was before").arg(path));
    }
    session.output().talk(Text::tr("The running rules were not touched."));
    return ExitDone;
}

int report(Session &session, const PersistencePlan &plan, const char *result,
           const QStringList &written)
{
    if (session.options().json) {
        Json json = planJson(plan);
        json["result"] = result;
        json["written"] = Json::array();
        for (const QString &path : written) {
            json["written"].push_back(jsonText(path));
        }
        printJson(session.output(), json);
    }
    return exitCodeOf(plan);
}

int run(Session &session, Arguments &arguments)
{
    if (!arguments.positional().isEmpty()) {
        arguments.wrong(Text::tr("no further word is expected"));
    } else if (arguments.has("undo") && arguments.has("dry-run")) {
        arguments.wrong(Text::tr("either --undo or --dry-run"));
    }
    if (!arguments.problem().isEmpty()) {
        return ExitUsage;
    }
    if (arguments.has("undo")) {
        return undoLast(session);
    }
    const Output &output = session.output();
    HelperClient &helper = session.helper();
    const auto plan =
        session.wait<PersistencePlan>(Text::tr("Comparing the running rules with the saved ones…"),
                                      [&helper](QObject *context, auto done) {
                                          helper.planPersistence(context, done);
                                      });
    if (!plan) {
        return session.fail(plan.error());
    }
    const bool json = session.options().json;
    if (!json) {
        printPlan(output, *plan);
    }
    if (arguments.has("dry-run")) {
        if (!json) {
            output.talk(Text::tr("Nothing was written."));
        }
        return report(session, *plan, "dry-run", {});
    }
    if (isBlocked(*plan)) {
        output.talk(Text::tr("Nothing was written."));
        return report(session, *plan, "refused", {});
    }
    if (plan->isSaved) {
        output.talk(losesSomething(*plan)
                        ? Text::tr("What can be kept is already kept after a restart.")
                        : Text::tr("Already so: the running rules are kept after a restart."));
        return report(session, *plan, "already-saved", {});
    }
    const auto written = session.wait<QStringList>(
        Text::tr("Saving…"), [&helper, &plan](QObject *context, auto done) {
            helper.persist(plan->revision, context, done);
        });
    if (!written) {
        return session.fail(written.error());
    }
    output.talk(losesSomething(*plan)
                    ? Text::tr("Saved. Not everything survives a restart: see above.")
                    : Text::tr("Saved: kept after a restart."));
    if (!written->isEmpty()) {
        output.talk(Text::tr("Take it back with “portlightctl %1persist --undo”.")
                        .arg(session.options().direct ? QStringLiteral("--direct ") : QString()));
    }
    return report(session, *plan, "saved", *written);
}

} // namespace

constinit const Command persistCommand{
    "persist", "[--dry-run | --undo]",
    [] {
        return Text::tr("Make the running rules survive a restart, as this system does it.");
    },
    addOptions, run};

} // namespace Portlight::App::Cli
