// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/report/reportparts.h"

#include <algorithm>

namespace Portlight::Core
{

namespace
{

/// Running text: every character that means something to a Markdown reader is escaped.
std::string inlineText(std::string_view text)
{
    constexpr std::string_view special = "\\`*_{}[]()#+!|~$:@";
    std::string result;
    for (const char character : harmless(text, false)) {
        switch (character) {
        case '<':
            result += "&lt;";
            break;
        case '>':
            result += "&gt;";
            break;
        case '&':
            result += "&amp;";
            break;
        default:
            if (special.find(character) != std::string_view::npos) {
                result += '\\';
            }
            result += character;
        }
    }
    return result;
}

/// A block of code whose fence is longer than any row of backticks in it, so that nothing in it
/// can end it.
std::string codeBlock(std::string_view text)
{
    const std::string body = harmless(text, true);
    std::size_t longest = 0;
    std::size_t row = 0;
    for (const char character : body) {
        row = character == '`' ? row + 1 : 0;
        longest = std::max(longest, row);
    }
    const std::string fence(std::max<std::size_t>(3, longest + 1), '`');
    const bool ended = body.empty() || body.back() == '\n';
    return fence + "text\n" + body + (ended ? "" : "\n") + fence + "\n";
}

std::string heading(std::string_view text, unsigned level)
{
    return std::string(level, '#') + ' ' + inlineText(text) + "\n\n";
}

std::string table(const std::vector<std::pair<std::string, std::string>> &rows)
{
    std::string result = "| | |\n|---|---|\n";
    for (const auto &[name, value] : rows) {
        result += "| " + inlineText(name) + " | " + inlineText(value) + " |\n";
    }
    return result + "\n";
}

std::string findingText(const Report &report, std::size_t index)
{
    const Diagnosis &diagnosis = report.diagnosis;
    const Finding &finding = diagnosis.findings[index];
    std::string result;
    result +=
        "**" + inlineText(shown(report, summaryText(report.wording, diagnosis, index))) + "**\n\n";
    result += inlineText(label(report, "certainty")) + ": "
        + inlineText(label(report, "certainty." + std::string(toString(finding.certainty))))
        + "\n\n";
    if (finding.location) {
        result += codeBlock(shown(report, finding.location->rule)) + "\n";
    }
    const std::vector<std::string> evidence = evidenceTexts(report.wording, diagnosis, index);
    if (!evidence.empty()) {
        result += heading(label(report, "evidence"), 3);
        for (const std::string &one : evidence) {
            result += "- " + inlineText(shown(report, one)) + "\n";
        }
        result += "\n";
    }
    if (!finding.fixes.empty()) {
        result += heading(label(report, "fixes"), 3);
    }
    for (std::size_t number = 0; number < finding.fixes.size(); ++number) {
        const Fix &fix = finding.fixes[number];
        result += std::to_string(number + 1) + ". "
            + inlineText(shown(report, effectText(report.wording, diagnosis, index, number))) + " ("
            + inlineText(label(report, "risk")) + ": "
            + inlineText(label(report, "risk." + std::string(toString(fix.risk)))) + ")\n\n";
        std::string commands;
        for (const std::string &line : fix.commands) {
            commands += shown(report, line) + "\n";
        }
        if (!commands.empty()) {
            result += codeBlock(commands) + "\n";
        }
    }
    return result;
}

} // namespace

std::string reportMarkdown(const Report &report)
{
    const Diagnosis &diagnosis = report.diagnosis;
    std::string result = heading(label(report, "title"), 1);
    result += "**"
        + inlineText(label(report, "outcome." + std::string(toString(diagnosis.outcome))))
        + "**\n\n";
    result += heading(label(report, "found"), 2);
    for (std::size_t index = 0; index < diagnosis.findings.size(); ++index) {
        result += findingText(report, index);
    }
    result += heading(label(report, "question"), 2) + table(questionRows(report));

    result += heading(label(report, "checks"), 2);
    result += "| " + inlineText(label(report, "check")) + " | "
        + inlineText(label(report, "result")) + " | " + inlineText(label(report, "detail"))
        + " |\n|---|---|---|\n";
    for (std::size_t index = 0; index < diagnosis.checks.size(); ++index) {
        const Check &check = diagnosis.checks[index];
        result += "| " + inlineText(check.id) + " | "
            + inlineText(label(report, "result." + std::string(toString(check.result)))) + " | "
            + inlineText(shown(report, checkText(report.wording, diagnosis, index))) + " |\n";
    }
    result += "\n";
    if (const auto rows = conntrackRows(report); !rows.empty()) {
        result += heading(label(report, "conntrack"), 2) + table(rows);
    }
    if (!report.versions.empty()) {
        result += heading(label(report, "versions"), 2)
            + table({report.versions.begin(), report.versions.end()});
    }
    for (const ReportSection &section : report.sections) {
        result += heading(label(report, "section." + section.key), 2);
        std::string lines;
        for (const std::string &line : section.lines) {
            lines += shown(report, line) + '\n';
        }
        if (!lines.empty()) {
            result += codeBlock(lines) + "\n";
        } else {
            result += inlineText(label(report, section.read ? "section.none" : "section.unread"))
                + "\n\n";
        }
    }
    for (const Ruleset &ruleset : report.rulesets) {
        result += "<details><summary>" + inlineText(rulesetTitle(report, ruleset))
            + "</summary>\n\n" + codeBlock(shown(report, writeSave(ruleset))) + "\n</details>\n\n";
    }
    if (const auto rows = hiddenRows(report); !rows.empty()) {
        result += heading(label(report, "hidden"), 2) + table(rows);
    }
    return result;
}

} // namespace Portlight::Core
