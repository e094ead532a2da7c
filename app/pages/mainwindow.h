// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <QList>
#include <QMainWindow>

class QLabel;
class QListWidget;
class QPushButton;
class QStackedWidget;

namespace Portlight::Core
{
struct Error;
}

namespace Portlight::App
{

class CapacityPage;
class ChangeDesk;
class HistoryPage;
class MessageBar;
class OverviewPage;
class Page;
class PracticeBanner;
class RulesPage;
class Session;
class TrialBar;
class TroubleshootPage;

/// Sidebar, pages, menus, and what is the same on every page: the practice banner, the message line
/// and the countdown of a trial.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    enum PageIndex { Overview, Rules, Capacity, Troubleshoot, History, PageCount };

    explicit MainWindow(Session &session, QWidget *parent = nullptr);
    ~MainWindow() override;

    void showPage(PageIndex index);
    PageIndex currentPage() const;
    RulesPage *rulesPage() const;
    TroubleshootPage *troubleshootPage() const;
    ChangeDesk *changeDesk() const;
    /// Takes the last size and place from the settings.
    void restoreLayout();

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    void makeSidebar();
    void makeMenus();
    void updateTitle();
    void updateState();
    void updateTrial();
    void showError(const Core::Error &error);
    void choosePractice();
    void makePermanent();
    void openSnapshot();
    void leavePractice();

    Session &m_session;
    QListWidget *m_sidebar;
    QStackedWidget *m_stack;
    OverviewPage *m_overview;
    RulesPage *m_rules;
    CapacityPage *m_capacity;
    TroubleshootPage *m_troubleshoot;
    HistoryPage *m_history;
    QList<Page *> m_pages;
    PracticeBanner *m_banner;
    MessageBar *m_message;
    TrialBar *m_trialBar;
    ChangeDesk *m_desk;
    QLabel *m_heading;
    QLabel *m_state;
    QPushButton *m_unlock;
    QAction *m_leaveAction = nullptr;
    PageIndex m_pageBeforePractice = Overview;
};

} // namespace Portlight::App
