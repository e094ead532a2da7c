// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/report/report.h"
#include "core/text/savewriter.h"

#include <string>
#include <string_view>
#include <vector>

namespace Portlight::Core
{

/// The sentence for a part of a diagnosis; the fact's code where the wording has none, so that
/// nothing is ever left out.
std::string summaryText(const Wording &wording, const Diagnosis &diagnosis, std::size_t finding);
std::vector<std::string> evidenceTexts(const Wording &wording, const Diagnosis &diagnosis,
                                       std::size_t finding);
std::string effectText(const Wording &wording, const Diagnosis &diagnosis, std::size_t finding,
                       std::size_t fix);
std::string checkText(const Wording &wording, const Diagnosis &diagnosis, std::size_t check);

/// The label in the report's language; in English where there is none.
std::string label(const Report &report, const std::string &key);

/// Without what could fool a reader: control characters, escape sequences and the characters that
/// turn the direction of text around become U+FFFD. Line feeds stay when `lines`.
std::string harmless(std::string_view text, bool lines);

/// The text as this report may show it: with aliases where it hides.
std::string shown(const Report &report, std::string_view text);
/// What was hidden, label and count; empty when nothing is hidden.
std::vector<std::pair<std::string, std::string>> hiddenRows(const Report &report);

/// The rows of the table about the question, label and value.
std::vector<std::pair<std::string, std::string>> questionRows(const Report &report);
std::vector<std::pair<std::string, std::string>> conntrackRows(const Report &report);
/// "Rules: nft, ipv4" as a heading for a ruleset.
std::string rulesetTitle(const Report &report, const Ruleset &ruleset);

} // namespace Portlight::Core
