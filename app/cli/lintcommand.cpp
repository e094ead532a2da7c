// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/cli/command.h"
#include "app/cli/exitcodes.h"
#include "app/cli/json.h"
#include "app/cli/livesnapshot.h"
#include "app/cli/openingtext.h"
#include "app/cli/rulefiles.h"
#include "app/wording/lintwords.h"
#include "app/wording/words.h"
#include "core/lint/lint.h"
#include "core/lint/openings.h"
#include "core/text/nftjson.h"
#include "core/text/saveparser.h"

#include <QCoreApplication>

namespace Portlight::App::Cli
{

namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Portlight::App::Cli::LintCommand)
};

using namespace Core;
using Words::plain;

/// What is looked at together.
struct Subject {
    std::vector<Ruleset> rulesets;
    World world;
    /// Tables that only nft knows: part of what is open, but not looked at for mistakes.
    std::optional<NativeRuleset> native;
    /// Their names, when they could not be read.
    std::vector<std::string> leftOut;
};

struct FamilyOpenings {
    Family family = Family::Ipv4;
    std::vector<Opening> openings;
};

void addOptions(QCommandLineParser &parser)
{
    addValue(parser, "rules", "FILE",
             Text::tr("iptables-save text instead of the rules in use; may be repeated."));
    addValue(parser, "family", "F",
             Text::tr("ipv4 or ipv6; of files ipv4 by default, of the rules in use both."));
}

QString ruleTitle(const Location &at)
{
    QString title = Words::familyWord(at.family) + QLatin1Char(' ') + plain(at.table)
        + QLatin1Char(' ') + plain(at.chain);
    if (at.backend != Backend::File) {
        title = plain(toString(at.backend)) + QLatin1Char(' ') + title;
    }
    if (at.number != 0) {
        title += QLatin1Char(' ') + QString::number(at.number);
    }
    return title.trimmed();
}

void printFinding(const Output &output, const LintFinding &finding)
{
    const QString severity = lintSeverityWord(finding.severity);
    output.data(
        (finding.severity == LintSeverity::Problem ? output.bad(severity) : output.bold(severity))
        + QStringLiteral(": ") + ruleTitle(finding.at));
    const QString indent = QStringLiteral("  ");
    if (!finding.at.rule.empty()) {
        output.data(indent + plain(finding.at.rule));
    }
    output.data(indent + lintSentence(finding));
    for (const Location &by : finding.by) {
        output.data(
            indent + indent
            + output.faint(QString::number(by.number) + QStringLiteral(": ") + plain(by.rule)));
    }
    const QString advice = lintAdvice(finding);
    if (!advice.isEmpty()) {
        output.data(indent + advice);
    }
}

void printOpenings(const Output &output, const FamilyOpenings &open)
{
    output.data(output.bold(
        Text::tr("Open to other computers (%1)", "IPv4").arg(Words::familyWord(open.family))));
    const QStringList lines = openingLines(open.openings);
    for (const QString &line : lines) {
        output.data(QStringLiteral("  ") + line);
    }
    if (lines.isEmpty()) {
        output.data(QStringLiteral("  ") + Text::tr("No TCP or UDP port."));
    }
}

Json locationJson(const Location &at)
{
    Json json = {{"backend", toString(at.backend)},
                 {"family", toString(at.family)},
                 {"table", at.table},
                 {"chain", at.chain},
                 {"number", at.number}};
    if (!at.rule.empty()) {
        json["rule"] = at.rule;
    }
    return json;
}

Json findingJson(const LintFinding &finding)
{
    Json json = {{"kind", toString(finding.kind)},
                 {"severity", toString(finding.severity)},
                 {"location", locationJson(finding.at)},
                 {"by", Json::array()}};
    for (const Location &by : finding.by) {
        json["by"].push_back(locationJson(by));
    }
    if (!finding.detail.empty()) {
        json["detail"] = finding.detail;
    }
    json["summary"] = jsonText(lintSentence(finding));
    return json;
}

void printAsJson(const Output &output, const Subject &subject,
                 const std::vector<LintFinding> &findings,
                 const std::vector<FamilyOpenings> &families)
{
    Json json = {
        {"schema", "portlight.lint/1"}, {"findings", Json::array()}, {"open", Json::array()}};
    for (const LintFinding &finding : findings) {
        json["findings"].push_back(findingJson(finding));
    }
    for (const FamilyOpenings &open : families) {
        for (const Opening &opening : open.openings) {
            json["open"].push_back(openingJson(open.family, opening));
        }
    }
    json["left_out"] = subject.leftOut;
    printJson(output, json);
}

