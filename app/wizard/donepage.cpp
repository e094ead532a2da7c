// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/wizard/donepage.h"

#include "app/widgets/card.h"
#include "app/widgets/iconlabel.h"
#include "app/widgets/icons.h"
#include "app/widgets/messagebar.h"
#include "app/wizard/savereport.h"
#include "app/wizard/wizardcontext.h"
#include "app/wording/wording.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>
#include <QWizard>

namespace Portlight::App
{

DonePage::DonePage(WizardContext &context)
    : m_context(context)
    , m_message(new MessageBar(this))
    , m_icon(new IconLabel(QStringLiteral("countdown"), 32, this))
    , m_result(textLabel({}, this))
    , m_proof(textLabel({}, this))
    , m_countdown(new QProgressBar(this))
    , m_left(textLabel({}, this))
    , m_keep(new QPushButton(icon(QStringLiteral("keep")), tr("&Keep Change"), this))
    , m_undo(new QPushButton(icon(QStringLiteral("edit-undo")), tr("&Undo Now"), this))
    , m_more(new QPushButton(icon(QStringLiteral("more-time")), tr("+60 &Seconds"), this))
    , m_again(new QPushButton(icon(QStringLiteral("view-refresh")), tr("Try A&gain"), this))
    , m_persist(
          new QPushButton(icon(QStringLiteral("document-save")), tr("&Make Permanent…"), this))
    , m_summary(new QPlainTextEdit(this))
{
    setSubTitle(tr("The change is in force. The connection is tried again by itself."));
    enlarge(m_result, 1.35);
    m_result->setAccessibleName(tr("Result of the new try"));
    auto *head = new QHBoxLayout;
    head->setSpacing(14);
    head->addWidget(m_icon, 0, Qt::AlignTop);
    auto *words = new QVBoxLayout;
    words->addWidget(m_result);
    words->addWidget(m_proof);
    head->addLayout(words, 1);

    auto *trial = new Card(tr("The trial"), this);
    m_left->setAccessibleName(tr("Time left for the change"));
    m_countdown->setTextVisible(false);
    m_countdown->setMaximumHeight(8);
    m_countdown->setAccessibleName(tr("Countdown"));
    auto *buttons = new QHBoxLayout;
    for (auto *button : {m_keep, m_undo, m_more, m_again, m_persist}) {
        buttons->addWidget(button);
    }
    buttons->addStretch(1);
    trial->body()->addWidget(m_left);
    trial->body()->addWidget(m_countdown);
    trial->body()->addLayout(buttons);

    auto *summaryCard = new Card(tr("Summary"), this);
    m_summary->setReadOnly(true);
    m_summary->setTabChangesFocus(true);
    m_summary->setFrameShape(QFrame::NoFrame);
    m_summary->viewport()->setAutoFillBackground(false);
    m_summary->setAccessibleName(tr("Summary text"));
    auto *copy = new QPushButton(icon(QStringLiteral("edit-copy")), tr("&Copy Summary"), this);
    auto *save = new QPushButton(icon(QStringLiteral("document-save")), tr("Save Re&port…"), this);
    auto *summaryButtons = new QHBoxLayout;
    summaryButtons->addWidget(copy);
    summaryButtons->addWidget(save);
    summaryButtons->addStretch(1);
    summaryCard->body()->addWidget(m_summary, 1);
    summaryCard->body()->addLayout(summaryButtons);

    auto *column = new QVBoxLayout(this);
    column->setSpacing(12);
    column->addSpacing(6);
    column->addWidget(m_message);
    column->addLayout(head);
    column->addWidget(trial);
    column->addWidget(summaryCard, 1);

    connect(m_persist, &QPushButton::clicked, this, &DonePage::persistRequested);
    connect(m_keep, &QPushButton::clicked, this, [this] {
        m_context.keep();
    });
    connect(m_undo, &QPushButton::clicked, this, [this] {
        m_context.undo();
    });
    connect(m_more, &QPushButton::clicked, this, [this] {
        m_context.extend();
    });
    connect(m_again, &QPushButton::clicked, this, [this] {
        m_context.retry();
        showRetry();
    });
    connect(copy, &QPushButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(m_context.summaryText());
    });
    connect(save, &QPushButton::clicked, this, [this] {
        saveReport(this, m_context, *m_message);
    });
    connect(&m_context, &WizardContext::trialChanged, this, [this] {
        showTrial();
        Q_EMIT completeChanged();
    });
    connect(&m_context, &WizardContext::retryFinished, this, [this] {
        showRetry();
    });
    connect(&m_context, &WizardContext::trialProblem, this, [this](const Core::Error &error) {
        const auto problem = errorWords(error);
        m_message->showMessage(MessageBar::Kind::Error, problem.oneLine(), problem.detail);
    });
}

