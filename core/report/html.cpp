// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/report/reportparts.h"

namespace Portlight::Core
{

namespace
{

constexpr const char *style = R"css(
:root{color-scheme:light dark;--page:#fff;--text:#1b1e20;--soft:#5c6368;--line:#c9ced2;--code:#f1f3f4;
--ok:#1f78b4;--problem:#7a0019;--warn:#8a4b00}
@media (prefers-color-scheme:dark){:root{--page:#1b1e20;--text:#eff0f1;--soft:#a6adb3;--line:#4a5157;
--code:#26292c;--ok:#56b4e9;--problem:#ff6b70;--warn:#f0b429}}
body{background:var(--page);color:var(--text);font:16px/1.5 sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.5rem}h2{font-size:1.2rem;margin-top:2rem}h3{font-size:1rem}
.verdict{font-size:1.25rem;font-weight:bold}.soft{color:var(--soft)}
pre{background:var(--code);border:1px solid var(--line);padding:.6rem;overflow-x:auto;white-space:pre-wrap;overflow-wrap:anywhere}
table{border-collapse:collapse;width:100%}th,td{border-bottom:1px solid var(--line);text-align:left;vertical-align:top;padding:.25rem .5rem .25rem 0}
.ok{color:var(--ok)}.problem{color:var(--problem)}.unknown{color:var(--warn)}.skipped{color:var(--soft)}
@media print{details{display:none}}
)css";

std::string escaped(std::string_view text, bool lines = false)
{
    std::string result;
    for (const char character : harmless(text, lines)) {
        switch (character) {
        case '&':
            result += "&amp;";
            break;
        case '<':
            result += "&lt;";
            break;
        case '>':
            result += "&gt;";
            break;
        case '"':
            result += "&quot;";
            break;
        case '\'':
            result += "&#39;";
            break;
        default:
            result += character;
        }
    }
    return result;
}

std::string element(const std::string &name, std::string_view text)
{
    return "<" + name + ">" + escaped(text) + "</" + name + ">\n";
}

std::string code(std::string_view text)
{
    return "<pre><code>" + escaped(text, true) + "</code></pre>\n";
}

std::string table(const std::vector<std::pair<std::string, std::string>> &rows)
{
    std::string result = "<table>\n";
    for (const auto &[name, value] : rows) {
        result += "<tr><th scope=\"row\">" + escaped(name) + "</th><td>" + escaped(value)
            + "</td></tr>\n";
    }
    return result + "</table>\n";
}

std::string findingText(const Report &report, std::size_t index)
{
    const Diagnosis &diagnosis = report.diagnosis;
    const Finding &finding = diagnosis.findings[index];
    std::string result = "<section>\n<p class=\"verdict\">"
        + escaped(shown(report, summaryText(report.wording, diagnosis, index)))
        + "</p>\n<p class=\"soft\">" + escaped(label(report, "certainty")) + ": "
        + escaped(label(report, "certainty." + std::string(toString(finding.certainty))))
        + "</p>\n";
    if (finding.location) {
        result += code(shown(report, finding.location->rule));
    }
    const std::vector<std::string> evidence = evidenceTexts(report.wording, diagnosis, index);
    if (!evidence.empty()) {
        result += element("h3", label(report, "evidence")) + "<ul>\n";
        for (const std::string &one : evidence) {
            result += element("li", shown(report, one));
        }
        result += "</ul>\n";
    }
    if (!finding.fixes.empty()) {
        result += element("h3", label(report, "fixes")) + "<ol>\n";
        for (std::size_t number = 0; number < finding.fixes.size(); ++number) {
            const Fix &fix = finding.fixes[number];
            result += "<li>"
                + escaped(shown(report, effectText(report.wording, diagnosis, index, number)))
                + " <span class=\"soft\">(" + escaped(label(report, "risk")) + ": "
                + escaped(label(report, "risk." + std::string(toString(fix.risk)))) + ")</span>\n";
            std::string commands;
            for (const std::string &line : fix.commands) {
                commands += shown(report, line) + "\n";
            }
            result += (commands.empty() ? std::string() : code(commands)) + "</li>\n";
        }
        result += "</ol>\n";
    }
    return result + "</section>\n";
}

std::string checksTable(const Report &report)
{
    const Diagnosis &diagnosis = report.diagnosis;
    std::string result = "<table>\n<tr><th scope=\"col\">" + escaped(label(report, "check"))
        + "</th><th scope=\"col\">" + escaped(label(report, "result")) + "</th><th scope=\"col\">"
        + escaped(label(report, "detail")) + "</th></tr>\n";
    for (std::size_t index = 0; index < diagnosis.checks.size(); ++index) {
        const Check &check = diagnosis.checks[index];
        const std::string word(toString(check.result));
        result += "<tr><td>" + escaped(check.id) + "</td><td class=\"" + word + "\">"
            + escaped(label(report, "result." + word)) + "</td><td>"
            + escaped(shown(report, checkText(report.wording, diagnosis, index))) + "</td></tr>\n";
    }
    return result + "</table>\n";
}

} // namespace

std::string reportHtml(const Report &report)
{
    const Diagnosis &diagnosis = report.diagnosis;
    const std::string title = label(report, "title");
    // Nothing may be loaded and nothing may run, whatever a rule's comment says.
    std::string result = "<!DOCTYPE html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n"
                         "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src "
                         "'none'; style-src 'unsafe-inline'\">\n"
                         "<meta name=\"viewport\" content=\"width=device-width\">\n"
        + element("title", title) + "<style>" + style + "</style>\n</head>\n<body>\n";
    result += element("h1", title);
    result += element("p", label(report, "outcome." + std::string(toString(diagnosis.outcome))));
    result += element("h2", label(report, "found"));
    for (std::size_t index = 0; index < diagnosis.findings.size(); ++index) {
        result += findingText(report, index);
    }
    result += element("h2", label(report, "question")) + table(questionRows(report));
    result += element("h2", label(report, "checks")) + checksTable(report);
    if (const auto rows = conntrackRows(report); !rows.empty()) {
        result += element("h2", label(report, "conntrack")) + table(rows);
    }
    if (!report.versions.empty()) {
        result += element("h2", label(report, "versions"))
            + table({report.versions.begin(), report.versions.end()});
    }
    for (const ReportSection &section : report.sections) {
        result += element("h2", label(report, "section." + section.key));
        std::string lines;
        for (const std::string &line : section.lines) {
            lines += shown(report, line) + '\n';
        }
        result += lines.empty()
            ? element("p", label(report, section.read ? "section.none" : "section.unread"))
            : code(lines);
    }
    for (const Ruleset &ruleset : report.rulesets) {
        result += "<details>" + element("summary", rulesetTitle(report, ruleset))
            + code(shown(report, writeSave(ruleset))) + "</details>\n";
    }
    if (const auto rows = hiddenRows(report); !rows.empty()) {
        result += element("h2", label(report, "hidden")) + table(rows);
    }
    return result + "</body>\n</html>\n";
}

} // namespace Portlight::Core
