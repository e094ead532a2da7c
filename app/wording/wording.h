// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/diagnosis/diagnosis.h"
#include "core/diagnosis/rehearsalreport.h"
#include "core/report/report.h"
#include "core/result.h"

#include <QString>

namespace Portlight::App
{

/// Sentences for codes, once for window and command line, translated. None of these functions
/// fails: what has no sentence yet is shown as its code (and a test makes sure that nothing is).

/// The three parts every error message has.
struct ErrorWords {
    QString what; ///< "The rules could not be read."
    QString why; ///< "Permission was refused."
    QString whatToDo; ///< "Try again and enter an administrator's password."
    QString detail; ///< raw words of the tool; shown on request only
    QString oneLine() const; ///< what, why and whatToDo as one paragraph
};
ErrorWords errorWords(const Core::Error &error);

QString factText(const Core::Fact &fact);
QString causeName(Core::Cause cause); ///< short, for headings: "A rule refuses it"
QString certaintyText(Core::Certainty certainty); ///< "Seen", "Calculated", "Likely"
QString riskText(Core::Risk risk);
QString checkName(const std::string &checkId);
QString checkResultText(Core::CheckResult result); ///< "OK", "Problem", "Can't tell", "Skipped"
QString outcomeText(Core::Outcome outcome);
QString fixTitle(const Core::Fix &fix, const Core::Question &question);
QString fixEffect(const Core::Fix &fix);
QString questionText(
    const Core::Question &question); ///< "TCP port 8080 on this computer, asked for from 10.9.0.1"
QString sightingText(const Core::Sighting &sighting); ///< "Request of … seen coming in on eth0"
QString probeText(const Core::ProbeResult &probe); ///< "Connection refused, at once, by 10.9.0.2
                                                   ///< (icmp-port-unreachable)"
QString usageStateText(Core::UsageState state);
QString usageSentence(const Core::ConntrackUsage &usage, Core::UsageState state, Core::Trend trend);
QString planSentence(const Core::Plan &plan, const Core::PlanInput &input);
/// "What it does" of a rule as a full sentence: "Refuse TCP to port 8080; the other side gets
/// 'Connection refused' at once".
QString ruleSentence(const Core::Rule &rule);
QString actionWord(const Core::Target &target); ///< "Allow", "Drop silently", "Refuse", "Log",
                                                ///< "Continue in ufw-user-input", …
QString policySentence(Core::Policy policy); ///< "Otherwise: Drop silently"
QString locationText(const Core::Location &location); ///< "rule 3 in INPUT (filter, IPv4, nft)"
QString changeSentence(const Core::Change &change);
/// What a rehearsal showed, in one sentence; and what its copy does not tell.
QString rehearsalSentence(const Core::RehearsalReport &report);
/// What the kernel did in both copies, the rules that counted, and what the copy does not tell.
QString rehearsalDetails(const Core::RehearsalReport &report);
QString rehearsalLimitText(const Core::RehearsalLimit &limit);
QString managerName(const std::string &name);
QString trialStateText(const QString &state);
QString serviceName(std::uint8_t protocol,
                    std::uint16_t port); ///< "SSH" for tcp 22; empty when not well known
/// Protocol (0: TCP and UDP) and port of the services called so, case aside: "ssh" gives tcp 22.
std::vector<std::pair<std::uint8_t, std::uint16_t>> servicesNamed(const QString &name);
/// Title and what can be learned, for a practice story id.
QString storyTitle(const QString &storyId);
QString storyText(const QString &storyId);
QString presetName(std::string_view preset);

/// All sentences of a diagnosis, for core's JSON and reports.
Core::Wording wordingFor(const Core::Diagnosis &diagnosis);
std::map<std::string, std::string> reportWords();

} // namespace Portlight::App