void DonePage::initializePage()
{
    m_message->clear();
    m_countdown->setRange(0, static_cast<int>(WizardContext::trialSeconds));
    showTrial();
    showRetry();
    m_keep->setFocus();
}

void DonePage::showTrial()
{
    using State = WizardContext::TrialState;
    const State state = m_context.trialState();
    const bool isTrying = state == State::Trying;
    const auto left = static_cast<int>(m_context.secondsLeft());
    m_countdown->setVisible(isTrying);
    m_countdown->setMaximum(std::max(m_countdown->maximum(), left));
    m_countdown->setValue(left);
    for (auto *button : {m_keep, m_more}) {
        button->setVisible(isTrying);
    }
    m_undo->setVisible(isTrying || state == State::Kept);
    m_persist->setVisible(state == State::Kept);
    m_again->setEnabled(!m_context.isRetrying());
    switch (state) {
    case State::Trying:
        m_left->setText(tr("Trying the change: %n second(s) left, then it is undone by itself.",
                           nullptr, left));
        break;
    case State::Kept:
        m_left->setText(
            tr("The change is kept. It lasts until restart, unless it is made permanent."));
        break;
    case State::Undone:
        m_left->setText(tr("The change was undone. The rules are as before."));
        break;
    case State::Failed:
    case State::NotStarted:
        m_left->setText(tr("The change failed. History tells why."));
        break;
    }
    m_summary->setPlainText(m_context.summaryText());
    if (!isTrying && isVisible() && wizard() != nullptr) {
        wizard()->button(QWizard::FinishButton)->setFocus();
    }
}

void DonePage::showRetry()
{
    m_again->setEnabled(!m_context.isRetrying());
    if (m_context.isRetrying() || !m_context.afterwards()) {
        m_icon->setIconName(QStringLiteral("countdown"));
        m_result->setText(m_context.isRetrying() ? tr("Trying the connection again…")
                                                 : tr("Not tried again yet."));
        m_proof->clear();
        return;
    }
    const auto &after = *m_context.afterwards();
    const auto &probe = m_context.probeAfterwards();
    const bool probed = probe && probe->outcome != Core::ProbeOutcome::NotTried;
    const bool works = probed ? probe->outcome == Core::ProbeOutcome::Connected
                              : after.outcome == Core::Outcome::Open;
    m_icon->setIconName(works ? QStringLiteral("result-ok") : QStringLiteral("result-problem"));
    QStringList proof;
    if (probed) {
        m_result->setText(works ? tr("It works now.") : tr("It still fails."));
        proof << probeText(*probe);
    } else {
        m_result->setText(works ? tr("It should work now.") : outcomeText(after.outcome));
        proof << tr("This is calculated from the rules. Try it from the other computer now.");
    }
    if (m_context.newRuleCounted()) {
        proof << tr("The counter of the new rule went up: the packet took it.");
    }
    if (!works && !after.findings.empty()) {
        proof << factText(after.findings.front().summary);
    }
    m_proof->setText(proof.join(QLatin1Char('\n')));
    m_summary->setPlainText(m_context.summaryText());
}

bool DonePage::isComplete() const
{
    return m_context.trialState() != WizardContext::TrialState::Trying;
}

int DonePage::nextId() const
{
    return -1;
}

} // namespace Portlight::App
