// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/pages/mainwindow.h"

#include "app/editor/persistdialog.h"
#include "app/editor/stagedbar.h"
#include "app/pages/capacitypage.h"
#include "app/pages/changedesk.h"
#include "app/pages/historypage.h"
#include "app/pages/overviewpage.h"
#include "app/pages/practicedialog.h"
#include "app/pages/ruleactions.h"
#include "app/pages/rulespage.h"
#include "app/pages/session.h"
#include "app/pages/snapshotsview.h"
#include "app/pages/trialnotifier.h"
#include "app/pages/troubleshootpage.h"
#include "app/widgets/card.h"
#include "app/widgets/icons.h"
#include "app/widgets/messagebar.h"
#include "app/widgets/practicebanner.h"
#include "app/widgets/trialbar.h"
#include "app/wording/wording.h"
#include "core/text/saveparser.h"

#include <QApplication>
#include <QCloseEvent>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QMenuBar>
#include <QMessageBox>
#include <QPushButton>
#include <QSettings>
#include <QShortcut>
#include <QStackedWidget>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>

namespace Portlight::App
{

MainWindow::MainWindow(Session &session, QWidget *parent)
    : QMainWindow(parent)
    , m_session(session)
    , m_sidebar(new QListWidget(this))
    , m_stack(new QStackedWidget(this))
    , m_overview(new OverviewPage(session, this))
    , m_rules(new RulesPage(session, this))
    , m_capacity(new CapacityPage(session, this))
    , m_troubleshoot(new TroubleshootPage(session, this))
    , m_history(new HistoryPage(session, this))
    , m_pages({m_overview, m_rules, m_capacity, m_troubleshoot, m_history})
    , m_banner(new PracticeBanner(this))
    , m_message(new MessageBar(this))
    , m_trialBar(new TrialBar(this))
    , m_desk(new ChangeDesk(session, *m_rules, this))
    , m_heading(new QLabel(this))
    , m_state(new QLabel(this))
    , m_unlock(new QPushButton(icon(QStringLiteral("object-locked")), tr("&Unlock…"), this))
{
    setMinimumSize(800, 560);
    resize(1100, 720);
    for (auto *page : m_pages) {
        m_stack->addWidget(page);
        connect(page, &Page::troubleshootRequested, this, [this] {
            showPage(Troubleshoot);
        });
        connect(page, &Page::practiceRequested, this, &MainWindow::choosePractice);
    }
    makeSidebar();
    makeMenus();

    enlarge(m_heading, 1.25);
    m_state->setAccessibleName(tr("What is shown"));
    m_unlock->setAccessibleName(tr("Unlock reading"));
    auto *head = new QHBoxLayout;
    head->addWidget(m_heading);
    head->addStretch(1);
    head->addWidget(m_state);
    head->addWidget(m_unlock);

    auto *content = new QWidget(this);
    auto *inner = new QVBoxLayout(content);
    inner->setContentsMargins(18, 12, 18, 14);
    inner->setSpacing(10);
    inner->addLayout(head);
    inner->addWidget(m_message);
    inner->addWidget(m_stack, 1);

    auto *central = new QWidget(this);
    auto *right = new QVBoxLayout;
    right->setSpacing(0);
    right->addWidget(m_banner);
    right->addWidget(content, 1);
    right->addWidget(m_desk->bar());
    right->addWidget(m_trialBar);
    auto *row = new QHBoxLayout(central);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_sidebar);
    row->addLayout(right, 1);
    setCentralWidget(central);

