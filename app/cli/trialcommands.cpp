// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/cli/command.h"
#include "app/cli/exitcodes.h"
#include "app/cli/json.h"
#include "app/cli/trialrun.h"
#include "app/wording/wording.h"
#include "app/wording/words.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

namespace Portlight::App::Cli
{

namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Portlight::App::Cli::TrialCommands)
};

constexpr qsizetype shownIdLength = 8;

Json trialJson(const Trial &trial)
{
    Json commands = Json::array();
    for (const QString &command : trial.commands) {
        commands.push_back(jsonText(command));
    }
    return {{"id", jsonText(trial.id)},
            {"state", jsonText(trial.state)},
            {"summary", jsonText(trial.summary)},
            {"commands", commands},
            {"began", trial.began},
            {"seconds_left", trial.secondsLeft},
            {"uid", trial.uid},
            {"here", trial.here},
            {"detail", jsonText(trial.detail)}};
}

int runTrials(Session &session, Arguments &arguments)
{
    if (!arguments.positional().isEmpty()) {
        arguments.wrong(
            Text::tr("“%1” is not expected here").arg(arguments.positional().constFirst()));
        return ExitUsage;
    }
    const auto trials = readTrials(session, session.helper());
    if (!trials) {
        return session.fail(trials.error());
    }
    if (session.options().json) {
        Json list = Json::array();
        for (const Trial &trial : *trials) {
            list.push_back(trialJson(trial));
        }
        printJson(session.output(), {{"schema", "portlight.trials/1"}, {"trials", list}});
        return ExitDone;
    }
    if (trials->empty()) {
        session.output().talk(Text::tr("No changes were tried yet."));
        return ExitDone;
    }
    TextTable table(
        {Text::tr("ID"), Text::tr("Began"), Text::tr("State"), Text::tr("Left"), Text::tr("What")});
    table.setRightAligned(3);
    for (const Trial &trial : *trials) {
        const QString left = trial.state == QLatin1String("trying")
            ? Text::tr("%1 s", "seconds").arg(trial.secondsLeft)
            : QString();
        QString what = Words::plain(trial.summary.toStdString());
        if (!trial.here) {
            what += QLatin1Char(' ') + Text::tr("(another network namespace)");
        }
        table.addRow(
            {trial.id.left(shownIdLength),
             QLocale().toString(QDateTime::fromSecsSinceEpoch(trial.began), QLocale::ShortFormat),
             trialStateText(trial.state), left, what});
    }
    table.print(session.output());
    return ExitDone;
}

/// The one trial whose id begins like this. A usage problem when there is none, or more than one.
std::optional<QString> findTrial(Arguments &arguments, const std::vector<Trial> &trials,
                                 const QString &prefix)
{
    std::optional<QString> found;
    for (const Trial &trial : trials) {
        if (trial.id == prefix) {
            return trial.id;
        }
        if (!trial.id.startsWith(prefix, Qt::CaseInsensitive)) {
            continue;
        }
        if (found) {
            arguments.wrong(Text::tr("“%1” fits more than one change").arg(prefix));
            return std::nullopt;
        }
        found = trial.id;
    }
    if (!found) {
        arguments.wrong(
            Text::tr("there is no change “%1”; “portlightctl trials” lists them").arg(prefix));
    }
    return found;
}

/// What `act` does with the trial that the first argument names.
template<typename Act>
int changeTrial(Session &session, Arguments &arguments, Act act, const QString &doneText,
                const char *state)
{
    HelperClient &helper = session.helper();
    const auto trials = readTrials(session, helper);
    if (!trials) {
        return session.fail(trials.error());
    }
    const auto id = findTrial(arguments, *trials, arguments.positional().constFirst());
    if (!id) {
        return ExitUsage;
    }
    const Core::Result<bool> result = act(session, helper, *id);
    if (!result) {
        return session.fail(result.error());
    }
    if (session.options().json) {
        printJson(session.output(), {{"trial", jsonText(*id)}, {"result", state}});
    } else {
        session.output().talk(doneText);
    }
    return ExitDone;
}

template<typename Act>
int endTrial(Session &session, Arguments &arguments, Act act, const QString &doneText,
             const char *state)
{
    if (arguments.positional().size() != 1 || arguments.positional().constFirst().isEmpty()) {
        arguments.wrong(Text::tr("one ID is expected; “portlightctl trials” lists them"));
        return ExitUsage;
    }
    return changeTrial(session, arguments, act, doneText, state);
}

int runKeep(Session &session, Arguments &arguments)
{
    return endTrial(session, arguments, keepTrial, Text::tr("The change is kept."), "kept");
}

int runUndo(Session &session, Arguments &arguments)
{
    return endTrial(session, arguments, undoTrial, Text::tr("The change is undone."), "undone");
}

int runExtend(Session &session, Arguments &arguments)
{
    const QStringList &words = arguments.positional();
    if (words.isEmpty() || words.size() > 2 || words.constFirst().isEmpty()) {
        arguments.wrong(
            Text::tr("an ID and perhaps a number of seconds are expected; “portlightctl "
                     "trials” lists the IDs"));
        return ExitUsage;
    }
    bool isNumber = true;
    const unsigned seconds =
        words.size() == 2 ? words.at(1).toUInt(&isNumber) : defaultTrialSeconds;
    if (!isNumber || seconds < minimumTrialSeconds || seconds > maximumTrialSeconds) {
        arguments.wrong(Text::tr("“%1”: a number of seconds from %2 to %3 is expected")
                            .arg(words.at(1))
                            .arg(minimumTrialSeconds)
                            .arg(maximumTrialSeconds));
        return ExitUsage;
    }
    return changeTrial(
        session, arguments,
        [seconds](Session &waiting, HelperClient &helper, const QString &id) {
            return extendTrial(waiting, helper, id, seconds);
        },
        Text::tr("The trial now ends in %n seconds unless it is kept.", nullptr,
                 static_cast<int>(seconds)),
        "trying");
}

void noOptions(QCommandLineParser &)
{
}

} // namespace

constinit const Command trialsCommand{"trials", "",
                                      [] {
                                          return Text::tr(
                                              "The changes that were tried, kept and undone.");
                                      },
                                      noOptions, runTrials};

constinit const Command keepCommand{"keep", "ID",
                                    [] {
                                        return Text::tr("Keep a change that is being tried.");
                                    },
                                    noOptions, runKeep};

constinit const Command undoCommand{"undo", "ID",
                                    [] {
                                        return Text::tr("Take a change back.");
                                    },
                                    noOptions, runUndo};

constinit const Command extendCommand{
    "extend", "ID [SECONDS]",
    [] {
        return Text::tr("Give a change that is being tried more time: 90 seconds from now, or as "
                        "many as asked for.");
    },
    noOptions, runExtend};

} // namespace Portlight::App::Cli
