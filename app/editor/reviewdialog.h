// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "app/client/helperclient.h"
#include "app/models/firewallview.h"
#include "app/models/latestwork.h"
#include "app/models/stagedchanges.h"

#include <QDialog>

class QLabel;
class QListWidget;
class QPlainTextEdit;
class QPushButton;
class QRadioButton;
class QSpinBox;

namespace Portlight::App
{

class DifferenceView;
class MessageBar;

/// What the staged changes do, before they are applied: each step, every rule list before and
/// after, the commands, what they would cut, for how long they are tried and whether they are to
/// survive a restart. Applies nothing itself.
class ReviewDialog : public QDialog
{
    Q_OBJECT

public:
    static constexpr unsigned minimumSeconds = 30;
    static constexpr unsigned maximumSeconds = 600;

    /// `staged`, `firewall` and `helper` (may be null) outlive the dialog.
    ReviewDialog(StagedChanges &staged, const FirewallData &firewall, HelperClient *helper,
                 QWidget *parent = nullptr);

    void setSeconds(unsigned seconds);
    unsigned seconds() const;
    void setKeptAfterRestart(bool kept);
    bool isKeptAfterRestart() const;
    /// Shell commands, one a line, with a head that says what they are.
    static QString scriptFor(const std::vector<Core::Change> &changes,
                             Core::Backend defaultBackend);

private:
    QWidget *makeChoices();
    void showAll();
    void showSteps();
    void findLockOuts();
    void findOpenings();
    void showLockOuts(const std::vector<Core::LockOut> &cuts);
    void updateApply();

    StagedChanges &m_staged;
    const FirewallData &m_data;
    HelperClient *m_helper;
    MessageBar *m_message;
    QListWidget *m_steps;
    QPushButton *m_leaveOut;
    QLabel *m_openings;
    DifferenceView *m_difference;
    QPlainTextEdit *m_commands;
    QSpinBox *m_seconds;
    QRadioButton *m_untilRestart;
    QRadioButton *m_kept;
    QPushButton *m_rehearse;
    QPushButton *m_apply;
    QPushButton *m_cancel;
    LatestWork m_openingWork;
    unsigned m_run = 0; ///< answers for an older state are dropped
};

} // namespace Portlight::App