    connect(m_desk, &ChangeDesk::message, this,
            [this](MessageBar::Kind kind, const QString &text, const QString &details,
                   const QString &label, const std::function<void()> &action) {
                m_message->showMessage(kind, text, details);
                if (!label.isEmpty()) {
                    m_message->setAction(label, action);
                }
            });
    // Dialogs open from the event loop, not from within the answer of the helper.
    connect(m_desk, &ChangeDesk::persistRequested, this, &MainWindow::makePermanent,
            Qt::QueuedConnection);
    connect(m_troubleshoot, &TroubleshootPage::persistRequested, this, &MainWindow::makePermanent);
    connect(m_history->snapshots(), &SnapshotsView::restoreRequested, m_desk, &ChangeDesk::restore);
    connect(m_history->snapshots(), &SnapshotsView::failed, this, &MainWindow::showError);
    connect(m_desk, &ChangeDesk::messageOver, m_message, &MessageBar::clear);
    connect(m_sidebar, &QListWidget::currentRowChanged, this, [this](int index) {
        m_stack->setCurrentIndex(index);
        updateTitle();
        updateTrial();
    });
    const auto showRule = [this](const Core::Location &location) {
        showPage(Rules);
        m_rules->showLocation(location);
    };
    connect(m_overview, &OverviewPage::ruleRequested, this, showRule);
    connect(m_overview, &OverviewPage::questionRequested, this,
            [this](const Core::Question &question) {
                // A trial that the wizard shows is not to be left by a click elsewhere.
                if (m_session.activeTrial() == nullptr) {
                    m_troubleshoot->ask(question);
                }
                showPage(Troubleshoot);
            });
    connect(m_troubleshoot, &TroubleshootPage::ruleRequested, this, showRule);
    connect(m_troubleshoot, &TroubleshootPage::stepChanged, this, [this] {
        updateTitle();
        updateTrial();
    });
    connect(m_unlock, &QPushButton::clicked, this, [this] {
        m_session.unlock();
    });
    connect(m_banner, &PracticeBanner::leaveRequested, this, &MainWindow::leavePractice);
    connect(m_trialBar, &TrialBar::keepRequested, this, [this] {
        if (const auto *trial = m_session.activeTrial()) {
            m_trialBar->setBusy(true);
            m_session.keepTrial(trial->id);
        }
    });
    connect(m_trialBar, &TrialBar::undoRequested, this, [this] {
        if (const auto *trial = m_session.activeTrial()) {
            m_trialBar->setBusy(true);
            m_session.undoTrial(trial->id);
        }
    });
    connect(m_trialBar, &TrialBar::othersRequested, this, [this] {
        showPage(History);
    });
    connect(m_trialBar, &TrialBar::moreTimeRequested, this, [this] {
        if (const auto *trial = m_session.activeTrial()) {
            m_session.extendTrial(trial->id);
        }
    });
    connect(&m_session, &Session::accessChanged, this, &MainWindow::updateState);
    connect(&m_session, &Session::dataChanged, this, &MainWindow::updateState);
    connect(&m_session, &Session::rulesChanged, this, &MainWindow::updateState);
    connect(&m_session, &Session::trialsChanged, this, &MainWindow::updateTrial);
    connect(&m_session, &Session::failed, this, &MainWindow::showError);
    connect(&m_session, &Session::practiceFailed, this, &MainWindow::showError);
    connect(&m_session, &Session::switched, this, [this] {
        m_message->clear();
        updateState();
        updateTitle();
        updateTrial();
    });
    new TrialNotifier(session, *this);
    auto *tick = new QTimer(this);
    tick->setInterval(1000);
    connect(tick, &QTimer::timeout, this, &MainWindow::updateState);
    tick->start();
    m_sidebar->setCurrentRow(Overview);
    updateState();
    updateTrial();
}

MainWindow::~MainWindow()
{
    // Pages let go of the session's helper while everything is still there.
    for (auto *page : m_pages) {
        disconnect(&m_session, nullptr, page, nullptr);
    }
    disconnect(&m_session, nullptr, this, nullptr);
}

void MainWindow::makeSidebar()
{
    static constexpr const char *icons[PageCount] = {"page-overview", "page-rules", "page-capacity",
                                                     "page-troubleshoot", "page-history"};
    m_sidebar->setAccessibleName(tr("Pages"));
    m_sidebar->setIconSize(QSize(22, 22));
    m_sidebar->setFrameShape(QFrame::NoFrame);
    m_sidebar->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_sidebar->setSpacing(2);
    int widest = 0;
    for (int i = 0; i < PageCount; ++i) {
        auto *item =
            new QListWidgetItem(icon(QLatin1String(icons[i])), m_pages[i]->title(), m_sidebar);
        item->setSizeHint(QSize(0, std::max(36, fontMetrics().height() + 16)));
        widest = std::max(widest, fontMetrics().horizontalAdvance(m_pages[i]->title()));
    }
    m_sidebar->setFixedWidth(widest + 22 + 48);
}

