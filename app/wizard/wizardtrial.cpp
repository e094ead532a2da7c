// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
// The second half of WizardContext: everything from the review on.
#include "app/models/qtext.h"
#include "app/wizard/wizardcontext.h"
#include "app/wording/wording.h"

#include <QCoreApplication>
#include <QLocale>
#include <QSysInfo>
#include <QTimer>

#include <algorithm>

namespace Portlight::App
{

namespace
{

QStringList linesOf(const Core::Chain &chain)
{
    QStringList lines;
    for (const auto &rule : chain.rules) {
        lines << qtext(rule.text);
    }
    if (chain.policy) {
        lines << qtext("-P " + chain.name + " " + std::string(Core::toString(*chain.policy)));
    }
    return lines;
}

/// Marks what differs between the common beginning and the common end.
WizardContext::Preview difference(const QString &place, const QStringList &before,
                                  const QStringList &after)
{
    using Line = WizardContext::PreviewLine;
    qsizetype front = 0;
    while (front < before.size() && front < after.size() && before[front] == after[front]) {
        ++front;
    }
    qsizetype back = 0;
    while (back < before.size() - front && back < after.size() - front
           && before[before.size() - 1 - back] == after[after.size() - 1 - back]) {
        ++back;
    }
    WizardContext::Preview preview;
    preview.place = place;
    for (qsizetype i = 0; i < before.size(); ++i) {
        const bool same = i < front || i >= before.size() - back;
        preview.before.push_back({before[i], same ? Line::Kind::Same : Line::Kind::Removed});
    }
    for (qsizetype i = 0; i < after.size(); ++i) {
        const bool same = i < front || i >= after.size() - back;
        preview.after.push_back({after[i], same ? Line::Kind::Same : Line::Kind::Added});
    }
    return preview;
}

std::string generationKey(const Core::ChainPlace &place)
{
    return std::string(Core::toString(place.backend)) + "/"
        + std::string(Core::toString(place.family));
}

} // namespace

std::vector<WizardContext::Preview> WizardContext::previews() const
{
    std::vector<Preview> previews;
    const auto *chosen = fix();
    if (chosen == nullptr) {
        return previews;
    }
    std::vector<Core::Ruleset> after = evidence().rulesets;
    std::vector<Core::ChainPlace> touched;
    for (const auto &change : chosen->changes) {
        if (const auto *setting = std::get_if<Core::SetSetting>(&change)) {
            const QString name = qtext(setting->name);
            const auto known = evidence().settings.find(setting->name);
            const std::string old = !setting->oldValue.empty() ? setting->oldValue
                : known != evidence().settings.end()           ? known->second
                                                               : std::string("?");
            previews.push_back(difference(name, {name + QLatin1String(" = ") + qtext(old)},
                                          {name + QLatin1String(" = ") + qtext(setting->value)}));
            continue;
        }
        const auto *place = Core::placeOf(change);
        if (place == nullptr) {
            continue;
        }
        const auto ruleset =
            std::find_if(after.begin(), after.end(), [place](const Core::Ruleset &candidate) {
                return candidate.backend == place->backend && candidate.family == place->family;
            });
        if (ruleset != after.end() && Core::applyChange(*ruleset, change)
            && std::find(touched.begin(), touched.end(), *place) == touched.end()) {
            touched.push_back(*place);
        }
    }
    for (const auto &place : touched) {
        const auto chainIn = [&place](const std::vector<Core::Ruleset> &rulesets) {
            for (const auto &ruleset : rulesets) {
                if (ruleset.backend == place.backend && ruleset.family == place.family) {
                    const auto *table = ruleset.table(place.table);
                    const auto *chain = table ? table->chain(place.chain) : nullptr;
                    return chain ? linesOf(*chain) : QStringList();
                }
            }
            return QStringList();
        };
        const QString title =
            tr("%1 (%2, %3)")
                .arg(qtext(place.chain), qtext(place.table),
                     place.family == Core::Family::Ipv4 ? tr("IPv4") : tr("IPv6"));
        previews.push_back(difference(title, chainIn(evidence().rulesets), chainIn(after)));
    }
    return previews;
}

bool WizardContext::isRehearsing() const
{
    return m_rehearsing;
}

void WizardContext::rehearse()
{
    if (!canApply() || m_rehearsing || m_services.helper == nullptr || !m_gathered) {
        return;
    }
    m_rehearsing = true;
    RehearsalRequest request;
    request.changes = fix()->changes;
    request.question = m_gathered->question;
    m_services.helper->rehearse(request, this, [this](Core::Result<RehearsalReply> report) {
        m_rehearsing = false;
        if (report) {
            Q_EMIT rehearsed(*report);
        } else {
            Q_EMIT rehearsalFailed(report.error());
        }
    });
}

bool WizardContext::isApplying() const
{
    return m_applying;
}

void WizardContext::apply()
{
    const auto *chosen = fix();
    if (m_applying || chosen == nullptr || chosen->changes.empty()
        || m_trialState == TrialState::Trying) {
        return;
    }
    TryRequest request;
    request.changes = chosen->changes;
    request.seconds = trialSeconds;
    request.summary = fixTitle(*chosen, m_diagnosis->question);
    for (const auto &change : chosen->changes) {
        if (const auto *place = Core::placeOf(change)) {
            for (const auto &ruleset : evidence().rulesets) {
                if (ruleset.backend == place->backend && ruleset.family == place->family) {
                    request.generations[generationKey(*place)] = ruleset.generation;
                }
            }
        }
    }
    m_applying = true;
    m_services.helper->tryChanges(request, this, [this](Core::Result<QString> id) {
        m_applying = false;
        if (!id) {
            Q_EMIT trialFailed(id.error());
            return;
        }
        m_trialId = *id;
        m_trialState = TrialState::Trying;
        m_secondsLeft = trialSeconds;
        m_poll->start();
        Q_EMIT trialStarted();
        Q_EMIT trialChanged();
        retry();
    });
}

WizardContext::TrialState WizardContext::trialState() const
{
    return m_trialState;
}

QString WizardContext::trialId() const
{
    return m_trialId;
}

unsigned WizardContext::secondsLeft() const
{
    return m_secondsLeft;
}

void WizardContext::pollTrial()
{
    if (m_polling || m_trialState != TrialState::Trying) {
        return;
    }
    m_polling = true;
    m_services.helper->readTrials(this, [this](Core::Result<std::vector<Trial>> trials) {
        m_polling = false;
        if (m_trialState != TrialState::Trying) {
            return;
        }
        if (!trials) {
            // The countdown runs in the helper and its guard: count on without an answer.
            m_secondsLeft = m_secondsLeft > 0 ? m_secondsLeft - 1 : 0;
            Q_EMIT trialChanged();
            return;
        }
        const auto own = std::find_if(trials->begin(), trials->end(), [this](const Trial &trial) {
            return trial.id == m_trialId;
        });
        if (own == trials->end()) {
            return;
        }
        m_secondsLeft = own->secondsLeft;
        if (own->state == QLatin1String("kept")) {
            finishTrial(TrialState::Kept);
        } else if (own->state == QLatin1String("undone")) {
            finishTrial(TrialState::Undone);
        } else if (own->state == QLatin1String("failed")) {
            finishTrial(TrialState::Failed);
        } else {
            Q_EMIT trialChanged();
        }
    });
}

void WizardContext::finishTrial(TrialState state)
{
    if (m_trialState == state) {
        return;
    }
    m_trialState = state;
    m_poll->stop();
    Q_EMIT trialChanged();
}

void WizardContext::retry()
{
    if (m_retrying || !m_gathered || m_trialState == TrialState::NotStarted) {
        return;
    }
    m_retrying = true;
    const bool canProbe = probeSource() != ProbeSource::None;
    gather(
        m_gathered->question, canProbe,
        [this](const Gathered &gathered) {
            m_retrying = false;
            m_afterwards = Core::diagnose(gathered.question, gathered.evidence);
            m_probeAfterwards = gathered.evidence.probe;
            m_newRuleCounted = false;
            if (const auto *chosen = fix()) {
                for (const auto &change : chosen->changes) {
                    const auto *inserted = std::get_if<Core::InsertRule>(&change);
                    const auto *appended = std::get_if<Core::AppendRule>(&change);
                    const std::string rule = inserted ? inserted->rule
                        : appended                    ? appended->rule
                                                      : std::string();
                    m_newRuleCounted = m_newRuleCounted
                        || (!rule.empty()
                            && std::any_of(gathered.evidence.countersRose.begin(),
                                           gathered.evidence.countersRose.end(),
                                           [&rule](const Core::Location &location) {
                                               return qtext(location.rule).endsWith(qtext(rule));
                                           }));
                }
            }
            Q_EMIT retryFinished();
        },
        [this](const Core::Error &error) {
            m_retrying = false;
            Q_EMIT trialProblem(error);
            Q_EMIT retryFinished();
        });
}

bool WizardContext::isRetrying() const
{
    return m_retrying;
}

const std::optional<Core::Diagnosis> &WizardContext::afterwards() const
{
    return m_afterwards;
}

const std::optional<Core::ProbeResult> &WizardContext::probeAfterwards() const
{
    return m_probeAfterwards;
}

bool WizardContext::newRuleCounted() const
{
    return m_newRuleCounted;
}

void WizardContext::keep()
{
    m_services.helper->keep(m_trialId, this, [this](Core::Result<bool> result) {
        if (result) {
            finishTrial(TrialState::Kept);
        } else {
            Q_EMIT trialProblem(result.error());
        }
    });
}

void WizardContext::undo()
{
    m_services.helper->undo(m_trialId, this, [this](Core::Result<bool> result) {
        if (result) {
            finishTrial(TrialState::Undone);
        } else {
            Q_EMIT trialProblem(result.error());
        }
    });
}

void WizardContext::extend()
{
    const unsigned seconds = m_secondsLeft + moreSeconds;
    m_services.helper->extend(m_trialId, seconds, this, [this, seconds](Core::Result<bool> result) {
        if (result) {
            m_secondsLeft = seconds;
            Q_EMIT trialChanged();
        } else {
            Q_EMIT trialProblem(result.error());
        }
    });
}

QString WizardContext::summaryText() const
{
    QStringList lines;
    if (m_diagnosis) {
        lines << tr("Asked: %1").arg(questionText(m_diagnosis->question));
    }
    if (const auto *found = finding()) {
        lines << tr("Found: %1").arg(factText(found->summary));
        lines << tr("How this is known: %1").arg(certaintyText(found->certainty));
    } else if (m_diagnosis) {
        lines << tr("Found: nothing wrong on this computer");
    }
    if (const auto *chosen = fix(); chosen != nullptr && m_trialState != TrialState::NotStarted) {
        lines << tr("Changed: %1").arg(fixTitle(*chosen, m_diagnosis->question));
        for (const auto &command : chosen->commands) {
            lines << QLatin1String("    ") + qtext(command);
        }
        switch (m_trialState) {
        case TrialState::Kept:
            lines << tr("The change was kept. To undo it: History, Undo This Change.");
            break;
        case TrialState::Undone:
            lines << tr("The change was undone; the rules are as before.");
            break;
        case TrialState::Trying:
            lines << tr("The change is being tried and will be undone by itself.");
            break;
        case TrialState::Failed:
        case TrialState::NotStarted:
            lines << tr("The change failed.");
            break;
        }
    } else {
        lines << tr("Nothing was changed.");
    }
    if (m_probeAfterwards) {
        lines << tr("Tried again: %1").arg(probeText(*m_probeAfterwards));
    }
    return lines.join(QLatin1Char('\n'));
}

Core::Report WizardContext::report(const QString &time) const
{
    Core::Report report;
    if (m_diagnosis) {
        report.diagnosis = *m_diagnosis;
        report.wording = wordingFor(*m_diagnosis);
    }
    report.time = stdtext(time);
    report.versions["portlight"] = stdtext(QCoreApplication::applicationVersion());
    report.versions["kernel"] = stdtext(QSysInfo::kernelVersion());
    report.versions["distribution"] = stdtext(QSysInfo::prettyProductName());
    report.rulesets = evidence().rulesets;
    report.conntrack = evidence().conntrack;
    report.labels = reportWords();
    return report;
}

std::string WizardContext::reportMarkdownText(const QString &time) const
{
    return Core::reportMarkdown(report(time));
}

std::string WizardContext::reportJsonText(const QString &time) const
{
    return Core::reportJson(report(time));
}

} // namespace Portlight::App
