// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "app/client/evidencegatherer.h"
#include "app/client/helperclient.h"
#include "app/client/prober.h"
#include "app/wizard/questionform.h"
#include "core/diagnosis/diagnosis.h"
#include "core/report/report.h"

#include <QObject>
#include <QPointer>
#include <QStringList>

#include <functional>
#include <memory>
#include <optional>

class QTimer;

namespace Portlight::App
{

/// What the wizard may use. All of it outlives the context.
struct WizardServices {
    HelperClient *helper = nullptr;
    Prober *remoteProber = nullptr; ///< at the asking side (practice); null: none
    Prober *localProber = nullptr; ///< on this computer
    QString remoteName; ///< "client"
    bool unlocked = false;
};

enum class Symptom { Outgoing, Incoming, Through, Stalls, Busy, NotSure };

/// All state and all decisions of the troubleshooting wizard; the pages only show it. It changes
/// nothing before apply(), and a trial it began ends by the helper's countdown when nobody keeps
/// it, whatever happens to this object.
class WizardContext : public QObject
{
    Q_OBJECT

public:
    static constexpr unsigned trialSeconds = 90;
    static constexpr unsigned moreSeconds = 60;

    explicit WizardContext(WizardServices services, QObject *parent = nullptr);
    ~WizardContext() override;

    // 1 and 2: what is asked
    void setSymptom(Symptom symptom);
    Symptom symptom() const;
    void setForm(const QuestionForm &form);
    const QuestionForm &form() const;
    /// Fills symptom and form, as practice does.
    void setQuestion(const Core::Question &question);
    /// True for the symptoms that are about the whole computer, not about one connection.
    bool isGeneral() const;

    // 3: permission
    bool needsUnlock() const;
    void setUnlocked(bool unlocked);

    // 4: watch it fail
    enum class ProbeSource { None, Remote, Local };
    ProbeSource probeSource() const;
    QString remoteName() const;
    void tryConnection();
    bool isTrying() const;
    void setProbeAllowed(bool allowed);
    const std::optional<Core::ProbeResult> &firstProbe() const;

    // 5 and 6: checks and finding
    void startDiagnosis();
    void cancelDiagnosis();
    bool isDiagnosing() const;
    /// Null until there is one for what is asked now.
    const Core::Diagnosis *diagnosis() const;
    const Core::Finding *finding() const;
    const Core::Evidence &evidence() const;
    /// Diagnoses what was gathered elsewhere (tests, saved evidence).
    void useEvidence(const Gathered &gathered);

    // 7: the fix
    static constexpr int explainOnly = -1;
    std::vector<Core::Fix> fixes() const;
    void chooseFix(int index);
    int chosenFix() const;
    /// Null for "only explain".
    const Core::Fix *fix() const;
    /// True when the chosen fix is something Portlight can try by itself.
    bool canApply() const;

    // 8: review
    struct PreviewLine {
        enum class Kind { Same, Removed, Added };
        QString text;
        Kind kind = Kind::Same;
    };
    struct Preview {
        QString place; ///< "INPUT (filter, IPv4)" or the name of a setting
        std::vector<PreviewLine> before;
        std::vector<PreviewLine> after;
    };
    std::vector<Preview> previews() const;
    /// Tries the chosen fix in a copy of the firewall, with the asked packet.
    void rehearse();
    bool isRehearsing() const;
    bool isApplying() const;
    void apply();

    // 9: does it work now
    enum class TrialState { NotStarted, Trying, Kept, Undone, Failed };
    TrialState trialState() const;
    QString trialId() const;
    unsigned secondsLeft() const;
    void retry();
    bool isRetrying() const;
    const std::optional<Core::Diagnosis> &afterwards() const;
    const std::optional<Core::ProbeResult> &probeAfterwards() const;
    /// True when a packet was counted by a rule that the fix brought.
    bool newRuleCounted() const;
    void keep();
    void undo();
    void extend();
    QString summaryText() const;
    /// Markdown or JSON, for saving.
    std::string reportMarkdownText(const QString &time) const;
    std::string reportJsonText(const QString &time) const;

Q_SIGNALS:
    void questionChanged();
    void unlockedChanged();
    void probeFinished(const Portlight::Core::ProbeResult &result);
    void probeFailed(const Portlight::Core::Error &error);
    void stepStarted(const QString &step);
    void diagnosisFinished();
    void diagnosisFailed(const Portlight::Core::Error &error);
    void fixChosen();
    void rehearsed(const Portlight::Core::RehearsalReport &report);
    void rehearsalFailed(const Portlight::Core::Error &error);
    void trialStarted();
    void trialFailed(const Portlight::Core::Error &error);
    void trialChanged();
    void trialProblem(const Portlight::Core::Error &error);
    void retryFinished();

private:
    using QuestionReady = std::function<void(Core::Result<Core::Question>)>;
    void prepareQuestion(QuestionReady ready);
    void gather(const Core::Question &question, bool probe,
                std::function<void(const Gathered &)> done,
                std::function<void(const Core::Error &)> failed);
    void setDiagnosis(const Gathered &gathered);
    void forgetDiagnosis();
    void pollTrial();
    void finishTrial(TrialState state);
    Core::Report report(const QString &time) const;

    WizardServices m_services;
    Symptom m_symptom = Symptom::Incoming;
    QuestionForm m_form;
    bool m_probeAllowed = true;
    bool m_trying = false;
    std::optional<Core::ProbeResult> m_firstProbe;
    QPointer<EvidenceGatherer> m_gatherer;
    bool m_diagnosing = false;
    unsigned m_run = 0; ///< answers of an older run are dropped
    std::optional<Gathered> m_gathered;
    std::optional<Core::Diagnosis> m_diagnosis;
    int m_chosenFix = 0;
    bool m_rehearsing = false;
    bool m_applying = false;
    TrialState m_trialState = TrialState::NotStarted;
    QString m_trialId;
    unsigned m_secondsLeft = 0;
    QTimer *m_poll;
    bool m_polling = false;
    bool m_retrying = false;
    std::optional<Core::Diagnosis> m_afterwards;
    std::optional<Core::ProbeResult> m_probeAfterwards;
    bool m_newRuleCounted = false;
};

} // namespace Portlight::App
