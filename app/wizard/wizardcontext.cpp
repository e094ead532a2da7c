// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/wizard/wizardcontext.h"

#include "app/models/qtext.h"
#include "app/wording/wording.h"

#include <QHostAddress>
#include <QHostInfo>
#include <QTimer>

#include <algorithm>

namespace Portlight::App
{

namespace
{

bool isAboutLoad(Core::Cause cause)
{
    return cause == Core::Cause::ConntrackFull || cause == Core::Cause::ConntrackPressure
        || cause == Core::Cause::AcceptQueueFull;
}

} // namespace

WizardContext::WizardContext(WizardServices services, QObject *parent)
    : QObject(parent)
    , m_services(std::move(services))
    , m_poll(new QTimer(this))
{
    m_poll->setInterval(1000);
    connect(m_poll, &QTimer::timeout, this, &WizardContext::pollTrial);
}

WizardContext::~WizardContext() = default;

void WizardContext::setSymptom(Symptom symptom)
{
    if (m_symptom == symptom) {
        return;
    }
    m_symptom = symptom;
    switch (symptom) {
    case Symptom::Outgoing:
        m_form.direction = Core::Way::Output;
        break;
    case Symptom::Incoming:
    case Symptom::NotSure:
    case Symptom::Stalls:
    case Symptom::Busy:
        m_form.direction = Core::Way::Input;
        break;
    case Symptom::Through:
        m_form.direction = Core::Way::Forward;
        break;
    }
    forgetDiagnosis();
    Q_EMIT questionChanged();
}

Symptom WizardContext::symptom() const
{
    return m_symptom;
}

void WizardContext::setForm(const QuestionForm &form)
{
    if (m_form == form) {
        return;
    }
    m_form = form;
    forgetDiagnosis();
    Q_EMIT questionChanged();
}

const QuestionForm &WizardContext::form() const
{
    return m_form;
}

void WizardContext::setQuestion(const Core::Question &question)
{
    switch (question.direction) {
    case Core::Way::Input:
        m_symptom = Symptom::Incoming;
        break;
    case Core::Way::Output:
        m_symptom = Symptom::Outgoing;
        break;
    case Core::Way::Forward:
        m_symptom = Symptom::Through;
        break;
    }
    m_form = toForm(question);
    forgetDiagnosis();
    Q_EMIT questionChanged();
}

bool WizardContext::isGeneral() const
{
    return m_symptom == Symptom::Busy;
}

bool WizardContext::needsUnlock() const
{
    return !m_services.unlocked;
}

void WizardContext::setUnlocked(bool unlocked)
{
    if (m_services.unlocked != unlocked) {
        m_services.unlocked = unlocked;
        forgetDiagnosis();
        Q_EMIT unlockedChanged();
    }
}

WizardContext::ProbeSource WizardContext::probeSource() const
{
    if (isGeneral()) {
        return ProbeSource::None;
    }
    if (m_form.direction == Core::Way::Output) {
        return m_services.localProber != nullptr ? ProbeSource::Local : ProbeSource::None;
    }
    return m_services.remoteProber != nullptr && !m_form.to.trimmed().isEmpty()
        ? ProbeSource::Remote
        : ProbeSource::None;
}

QString WizardContext::remoteName() const
{
    return m_services.remoteName;
}

void WizardContext::prepareQuestion(QuestionReady ready)
{
    if (isGeneral()) {
        // Ping from anyone passes all general checks; its own verdict is not what was asked.
        Core::Question question;
        question.protocol = Core::ProtocolIcmp;
        ready(question);
        return;
    }
    const QString to = m_form.to.trimmed();
    if (to.isEmpty() || Core::IpAddress::parse(stdtext(to))
        || problemOf(m_form) != FormProblem::None) {
        ready(toQuestion(m_form));
        return;
    }
    // A name server that does not answer must not hold the wizard.
    constexpr int patienceMilliseconds = 4000;
    auto answered = std::make_shared<bool>(false);
    const auto form = m_form;
    const auto finish = [ready, form, answered, to](const std::optional<Core::IpAddress> &address) {
        if (std::exchange(*answered, true)) {
            return;
        }
        if (!address) {
            ready(Core::failure(Core::ErrorCode::NotFound, "look up the name",
                                "no address was found for " + stdtext(to)));
            return;
        }
        ready(toQuestion(form, address));
    };
    QHostInfo::lookupHost(to, this, [finish](const QHostInfo &info) {
        std::optional<Core::IpAddress> first;
        for (const auto &address : info.addresses()) {
            const auto parsed = Core::IpAddress::parse(stdtext(address.toString()));
            if (parsed && (!first || address.protocol() == QAbstractSocket::IPv4Protocol)) {
                first = parsed;
                if (address.protocol() == QAbstractSocket::IPv4Protocol) {
                    break;
                }
            }
        }
        finish(first);
    });
    QTimer::singleShot(patienceMilliseconds, this, [finish] {
        finish({});
    });
}

void WizardContext::tryConnection()
{
    const auto source = probeSource();
    if (m_trying || source == ProbeSource::None) {
        return;
    }
    m_trying = true;
    prepareQuestion([this, source](Core::Result<Core::Question> question) {
        if (!question) {
            m_trying = false;
            Q_EMIT probeFailed(question.error());
            return;
        }
        ProbeRequest request;
        request.protocol = question->protocol;
        request.to = *question->to;
        request.port = question->port.value_or(0);
        auto *prober =
            source == ProbeSource::Remote ? m_services.remoteProber : m_services.localProber;
        prober->probe(request, this, [this](Core::Result<Core::ProbeResult> result) {
            m_trying = false;
            if (!result) {
                Q_EMIT probeFailed(result.error());
                return;
            }
            m_firstProbe = *result;
            m_probeAllowed = true;
            Q_EMIT probeFinished(*result);
        });
    });
}

bool WizardContext::isTrying() const
{
    return m_trying;
}

void WizardContext::setProbeAllowed(bool allowed)
{
    m_probeAllowed = allowed;
}

const std::optional<Core::ProbeResult> &WizardContext::firstProbe() const
{
    return m_firstProbe;
}

void WizardContext::gather(const Core::Question &question, bool probe,
                           std::function<void(const Gathered &)> done,
                           std::function<void(const Core::Error &)> failed)
{
    GatherOptions options;
    options.probe = probe;
    options.remoteProber = m_services.remoteProber;
    options.localProber = m_services.localProber;
    auto *gatherer = new EvidenceGatherer(*m_services.helper, question, options, this);
    m_gatherer = gatherer;
    const unsigned run = ++m_run;
    connect(gatherer, &EvidenceGatherer::stepStarted, this, &WizardContext::stepStarted);
    connect(gatherer, &EvidenceGatherer::finished, this,
            [this, gatherer, run, done](const Gathered &gathered) {
                gatherer->deleteLater();
                if (run == m_run) {
                    done(gathered);
                }
            });
    connect(gatherer, &EvidenceGatherer::failed, this,
            [this, gatherer, run, failed](const Core::Error &error) {
                gatherer->deleteLater();
                if (run == m_run) {
                    failed(error);
                }
            });
    gatherer->start();
}

void WizardContext::startDiagnosis()
{
    if (m_diagnosing) {
        return;
    }
    m_diagnosing = true;
    prepareQuestion([this](Core::Result<Core::Question> question) {
        if (!m_diagnosing) {
            return;
        }
        if (!question) {
            m_diagnosing = false;
            Q_EMIT diagnosisFailed(question.error());
            return;
        }
        gather(
            *question, m_probeAllowed && !isGeneral(),
            [this](const Gathered &gathered) {
                m_diagnosing = false;
                setDiagnosis(gathered);
            },
            [this](const Core::Error &error) {
                m_diagnosing = false;
                Q_EMIT diagnosisFailed(error);
            });
    });
}

void WizardContext::cancelDiagnosis()
{
    if (!m_diagnosing) {
        return;
    }
    m_diagnosing = false;
    ++m_run;
    if (m_gatherer != nullptr) {
        m_gatherer->cancel();
        m_gatherer->deleteLater();
    }
}

bool WizardContext::isDiagnosing() const
{
    return m_diagnosing;
}

void WizardContext::setDiagnosis(const Gathered &gathered)
{
    m_gathered = gathered;
    m_diagnosis = Core::diagnose(gathered.question, gathered.evidence);
    if (isGeneral()) {
        auto &findings = m_diagnosis->findings;
        findings.erase(std::remove_if(findings.begin(), findings.end(),
                                      [](const Core::Finding &found) {
                                          return !isAboutLoad(found.cause);
                                      }),
                       findings.end());
    }
    const auto offered = fixes();
    m_chosenFix = offered.empty() ? explainOnly : 0;
    Q_EMIT diagnosisFinished();
}

void WizardContext::useEvidence(const Gathered &gathered)
{
    m_diagnosing = false;
    ++m_run;
    setDiagnosis(gathered);
}

void WizardContext::forgetDiagnosis()
{
    cancelDiagnosis();
    m_firstProbe.reset();
    m_probeAllowed = true;
    m_gathered.reset();
    m_diagnosis.reset();
    m_chosenFix = 0;
}

const Core::Diagnosis *WizardContext::diagnosis() const
{
    return m_diagnosis ? &*m_diagnosis : nullptr;
}

const Core::Finding *WizardContext::finding() const
{
    return m_diagnosis && !m_diagnosis->findings.empty() ? &m_diagnosis->findings.front() : nullptr;
}

const Core::Evidence &WizardContext::evidence() const
{
    static const Core::Evidence none;
    return m_gathered ? m_gathered->evidence : none;
}

std::vector<Core::Fix> WizardContext::fixes() const
{
    std::vector<Core::Fix> offered;
    if (const auto *found = finding()) {
        std::copy_if(found->fixes.begin(), found->fixes.end(), std::back_inserter(offered),
                     [](const Core::Fix &fix) {
                         return fix.kind != Core::FixKind::None;
                     });
    }
    return offered;
}

void WizardContext::chooseFix(int index)
{
    if (m_chosenFix != index) {
        m_chosenFix = index;
        Q_EMIT fixChosen();
    }
}

int WizardContext::chosenFix() const
{
    return m_chosenFix;
}

const Core::Fix *WizardContext::fix() const
{
    const auto *found = finding();
    if (found == nullptr || m_chosenFix < 0) {
        return nullptr;
    }
    int index = 0;
    for (const auto &offered : found->fixes) {
        if (offered.kind == Core::FixKind::None) {
            continue;
        }
        if (index++ == m_chosenFix) {
            return &offered;
        }
    }
    return nullptr;
}

bool WizardContext::canApply() const
{
    const auto *chosen = fix();
    return chosen != nullptr && !chosen->changes.empty();
}

} // namespace Portlight::App
