// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/pages/ruleactions.h"

#include "app/widgets/icons.h"

#include <QAction>
#include <QKeySequence>
#include <QWidget>

namespace Portlight::App
{

RuleActions::RuleActions(QWidget *view, QObject *parent)
    : QObject(parent)
    , m_view(view)
{
    add = make("list-add", tr("&Add Rule…"), QKeySequence(Qt::Key_Insert));
    edit = make("document-edit", tr("&Edit Rule…"), QKeySequence(Qt::Key_F2));
    duplicate = make("edit-copy", tr("&Duplicate Rule…"), QKeySequence(Qt::CTRL | Qt::Key_D));
    toggle = make("rule-switch", tr("&Switch Off"), QKeySequence(Qt::Key_Space));
    remove = make("list-remove", tr("&Remove"), QKeySequence(QKeySequence::Delete));
    moveUp = make("go-up", tr("Move &Up"), QKeySequence(Qt::ALT | Qt::Key_Up));
    moveDown = make("go-down", tr("Move &Down"), QKeySequence(Qt::ALT | Qt::Key_Down));
    changePolicy = make(nullptr, tr("Change \"&Otherwise\"…"));
    zeroRule = make(nullptr, tr("Set Its &Counters to Zero"));
    zero = make(nullptr, tr("Set All Counters to &Zero"));
    newChain = make(nullptr, tr("&New Rule List…"));
    renameChain = make(nullptr, tr("Re&name Rule List…"));
    flushChain = make(nullptr, tr("Remove All R&ules"));
    removeChain = make(nullptr, tr("Remove Rule &List"));
    permanent = make("document-save", tr("Make &Permanent…"));
    onlyQuiet = make(nullptr, tr("Only Never &Matched"));
    onlyQuiet->setCheckable(true);
    onlyQuiet->setToolTip(tr("Show only the rules that no packet matched since they are watched."));
    onlyMarked = make(nullptr, tr("Only With Re&marks"));
    onlyMarked->setCheckable(true);
    onlyMarked->setToolTip(tr("Show only rules that can never match, or that repeat or contradict "
                              "others."));
    copySentence = make("edit-copy", tr("&Copy"), QKeySequence(QKeySequence::Copy));
    copyCommand =
        make(nullptr, tr("Copy as Co&mmand"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C));
    findNext = make("edit-find", tr("Find Ne&xt"), QKeySequence(Qt::Key_F3));
    findPrevious = make(nullptr, tr("Find &Previous"), QKeySequence(Qt::SHIFT | Qt::Key_F3));
    // Searching goes on wherever the focus is on the page.
    findNext->setShortcutContext(Qt::WindowShortcut);
    findPrevious->setShortcutContext(Qt::WindowShortcut);
    m_beforeCopy = separator();
    m_beforeChain = separator();
    for (auto *editing : forChanges() + forChains()) {
        editing->setVisible(editing->isSeparator());
    }
    permanent->setVisible(false);
    setSelection({});
}

QAction *RuleActions::make(const char *iconName, const QString &text, const QKeySequence &shortcut)
{
    auto *action = new QAction(text, this);
    if (iconName != nullptr) {
        action->setIcon(icon(QLatin1String(iconName)));
    }
    action->setShortcut(shortcut);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    m_view->addAction(action);
    return action;
}

QAction *RuleActions::make(const char *iconName, const QString &text)
{
    return make(iconName, text, QKeySequence());
}

QAction *RuleActions::separator()
{
    auto *line = new QAction(this);
    line->setSeparator(true);
    return line;
}

void RuleActions::setOffered(QAction *action, bool offered)
{
    action->setVisible(offered);
}

void RuleActions::setSelection(const Selection &now)
{
    const bool chain = now.pageShown && now.hasChain;
    const bool editable = chain && !now.isReadOnly;
    const bool rule = editable && now.isRule && !now.isStagedAway && !now.isNative;
    add->setEnabled(editable);
    edit->setEnabled(rule);
    duplicate->setEnabled(rule);
    toggle->setEnabled(rule);
    toggle->setText(now.isOn ? tr("&Switch Off") : tr("&Switch On"));
    remove->setEnabled(rule);
    moveUp->setEnabled(rule && !now.isFirst);
    moveDown->setEnabled(rule && !now.isLast);
    changePolicy->setEnabled(editable && now.isBuiltInChain);
    zeroRule->setEnabled(rule);
    zero->setEnabled(editable);
    newChain->setEnabled(editable);
    renameChain->setEnabled(editable && !now.isBuiltInChain);
    flushChain->setEnabled(editable);
    removeChain->setEnabled(editable && !now.isBuiltInChain);
    copySentence->setEnabled(chain && (now.isRule || now.isPolicy));
    copyCommand->setEnabled(chain && (now.isRule || now.isPolicy));
    findNext->setEnabled(now.pageShown && now.hasHits);
    findPrevious->setEnabled(now.pageShown && now.hasHits);
}

QList<QAction *> RuleActions::forRules() const
{
    return forChanges() + QList<QAction *>{m_beforeCopy, copySentence, copyCommand};
}

QList<QAction *> RuleActions::forChains() const
{
    return {changePolicy, zero, m_beforeChain, newChain, renameChain, flushChain, removeChain};
}

QList<QAction *> RuleActions::forButtons() const
{
    return {add, edit, toggle, remove, moveUp, moveDown};
}

QList<QAction *> RuleActions::forChanges() const
{
    return {add, edit, duplicate, toggle, remove, moveUp, moveDown, zeroRule};
}

} // namespace Portlight::App
