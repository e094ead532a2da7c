// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/wizard/reviewpage.h"

#include "app/models/qtext.h"
#include "app/widgets/card.h"
#include "app/widgets/colours.h"
#include "app/widgets/icons.h"
#include "app/widgets/messagebar.h"
#include "app/wizard/troubleshootwizard.h"
#include "app/wording/wording.h"

#include <QClipboard>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace Portlight::App
{

namespace
{

void fill(QListWidget *list, const std::vector<WizardContext::PreviewLine> &lines,
          const QPalette &palette)
{
    using Kind = WizardContext::PreviewLine::Kind;
    list->clear();
    QListWidgetItem *first = nullptr;
    int number = 0;
    for (const auto &line : lines) {
        ++number;
        const bool isPolicy = line.text.startsWith(QLatin1String("-P "));
        const QString mark = line.kind == Kind::Added ? QStringLiteral("+")
            : line.kind == Kind::Removed              ? QStringLiteral("−")
                                                      : QStringLiteral(" ");
        auto *item = new QListWidgetItem(
            QStringLiteral("%1 %2  %3")
                .arg(mark, isPolicy ? QStringLiteral(" ") : QString::number(number), line.text),
            list);
        item->setToolTip(line.text);
        if (line.kind != Kind::Same) {
            QFont font = list->font();
            font.setBold(true);
            item->setFont(font);
            item->setBackground(
                toneBackground(line.kind == Kind::Added ? Tone::Good : Tone::Bad, palette));
            item->setData(Qt::AccessibleTextRole,
                          line.kind == Kind::Added ? ReviewPage::tr("Added: %1").arg(line.text)
                                                   : ReviewPage::tr("Removed: %1").arg(line.text));
            first = first == nullptr ? item : first;
        }
    }
    if (first != nullptr) {
        list->scrollToItem(first, QAbstractItemView::PositionAtCenter);
    }
}

} // namespace

ReviewPage::ReviewPage(WizardContext &context)
    : m_context(context)
    , m_message(new MessageBar(this))
    , m_place(textLabel({}, this))
    , m_before(new QListWidget(this))
    , m_after(new QListWidget(this))
    , m_commands(new QPlainTextEdit(this))
    , m_lasting(textLabel({}, this, true))
    , m_progress(new QProgressBar(this))
    , m_rehearse(new QPushButton(tr("&Rehearse First"), this))
{
    setSubTitle(
        tr("Applied for 90 seconds. Unless it is kept, it is undone by itself, even if this "
           "window or the network goes away."));
    setCommitPage(true);
    const QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    auto *column = new QVBoxLayout(this);
    column->setSpacing(8);
    column->addWidget(m_message);
    column->addWidget(m_place);
    // One above the other: rules are long, and side by side their ends would be out of sight.
    auto *beforeLabel = new QLabel(tr("Before"), this);
    auto *afterLabel = new QLabel(tr("After"), this);
    column->addWidget(beforeLabel);
    column->addWidget(m_before, 1);
    column->addWidget(afterLabel);
    column->addWidget(m_after, 1);
    for (auto *list : {m_before, m_after}) {
        list->setFont(fixed);
        list->setWordWrap(false);
        list->setTextElideMode(Qt::ElideRight);
        list->setMinimumHeight(80);
    }
    m_before->setAccessibleName(tr("Rules before the change"));
    m_after->setAccessibleName(tr("Rules after the change"));
    auto *commandRow = new QHBoxLayout;
    auto *commandLabel = new QLabel(tr("As co&mmands"), this);
    commandLabel->setBuddy(m_commands);
    auto *copy = new QPushButton(icon(QStringLiteral("edit-copy")), tr("&Copy Commands"), this);
    commandRow->addWidget(commandLabel, 1);
    commandRow->addWidget(m_rehearse);
    commandRow->addWidget(copy);
    column->addLayout(commandRow);
    m_commands->setReadOnly(true);
    m_commands->setTabChangesFocus(true);
    m_commands->setFont(fixed);
    m_commands->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_commands->setMaximumHeight(fontMetrics().lineSpacing() * 2 + 24);
    m_commands->setAccessibleName(tr("Commands"));
    column->addWidget(m_commands);
    column->addWidget(m_lasting);
    m_progress->setRange(0, 0);
    m_progress->setTextVisible(false);
    m_progress->setMaximumHeight(8);
    m_progress->setAccessibleName(tr("Applying the change"));
    m_progress->hide();
    column->addWidget(m_progress);
    connect(copy, &QPushButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(m_commands->toPlainText());
    });
    m_rehearse->setToolTip(tr("Tries the asked connection in a copy of the firewall, without the "
                              "change and with it. Nothing here is changed."));
    connect(m_rehearse, &QPushButton::clicked, this, [this] {
        m_message->showMessage(MessageBar::Kind::Information,
                               tr("Trying it in a copy of the firewall…"));
        m_context.rehearse();
        m_rehearse->setEnabled(!m_context.isRehearsing());
    });
    connect(&m_context, &WizardContext::rehearsed, this,
            [this](const Core::RehearsalReport &report) {
                m_rehearse->setEnabled(true);
                m_message->showMessage(report.after.works() ? MessageBar::Kind::Positive
                                                            : MessageBar::Kind::Warning,
                                       rehearsalSentence(report), rehearsalDetails(report));
            });
    connect(&m_context, &WizardContext::rehearsalFailed, this, [this](const Core::Error &error) {
        m_rehearse->setEnabled(true);
        const auto words = errorWords(error);
        m_message->showMessage(MessageBar::Kind::Error, words.oneLine(), words.detail);
    });
    connect(&m_context, &WizardContext::trialStarted, this, [this] {
        m_progress->hide();
        Q_EMIT completeChanged();
        if (isVisible()) {
            wizard()->next();
        }
    });
    connect(&m_context, &WizardContext::trialFailed, this, [this](const Core::Error &error) {
        m_progress->hide();
        const auto words = errorWords(error);
        m_message->showMessage(MessageBar::Kind::Error, words.oneLine(), words.detail);
        if (error.code == Core::ErrorCode::Stale) {
            m_message->setAction(tr("Check Again"), [this] {
                m_context.startDiagnosis();
                wizard()->back();
            });
        }
        Q_EMIT completeChanged();
    });
}

