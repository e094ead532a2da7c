// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/pages/historypage.h"

#include "app/models/trialmodel.h"
#include "app/pages/session.h"
#include "app/pages/snapshotsview.h"
#include "app/widgets/card.h"
#include "app/widgets/icons.h"
#include "app/widgets/placeholderview.h"
#include "app/widgets/rowdelegate.h"
#include "app/wording/wording.h"

#include <QFontDatabase>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStackedWidget>
#include <QTabWidget>
#include <QTableView>
#include <QVBoxLayout>

namespace Portlight::App
{

HistoryPage::HistoryPage(Session &session, QWidget *parent)
    : Page(session, tr("History"), parent)
    , m_tabs(new QTabWidget(this))
    , m_snapshots(new SnapshotsView(session, this))
    , m_stack(new QStackedWidget(this))
    , m_placeholder(new PlaceholderView(this))
    , m_model(new TrialModel(this))
    , m_table(new QTableView(this))
    , m_detail(textLabel({}, this))
    , m_commands(new QPlainTextEdit(this))
    , m_keep(new QPushButton(icon(QStringLiteral("keep")), tr("Keep Change"), this))
    , m_undo(new QPushButton(icon(QStringLiteral("edit-undo")), tr("Undo This Change"), this))
    , m_more(new QPushButton(icon(QStringLiteral("more-time")), tr("+60 Seconds"), this))
{
    setUpTable(m_table, tr("Changes"));
    m_table->setModel(m_model);
    m_table->horizontalHeader()->setSectionResizeMode(TrialModel::WhatColumn, QHeaderView::Stretch);
    m_table->setColumnWidth(TrialModel::WhenColumn, timeColumnWidth(m_table->fontMetrics()));
    m_table->setColumnWidth(TrialModel::StateColumn, 230);
    m_table->setColumnWidth(TrialModel::WhoColumn, 90);
    m_commands->setReadOnly(true);
    m_commands->setTabChangesFocus(true);
    m_commands->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_commands->setAccessibleName(tr("Commands of the change"));
    m_commands->setMaximumHeight(fontMetrics().lineSpacing() * 4 + 20);
    m_commands->setFrameShape(QFrame::NoFrame);
    m_commands->viewport()->setAutoFillBackground(false);
    auto *details = new Card(tr("The change"), this);
    details->body()->addWidget(m_detail);
    details->body()->addWidget(m_commands);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_keep);
    buttons->addWidget(m_undo);
    buttons->addWidget(m_more);
    buttons->addStretch(1);
    details->body()->addLayout(buttons);

    auto *content = new QWidget(this);
    auto *inner = new QVBoxLayout(content);
    inner->setContentsMargins(0, 0, 0, 0);
    inner->setSpacing(12);
    inner->addWidget(m_table, 1);
    inner->addWidget(details);
    m_stack->addWidget(m_placeholder);
    m_stack->addWidget(content);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_tabs);
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(m_stack, tr("Changes"));
    m_tabs->addTab(m_snapshots, tr("Snapshots"));
    connect(m_tabs, &QTabWidget::currentChanged, this, &HistoryPage::refresh);

    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &HistoryPage::showCurrent);
    connect(m_keep, &QPushButton::clicked, this, [this] {
        if (const auto *trial = current()) {
            this->session().keepTrial(trial->id);
        }
    });
    connect(m_undo, &QPushButton::clicked, this, [this] {
        if (const auto *trial = current()) {
            this->session().undoTrial(trial->id);
        }
    });
    connect(m_more, &QPushButton::clicked, this, [this] {
        if (const auto *trial = current()) {
            this->session().extendTrial(trial->id);
        }
    });
    connect(m_placeholder, &PlaceholderView::actionTriggered, this, [this] {
        if (this->session().access() == Session::Access::Open) {
            Q_EMIT troubleshootRequested();
        } else {
            this->session().unlock();
        }
    });
    connect(&session, &Session::trialsChanged, this, &HistoryPage::showTrials);
    connect(&session, &Session::accessChanged, this, &HistoryPage::showTrials);
    connect(&session, &Session::switched, this, &HistoryPage::showTrials);
    showTrials();
}

const Trial *HistoryPage::current() const
{
    return m_model->trial(m_table->currentIndex().row());
}

void HistoryPage::showTrials()
{
    m_model->setTrials(session().trials());
    if (m_model->rowCount() == 0) {
        m_stack->setCurrentIndex(0);
        switch (session().access()) {
        case Session::Access::Locked:
            m_placeholder->setContent(QStringLiteral("object-locked"), tr("The history is locked"),
                                      tr("Reading it needs an administrator's permission."),
                                      tr("Unlock…"));
            break;
        case Session::Access::Missing:
            m_placeholder->setContent(
                QStringLiteral("result-unknown"), tr("The helper isn't installed"),
                tr("Changes are made, and remembered, by the helper."), tr("Try Again"));
            break;
        case Session::Access::Asking:
            m_placeholder->setContent(QStringLiteral("countdown"), tr("Reading…"), {});
            break;
        case Session::Access::Open:
            m_placeholder->setContent(
                QStringLiteral("page-history"), tr("Nothing was changed yet"),
                tr("Each change that Portlight tries is listed here, and can be undone here."),
                tr("Find Out Why It Fails…"));
            break;
        }
        return;
    }
    m_stack->setCurrentIndex(1);
    if (!m_table->currentIndex().isValid()) {
        m_table->selectRow(0);
    }
    showCurrent();
}

void HistoryPage::showCurrent()
{
    const auto *trial = current();
    const bool isTrying =
        trial != nullptr && trial->here && trial->state == QLatin1String("trying");
    const bool isKept = trial != nullptr && trial->here && trial->state == QLatin1String("kept");
    m_keep->setVisible(isTrying);
    m_more->setVisible(isTrying);
    m_undo->setVisible(isTrying || isKept);
    if (trial == nullptr) {
        m_detail->clear();
        m_commands->clear();
        return;
    }
    QStringList lines = {trial->summary};
    if (!trial->here) {
        lines << tr("It belongs to another network on this computer and can't be changed from "
                    "here.");
    } else if (isKept) {
        lines << tr("Kept until restart, unless it was made permanent. Undo takes back this change "
                    "only; what others changed since stays.");
    } else if (trial->state == QLatin1String("undone")) {
        lines << tr("There is nothing to undo: it was taken back already.");
    } else if (trial->state == QLatin1String("failed")) {
        lines << tr("There is nothing to undo: it was never in force as a whole.");
    }
    if (!trial->detail.isEmpty()) {
        lines << trial->detail;
    }
    m_detail->setText(lines.join(QLatin1Char('\n')));
    const QString commands = trial->commands.join(QLatin1Char('\n'));
    if (m_commands->toPlainText() != commands) {
        m_commands->setPlainText(commands);
    }
}

void HistoryPage::refresh()
{
    session().refreshTrials();
    if (m_tabs->currentWidget() == m_snapshots) {
        m_snapshots->refresh();
    }
}

SnapshotsView *HistoryPage::snapshots() const
{
    return m_snapshots;
}

void HistoryPage::showSnapshots()
{
    m_tabs->setCurrentWidget(m_snapshots);
}

void HistoryPage::showEvent(QShowEvent *event)
{
    refresh();
    Page::showEvent(event);
}

} // namespace Portlight::App
