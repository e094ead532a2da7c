// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/wizard/checkspage.h"

#include "app/models/checkmodel.h"
#include "app/models/qtext.h"
#include "app/widgets/card.h"
#include "app/widgets/messagebar.h"
#include "app/widgets/rowdelegate.h"
#include "app/wizard/troubleshootwizard.h"
#include "app/wording/wording.h"

#include <QAbstractButton>
#include <QHeaderView>
#include <QLabel>
#include <QProgressBar>
#include <QTableView>
#include <QVBoxLayout>

namespace Portlight::App
{

namespace
{

constexpr int stepCount = 7;

QString stepText(const QString &step)
{
    if (step == QLatin1String("interfaces")) {
        return ChecksPage::tr("Reading network devices and routes…");
    }
    if (step == QLatin1String("rules")) {
        return ChecksPage::tr("Reading the firewall rules…");
    }
    if (step == QLatin1String("listeners")) {
        return ChecksPage::tr("Looking for the program that should answer…");
    }
    if (step == QLatin1String("conntrack")) {
        return ChecksPage::tr("Reading the connection table…");
    }
    if (step == QLatin1String("managers")) {
        return ChecksPage::tr("Looking for other firewall programs…");
    }
    if (step == QLatin1String("settings")) {
        return ChecksPage::tr("Reading the kernel's network settings…");
    }
    if (step == QLatin1String("probe")) {
        return ChecksPage::tr("Trying the connection and watching the counters…");
    }
    return ChecksPage::tr("Checking…");
}

} // namespace

ChecksPage::ChecksPage(WizardContext &context)
    : m_context(context)
    , m_model(new CheckModel(this))
    , m_message(new MessageBar(this))
    , m_state(textLabel({}, this))
    , m_progress(new QProgressBar(this))
    , m_table(new QTableView(this))
    , m_detail(textLabel({}, this))
{
    setSubTitle(tr("Everything the kernel would ask about this connection. Reading only."));
    auto *column = new QVBoxLayout(this);
    column->setSpacing(10);
    column->addWidget(m_message);
    column->addWidget(m_state);
    m_progress->setRange(0, stepCount);
    m_progress->setTextVisible(false);
    m_progress->setMaximumHeight(8);
    m_progress->setAccessibleName(tr("Progress of the checks"));
    column->addWidget(m_progress);
    setUpTable(m_table, tr("Checks"));
    m_table->setModel(m_model);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->horizontalHeader()->setSectionResizeMode(CheckModel::ResultColumn,
                                                      QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(CheckModel::NameColumn,
                                                      QHeaderView::ResizeToContents);
    column->addWidget(m_table, 1);
    auto *details = new Card(tr("Details"), this);
    m_detail->setMinimumHeight(fontMetrics().lineSpacing() * 2 + 4);
    m_detail->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_detail->setAccessibleName(tr("Details of the selected check"));
    details->body()->addWidget(m_detail);
    column->addWidget(details);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex &now) {
                m_detail->setText(
                    now.isValid() ? now.siblingAtColumn(CheckModel::DetailColumn).data().toString()
                                  : QString());
            });
    connect(&m_context, &WizardContext::stepStarted, this, [this](const QString &step) {
        m_state->setText(stepText(step));
        m_progress->setValue(std::min(m_progress->value() + 1, stepCount));
    });
    connect(&m_context, &WizardContext::diagnosisFinished, this, [this] {
        showResult();
        Q_EMIT completeChanged();
        if (isVisible()) {
            wizard()->button(QWizard::NextButton)->setFocus();
        }
    });
    connect(&m_context, &WizardContext::diagnosisFailed, this, [this](const Core::Error &error) {
        const auto words = errorWords(error);
        m_progress->setVisible(false);
        m_state->setText(tr("The checks could not be finished."));
        m_message->showMessage(MessageBar::Kind::Error, words.oneLine(), words.detail);
        m_message->setAction(tr("Try Again"), [this] {
            start();
        });
        Q_EMIT completeChanged();
    });
}

void ChecksPage::start()
{
    m_message->clear();
    m_model->setChecks({});
    m_progress->setValue(0);
    m_progress->setVisible(true);
    m_state->setText(tr("Checking…"));
    m_context.startDiagnosis();
}

void ChecksPage::showResult()
{
    const auto *diagnosis = m_context.diagnosis();
    if (diagnosis == nullptr) {
        return;
    }
    m_model->setChecks(diagnosis->checks);
    m_progress->setVisible(false);
    const int problems = m_model->count(Core::CheckResult::Problem);
    const int unknown = m_model->count(Core::CheckResult::Unknown);
    QString state = problems == 0 ? tr("No check found a problem.")
                                  : tr("%n check(s) found a problem.", nullptr, problems);
    if (unknown > 0) {
        state += QLatin1Char(' ') + tr("%n could not be told.", nullptr, unknown);
    }
    m_state->setText(state);
    int row = 0;
    for (int i = 0; i < m_model->rowCount(); ++i) {
        if (diagnosis->checks[static_cast<std::size_t>(i)].result == Core::CheckResult::Problem) {
            row = i;
            break;
        }
    }
    m_table->selectRow(row);
}

void ChecksPage::initializePage()
{
    m_table->setFocus();
    if (m_context.diagnosis() != nullptr) {
        showResult();
        return;
    }
    start();
}

void ChecksPage::cleanupPage()
{
    m_context.cancelDiagnosis();
}

bool ChecksPage::isComplete() const
{
    return m_context.diagnosis() != nullptr && !m_context.isDiagnosing();
}

int ChecksPage::nextId() const
{
    return TroubleshootWizard::FoundStep;
}

} // namespace Portlight::App