void MainWindow::makeMenus()
{
    auto *file = menuBar()->addMenu(tr("&File"));
    auto *practice = file->addAction(icon(QStringLiteral("practice")), tr("&Practice…"));
    connect(practice, &QAction::triggered, this, &MainWindow::choosePractice);
    m_leaveAction = file->addAction(tr("&Leave Practice"));
    connect(m_leaveAction, &QAction::triggered, this, &MainWindow::leavePractice);
    file->addSeparator();
    auto *open = file->addAction(tr("&Open Snapshot…"));
    open->setShortcut(QKeySequence::Open);
    connect(open, &QAction::triggered, this, &MainWindow::openSnapshot);
    auto *save = file->addAction(icon(QStringLiteral("document-save")), tr("&Save Snapshot…"));
    save->setShortcut(QKeySequence::Save);
    connect(save, &QAction::triggered, this, [this] {
        showPage(History);
        m_history->showSnapshots();
        m_history->snapshots()->save();
    });
    file->addAction(m_rules->actions().permanent);
    connect(m_rules, &RulesPage::permanentRequested, this, &MainWindow::makePermanent);
    file->addSeparator();
    auto *quit = file->addAction(icon(QStringLiteral("application-exit")), tr("&Quit"));
    quit->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Q));
    quit->setMenuRole(QAction::QuitRole);
    connect(quit, &QAction::triggered, this, &QWidget::close);

    auto *edit = menuBar()->addMenu(tr("&Edit"));
    edit->addActions({m_desk->undoAction(), m_desk->redoAction()});
    edit->addSeparator();
    auto *find = edit->addAction(icon(QStringLiteral("edit-find")), tr("&Find…"));
    find->setShortcut(QKeySequence::Find);
    connect(find, &QAction::triggered, this, [this] {
        if (!m_pages[currentPage()]->focusSearch()) {
            showPage(Rules);
            m_rules->focusSearch();
        }
    });

    const auto &ruleActions = m_rules->actions();
    edit->insertActions(find, {ruleActions.copySentence, ruleActions.copyCommand});
    edit->insertSeparator(find);
    edit->addActions({ruleActions.findNext, ruleActions.findPrevious});

    auto *rules = menuBar()->addMenu(tr("&Rules"));
    rules->addActions(ruleActions.forChanges());
    rules->addSeparator();
    rules->addActions(ruleActions.forChains());
    rules->addSeparator();
    rules->addActions({m_desk->reviewAction(), m_desk->applyAction(), m_desk->discardAction()});

    auto *view = menuBar()->addMenu(tr("&View"));
    for (int i = 0; i < PageCount; ++i) {
        auto *action = view->addAction(m_sidebar->item(i)->icon(), m_pages[i]->title());
        action->setShortcut(QKeySequence(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_1 + i)));
        connect(action, &QAction::triggered, this, [this, i] {
            showPage(static_cast<PageIndex>(i));
        });
    }
    view->addSeparator();
    m_rules->fillViewMenu(view);
    view->addSeparator();
    auto *refresh = view->addAction(icon(QStringLiteral("view-refresh")), tr("&Refresh"));
    refresh->setShortcuts({QKeySequence(Qt::CTRL | Qt::Key_R), QKeySequence(Qt::Key_F5)});
    connect(refresh, &QAction::triggered, this, [this] {
        if (m_session.access() == Session::Access::Open) {
            m_pages[currentPage()]->refresh();
        }
    });

    auto *tools = menuBar()->addMenu(tr("&Tools"));
    auto *why =
        tools->addAction(icon(QStringLiteral("page-troubleshoot")), tr("&Find Out Why It Fails…"));
    why->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_T));
    connect(why, &QAction::triggered, this, [this] {
        showPage(Troubleshoot);
    });
    auto *plan = tools->addAction(icon(QStringLiteral("page-capacity")), tr("&Plan Capacity"));
    connect(plan, &QAction::triggered, this, [this] {
        showPage(Capacity);
    });

    auto *help = menuBar()->addMenu(tr("&Help"));
    auto *about = help->addAction(icon(QStringLiteral("help-about")), tr("&About Portlight"));
    about->setMenuRole(QAction::AboutRole);
    connect(about, &QAction::triggered, this, [this] {
        QMessageBox::about(
            this, tr("About Portlight"),
            tr("<h3>Portlight %1</h3><p>Tells why a connection fails, shows the proof, and tries "
               "the smallest fix with a way back.</p><p>Free software under the GNU General Public "
               "License, version 2 or later. This window uses Qt Charts, which is under version "
               "3.</p>")
                .arg(QCoreApplication::applicationVersion()));
    });
}

