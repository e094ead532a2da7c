// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/report/reportparts.h"

#include <array>
#include <utility>

namespace Portlight::Core
{

namespace
{

/// Without a sentence: the code and its arguments.
std::string bare(const Fact &fact)
{
    std::string text = fact.code;
    for (const std::string &argument : fact.arguments) {
        text += ' ' + argument;
    }
    return text;
}

std::string sentence(const std::vector<std::string> &sentences, std::size_t index, const Fact &fact)
{
    return index < sentences.size() && !sentences[index].empty() ? sentences[index] : bare(fact);
}

constexpr const char *replacement = "\xef\xbf\xbd"; // U+FFFD

/// U+202A to U+202E, U+2066 to U+2069, U+200E and U+200F, all of three bytes in UTF-8.
bool turnsDirection(std::string_view text)
{
    if (text.size() < 3 || text[0] != '\xe2') {
        return false;
    }
    const auto second = static_cast<unsigned char>(text[1]);
    const auto third = static_cast<unsigned char>(text[2]);
    return (second == 0x80 && ((third >= 0xaa && third <= 0xae) || third == 0x8e || third == 0x8f))
        || (second == 0x81 && third >= 0xa6 && third <= 0xa9);
}

std::string number(const std::optional<std::uint64_t> &value)
{
    return value ? std::to_string(*value) : std::string();
}

} // namespace

const std::map<std::string, std::string> &reportLabels()
{
    static const std::map<std::string, std::string> labels = {
        {"title", "Portlight report"},
        {"found", "What was found"},
        {"question", "The question"},
        {"evidence", "How this is known"},
        {"fixes", "What can be done"},
        {"checks", "Checks"},
        {"check", "Check"},
        {"result", "Result"},
        {"detail", "Detail"},
        {"conntrack", "Connection table"},
        {"versions", "Versions"},
        {"rules", "Rules"},
        {"hidden", "Hidden here"},
        {"hidden.addresses", "Addresses"},
        {"hidden.names", "Names"},
        {"section.none", "None"},
        {"section.unread", "Could not be read"},
        {"section.policies", "What is left over: policies of all rule lists"},
        {"section.input", "Rules for what comes in (INPUT)"},
        {"section.output", "Rules for what goes out (OUTPUT)"},
        {"section.nat", "Address translation (nat)"},
        {"section.path", "Rules that this connection meets"},
        {"section.conntrack", "Connection table"},
        {"section.losses", "Losses of connection tracking since the start"},
        {"section.listeners", "Programs that listen on this port"},
        {"section.forwarding", "Passing packets on"},
        {"section.drops", "Rules and policies that have stopped packets"},
        {"rule", "Rule"},
        {"time", "Time"},
        {"direction", "Direction"},
        {"protocol", "Protocol"},
        {"port", "Port"},
        {"from", "From"},
        {"to", "To"},
        {"family", "Family"},
        {"in-interface", "Comes in through"},
        {"out-interface", "Leaves through"},
        {"anyone", "anyone"},
        {"risk", "Risk"},
        {"certainty", "Certainty"},
        {"persisted-by", "Kept after a restart by"},
        {"count", "Entries"},
        {"max", "Limit"},
        {"buckets", "Buckets"},
        {"direction.input", "in"},
        {"direction.output", "out"},
        {"direction.forward", "through"},
        {"outcome.open", "Open"},
        {"outcome.blocked", "Blocked"},
        {"outcome.degraded", "Works, but is in danger"},
        {"outcome.unknown", "Can't tell"},
        {"certainty.proven", "Seen"},
        {"certainty.calculated", "Calculated"},
        {"certainty.possible", "Likely"},
        {"result.ok", "OK"},
        {"result.problem", "Problem"},
        {"result.unknown", "Can't tell"},
        {"result.skipped", "Skipped"},
        {"risk.low", "Low"},
        {"risk.medium", "Medium"},
        {"risk.high", "High"},
    };
    return labels;
}

std::string label(const Report &report, const std::string &key)
{
    if (const auto own = report.labels.find(key); own != report.labels.end()) {
        return own->second;
    }
    const auto english = reportLabels().find(key);
    return english == reportLabels().end() ? key : english->second;
}

std::string summaryText(const Wording &wording, const Diagnosis &diagnosis, std::size_t finding)
{
    return sentence(wording.summaries, finding, diagnosis.findings[finding].summary);
}

std::vector<std::string> evidenceTexts(const Wording &wording, const Diagnosis &diagnosis,
                                       std::size_t finding)
{
    static const std::vector<std::string> none;
    const std::vector<std::string> &sentences =
        finding < wording.evidence.size() ? wording.evidence[finding] : none;
    const std::vector<Fact> &facts = diagnosis.findings[finding].evidence;
    std::vector<std::string> texts;
    for (std::size_t index = 0; index < facts.size(); ++index) {
        texts.push_back(sentence(sentences, index, facts[index]));
    }
    return texts;
}

std::string effectText(const Wording &wording, const Diagnosis &diagnosis, std::size_t finding,
                       std::size_t fix)
{
    static const std::vector<std::string> none;
    return sentence(finding < wording.effects.size() ? wording.effects[finding] : none, fix,
                    diagnosis.findings[finding].fixes[fix].effect);
}

std::string checkText(const Wording &wording, const Diagnosis &diagnosis, std::size_t check)
{
    return sentence(wording.checks, check, diagnosis.checks[check].detail);
}

std::string harmless(std::string_view text, bool lines)
{
    std::string result;
    result.reserve(text.size());
    for (std::size_t index = 0; index < text.size(); ++index) {
        const auto byte = static_cast<unsigned char>(text[index]);
        const std::string_view rest = text.substr(index);
        if (turnsDirection(rest)) {
            result += replacement;
            index += 2;
        } else if (byte == 0xc2 && rest.size() > 1 && static_cast<unsigned char>(rest[1]) < 0xa0) {
            result += replacement; // U+0080 to U+009F
            index += 1;
        } else if (byte == '\n' || byte == '\t') {
            result += lines ? text[index] : ' ';
        } else if (byte < 0x20 || byte == 0x7f) {
            result += replacement;
        } else {
            result += text[index];
        }
    }
    return result;
}

std::string shown(const Report &report, std::string_view text)
{
    return report.hiding != nullptr ? report.hiding->hidden(text) : std::string(text);
}

std::vector<std::pair<std::string, std::string>> hiddenRows(const Report &report)
{
    if (report.hiding == nullptr) {
        return {};
    }
    return {{label(report, "hidden.addresses"), number(report.hiding->addresses())},
            {label(report, "hidden.names"), number(report.hiding->names())}};
}

std::vector<std::pair<std::string, std::string>> questionRows(const Report &report)
{
    const Question &question = report.diagnosis.question;
    std::vector<std::pair<std::string, std::string>> rows;
    const auto add = [&](const char *key, const std::string &value) {
        if (!value.empty()) {
            rows.emplace_back(label(report, key), shown(report, value));
        }
    };
    add("direction", label(report, "direction." + std::string(toString(question.direction))));
    add("protocol", protocolName(question.protocol));
    add("port", question.port ? std::to_string(*question.port) : std::string());
    if (question.fromAnyone) {
        add("from", label(report, "anyone"));
    } else {
        add("from", question.from ? question.from->toString() : std::string());
    }
    add("to", question.to ? question.to->toString() : std::string());
    add("family", std::string(toString(question.family)));
    add("in-interface", question.inInterface);
    add("out-interface", question.outInterface);
    add("time", report.time);
    return rows;
}

std::vector<std::pair<std::string, std::string>> conntrackRows(const Report &report)
{
    std::vector<std::pair<std::string, std::string>> rows;
    const auto add = [&](const char *key, const std::optional<std::uint64_t> &value) {
        if (value) {
            rows.emplace_back(label(report, key), number(value));
        }
    };
    add("count", report.conntrack.count);
    add("max", report.conntrack.max);
    add("buckets", report.conntrack.buckets);
    return rows;
}

std::string rulesetTitle(const Report &report, const Ruleset &ruleset)
{
    return label(report, "rules") + ": " + std::string(toString(ruleset.backend)) + ", "
        + std::string(toString(ruleset.family));
}

} // namespace Portlight::Core
