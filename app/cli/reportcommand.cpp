// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/cli/command.h"
#include "app/cli/diagnosisrun.h"
#include "app/cli/exitcodes.h"
#include "app/cli/questionoptions.h"
#include "app/client/versions.h"
#include "app/wording/wording.h"
#include "core/report/report.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QSaveFile>
#include <QSysInfo>

namespace Portlight::App::Cli
{

namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Portlight::App::Cli::ReportCommand)
};

void addOptions(QCommandLineParser &parser)
{
    addQuestionOptions(parser);
    addFlag(parser, "no-probe", Text::tr("Make no test connection."));
    addValue(parser, "format", "F", Text::tr("markdown (default), html or json."));
    addFlag(parser, "hide", Text::tr("Put aliases in the place of addresses and names."));
    parser.addOption({{QStringLiteral("o"), QStringLiteral("output")},
                      Text::tr("Write to this file instead of standard output."),
                      QStringLiteral("FILE")});
}

int write(const Session &session, const QString &file, const std::string &text)
{
    QSaveFile target(file);
    if (target.open(QIODevice::WriteOnly)
        && target.write(text.data(), static_cast<qint64>(text.size()))
            == static_cast<qint64>(text.size())
        && target.commit()) {
        session.output().talk(Text::tr("The report is in %1.").arg(file));
        return ExitDone;
    }
    session.output().talk(QStringLiteral("portlightctl: ")
                          + Text::tr("%1 can't be written: %2").arg(file, target.errorString()));
    return ExitUnknown;
}

int run(Session &session, Arguments &arguments)
{
    const Core::Question question = readQuestion(arguments);
    const auto asked = arguments.choice(
        "format", {QStringLiteral("html"), QStringLiteral("markdown"), QStringLiteral("json")});
    const QString format = asked.value_or(session.options().json ? QStringLiteral("json")
                                                                 : QStringLiteral("markdown"));
    if (arguments.has("o") && arguments.text("o").isEmpty()) {
        arguments.wrong(Text::tr("-o: the name of a file is expected"));
    }
    if (!arguments.problem().isEmpty()) {
        return ExitUsage;
    }
    LocalProber prober;
    GatherOptions options;
    options.probe = !arguments.has("no-probe");
    options.localProber = &prober;
    HelperClient &helper = session.helper();
    const auto result = runDiagnosis(session, helper, question, options);
    if (!result) {
        return session.fail(result.error());
    }
    const DiagnosisRun &run = **result;
    if (const auto error = nothingRead(run, helper)) {
        return session.fail(*error);
    }
    auto &report = *new Core::Report; // see runProgram
    report.diagnosis = run.diagnosis;
    report.wording = wordingFor(run.diagnosis);
    report.time = QDateTime::currentDateTimeUtc().toString(Qt::ISODate).toStdString();
    report.versions = systemVersions();
    report.rulesets = run.gathered.evidence.rulesets;
    report.conntrack = run.gathered.evidence.conntrack;
    report.sections = Core::reportSections(run.diagnosis, run.gathered.evidence);
    report.labels = reportWords();
    if (arguments.has("hide")) {
        report.hiding = new Core::Hiding; // see runProgram
        report.hiding->addName(QSysInfo::machineHostName().toStdString());
        report.hiding->addName(qEnvironmentVariable("USER").toStdString());
        report.hiding->addName(qEnvironmentVariable("SUDO_USER").toStdString());
    }

    std::string text;
    if (format == QLatin1String("json")) {
        text = reportJson(report);
    } else if (format == QLatin1String("html")) {
        text = reportHtml(report);
    } else {
        text = reportMarkdown(report);
    }
    if (text.empty() || text.back() != '\n') {
        text += '\n';
    }
    if (arguments.has("o")) {
        const int code = write(session, arguments.text("o"), text);
        return code == ExitDone ? exitCodeFor(run.diagnosis) : code;
    }
    session.output().raw(text);
    return exitCodeFor(run.diagnosis);
}

} // namespace

constinit const Command reportCommand{
    "report", "QUESTION [--format html|markdown|json] [--hide] [-o FILE]",
    [] {
        return Text::tr("A report of a diagnosis, for a person who helps.");
    },
    addOptions, run};

} // namespace Portlight::App::Cli
