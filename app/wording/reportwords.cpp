// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/wording/wording.h"
#include "app/wording/words.h"

#include <QCoreApplication>

namespace Portlight::App
{

namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Portlight::App::ReportWords)
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
    for (const auto &[key, english] : Core::reportLabels()) {
        words.emplace(key, Text::tr(english.c_str()).toStdString());
    }
    return words;
}

} // namespace Portlight::App
