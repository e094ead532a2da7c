// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/wording/wording.h"

#include <QCoreApplication>

namespace Portlight::App
{

namespace
{

constexpr const char *context = "Portlight::App::ReportWords";

struct Label {
    const char *key;
    const char *text;
};

/// Beside Core::reportLabels(), because translators can only see literals; a test compares them.
constexpr Label labels[] = {
    {"title", QT_TRANSLATE_NOOP("Portlight::App::ReportWords", "Portlight report")},
    {"found", QT_TRANSLATE_NOOP("Portlight::App::ReportWords", "What was found")},
    {"question", QT_TRANSLATE_NOOP("Portlight::App::ReportWords", "The question")},
    {"evidence", QT_TRANSLATE_NOOP("Portlight::App::ReportWords", "How this is known")},
    {"fixes", QT_TRANSLATE_NOOP("Portlight::App::ReportWords", "What can be done")},
    {"checks", QT_TRANSLATE_NOOP("Portlight::App::ReportWords", "Checks")},
    {"check", QT_TRANSLATE_NOOP("Portlight::App::ReportWords", "Check")},
    {"result", QT_TRANSLATE_NOOP("Portlight::App::ReportWords", "Result")},
    {"detail", QT_TRANSLATE_NOOP("Portlight::App::ReportWords", "Detail")},
    {"conntrack", QT_TRANSLATE_NOOP("Portlight::App::ReportWords", "Connection table")},
    {"versions", QT_TRANSLATE_NOOP("Portlight::App::ReportWords", "Versions")},
    {"rules", QT_TRANSLATE_NOOP("Portlight::App::ReportWords", "Rules")},
    {"hidden", QT_TRANSLATE_NOOP("Portlight::App::ReportWords", "Hidden here")},
    {"hidden.addresses", QT_TRANSLATE_NOOP("Portlight::App::ReportWords", "Addresses")},
    {"hidden.names", QT_TRANSLATE_NOOP("Portlight::App::ReportWords", "Names")},
    {"section.none", QT_TRANSLATE_NOOP("Portlight::App::ReportWords", "None")},
    {"section.unread", QT_TRANSLATE_NOOP("Portlight::App::ReportWords", "Could not be read")},
    {"section.policies",
     QT_TRANSLATE_NOOP("Portlight::App::ReportWords",
                       "What is left over: policies of all rule lists")},
    {"section.input",
     QT_TRANSLATE_NOOP("Portlight::App::ReportWords", "Rules for what comes in (INPUT)")},
    {"section.output",
     QT_TRANSLATE_NOOP("Portlight::App::ReportWords", "Rules for what goes out (OUTPUT)")},
    {"section.nat", QT_TRANSLATE_NOOP("Portlight::App::ReportWords", "Address translation (nat)")},
    {"section.path",
     QT_TRANSLATE_NOOP("Portlight::App::ReportWords", "Rules that this connection meets")},
    {"section.conntrack", QT_TRANSLATE_NOOP("Portlight::App::ReportWords", "Connection table")},
    {"section.losses",
     QT_TRANSLATE_NOOP("Portlight::App::ReportWords",
                       "Losses of connection tracking since the start")},
    {"section.listeners",
     QT_TRANSLATE_NOOP("Portlight::App::ReportWords", "Programs that listen on this port")},
    {"section.forwarding", QT_TRANSLATE_NOOP("Portlight::App::ReportWords", "Passing packets on")},
    {"section.drops",
     QT_TRANSLATE_NOOP("Portlight::App::ReportWords",
                       "Rules and policies that have stopped packets")},
    {"rule", QT_TRANSLATE_NOOP("Portlight::App::ReportWords", "Rule")},
    {"time", QT_TRANSLATE_NOOP("Portlight::App::ReportWords", "Time")},
    {"direction", QT_TRANSLATE_NOOP("Portlight::App::ReportWords", "Direction")},
    {"protocol", QT_TRANSLATE_NOOP("Portlight::App::ReportWords", "Protocol")},
    {"port", QT_TRANSLATE_NOOP("Portlight::App::ReportWords", "Port")},
    {"from", QT_TRANSLATE_NOOP("Portlight::App::ReportWords", "From")},
    {"to", QT_TRANSLATE_NOOP("Portlight::App::ReportWords", "To")},
    {"family", QT_TRANSLATE_NOOP("Portlight::App::ReportWords", "Family")},
    {"in-interface", QT_TRANSLATE_NOOP("Portlight::App::ReportWords", "Comes in through")},
    {"out-interface", QT_TRANSLATE_NOOP("Portlight::App::ReportWords", "Leaves through")},
    {"anyone", QT_TRANSLATE_NOOP("Portlight::App::ReportWords", "anyone")},
    {"risk", QT_TRANSLATE_NOOP("Portlight::App::ReportWords", "Risk")},
    {"certainty", QT_TRANSLATE_NOOP("Portlight::App::ReportWords", "Certainty")},
    {"persisted-by", QT_TRANSLATE_NOOP("Portlight::App::ReportWords", "Kept after a restart by")},
    {"count", QT_TRANSLATE_NOOP("Portlight::App::ReportWords", "Entries")},
    {"max", QT_TRANSLATE_NOOP("Portlight::App::ReportWords", "Limit")},
    {"buckets", QT_TRANSLATE_NOOP("Portlight::App::ReportWords", "Buckets")},
    {"direction.input", QT_TRANSLATE_NOOP("Portlight::App::ReportWords", "in")},
    {"direction.output", QT_TRANSLATE_NOOP("Portlight::App::ReportWords", "out")},
    {"direction.forward", QT_TRANSLATE_NOOP("Portlight::App::ReportWords", "through")},
    {"outcome.open", QT_TRANSLATE_NOOP("Portlight::App::ReportWords", "Open")},
    {"outcome.blocked", QT_TRANSLATE_NOOP("Portlight::App::ReportWords", "Blocked")},
    {"outcome.degraded",
     QT_TRANSLATE_NOOP("Portlight::App::ReportWords", "Works, but is in danger")},
    {"outcome.unknown", QT_TRANSLATE_NOOP("Portlight::App::ReportWords", "Can't tell")},
    {"certainty.proven", QT_TRANSLATE_NOOP("Portlight::App::ReportWords", "Seen")},
    {"certainty.calculated", QT_TRANSLATE_NOOP("Portlight::App::ReportWords", "Calculated")},
    {"certainty.possible", QT_TRANSLATE_NOOP("Portlight::App::ReportWords", "Likely")},
    {"result.ok", QT_TRANSLATE_NOOP("Portlight::App::ReportWords", "OK")},
    {"result.problem", QT_TRANSLATE_NOOP("Portlight::App::ReportWords", "Problem")},
    {"result.unknown", QT_TRANSLATE_NOOP("Portlight::App::ReportWords", "Can't tell")},
    {"result.skipped", QT_TRANSLATE_NOOP("Portlight::App::ReportWords", "Skipped")},
    {"risk.low", QT_TRANSLATE_NOOP("Portlight::App::ReportWords", "Low")},
    {"risk.medium", QT_TRANSLATE_NOOP("Portlight::App::ReportWords", "Medium")},
    {"risk.high", QT_TRANSLATE_NOOP("Portlight::App::ReportWords", "High")},
};

} // namespace

Core::Wording wordingFor(const Core::Diagnosis &diagnosis)
{
    Core::Wording wording;
    for (const Core::Finding &finding : diagnosis.findings) {
        wording.summaries.push_back(factText(finding.summary).toStdString());
        std::vector<std::string> evidence;
        for (const Core::Fact &fact : finding.evidence) {
            evidence.push_back(factText(fact).toStdString());
        }
        wording.evidence.push_back(std::move(evidence));
        std::vector<std::string> effects;
        for (const Core::Fix &fix : finding.fixes) {
            effects.push_back(fixEffect(fix).toStdString());
        }
        wording.effects.push_back(std::move(effects));
    }
    for (const Core::Check &check : diagnosis.checks) {
        wording.checks.push_back(factText(check.detail).toStdString());
    }
    return wording;
}

std::map<std::string, std::string> reportWords()
{
    std::map<std::string, std::string> words;
    for (const Label &label : labels) {
        words.emplace(label.key, QCoreApplication::translate(context, label.text).toStdString());
    }
    return words;
}

} // namespace Portlight::App