Result<Subject> readInUse(Session &session, std::optional<Family> asked)
{
    Subject subject;
    const std::vector<Family> families =
        asked ? std::vector{*asked} : std::vector{Family::Ipv4, Family::Ipv6};
    for (RulesReading &reading : readAllRules(session, {Backend::Legacy, Backend::Nft}, families)) {
        if (!reading.reply) {
            return tl::unexpected(reading.reply.error());
        }
        if (reading.reply->reading != Reading::Done) {
            continue;
        }
        auto ruleset = parseSave(reading.reply->text, reading.backend, reading.family);
        if (!ruleset) {
            return tl::unexpected(ruleset.error());
        }
        subject.rulesets.push_back(*std::move(ruleset));
    }
    HelperClient &helper = session.helper();
    auto interfaces = session.wait<std::vector<NetworkInterface>>(
        Text::tr("Reading the network devices…"), [&helper](QObject *context, auto done) {
            helper.readInterfaces(context, done);
        });
    if (interfaces) {
        subject.world.interfaces = *std::move(interfaces);
    }
    auto native = session.wait<std::vector<std::string>>(Text::tr("Reading the tables of nft…"),
                                                         [&helper](QObject *context, auto done) {
                                                             helper.readNativeTables(context, done);
                                                         });
    if (!native || native->empty()) {
        return subject;
    }
    const auto nftables = session.wait<NftablesReply>(Text::tr("Reading the tables of nft…"),
                                                      [&helper](QObject *context, auto done) {
                                                          helper.readNftables(context, done);
                                                      });
    if (nftables && nftables->reading == Reading::Done) {
        if (auto parsed = parseNftJson(nftables->json)) {
            subject.native = *std::move(parsed);
        }
    }
    if (!subject.native) {
        subject.leftOut = *std::move(native);
    }
    return subject;
}

std::vector<Family> familiesOf(const Subject &subject)
{
    std::vector<Family> families;
    for (const Family family : {Family::Ipv4, Family::Ipv6}) {
        for (const Ruleset &ruleset : subject.rulesets) {
            if (ruleset.family == family) {
                families.push_back(family);
                break;
            }
        }
    }
    return families;
}

int exitCodeFor(const std::vector<LintFinding> &findings)
{
    for (const LintFinding &finding : findings) {
        if (finding.severity != LintSeverity::Note) {
            return ExitProblem;
        }
    }
    return ExitDone;
}

int run(Session &session, Arguments &arguments)
{
    const auto family = arguments.family("family");
    const bool offline = arguments.has("rules");
    auto *subject = new Subject; // see runProgram
    subject->rulesets = readRuleFiles(arguments, family.value_or(Family::Ipv4));
    if (!arguments.positional().isEmpty()) {
        arguments.wrong(
            Text::tr("“%1” is not expected here").arg(arguments.positional().constFirst()));
    }
    if (!arguments.problem().isEmpty()) {
        return ExitUsage;
    }
    if (!offline) {
        auto inUse = readInUse(session, family);
        if (!inUse) {
            return session.fail(inUse.error());
        }
        *subject = *std::move(inUse);
    }
    const auto findings = lint(subject->rulesets, subject->world);
    if (!findings) {
        return session.fail(findings.error());
    }
    std::vector<FamilyOpenings> families;
    for (const Family one : familiesOf(*subject)) {
        auto openings =
            openPorts({subject->rulesets, subject->native ? &*subject->native : nullptr}, one,
                      subject->world);
        if (!openings) {
            return session.fail(openings.error());
        }
        families.push_back({one, *std::move(openings)});
    }

    const Output &output = session.output();
    if (session.options().json) {
        printAsJson(output, *subject, *findings, families);
        return exitCodeFor(*findings);
    }
    for (const LintFinding &finding : *findings) {
        printFinding(output, finding);
    }
    if (subject->rulesets.empty()) {
        output.data(Text::tr("There are no iptables rules here."));
    } else if (findings->empty()) {
        output.data(Text::tr("No rule is hidden, contradictory or risky."));
    }
    for (const FamilyOpenings &open : families) {
        printOpenings(output, open);
    }
    if (!subject->leftOut.empty()) {
        QStringList names;
        for (const std::string &name : subject->leftOut) {
            names += plain(name);
        }
        output.data(
            Text::tr("Could not be read: %1. These tables were made with nft alone and may close "
                     "what is listed here.",
                     "names of tables")
                .arg(Words::list(names)));
    }
    return exitCodeFor(*findings);
}

} // namespace

constinit const Command lintCommand{
    "lint", "[--rules FILE]... [--family F]",
    [] {
        return Text::tr("Rules that can never match, that contradict others or that are risky, and "
                        "what is open to other computers. Ends with 0 when there is nothing to put "
                        "right, 1 when there is.");
    },
    addOptions, run};

} // namespace Portlight::App::Cli
