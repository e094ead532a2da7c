// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/pages/mainwindow.h"
#include "app/pages/overviewpage.h"
#include "app/pages/rulespage.h"
#include "app/pages/session.h"
#include "app/pages/troubleshootpage.h"
#include "app/widgets/gauge.h"
#include "app/widgets/messagebar.h"
#include "app/widgets/practicebanner.h"
#include "app/wizard/troubleshootwizard.h"
#include "app/wording/translators.h"
#include "tests/app/window/flaws.h"

#include <QLabel>
#include <QListWidget>
#include <QMenuBar>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTableView>
#include <QTest>

using namespace Portlight;
using namespace Portlight::App;

namespace
{

constexpr int patience = 40000;

} // namespace

class TestWindow : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Session> m_session;
    std::unique_ptr<MainWindow> m_window;

    bool openStory(const QString &story, const QString &backend)
    {
        m_session = std::make_unique<Session>();
        m_window = std::make_unique<MainWindow>(*m_session);
        QSignalSpy failed(m_session.get(), &Session::practiceFailed);
        m_window->show();
        m_session->startPractice(story, backend);
        return QTest::qWaitFor(
                   [&] {
                       return m_session->hasData() || !failed.isEmpty();
                   },
                   patience)
            && m_session->hasData();
    }

