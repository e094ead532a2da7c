// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <QList>
#include <QObject>

class QAction;
class QKeySequence;
class QMenu;
class QWidget;

namespace Portlight::App
{

/// What can be done on the Rules page, once for its buttons, its context menus and the menu bar.
/// Editing shortcuts (Del, Space, Alt+Up, …) work only while `view` has the focus.
class RuleActions : public QObject
{
    Q_OBJECT

public:
    /// What is selected, as far as it matters for what can be done with it.
    struct Selection {
        bool pageShown = false;
        bool hasChain = false;
        bool isBuiltInChain = false;
        bool isReadOnly = false; ///< a list of nft's own
        bool isNative = false; ///< a rule that only nft can say
        bool isRule = false;
        bool isPolicy = false;
        bool isOn = true; ///< the rule is not switched off
        bool isStagedAway = false; ///< the rule is to be removed already
        bool isFirst = false;
        bool isLast = false;
        bool hasHits = false; ///< a search found something
    };

    RuleActions(QWidget *view, QObject *parent);

    /// Actions that nobody carries out are not shown: `offered` says which editing is connected.
    void setOffered(QAction *action, bool offered);
    void setSelection(const Selection &selection);

    QAction *add;
    QAction *edit;
    QAction *duplicate;
    QAction *toggle;
    QAction *remove;
    QAction *moveUp;
    QAction *moveDown;
    QAction *changePolicy;
    QAction *zeroRule;
    QAction *zero;
    QAction *newChain;
    QAction *renameChain;
    QAction *flushChain;
    QAction *removeChain;
    QAction *permanent; ///< of the whole firewall: always possible
    QAction *onlyQuiet; ///< checkable: show only rules that never matched
    QAction *onlyMarked; ///< checkable: show only rules with something wrong
    QAction *copySentence;
    QAction *copyCommand;
    QAction *findNext;
    QAction *findPrevious;

    /// The rule part first, then the chain part, with separators.
    QList<QAction *> forRules() const;
    QList<QAction *> forChains() const;
    QList<QAction *> forButtons() const;
    /// What changes the selected rule, in the order of the menus.
    QList<QAction *> forChanges() const;

private:
    QAction *make(const char *iconName, const QString &text, const QKeySequence &shortcut);
    QAction *make(const char *iconName, const QString &text);
    QAction *separator();

    QWidget *m_view;
    QAction *m_beforeCopy;
    QAction *m_beforeChain;
};

} // namespace Portlight::App