void MainWindow::showPage(PageIndex index)
{
    m_sidebar->setCurrentRow(index);
    if (index == Troubleshoot) {
        m_troubleshoot->takeFocus();
    }
}

MainWindow::PageIndex MainWindow::currentPage() const
{
    return static_cast<PageIndex>(std::max(0, m_stack->currentIndex()));
}

RulesPage *MainWindow::rulesPage() const
{
    return m_rules;
}

TroubleshootPage *MainWindow::troubleshootPage() const
{
    return m_troubleshoot;
}

ChangeDesk *MainWindow::changeDesk() const
{
    return m_desk;
}

void MainWindow::restoreLayout()
{
    const QSettings settings;
    restoreGeometry(settings.value(QStringLiteral("window/geometry")).toByteArray());
}

void MainWindow::updateTitle()
{
    const QString page = m_pages[currentPage()]->title();
    m_heading->setText(page);
    const bool isPractice = m_session.mode() == Session::Mode::Practice;
    setWindowTitle(isPractice ? tr("%1 — Practice — Portlight").arg(page)
                              : tr("%1 — Portlight").arg(page));
}

void MainWindow::updateState()
{
    using Access = Session::Access;
    QString where;
    switch (m_session.mode()) {
    case Session::Mode::Live:
        where = tr("Live: this computer");
        break;
    case Session::Mode::Direct:
        where = tr("Live: this computer, as root");
        break;
    case Session::Mode::Practice:
        where = m_session.story() ? tr("Practice: computer \"%1\"").arg(m_session.story()->here)
                                  : tr("Practice");
        break;
    }
    QString when;
    switch (m_session.access()) {
    case Access::Locked:
        when = tr("rules locked");
        break;
    case Access::Asking:
        when = tr("reading…");
        break;
    case Access::Missing:
        when = tr("no helper");
        break;
    case Access::Open: {
        const auto age = m_session.updated().secsTo(QDateTime::currentDateTime());
        when = age < 2 ? tr("up to date")
                       : tr("updated %n second(s) ago", nullptr, static_cast<int>(age));
        break;
    }
    }
    m_state->setText(tr("%1 · %2").arg(where, when));
    m_unlock->setVisible(
        m_session.mode() != Session::Mode::Practice
        && (m_session.access() == Access::Locked || m_session.access() == Access::Missing));
    const bool isPractice = m_session.mode() == Session::Mode::Practice;
    m_leaveAction->setEnabled(isPractice);
    if (isPractice) {
        m_banner->setStory(m_session.story() ? storyTitle(m_session.story()->id) : QString());
    } else {
        m_banner->hide();
    }
}

void MainWindow::updateTrial()
{
    const auto *trial = m_session.activeTrial();
    if (trial == nullptr || m_troubleshoot->showsTrial()) {
        m_trialBar->stop();
        return;
    }
    const auto &trials = m_session.trials();
    m_trialBar->setOthers(static_cast<int>(std::count_if(trials.begin(), trials.end(),
                                                         [](const Trial &each) {
                                                             return each.here
                                                                 && each.state
                                                                 == QLatin1String("trying");
                                                         }))
                          - 1);
    if (m_trialBar->isHidden()) {
        m_trialBar->start(trial->summary, trial->secondsLeft);
    } else {
        m_trialBar->setSecondsLeft(trial->secondsLeft);
        m_trialBar->setBusy(false);
    }
}

void MainWindow::showError(const Core::Error &error)
{
    const auto words = errorWords(error);
    m_message->showMessage(MessageBar::Kind::Error, words.oneLine(), words.detail);
    if (error.code == Core::ErrorCode::Denied) {
        m_message->setAction(tr("Unlock…"), [this] {
            m_message->clear();
            m_session.unlock();
        });
    }
}

