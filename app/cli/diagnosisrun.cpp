// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/cli/diagnosisrun.h"

#include "app/cli/exitcodes.h"
#include "app/cli/verdicttext.h"
#include "app/wording/wording.h"
#include "app/wording/words.h"
#include "core/report/report.h"

#include <QCoreApplication>

#include <algorithm>

namespace Portlight::App::Cli
{

namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Portlight::App::Cli::DiagnosisRun)
};

using namespace Core;
using Words::plain;

QString checkLine(const Output &output, const Check &check)
{
    const QString word = checkResultText(check.result).leftJustified(11);
    QString shown = word;
    if (check.result == CheckResult::Ok) {
        shown = output.good(word);
    } else if (check.result == CheckResult::Problem) {
        shown = output.bad(word);
    }
    return QStringLiteral("  ") + shown + checkName(check.id).leftJustified(20)
        + QStringLiteral("  ") + factText(check.detail);
}

void printFinding(const Output &output, const Finding &finding)
{
    const bool good = finding.cause == Cause::Open;
    const QString sentence = factText(finding.summary);
    output.data(good ? output.good(sentence) : output.bad(sentence));
    output.data(Text::tr("How this is known: %1").arg(certaintyText(finding.certainty)));
    for (const Fact &fact : finding.evidence) {
        output.data(QStringLiteral("  - ") + factText(fact));
    }
    if (!finding.conditions.empty()) {
        output.data(Text::tr("Conditions of the rule, for this connection:"));
        printConditions(output, finding.conditions, QStringLiteral("  "));
    }
}

} // namespace

Result<DiagnosisRun *> runDiagnosis(Session &session, HelperClient &helper,
                                    const Question &question, const GatherOptions &options,
                                    const std::function<void(const PacketWatch &)> &onWatched)
{
    EvidenceGatherer gatherer(helper, question, options);
    QString awaited = options.probe ? Text::tr("Reading the rules and trying the connection…")
                                    : Text::tr("Reading the rules…");
    if (options.watchSeconds > 0) {
        awaited = Text::tr("Watching packets…");
    }
    if (onWatched) {
        QObject::connect(&gatherer, &EvidenceGatherer::watched, &gatherer, onWatched);
    }
    auto gathered = session.wait<Gathered>(
        awaited, [&gatherer](QObject *context, const Callback<Gathered> &done) {
            QObject::connect(&gatherer, &EvidenceGatherer::finished, context,
                             [done](const Gathered &result) {
                                 done(result);
                             });
            QObject::connect(&gatherer, &EvidenceGatherer::failed, context,
                             [done](const Error &error) {
                                 done(tl::unexpected(error));
                             });
            gatherer.start();
        });
    if (!gathered) {
        return tl::unexpected(gathered.error());
    }
    auto *run = new DiagnosisRun{*std::move(gathered), {}};
    run->diagnosis = diagnose(run->gathered.question, run->gathered.evidence);
    return run;
}

std::optional<Error> nothingRead(const DiagnosisRun &run, const HelperClient &helper)
{
    const Evidence &evidence = run.gathered.evidence;
    const auto all = [&evidence](Reading wanted) {
        return !evidence.rulesRead.empty()
            && std::all_of(evidence.rulesRead.begin(), evidence.rulesRead.end(),
                           [wanted](const auto &entry) {
                               return entry.second == wanted;
                           })
            && evidence.interfacesRead == wanted && evidence.listenersRead == wanted;
    };
    if (all(Reading::Denied)) {
        return Error{ErrorCode::Denied, "read rules", "authorization was refused", {}, {}};
    }
    if (all(Reading::Failed)) {
        const bool gone = helper.state() == HelperClient::State::Missing
            || helper.state() == HelperClient::State::Gone
            || helper.state() == HelperClient::State::Unknown;
        const auto words =
            evidence.rulesDetail.empty() ? std::string() : evidence.rulesDetail.begin()->second;
        return Error{
            gone ? ErrorCode::HelperMissing : ErrorCode::Internal, "read rules", words, {}, {}};
    }
    return std::nullopt;
}

int exitCodeFor(const Diagnosis &diagnosis)
{
    switch (diagnosis.outcome) {
    case Outcome::Open:
        return ExitDone;
    case Outcome::Blocked:
    case Outcome::Degraded:
        return ExitProblem;
    case Outcome::Unknown:
        return ExitUnknown;
    }
    return ExitUnknown;
}

std::string jsonOf(const Diagnosis &diagnosis)
{
    std::string json = diagnosisJson(diagnosis, wordingFor(diagnosis));
    while (!json.empty() && json.back() == '\n') {
        json.pop_back();
    }
    return json;
}

std::vector<ChoosableFix> fixesOf(const Diagnosis &diagnosis)
{
    std::vector<ChoosableFix> fixes;
    for (const Finding &finding : diagnosis.findings) {
        for (const Fix &fix : finding.fixes) {
            fixes.push_back({&finding, &fix});
        }
    }
    return fixes;
}

void printFix(const Output &output, const Fix &fix, const Question &question, const QString &number)
{
    output.data(QStringLiteral("  %1 %2 (%3)")
                    .arg(number, output.bold(fixTitle(fix, question)), riskText(fix.risk)));
    const QString indent(2 + number.size() + 1, QLatin1Char(' '));
    output.data(indent + fixEffect(fix));
    for (const std::string &command : fix.commands) {
        output.data(indent + QStringLiteral("$ ") + plain(command));
    }
}

void printDiagnosis(const Output &output, const DiagnosisRun &run)
{
    const Diagnosis &diagnosis = run.diagnosis;
    output.data(output.bold(questionText(diagnosis.question)));
    output.data({});
    if (diagnosis.findings.empty()) {
        output.data(outcomeText(diagnosis.outcome));
    }
    for (const Finding &finding : diagnosis.findings) {
        printFinding(output, finding);
        output.data({});
    }
    output.data(output.bold(Text::tr("Checks")));
    for (const Check &check : diagnosis.checks) {
        output.data(checkLine(output, check));
    }
    const auto fixes = fixesOf(diagnosis);
    if (fixes.empty()) {
        return;
    }
    output.data({});
    output.data(output.bold(Text::tr("Fixes, the smallest first")));
    int number = 0;
    for (const ChoosableFix &choice : fixes) {
        printFix(output, *choice.fix, diagnosis.question, QStringLiteral("%1.").arg(++number));
    }
}

} // namespace Portlight::App::Cli