private Q_SLOTS:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        // A helper that is installed here must not be asked by a test.
        qputenv("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nonexistent/bus");
        QCoreApplication::setOrganizationName(QStringLiteral("PortlightTest"));
        QSettings().clear();
        installTranslators(*QCoreApplication::instance());
    }

    void cleanup()
    {
        m_window.reset();
        m_session.reset();
    }

    void startsWithoutAskingForAnything()
    {
        m_session = std::make_unique<Session>();
        m_window = std::make_unique<MainWindow>(*m_session);
        m_session->startLive();
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        QCOMPARE(m_session->access(), Session::Access::Locked);
        QCOMPARE(m_session->helper()->state(), HelperClient::State::Unknown);
        QCOMPARE(m_window->windowTitle(), QStringLiteral("Overview — Portlight"));
        // The gauge needs no permission.
        QVERIFY(m_session->usage().read);
        for (int page = 0; page < MainWindow::PageCount; ++page) {
            m_window->showPage(static_cast<MainWindow::PageIndex>(page));
            QCoreApplication::processEvents();
            QCOMPARE(flaws(m_window.get()).join(QLatin1Char('\n')), QString());
        }
        QCOMPARE(m_session->access(), Session::Access::Locked);
    }

    void withoutHelperTheWindowStaysUseful()
    {
        m_session = std::make_unique<Session>();
        m_window = std::make_unique<MainWindow>(*m_session);
        QSignalSpy failed(m_session.get(), &Session::failed);
        m_session->startLive();
        m_window->show();
        m_session->unlock();
        QTRY_VERIFY_WITH_TIMEOUT(!failed.isEmpty(), patience);
        QCOMPARE(m_session->access(), Session::Access::Missing);
        QVERIFY(m_session->usage().read);
        bool isSaid = false;
        for (const auto *bar : m_window->findChildren<MessageBar *>()) {
            isSaid = isSaid || (bar->isVisible() && !bar->text().isEmpty());
        }
        QVERIFY(isSaid);
        for (int page = 0; page < MainWindow::PageCount; ++page) {
            m_window->showPage(static_cast<MainWindow::PageIndex>(page));
            QCoreApplication::processEvents();
            QCOMPARE(flaws(m_window.get()).join(QLatin1Char('\n')), QString());
        }
    }

    void nothingIsClippedInTheSmallestWindow()
    {
        m_session = std::make_unique<Session>();
        m_window = std::make_unique<MainWindow>(*m_session);
        m_session->startLive();
        m_window->resize(m_window->minimumSize());
        m_window->show();
        QCOMPARE(m_window->size(), m_window->minimumSize());
        for (int page = 0; page < MainWindow::PageCount; ++page) {
            m_window->showPage(static_cast<MainWindow::PageIndex>(page));
            settleLayout();
            QCOMPARE(flaws(m_window.get()).join(QLatin1Char('\n')), QString());
        }
    }

    void pagesHaveShortcuts()
    {
        m_session = std::make_unique<Session>();
        m_window = std::make_unique<MainWindow>(*m_session);
        m_session->startLive();
        m_window->show();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        QTest::keyClick(m_window.get(), Qt::Key_2, Qt::ControlModifier);
        QCOMPARE(m_window->currentPage(), MainWindow::Rules);
        QTest::keyClick(m_window.get(), Qt::Key_T, Qt::ControlModifier);
        QCOMPARE(m_window->currentPage(), MainWindow::Troubleshoot);
        QTest::keyClick(m_window.get(), Qt::Key_F, Qt::ControlModifier);
        QCOMPARE(m_window->currentPage(), MainWindow::Rules);
    }

    void pagesShowARealFirewall()
    {
        if (!openStory(QStringLiteral("blocked-web-server"), QStringLiteral("nft"))) {
            QSKIP("no practice network here (user namespaces forbidden?)");
        }
        QVERIFY(m_window->windowTitle().contains(QLatin1String("Practice")));
        QVERIFY(m_window->findChild<PracticeBanner *>()->isVisible());
        const auto *ruleset = m_session->data().ruleset(Core::Backend::Nft, Core::Family::Ipv4);
        QVERIFY(ruleset != nullptr);
        QVERIFY((*ruleset)->ruleCount() >= 3);

        QStringList texts;
        for (const auto *label : m_window->findChildren<QLabel *>()) {
            if (label->isVisible()) {
                texts << label->text();
            }
        }
        QVERIFY(texts.join(QLatin1Char(' ')).contains(QLatin1String("SSH (22)")));

        for (int page = 0; page < MainWindow::PageCount; ++page) {
            m_window->showPage(static_cast<MainWindow::PageIndex>(page));
            settleLayout();
            QCOMPARE(flaws(m_window.get()).join(QLatin1Char('\n')), QString());
        }
        m_window->showPage(MainWindow::Rules);
        bool found = false;
        for (const auto *table : m_window->rulesPage()->findChildren<QTableView *>()) {
            found = found || (table->isVisible() && table->model()->rowCount() >= 4);
        }
        QVERIFY(found);
    }

    void wizardIsWalkedByKeyboardOnly()
    {
        if (!openStory(QStringLiteral("blocked-web-server"), QStringLiteral("nft"))) {
            QSKIP("no practice network here (user namespaces forbidden?)");
        }
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        QTest::keyClick(m_window.get(), Qt::Key_T, Qt::ControlModifier);
        auto *wizard = m_window->troubleshootPage()->wizard();
        auto *context = m_window->troubleshootPage()->context();
        QVERIFY(wizard != nullptr);
        const auto press = [this](Qt::Key key) {
            auto *focus = QApplication::focusWidget();
            QTest::keyClick(focus != nullptr ? focus : m_window.get(), key);
        };
        const auto next = [wizard] {
            QTest::keyClick(wizard, Qt::Key_N, Qt::AltModifier);
        };
        const auto checkPage = [this] {
            QCoreApplication::processEvents();
            return flaws(m_window.get()).join(QLatin1Char('\n'));
        };
        QTRY_COMPARE(wizard->currentId(), int(TroubleshootWizard::SymptomStep));
        QCOMPARE(checkPage(), QString());
        press(Qt::Key_Return);
        QTRY_COMPARE(wizard->currentId(), int(TroubleshootWizard::ConnectionStep));
        QCOMPARE(checkPage(), QString());
        press(Qt::Key_Return);
        QTRY_COMPARE(wizard->currentId(), int(TroubleshootWizard::WatchStep));
        QCOMPARE(checkPage(), QString());
        press(Qt::Key_Space); // the focus stands on "Try It for Me"
        QTRY_VERIFY_WITH_TIMEOUT(context->firstProbe().has_value(), patience);
        QVERIFY(context->firstProbe()->outcome == Core::ProbeOutcome::Rejected);
        next();
        QTRY_COMPARE(wizard->currentId(), int(TroubleshootWizard::ChecksStep));
        QTRY_VERIFY_WITH_TIMEOUT(context->diagnosis() != nullptr, patience);
        QCOMPARE(checkPage(), QString());
        next();
        QTRY_COMPARE(wizard->currentId(), int(TroubleshootWizard::FoundStep));
        QVERIFY(context->finding() != nullptr);
        QVERIFY(context->finding()->cause == Core::Cause::RuleReject);
        QCOMPARE(context->finding()->location->number, 3U);
        QCOMPARE(checkPage(), QString());
        next();
        QTRY_COMPARE(wizard->currentId(), int(TroubleshootWizard::FixStep));
        QCOMPARE(checkPage(), QString());
        next();
        QTRY_COMPARE(wizard->currentId(), int(TroubleshootWizard::ReviewStep));
        QCOMPARE(checkPage(), QString());
        QVERIFY2(m_session->trials().empty(), "something was changed before the commit page");
        QTest::keyClick(wizard, Qt::Key_A, Qt::AltModifier);
        QTRY_COMPARE_WITH_TIMEOUT(wizard->currentId(), int(TroubleshootWizard::DoneStep), patience);
        QTRY_VERIFY_WITH_TIMEOUT(context->probeAfterwards().has_value(), patience);
        QVERIFY(context->probeAfterwards()->outcome == Core::ProbeOutcome::Connected);
        QVERIFY(context->newRuleCounted());
        QCOMPARE(checkPage(), QString());
        QTest::keyClick(wizard, Qt::Key_K, Qt::AltModifier);
        QTRY_COMPARE_WITH_TIMEOUT(context->trialState(), WizardContext::TrialState::Kept, patience);
        QTest::keyClick(wizard, Qt::Key_I, Qt::AltModifier);
        QTRY_VERIFY_WITH_TIMEOUT(m_window->troubleshootPage()->wizard() != wizard, patience);
    }
};

QTEST_MAIN(TestWindow)
#include "tst_window.moc"