void MainWindow::makePermanent()
{
    if (m_session.mode() == Session::Mode::Practice) {
        m_message->showMessage(MessageBar::Kind::Information,
                               tr("In practice nothing is made permanent: the network ends with "
                                  "the practice, and this computer stays as it is."));
        return;
    }
    auto *helper = m_session.helper();
    if (helper == nullptr || m_session.access() != Session::Access::Open) {
        m_message->showMessage(MessageBar::Kind::Warning,
                               tr("The rules must be read before they can be saved."));
        m_message->setAction(tr("Unlock…"), [this] {
            m_message->clear();
            m_session.unlock();
        });
        return;
    }
    PersistDialog dialog(*helper, this);
    connect(&m_session, &Session::aboutToSwitch, &dialog, &QDialog::reject);
    dialog.exec();
}

void MainWindow::openSnapshot()
{
    const auto place = m_rules->currentPlace();
    if (!place) {
        m_message->showMessage(MessageBar::Kind::Warning,
                               tr("Show the rules first: a saved file replaces those that are "
                                  "shown on the page Rules."));
        m_message->setAction(tr("Show Rules"), [this] {
            m_message->clear();
            showPage(Rules);
        });
        return;
    }
    const QString name = QFileDialog::getOpenFileName(
        this, tr("Open Snapshot"), {}, tr("Saved rules (*.rules *.v4 *.v6 *.txt);;All files (*)"));
    if (name.isEmpty()) {
        return;
    }
    QFile file(name);
    if (!file.open(QIODevice::ReadOnly)) {
        m_message->showMessage(
            MessageBar::Kind::Error,
            tr("%1 can't be read: %2. Choose another file.").arg(name, file.errorString()));
        return;
    }
    const QByteArray text = file.read(static_cast<qint64>(Core::maxSaveTextBytes) + 1);
    const auto rules = Core::parseSave({text.constData(), static_cast<std::size_t>(text.size())},
                                       place->backend, place->family);
    if (!rules) {
        const auto words = errorWords(rules.error());
        m_message->showMessage(
            MessageBar::Kind::Error,
            tr("%1 holds no rules that can be read, as iptables-save writes them. Line %2: %3")
                .arg(QFileInfo(name).fileName(), QString::number(rules.error().position.line),
                     words.why),
            QString::fromStdString(rules.error().message));
        return;
    }
    showPage(Rules);
    m_desk->restore(tr("Rules of %1").arg(QFileInfo(name).fileName()), {*rules});
}

void MainWindow::choosePractice()
{
    if (!m_desk->mayLeave(tr("Practice"))) {
        return;
    }
    PracticeDialog dialog(this);
    if (dialog.exec() != QDialog::Accepted || dialog.story().isEmpty()) {
        return;
    }
    if (m_session.mode() != Session::Mode::Practice) {
        m_pageBeforePractice = currentPage();
    }
    m_session.startPractice(dialog.story(), dialog.backend());
    showPage(Overview);
}

void MainWindow::leavePractice()
{
    if (!m_desk->mayLeave(tr("Leave Practice"))) {
        return;
    }
    m_session.startLive();
    showPage(m_pageBeforePractice);
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (!m_desk->mayLeave(tr("Quit"))) {
        event->ignore();
        return;
    }
    if (const auto *trial = m_session.activeTrial();
        trial != nullptr && m_session.mode() != Session::Mode::Practice) {
        QMessageBox question(QMessageBox::Question, tr("Change being tried"),
                             tr("A change is being tried for %n more second(s). Without an answer "
                                "it is undone by itself.",
                                nullptr, static_cast<int>(trial->secondsLeft)),
                             QMessageBox::NoButton, this);
        auto *leave = question.addButton(tr("Quit, Let It Be Undone"), QMessageBox::AcceptRole);
        question.addButton(tr("Stay Here"), QMessageBox::RejectRole);
        question.exec();
        if (question.clickedButton() != leave) {
            event->ignore();
            return;
        }
    }
    QSettings settings;
    settings.setValue(QStringLiteral("window/geometry"), saveGeometry());
    QMainWindow::closeEvent(event);
}

} // namespace Portlight::App
