// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/editor/persistdialog.h"

#include "app/models/qtext.h"
#include "app/widgets/card.h"
#include "app/widgets/icons.h"
#include "app/widgets/messagebar.h"
#include "app/wording/persistwords.h"
#include "app/wording/wording.h"
#include "app/wording/words.h"

#include <QFontDatabase>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace Portlight::App
{

PersistDialog::PersistDialog(HelperClient &helper, QWidget *parent)
    : QDialog(parent)
    , m_helper(helper)
    , m_message(new MessageBar(this))
    , m_way(textLabel({}, this))
    , m_files(new QListWidget(this))
    , m_leftOutLabel(new QLabel(tr("&Not saved:"), this))
    , m_leftOut(new QListWidget(this))
    , m_commands(new QPlainTextEdit(this))
    , m_wait(textLabel({}, this, true))
    , m_progress(new QProgressBar(this))
    , m_save(new QPushButton(icon(QStringLiteral("document-save")), tr("&Make Permanent"), this))
    , m_undo(new QPushButton(icon(QStringLiteral("edit-undo")), tr("&Undo Last Saving"), this))
    , m_close(new QPushButton(tr("Cancel"), this))
{
    setWindowTitle(tr("Make Permanent"));
    resize(680, 520);
    auto *filesLabel = new QLabel(tr("&Files that are read at the next start:"), this);
    filesLabel->setBuddy(m_files);
    m_files->setAccessibleName(tr("Files"));
    m_leftOutLabel->setBuddy(m_leftOut);
    m_leftOut->setAccessibleName(tr("Not saved"));
    for (auto *list : {m_files, m_leftOut}) {
        list->setWordWrap(true);
        list->setMinimumHeight(fontMetrics().lineSpacing() * 3);
    }
    auto *commandLabel = new QLabel(tr("The same as &commands:"), this);
    commandLabel->setBuddy(m_commands);
    m_commands->setReadOnly(true);
    m_commands->setTabChangesFocus(true);
    m_commands->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_commands->setMaximumHeight(fontMetrics().lineSpacing() * 3 + 20);
    m_commands->setAccessibleName(tr("Commands"));
    m_progress->setRange(0, 0);
    m_progress->setTextVisible(false);
    m_progress->setMaximumHeight(8);
    m_progress->setAccessibleName(tr("Waiting for the helper"));
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_undo);
    buttons->addStretch(1);
    buttons->addWidget(m_save);
    buttons->addWidget(m_close);
    m_save->setDefault(true);

    auto *column = new QVBoxLayout(this);
    column->setSpacing(8);
    column->addWidget(m_message);
    column->addWidget(m_way);
    column->addWidget(filesLabel);
    column->addWidget(m_files, 1);
    column->addWidget(m_leftOutLabel);
    column->addWidget(m_leftOut, 1);
    column->addWidget(commandLabel);
    column->addWidget(m_commands);
    column->addWidget(m_wait);
    column->addWidget(m_progress);
    column->addLayout(buttons);
    connect(m_save, &QPushButton::clicked, this, &PersistDialog::save);
    connect(m_undo, &QPushButton::clicked, this, &PersistDialog::takeBack);
    connect(m_close, &QPushButton::clicked, this, [this] {
        m_saved ? accept() : reject();
    });
    m_undo->hide();
    readPlan();
}

bool PersistDialog::isSaved() const
{
    return m_saved;
}

void PersistDialog::setWaiting(const QString &text)
{
    const bool isWaiting = !text.isEmpty();
    m_wait->setText(text);
    m_wait->setVisible(isWaiting);
    m_progress->setVisible(isWaiting);
    m_save->setEnabled(!isWaiting);
    m_undo->setEnabled(!isWaiting);
}

void PersistDialog::showError(const Core::Error &error)
{
    const auto words = errorWords(error);
    m_message->showMessage(MessageBar::Kind::Error, words.oneLine(), words.detail);
    m_message->setAction(tr("Try Again"), [this] {
        m_message->clear();
        readPlan();
    });
}