void ReviewPage::initializePage()
{
    m_message->clear();
    m_progress->hide();
    m_rehearse->setEnabled(m_context.canApply() && !m_context.isRehearsing());
    const auto previews = m_context.previews();
    QStringList places;
    std::vector<WizardContext::PreviewLine> before;
    std::vector<WizardContext::PreviewLine> after;
    for (const auto &preview : previews) {
        places << preview.place;
        before.insert(before.end(), preview.before.begin(), preview.before.end());
        after.insert(after.end(), preview.after.begin(), preview.after.end());
    }
    m_place->setText(tr("What changes: %1").arg(places.join(QLatin1String(", "))));
    fill(m_before, before, palette());
    fill(m_after, after, palette());
    const auto *fix = m_context.fix();
    QStringList commands;
    if (fix != nullptr) {
        for (const auto &command : fix->commands) {
            commands << qtext(command);
        }
        const QString keeper = qtext(fix->persistedBy);
        m_lasting->setText(
            keeper.isEmpty() || keeper == QLatin1String("none")
                ? tr("Lasts until restart. This system has no program that saves rules.")
                : tr("Lasts until restart. To keep it after a restart, save it with %1.")
                      .arg(managerName(fix->persistedBy)));
    }
    m_commands->setPlainText(commands.join(QLatin1Char('\n')));
}

bool ReviewPage::isComplete() const
{
    return m_context.canApply() && !m_context.isApplying();
}

bool ReviewPage::validatePage()
{
    if (m_context.trialState() == WizardContext::TrialState::Trying) {
        return true;
    }
    m_message->clear();
    m_progress->show();
    m_context.apply();
    Q_EMIT completeChanged();
    return false;
}

int ReviewPage::nextId() const
{
    return TroubleshootWizard::DoneStep;
}

} // namespace Portlight::App
