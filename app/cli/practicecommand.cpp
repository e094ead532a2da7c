// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/cli/command.h"
#include "app/cli/fixrun.h"
#include "app/client/labclient.h"
#include "app/wording/wording.h"

#include <QCoreApplication>

namespace Portlight::App::Cli
{

namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Portlight::App::Cli::PracticeCommand)
};

using namespace Core;

void addOptions(QCommandLineParser &parser)
{
    addValue(parser, "backend", "B", Text::tr("nft (default) or legacy."));
    addTrialOptions(parser);
}

int list(const Output &output, const QStringList &stories)
{
    if (stories.isEmpty()) {
        output.talk(Text::tr("portlightctl: The practice networks (portlight-lab) are not "
                             "installed."));
        return ExitUnknown;
    }
    TextTable table({Text::tr("Story"), Text::tr("What it is about")});
    for (const QString &story : stories) {
        table.addRow({story, storyTitle(story)});
    }
    table.print(output);
    return ExitDone;
}

/// Talks like `data` does in text mode; with --json the story is talk, too.
void tell(const Session &session, const QString &line)
{
    if (session.options().json) {
        session.output().talk(line);
    } else {
        session.output().data(line);
    }
}

Result<ProbeResult> tryFromClient(Session &session, Prober &prober, const Question &question)
{
    ProbeRequest request;
    request.protocol = question.protocol;
    request.port = question.port.value_or(0);
    request.to = question.to.value_or(IpAddress::any(question.family));
    return session.wait<ProbeResult>(Text::tr("Trying the connection…"),
                                     [&](QObject *context, auto done) {
                                         prober.probe(request, context, done);
                                     });
}

int runStory(Session &session, LabClient &lab, const FixOptions &options)
{
    const StoryInfo story = lab.story();
    const auto client = lab.clientProber();
    const auto here = lab.hereProber();
    const auto helper = lab.helperClient();
    helper->setInteractive(false);

    tell(session,
         Text::tr("This computer plays the part of “%1”; “%2” can't connect: %3.")
             .arg(story.here, story.client, questionText(story.question)));
    const auto before = tryFromClient(session, *client, story.question);
    if (!before) {
        return session.fail(before.error());
    }
    tell(session, Text::tr("“%1” sees: %2.").arg(story.client, probeText(*before)));
    tell(session, {});

    GatherOptions gather;
    gather.remoteProber = client.get();
    gather.localProber = here.get();
    const auto report = runFix(session, *helper, story.question, gather, options);
    if (!report) {
        return session.fail(report.error());
    }
    tell(session, {});
    const auto after = tryFromClient(session, *client, story.question);
    if (!after) {
        return session.fail(after.error());
    }
    tell(session, Text::tr("“%1” sees: %2.").arg(story.client, probeText(*after)));
    if (session.options().json) {
        printFixJson(session.output(), *report);
    }
    return report->exitCode;
}

int run(Session &session, Arguments &arguments)
{
    const auto backend =
        arguments.choice("backend", {QStringLiteral("nft"), QStringLiteral("legacy")});
    FixOptions options;
    options.trial = readTrialOptions(arguments);
    if (arguments.positional().size() > 1) {
        arguments.wrong(Text::tr("“%1” is not expected here").arg(arguments.positional().at(1)));
    }
    if (!arguments.problem().isEmpty()) {
        return ExitUsage;
    }
    const Output &output = session.output();
    const QString story = arguments.positional().value(0, QStringLiteral("list"));
    const QStringList stories = LabClient::stories();
    if (story == QLatin1String("list") || stories.isEmpty()) {
        return list(output, stories);
    }
    if (!stories.contains(story)) {
        arguments.wrong(Text::tr("there is no story “%1”; there are: %2")
                            .arg(story, stories.join(QStringLiteral(", "))));
        return ExitUsage;
    }
    options.ask = canAsk();
    if (!options.ask && !options.trial.yes) {
        output.talk(Text::tr("There is no terminal to ask at, so the story runs by itself."));
        options.trial.yes = true;
    }

    tell(session, output.bold(storyTitle(story)));
    tell(session, storyText(story));
    tell(session,
         Text::tr("A network of its own is made for this; nothing outside it is touched."));
    tell(session, {});
    auto lab = std::make_unique<LabClient>();
    const auto started = session.wait<StoryInfo>(
        Text::tr("Building the practice network…"), [&](QObject *context, auto done) {
            lab->start(story, backend.value_or(QStringLiteral("nft")), context, done);
        });
    if (!started) {
        return session.fail(started.error());
    }
    const int code = runStory(session, *lab, options);
    lab.reset();
    tell(session, Text::tr("The practice network is gone again."));
    return code;
}

} // namespace

constinit const Command practiceCommand{
    "practice", "[list|STORY] [--backend nft|legacy] [--try SECONDS] [--yes]",
    [] {
        return Text::tr("Find and fix a fault in a broken network of one's own.");
    },
    addOptions, run};

} // namespace Portlight::App::Cli
