// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/lint/lint.h"
#include "core/lint/openings.h"

#include <QString>

namespace Portlight::App
{

/// What is wrong, in a sentence; who hides a rule is said by number.
QString lintSentence(const Core::LintFinding &finding);
/// What a person does about it; empty for what needs nothing.
QString lintAdvice(const Core::LintFinding &finding);
/// A mark for a row: "Hidden by rule 3", "Never matches".
QString lintMark(const Core::LintFinding &finding);
/// The icon that stands beside the mark.
QString lintIconName(const Core::LintFinding &finding);
QString lintSeverityWord(Core::LintSeverity severity); ///< "Problem", "Warning", "Note"

/// "TCP port 22 (SSH)", "TCP ports 8000–8003", "all TCP ports"
QString openingPorts(const Core::Opening &opening);
/// "Opens TCP port 8080 from everyone; closes nothing." Long lists are cut.
QString openingDifferenceSentence(const Core::OpeningDifference &difference);
/// "from everyone", "from 10.0.0.0/8 over eth0", with what else is asked
QString openingPeers(const Core::Opening &opening);

} // namespace Portlight::App
