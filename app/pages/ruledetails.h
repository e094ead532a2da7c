// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/ruleset/ruleset.h"

#include <QStringList>
#include <QTabWidget>

#include <vector>

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QVBoxLayout;

namespace Portlight::App
{

class IconLabel;
class RuleModel;

/// What a selected rule means, how it is written, and who made it.
class RuleDetails : public QTabWidget
{
    Q_OBJECT

public:
    explicit RuleDetails(QWidget *parent = nullptr);
    /// Row -1 clears.
    void showRule(const RuleModel &model, int row);
    /// What is in the sets that the rule asks; empty: it asks none, and the tab is not there.
    void showSets(const QString &members);

Q_SIGNALS:
    /// A rule that has to do with the one shown is asked for.
    void ruleRequested(const Portlight::Core::Location &location);

private:
    void makeFinding();
    void showFinding(const RuleModel &model, int row);
    void showOwner(const RuleModel &model, int row);
    QString partsText(const RuleModel &model, int row) const;

    QLabel *m_sentence;
    QLabel *m_parts;
    QWidget *m_finding;
    IconLabel *m_findingIcon;
    QLabel *m_findingText;
    std::vector<QPushButton *> m_findingRules;
    std::vector<Core::Location> m_findingBy; ///< of the buttons
    QLabel *m_counted;
    QLabel *m_owner;
    QVBoxLayout *m_ownerCommands;
    QStringList m_shownCommands;
    QPlainTextEdit *m_command;
    QPlainTextEdit *m_sets;
    int m_setsTab = -1;
};

} // namespace Portlight::App
