// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "app/pages/page.h"

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QStackedWidget;
class QTabWidget;
class QTableView;

namespace Portlight::App
{

struct Trial;
class PlaceholderView;
class SnapshotsView;
class TrialModel;

/// The changes that were tried on this computer, and the way back for each; and saved states of the
/// rules.
class HistoryPage : public Page
{
    Q_OBJECT

public:
    explicit HistoryPage(Session &session, QWidget *parent = nullptr);
    void refresh() override;
    SnapshotsView *snapshots() const;
    void showSnapshots();

protected:
    void showEvent(QShowEvent *event) override;

private:
    const Trial *current() const;
    void showTrials();
    void showCurrent();

    QTabWidget *m_tabs;
    SnapshotsView *m_snapshots;
    QStackedWidget *m_stack;
    PlaceholderView *m_placeholder;
    TrialModel *m_model;
    QTableView *m_table;
    QLabel *m_detail;
    QPlainTextEdit *m_commands;
    QPushButton *m_keep;
    QPushButton *m_undo;
    QPushButton *m_more;
};

} // namespace Portlight::App
