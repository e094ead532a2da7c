// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/cli/fixrun.h"

#include "app/cli/json.h"
#include "app/cli/lockoutcheck.h"
#include "app/cli/rehearsalrun.h"
#include "app/wording/wording.h"
#include "app/wording/words.h"

#include <QCoreApplication>

#include <algorithm>

namespace Portlight::App::Cli
{

namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Portlight::App::Cli::FixRun)
};

using namespace Core;

constexpr int maximumRounds = 5;

std::optional<ChoosableFix> firstThat(const std::vector<ChoosableFix> &fixes,
                                      bool (*wanted)(const Fix &fix))
{
    const auto found = std::find_if(fixes.begin(), fixes.end(), [wanted](const ChoosableFix &one) {
        return wanted(*one.fix);
    });
    return found == fixes.end() ? std::nullopt : std::optional(*found);
}

/// InvalidArgument when `choose` fits no fix; nothing when there is no fix that can be applied.
Result<std::optional<ChoosableFix>> chooseFix(const Diagnosis &diagnosis, const QString &choose)
{
    const auto fixes = fixesOf(diagnosis);
    if (choose.isEmpty()) {
        return firstThat(fixes, [](const Fix &fix) {
            return !fix.changes.empty();
        });
    }
    bool isNumber = false;
    const int number = choose.toInt(&isNumber);
    if (isNumber && number >= 1 && static_cast<std::size_t>(number) <= fixes.size()) {
        return fixes[static_cast<std::size_t>(number) - 1];
    }
    if (const auto kind = parseFixKind(choose.toStdString())) {
        for (const ChoosableFix &one : fixes) {
            if (one.fix->kind == *kind) {
                return one;
            }
        }
    }
    return failure(ErrorCode::InvalidArgument, "choose fix",
                   Text::tr("--choose “%1”: there are %n fixes for this.", nullptr,
                            static_cast<int>(fixes.size()))
                       .arg(choose)
                       .toStdString());
}

TryRequest requestFor(const Fix &fix, const DiagnosisRun &run, unsigned seconds)
{
    TryRequest request;
    request.changes = fix.changes;
    request.seconds = seconds;
    request.summary = fixTitle(fix, run.diagnosis.question);
    for (const Change &change : fix.changes) {
        const ChainPlace *place = placeOf(change);
        if (place == nullptr) {
            continue;
        }
        for (const Ruleset &ruleset : run.gathered.evidence.rulesets) {
            if (ruleset.backend == place->backend && ruleset.family == place->family) {
                request.generations[std::string(toString(ruleset.backend)) + '/'
                                    + std::string(toString(ruleset.family))] = ruleset.generation;
            }
        }
    }
    return request;
}

/// The blamed thing is blamed no more. Where a rule stands may move by the change itself, so places
/// are compared by their text.
bool isSolved(const Finding &before, const Diagnosis &after)
{
    return std::none_of(after.findings.begin(), after.findings.end(),
                        [&before](const Finding &finding) {
                            if (finding.cause != before.cause
                                || finding.location.has_value() != before.location.has_value()) {
                                return false;
                            }
                            return !finding.location
                                || (finding.location->table == before.location->table
                                    && finding.location->chain == before.location->chain
                                    && finding.location->rule == before.location->rule);
                        });
}

void tellAfter(const Output &output, const DiagnosisRun &after)
{
    if (after.gathered.evidence.probe) {
        output.talk(Text::tr("Tried again: %1.").arg(probeText(*after.gathered.evidence.probe)));
    }
    if (!after.diagnosis.findings.empty()) {
        output.talk(factText(after.diagnosis.findings.front().summary));
    }
}

class FixRunner
{
public:
    FixRunner(Session &session, HelperClient &helper, const Question &question,
              const GatherOptions &gather, const FixOptions &options)
        : m_session(session)
        , m_helper(helper)
        , m_question(question)
        , m_gather(gather)
        , m_options(options)
    {
    }

