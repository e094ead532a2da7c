// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/diagnosis/diagnosis.h"
#include "core/report/hiding.h"
#include "core/report/sections.h"

#include <map>
#include <string>
#include <vector>

namespace Portlight::Core
{

/// Sentences for the facts of a diagnosis, made by app/wording; core prints them and never invents
/// any.
struct Wording {
    std::vector<std::string> summaries; ///< one a finding
    std::vector<std::vector<std::string>> evidence; ///< one list a finding
    std::vector<std::vector<std::string>> effects; ///< one a fix, a list a finding
    std::vector<std::string> checks; ///< one a check
};

/// The JSON object of `diagnose` (DESIGN.md 10, schema resources/portlight.diagnosis.schema.json).
std::string diagnosisJson(const Diagnosis &diagnosis, const Wording &wording);

struct Report {
    Diagnosis diagnosis;
    Wording wording;
    std::string time; ///< ISO 8601 in UTC, by the caller: core has no clock
    std::map<std::string, std::string> versions; ///< kernel, iptables, distribution, portlight
    std::vector<Ruleset> rulesets; ///< printed in full at the end
    ConntrackUsage conntrack;
    std::vector<ReportSection> sections; ///< see reportSections()
    /// Aliases instead of addresses and names, in everything that is written; null: none. Not
    /// owned.
    Hiding *hiding = nullptr;
    /// Translated headings and labels, by key: see reportLabels().
    std::map<std::string, std::string> labels;
};
/// The keys a report needs words for, with their English text.
const std::map<std::string, std::string> &reportLabels();

std::string reportJson(const Report &report);
std::string reportMarkdown(const Report &report);
std::string reportHtml(const Report &report);

} // namespace Portlight::Core