void PersistDialog::readPlan()
{
    setWaiting(tr("Looking at how this system loads its rules…"));
    m_helper.planPersistence(this, [this](Core::Result<Core::PersistencePlan> plan) {
        setWaiting({});
        if (plan) {
            showPlan(*plan);
        } else {
            showError(plan.error());
        }
    });
}

void PersistDialog::showPlan(const Core::PersistencePlan &plan)
{
    m_plan = plan;
    m_way->setText(wayText(plan.way));
    m_files->clear();
    for (const auto &file : plan.files) {
        const QString path = Words::plain(file.path);
        QString text = !file.changes ? tr("%1: says the same already").arg(path)
            : !file.after            ? tr("%1: is removed").arg(path)
            : !file.before           ? tr("%1: is made").arg(path)
                           : tr("%1: is written anew; the old one is kept as a backup").arg(path);
        auto *item = new QListWidgetItem(text, m_files);
        item->setIcon(
            icon(file.changes ? QStringLiteral("document-save") : QStringLiteral("result-ok")));
    }
    m_leftOut->clear();
    for (const auto &what : plan.leftOut) {
        const QString name = what.rule.empty()
            ? tr("%1 (%2): %n rule(s)", nullptr, static_cast<int>(what.rules))
                  .arg(Words::plain(what.chain), Words::plain(what.table))
            : Words::plain(what.rule);
        auto *item =
            new QListWidgetItem(tr("%1 — %2").arg(name, leftOutReasonText(what)), m_leftOut);
        item->setIcon(icon(Core::isLoss(what) ? QStringLiteral("result-problem")
                                              : QStringLiteral("result-skipped")));
    }
    m_leftOut->setVisible(!plan.leftOut.empty());
    m_leftOutLabel->setVisible(!plan.leftOut.empty());
    QStringList commands;
    for (const auto &command : plan.commands) {
        commands << qtext(command);
    }
    m_commands->setPlainText(commands.join(QLatin1Char('\n')));
    m_undo->setVisible(plan.canUndo);
    QStringList notes;
    m_block.clear();
    for (const auto &note : plan.notes) {
        const QString text = persistenceNoteText(note);
        notes << text;
        if (Core::blocks(note) && m_block.isEmpty()) {
            m_block = text;
        }
    }
    if (!m_block.isEmpty()) {
        m_message->showMessage(MessageBar::Kind::Error, m_block);
    } else if (!notes.isEmpty() && !m_saved) {
        m_message->showMessage(MessageBar::Kind::Warning, notes.join(QLatin1Char('\n')));
    } else if (plan.isSaved && !m_saved) {
        m_message->showMessage(MessageBar::Kind::Positive,
                               tr("The running rules are saved already. They will be there after "
                                  "a restart."));
    }
}

void PersistDialog::save()
{
    if (!m_plan) {
        readPlan();
        return;
    }
    if (!m_block.isEmpty()) {
        m_message->showMessage(MessageBar::Kind::Error, m_block);
        return;
    }
    m_message->clear();
    setWaiting(tr("Saving, and checking that what was saved loads…"));
    m_helper.persist(m_plan->revision, this, [this](Core::Result<QStringList> files) {
        setWaiting({});
        if (!files) {
            showError(files.error());
            return;
        }
        m_saved = true;
        m_close->setText(tr("Close"));
        m_message->showMessage(MessageBar::Kind::Positive,
                               files->isEmpty()
                                   ? tr("Nothing had to be written: all was saved already.")
                                   : tr("Saved. The rules will be there after a restart.\n%1")
                                         .arg(files->join(QLatin1Char('\n'))));
        readPlan();
    });
}

void PersistDialog::takeBack()
{
    m_message->clear();
    setWaiting(tr("Bringing back the files as they were…"));
    m_helper.undoPersist(this, [this](Core::Result<QStringList> files) {
        setWaiting({});
        if (!files) {
            showError(files.error());
            return;
        }
        m_message->showMessage(MessageBar::Kind::Positive,
                               tr("The files are as they were before the last saving. The running "
                                  "rules stay.\n%1")
                                   .arg(files->join(QLatin1Char('\n'))));
        readPlan();
    });
}

} // namespace Portlight::App