    Result<FixReport> run();

private:
    Result<DiagnosisRun *> diagnoseNow() const
    {
        return runDiagnosis(m_session, m_helper, m_question, m_gather);
    }
    /// Whether another round makes sense.
    Result<bool> tryOnce(const DiagnosisRun &current, const ChoosableFix &choice);
    Result<void> rehearse(const DiagnosisRun &current, const Fix &fix);
    Result<bool> decide(const QString &id, bool solved);
    void nothingToTry(const DiagnosisRun &current);

    Session &m_session;
    HelperClient &m_helper;
    const Question &m_question;
    const GatherOptions &m_gather;
    const FixOptions &m_options;
    FixReport m_report;
};

void FixRunner::nothingToTry(const DiagnosisRun &current)
{
    m_report.exitCode = exitCodeFor(current.diagnosis);
    const auto fixes = fixesOf(current.diagnosis);
    if (!fixes.empty()) {
        m_session.output().talk(
            Text::tr("Nothing that Portlight could change helps here. To do: %1")
                .arg(fixEffect(*fixes.front().fix)));
        return;
    }
    m_session.output().talk(Text::tr("There is no fix for this."));
}

Result<bool> FixRunner::decide(const QString &id, bool solved)
{
    const Output &output = m_session.output();
    if (m_options.trial.yes) {
        const auto done =
            solved ? keepTrial(m_session, m_helper, id) : undoTrial(m_session, m_helper, id);
        if (!done) {
            return tl::unexpected(done.error());
        }
        return solved;
    }
    if (!m_options.ask) {
        output.talk(Text::tr("Undone in %n seconds unless kept: “%1”.", nullptr,
                             static_cast<int>(m_options.trial.seconds))
                        .arg(keepCommandLine(m_session, id)));
    }
    const auto end = awaitTrialEnd(m_session, m_helper, id, m_options.trial.seconds, m_options.ask);
    if (!end) {
        return tl::unexpected(end.error());
    }
    return *end == TrialEnd::Kept;
}

Result<bool> FixRunner::tryOnce(const DiagnosisRun &current, const ChoosableFix &choice)
{
    const Output &output = m_session.output();
    m_report.fix = *choice.fix;
    output.talk(Text::tr("Trying: %1").arg(fixTitle(*choice.fix, current.diagnosis.question)));
    for (const std::string &command : choice.fix->commands) {
        output.talk(QStringLiteral("  $ ") + Words::plain(command));
    }
    const auto goOn = confirmLockOuts(m_session, m_helper, choice.fix->changes,
                                      lockOutConsent(m_options.trial, m_options.ask));
    if (!goOn) {
        return tl::unexpected(goOn.error());
    }
    if (!*goOn) {
        output.talk(Text::tr("Nothing was changed."));
        m_report.result = "refused";
        m_report.exitCode = ExitProblem;
        return false;
    }
    const TryRequest request = requestFor(*choice.fix, current, m_options.trial.seconds);
    const auto id = m_session.wait<QString>(Text::tr("Trying the change…"),
                                            [this, &request](QObject *context, auto done) {
                                                m_helper.tryChanges(request, context, done);
                                            });
    if (!id) {
        return tl::unexpected(id.error());
    }
    m_report.trial = *id;
    output.talk(Text::tr("Trial %1.").arg(*id));

    const auto after = diagnoseNow();
    bool solved = false;
    if (after) {
        m_report.after = *after;
        solved = isSolved(*choice.finding, (*after)->diagnosis);
        tellAfter(output, **after);
    } else {
        // Without a test it must not stay by itself; the deadline would take it back, too.
        (void)undoTrial(m_session, m_helper, *id);
        return tl::unexpected(after.error());
    }
    auto kept = decide(*id, solved);
    if (!kept) {
        return kept;
    }
    if (!*kept) {
        m_report.result = "undone";
        m_report.exitCode = ExitUndone;
        output.talk(solved ? Text::tr("The change was undone.")
                           : Text::tr("It did not help; the change was undone."));
        return false;
    }
    m_report.result = "kept";
    m_report.exitCode = exitCodeFor((*after)->diagnosis);
    output.talk(Text::tr("The change is kept."));
    output.talk(untilRestartText(m_session));
    return m_options.trial.yes && (*after)->diagnosis.outcome != Outcome::Open;
}

