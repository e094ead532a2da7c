// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/wizard/foundpage.h"

#include "app/models/qtext.h"
#include "app/widgets/card.h"
#include "app/widgets/iconlabel.h"
#include "app/widgets/icons.h"
#include "app/widgets/messagebar.h"
#include "app/widgets/rowdelegate.h"
#include "app/wizard/savereport.h"
#include "app/wizard/troubleshootwizard.h"
#include "app/wording/wording.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace Portlight::App
{

namespace
{

QString answerText(Core::Answer answer)
{
    switch (answer) {
    case Core::Answer::Yes:
        return FoundPage::tr("Match");
    case Core::Answer::No:
        return FoundPage::tr("No match");
    case Core::Answer::CannotTell:
        return FoundPage::tr("Can't tell");
    }
    return {};
}

QString answerIcon(Core::Answer answer)
{
    switch (answer) {
    case Core::Answer::Yes:
        return QStringLiteral("result-ok");
    case Core::Answer::No:
        return QStringLiteral("result-skipped");
    case Core::Answer::CannotTell:
        return QStringLiteral("result-unknown");
    }
    return {};
}

} // namespace

FoundPage::FoundPage(WizardContext &context)
    : m_context(context)
    , m_icon(new IconLabel(QStringLiteral("result-problem"), 32, this))
    , m_sentence(textLabel({}, this))
    , m_place(textLabel({}, this, true))
    , m_known(textLabel({}, this))
    , m_evidence(textLabel({}, this))
    , m_others(textLabel({}, this, true))
    , m_conditionsCard(new Card(tr("What the rule asks, and this connection"), this))
    , m_conditions(new QTableWidget(0, 2, this))
    , m_showRule(new QPushButton(icon(QStringLiteral("page-rules")), tr("Show &Rule"), this))
    , m_message(new MessageBar(this))
{
    setSubTitle(tr("The answer, and how it is known."));
    enlarge(m_sentence, 1.35);
    m_sentence->setAccessibleName(tr("Result"));
    auto *head = new QHBoxLayout;
    head->setSpacing(14);
    head->addWidget(m_icon, 0, Qt::AlignTop);
    auto *words = new QVBoxLayout;
    words->addWidget(m_sentence);
    words->addWidget(m_place);
    head->addLayout(words, 1);

    auto *column = new QVBoxLayout(this);
    column->setSpacing(12);
    column->addSpacing(6);
    column->addWidget(m_message);
    column->addLayout(head);
    column->addWidget(m_known);
    column->addWidget(m_evidence);
    setUpTable(m_conditions, tr("Conditions of the rule"));
    m_conditions->setHorizontalHeaderLabels({tr("Condition"), tr("This connection")});
    m_conditions->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_conditions->horizontalHeader()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    m_conditionsCard->body()->addWidget(m_conditions);
    column->addWidget(m_conditionsCard);
    column->addWidget(m_others);
    auto *buttons = new QHBoxLayout;
    auto *save = new QPushButton(icon(QStringLiteral("document-save")), tr("&Save Report…"), this);
    buttons->addWidget(m_showRule);
    buttons->addWidget(save);
    buttons->addStretch(1);
    column->addLayout(buttons);
    column->addStretch(1);
    connect(m_showRule, &QPushButton::clicked, this, [this] {
        if (const auto *found = m_context.finding(); found != nullptr && found->location) {
            Q_EMIT ruleRequested(*found->location);
        }
    });
    connect(save, &QPushButton::clicked, this, [this] {
        App::saveReport(this, m_context, *m_message);
    });
}

void FoundPage::initializePage()
{
    m_message->clear();
    const auto *found = m_context.finding();
    if (found == nullptr || found->cause == Core::Cause::Open) {
        showNothing();
    } else {
        showFinding();
    }
    setFinalPage(nextId() < 0);
}

void FoundPage::showFinding()
{
    const auto &found = *m_context.finding();
    m_icon->setIconName(found.certainty == Core::Certainty::Possible
                            ? QStringLiteral("result-unknown")
                            : QStringLiteral("result-problem"));
    m_sentence->setText(factText(found.summary));
    m_place->setText(found.location ? locationText(*found.location) : QString());
    m_place->setVisible(found.location.has_value());
    m_known->setText(tr("How this is known: %1").arg(certaintyText(found.certainty)));
    m_known->show();
    QStringList evidence;
    for (const auto &fact : found.evidence) {
        evidence << QStringLiteral("•  ") + factText(fact);
    }
    m_evidence->setText(evidence.join(QLatin1Char('\n')));
    m_evidence->setVisible(!evidence.isEmpty());
    m_showRule->setVisible(found.location.has_value());

    m_conditionsCard->setVisible(!found.conditions.empty());
    m_conditions->setRowCount(static_cast<int>(found.conditions.size()));
    int row = 0;
    for (const auto &condition : found.conditions) {
        m_conditions->setItem(row, 0, new QTableWidgetItem(qtext(condition.text)));
        m_conditions->setItem(
            row, 1,
            new QTableWidgetItem(icon(answerIcon(condition.answer)), answerText(condition.answer)));
        ++row;
    }
    m_conditions->resizeColumnToContents(1);
    constexpr int mostRows = 8;
    m_conditions->setFixedHeight(
        m_conditions->horizontalHeader()->sizeHint().height() + 2 * m_conditions->frameWidth()
        + std::min(row, mostRows) * m_conditions->verticalHeader()->defaultSectionSize());

    QStringList others;
    const auto &findings = m_context.diagnosis()->findings;
    for (std::size_t i = 1; i < findings.size(); ++i) {
        others << QStringLiteral("•  ") + factText(findings[i].summary);
    }
    m_others->setText(others.isEmpty()
                          ? QString()
                          : tr("Also found:") + QLatin1Char('\n') + others.join(QLatin1Char('\n')));
    m_others->setVisible(!others.isEmpty());
}

void FoundPage::showNothing()
{
    const auto *diagnosis = m_context.diagnosis();
    const bool isUnknown = diagnosis == nullptr || diagnosis->outcome == Core::Outcome::Unknown;
    const auto *found = m_context.finding();
    m_icon->setIconName(isUnknown ? QStringLiteral("result-unknown") : QStringLiteral("result-ok"));
    m_sentence->setText(found != nullptr ? factText(found->summary)
                            : isUnknown  ? tr("It could not be told what goes wrong.")
                                         : tr("Nothing on this computer blocks it."));
    m_place->hide();
    m_known->setVisible(found != nullptr);
    QStringList lines;
    if (found != nullptr) {
        m_known->setText(tr("How this is known: %1").arg(certaintyText(found->certainty)));
        for (const auto &fact : found->evidence) {
            lines << QStringLiteral("•  ") + factText(fact);
        }
        lines << QString();
    }
    lines << tr("Where to look next:")
          << tr("•  The other computer: does its own firewall let the connection out or in?")
          << tr("•  The router or network between them: does it forward this port?")
          << tr("•  The program: is its address, port and certificate right?");
    m_evidence->setText(lines.join(QLatin1Char('\n')));
    m_evidence->show();
    m_showRule->hide();
    m_conditionsCard->hide();
    m_others->hide();
}

int FoundPage::nextId() const
{
    return m_context.fixes().empty() ? -1 : TroubleshootWizard::FixStep;
}

} // namespace Portlight::App
