// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/report/reportparts.h"

#include <nlohmann/json.hpp>

namespace Portlight::Core
{

namespace
{

// Keeps the order in which the contract names the keys.
using Json = nlohmann::ordered_json;

std::string_view directionText(Way way)
{
    switch (way) {
    case Way::Input:
        return "in";
    case Way::Output:
        return "out";
    case Way::Forward:
        break;
    }
    return "forward";
}

Json questionJson(const Question &question)
{
    Json json;
    json["direction"] = directionText(question.direction);
    json["protocol"] = protocolName(question.protocol);
    if (question.port) {
        json["port"] = *question.port;
    }
    if (question.from) {
        json["from"] = question.from->toString();
    }
    if (question.to) {
        json["to"] = question.to->toString();
    }
    json["family"] = toString(question.family);
    if (!question.inInterface.empty()) {
        json["in_interface"] = question.inInterface;
    }
    if (!question.outInterface.empty()) {
        json["out_interface"] = question.outInterface;
    }
    if (question.fromAnyone) {
        json["from_anyone"] = true;
    }
    return json;
}

Json locationJson(const Location &location)
{
    Json json;
    json["backend"] = toString(location.backend);
    json["family"] = toString(location.family);
    json["table"] = location.table;
    json["chain"] = location.chain;
    json["number"] = location.number;
    json["rule"] = location.rule;
    return json;
}

Json findingJson(const Diagnosis &diagnosis, const Wording &wording, std::size_t index)
{
    const Finding &finding = diagnosis.findings[index];
    Json json;
    json["cause"] = toString(finding.cause);
    json["certainty"] = toString(finding.certainty);
    json["direction"] = finding.aboutReply ? "reply" : "request";
    if (finding.location) {
        json["location"] = locationJson(*finding.location);
    }
    json["summary"] = summaryText(wording, diagnosis, index);
    json["evidence"] = evidenceTexts(wording, diagnosis, index);
    json["fixes"] = Json::array();
    for (std::size_t number = 0; number < finding.fixes.size(); ++number) {
        const Fix &fix = finding.fixes[number];
        Json entry;
        entry["kind"] = toString(fix.kind);
        entry["risk"] = toString(fix.risk);
        entry["effect"] = effectText(wording, diagnosis, index, number);
        entry["commands"] = fix.commands;
        entry["persisted_by"] = fix.persistedBy;
        json["fixes"].push_back(std::move(entry));
    }
    return json;
}

Json diagnosisObject(const Diagnosis &diagnosis, const Wording &wording)
{
    Json json;
    json["schema"] = "portlight.diagnosis/1";
    json["outcome"] = toString(diagnosis.outcome);
    json["question"] = questionJson(diagnosis.question);
    json["findings"] = Json::array();
    for (std::size_t index = 0; index < diagnosis.findings.size(); ++index) {
        json["findings"].push_back(findingJson(diagnosis, wording, index));
    }
    json["checks"] = Json::array();
    for (std::size_t index = 0; index < diagnosis.checks.size(); ++index) {
        const Check &check = diagnosis.checks[index];
        Json entry;
        entry["id"] = check.id;
        entry["result"] = toString(check.result);
        entry["detail"] = checkText(wording, diagnosis, index);
        json["checks"].push_back(std::move(entry));
    }
    return json;
}

/// All texts, but no key.
void hide(Json &json, Hiding &hiding)
{
    if (json.is_string()) {
        json = hiding.hidden(json.get<std::string>());
        return;
    }
    if (json.is_structured()) {
        for (Json &one : json) {
            hide(one, hiding);
        }
    }
}

/// A comment of a rule can hold bytes that are not UTF-8; JSON cannot.
std::string dumped(const Json &json)
{
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace

std::string diagnosisJson(const Diagnosis &diagnosis, const Wording &wording)
{
    return dumped(diagnosisObject(diagnosis, wording));
}

std::string reportJson(const Report &report)
{
    Json json;
    json["schema"] = "portlight.report/1";
    json["time"] = report.time;
    json["versions"] = Json::object();
    for (const auto &[name, version] : report.versions) {
        json["versions"][name] = version;
    }
    json["diagnosis"] = diagnosisObject(report.diagnosis, report.wording);
    json["conntrack"] = Json::object();
    const auto add = [&json](const char *name, const std::optional<std::uint64_t> &value) {
        if (value) {
            json["conntrack"][name] = *value;
        }
    };
    add("count", report.conntrack.count);
    add("max", report.conntrack.max);
    add("buckets", report.conntrack.buckets);
    json["rulesets"] = Json::array();
    for (const Ruleset &ruleset : report.rulesets) {
        Json entry;
        entry["backend"] = toString(ruleset.backend);
        entry["family"] = toString(ruleset.family);
        entry["generation"] = ruleset.generation;
        entry["text"] = writeSave(ruleset);
        json["rulesets"].push_back(std::move(entry));
    }
    json["sections"] = Json::array();
    for (const ReportSection &section : report.sections) {
        json["sections"].push_back(
            {{"id", section.key}, {"read", section.read}, {"lines", section.lines}});
    }
    if (report.hiding != nullptr) {
        hide(json, *report.hiding);
        json["hidden"] = {{"addresses", report.hiding->addresses()},
                          {"names", report.hiding->names()}};
    }
    return dumped(json);
}

} // namespace Portlight::Core