Result<void> FixRunner::rehearse(const DiagnosisRun &current, const Fix &fix)
{
    TryRequest request = requestFor(fix, current, m_options.trial.seconds);
    auto report = runRehearsal(
        m_session, m_helper,
        {std::move(request.changes), std::move(request.generations), current.diagnosis.question});
    if (!report) {
        return tl::unexpected(report.error());
    }
    m_report.fix = fix;
    m_report.result = "rehearsed";
    m_report.exitCode = exitCodeFor(*report);
    const Output &output = m_session.output();
    if (!m_session.options().json) {
        output.data(Text::tr("Rehearsed (nothing was changed):"));
        for (const std::string &command : fix.commands) {
            output.data(QStringLiteral("  $ ") + Words::plain(command));
        }
        printRehearsal(output, *report);
    }
    m_report.rehearsal = *std::move(report);
    return {};
}

Result<FixReport> FixRunner::run()
{
    const auto first = diagnoseNow();
    if (!first) {
        return tl::unexpected(first.error());
    }
    if (const auto error = nothingRead(**first, m_helper)) {
        return tl::unexpected(*error);
    }
    m_report.before = *first;
    const Output &output = m_session.output();
    if (!m_session.options().json) {
        printDiagnosis(output, **first);
        output.flush();
    }
    const DiagnosisRun *current = *first;
    for (int round = 0; round < maximumRounds; ++round) {
        if (current->diagnosis.outcome == Outcome::Open) {
            if (round == 0) {
                m_report.result = "not-needed";
                m_report.exitCode = ExitDone;
            }
            break;
        }
        const auto choice =
            chooseFix(current->diagnosis, round == 0 ? m_options.choose : QString());
        if (!choice) {
            return tl::unexpected(choice.error());
        }
        if (!*choice || (*choice)->fix->changes.empty()) {
            nothingToTry(*current);
            break;
        }
        if (m_options.dryRun) {
            m_report.fix = *(*choice)->fix;
            m_report.result = "dry-run";
            m_report.exitCode = ExitProblem;
            if (!m_session.options().json) {
                output.talk(Text::tr("Would be tried (nothing was changed):"));
                for (const std::string &command : (*choice)->fix->commands) {
                    output.data(Words::plain(command));
                }
            }
            break;
        }
        if (m_options.rehearse) {
            if (auto rehearsed = rehearse(*current, *(*choice)->fix); !rehearsed) {
                return tl::unexpected(rehearsed.error());
            }
            break;
        }
        const auto again = tryOnce(*current, **choice);
        if (!again) {
            return tl::unexpected(again.error());
        }
        if (!*again) {
            break;
        }
        current = m_report.after;
    }
    return m_report;
}

Json parsed(const DiagnosisRun &run)
{
    return Json::parse(jsonOf(run.diagnosis), nullptr, false);
}

} // namespace

Result<FixReport> runFix(Session &session, HelperClient &helper, const Question &question,
                         const GatherOptions &gather, const FixOptions &options)
{
    return FixRunner(session, helper, question, gather, options).run();
}

void printFixJson(const Output &output, const FixReport &report)
{
    Json json{{"schema", "portlight.fix/1"}};
    if (report.before != nullptr) {
        json["diagnosis"] = parsed(*report.before);
    }
    if (report.fix) {
        json["fix"] = Json{{"kind", toString(report.fix->kind)},
                           {"risk", toString(report.fix->risk)},
                           {"effect", jsonText(fixEffect(*report.fix))},
                           {"commands", report.fix->commands}};
    }
    if (report.rehearsal) {
        json["rehearsal"] = rehearsalJson(*report.rehearsal);
    }
    if (!report.trial.isEmpty()) {
        json["trial"] = jsonText(report.trial);
    }
    json["result"] = report.result;
    if (report.after != nullptr) {
        json["after"] = parsed(*report.after);
    }
    printJson(output, json);
}

} // namespace Portlight::App::Cli
