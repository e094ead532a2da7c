// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/cli/rehearsalrun.h"

#include "app/cli/command.h"
#include "app/cli/exitcodes.h"
#include "app/client/probejson.h"
#include "app/wording/wording.h"
#include "app/wording/words.h"

#include <QCoreApplication>

namespace Portlight::App::Cli
{

namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Portlight::App::Cli::RehearsalRun)
};

using namespace Core;

void printRun(const Output &output, const QString &heading, const RehearsedRun &run)
{
    const QString result = probeText(run.probe);
    output.data(heading + QStringLiteral(" ")
                + (run.works() ? output.good(result) : output.bad(result)));
    for (const MovedRule &moved : run.moved) {
        output.data(QStringLiteral("  - ") + locationText(moved.location) + QStringLiteral(": ")
                    + Words::plain(moved.location.rule));
    }
}

Json runJson(const RehearsedRun &run)
{
    Json json = Json::parse(probeToJson(run.probe).toStdString());
    json["works"] = run.works();
    Json rules = Json::array();
    for (const MovedRule &moved : run.moved) {
        const Location &location = moved.location;
        rules.push_back({{"backend", toString(location.backend)},
                         {"family", toString(location.family)},
                         {"table", location.table},
                         {"chain", location.chain},
                         {"number", location.number},
                         {"rule", location.rule},
                         {"packets", moved.packets}});
    }
    json["rules"] = std::move(rules);
    return json;
}

} // namespace

void addRehearseOption(QCommandLineParser &parser)
{
    addFlag(parser, "rehearse",
            Text::tr("Try it in a copy of the firewall with the asked connection; nothing is "
                     "changed here."));
}

Result<RehearsalReply> runRehearsal(Session &session, HelperClient &helper,
                                    const RehearsalRequest &request)
{
    const Question &question = request.question;
    if (!question.to || (!question.from && question.direction != Way::Output)) {
        return failure(ErrorCode::InvalidArgument, "rehearse",
                       Text::tr("Both ends must be known: give --from and --to.").toStdString());
    }
    return session.wait<RehearsalReply>(Text::tr("Trying it in a copy of the firewall…"),
                                        [&helper, &request](QObject *context, auto done) {
                                            helper.rehearse(request, context, done);
                                        });
}

void printRehearsal(const Output &output, const RehearsalReply &report)
{
    const QString sentence = rehearsalSentence(report);
    output.data(report.after.works() ? output.good(sentence) : output.bad(sentence));
    output.data(Text::tr("Asked: %1").arg(questionText(report.question)));
    printRun(output, Text::tr("Without the change:"), report.before);
    printRun(output, Text::tr("With the change:"), report.after);
    output.data(Text::tr("What the copy does not tell:"));
    for (const RehearsalLimit &limit : report.limits) {
        output.data(QStringLiteral("  - ") + rehearsalLimitText(limit));
    }
}

Json rehearsalJson(const RehearsalReply &report)
{
    const Question &question = report.question;
    const auto address = [](const std::optional<IpAddress> &value) {
        return value ? value->toString() : std::string();
    };
    Json asked{{"direction", toString(question.direction)},
               {"protocol", protocolName(question.protocol)}};
    if (question.port) {
        asked["port"] = *question.port;
    }
    asked["from"] = address(question.from);
    asked["to"] = address(question.to);
    asked["in_interface"] = question.inInterface;
    asked["out_interface"] = question.outInterface;
    Json limits = Json::array();
    for (const RehearsalLimit &limit : report.limits) {
        limits.push_back({{"gap", toString(limit.gap)},
                          {"subject", limit.subject},
                          {"detail", limit.detail},
                          {"text", jsonText(rehearsalLimitText(limit))}});
    }
    return {{"schema", "portlight.rehearsal/1"},
            {"works", report.after.works()},
            {"summary", jsonText(rehearsalSentence(report))},
            {"question", std::move(asked)},
            {"before", runJson(report.before)},
            {"after", runJson(report.after)},
            {"limits", std::move(limits)}};
}

int exitCodeFor(const RehearsalReply &report)
{
    return report.after.works() ? ExitDone : ExitProblem;
}

} // namespace Portlight::App::Cli
