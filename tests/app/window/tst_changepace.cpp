// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/editor/reviewdialog.h"
#include "app/editor/ruleeditor.h"
#include "app/models/rulemodel.h"
#include "app/pages/changedesk.h"
#include "app/pages/mainwindow.h"
#include "app/pages/rulespage.h"
#include "app/pages/session.h"
#include "app/widgets/messagebar.h"
#include "app/wording/translators.h"
#include "tests/app/window/dialogs.h"
#include "tests/app/window/fakehelper.h"
#include "tests/app/window/measuringapplication.h"

#include <QAction>
#include <QPlainTextEdit>
#include <QSettings>
#include <QStandardPaths>
#include <QTableView>
#include <QTest>

using namespace Portlight;
using namespace Portlight::App;

namespace
{

constexpr int patience = 120000;
constexpr int count = 50000;
constexpr double mostMilliseconds = 100;
const FakeHelper::Side nftFour{Core::Backend::Nft, Core::Family::Ipv4};

std::string manyRules(unsigned packets)
{
    std::string text = "*filter\n:INPUT DROP [7:420]\n:FORWARD ACCEPT [0:0]\n";
    text.reserve(static_cast<std::size_t>(count) * 110);
    for (int i = 0; i < count; ++i) {
        text += '[' + std::to_string(packets * static_cast<unsigned>(i % 3)) + ":0] -A INPUT -s 10."
            + std::to_string(i / 62500) + '.' + std::to_string(i / 250 % 250) + '.'
            + std::to_string(i % 250) + "/32 -p tcp -m tcp --dport " + std::to_string(1024 + i)
            + (i % 2 == 0 ? " -j ACCEPT\n" : " -j DROP\n");
    }
    return text + "COMMIT\n";
}

} // namespace

/// Changing rules among 50,000 of them: nothing may keep the thread that draws for more than 100 ms
/// at a time. It is the thread's own time that is held against the bound, so that a busy machine
/// does not decide the test.
class TestChangePace : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<FakeHelper> m_helper;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<MainWindow> m_window;

    QTableView *table() const
    {
        return m_window->rulesPage()->findChild<QTableView *>();
    }
    RuleModel *rules() const
    {
        return m_window->rulesPage()->findChild<RuleModel *>();
    }
    std::size_t steps() const
    {
        return m_window->changeDesk()->staged().steps().size();
    }
    void pick(int row)
    {
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        table()->setFocus();
        table()->setCurrentIndex(rules()->index(row, RuleModel::SentenceColumn));
        QCoreApplication::processEvents();
    }
    static double longest(const char *what)
    {
        QCoreApplication::processEvents();
        const auto worst = MeasuringApplication::instance()->takeWorst();
        qInfo("%-28s longest event: %6.1f ms of the thread, %6.1f ms by the clock (%s)", what,
              worst.threadMilliseconds, worst.clockMilliseconds, qPrintable(worst.what));
        return worst.threadMilliseconds;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        qputenv("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nonexistent/bus");
        QCoreApplication::setOrganizationName(QStringLiteral("PortlightTest"));
        QCoreApplication::setApplicationName(QStringLiteral("tst_changepace"));
        installTranslators(*QCoreApplication::instance());
        QSettings().clear();
        m_helper = std::make_unique<FakeHelper>();
        m_helper->setRules(nftFour, manyRules(1), "1");
        // The rule that lets it in is removed below.
        m_helper->setSession(QStringLiteral("192.0.2.1"), 31024, QStringLiteral("10.0.120.0"),
                             40000);
        m_session = std::make_unique<Session>();
        m_window = std::make_unique<MainWindow>(*m_session);
        m_session->startDirect(m_helper->launcher());
        m_window->showPage(MainWindow::Rules);
        m_window->show();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        QTRY_COMPARE_WITH_TIMEOUT(rules()->rowCount(), count + 1, patience);
    }

    void cleanupTestCase()
    {
        if (m_window) {
            m_window->changeDesk()->staged().clear();
        }
        m_window.reset();
        m_session.reset();
        m_helper.reset();
    }

    void stagingAndUndoing()
    {
        QVERIFY(longest("open") < mostMilliseconds);
        pick(30000);
        QVERIFY(longest("pick a rule") < mostMilliseconds);
        QTest::keyClick(table(), Qt::Key_Delete);
        QTRY_COMPARE_WITH_TIMEOUT(steps(), std::size_t{1}, patience);
        QTRY_VERIFY_WITH_TIMEOUT(rules()->mark(30000) == RuleMark::Removed, patience);
        QVERIFY(longest("remove") < mostMilliseconds);
        pick(20000);
        QTest::keyClick(table(), Qt::Key_Space);
        QTRY_COMPARE_WITH_TIMEOUT(steps(), std::size_t{2}, patience);
        QTRY_VERIFY_WITH_TIMEOUT(rules()->isOff(20000), patience);
        QVERIFY(longest("switch off") < mostMilliseconds);
        pick(10000);
        QTest::keyClick(table(), Qt::Key_Up, Qt::AltModifier);
        QTRY_COMPARE_WITH_TIMEOUT(steps(), std::size_t{3}, patience);
        QTRY_VERIFY_WITH_TIMEOUT(rules()->mark(9999) == RuleMark::Moved, patience);
        QVERIFY(longest("move") < mostMilliseconds);
        QTest::keyClick(table(), Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE_WITH_TIMEOUT(steps(), std::size_t{2}, patience);
        QTRY_VERIFY_WITH_TIMEOUT(rules()->mark(9999) == RuleMark::None, patience);
        QTest::keyClick(table(), Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE_WITH_TIMEOUT(steps(), std::size_t{1}, patience);
        QTRY_VERIFY_WITH_TIMEOUT(!rules()->isOff(20000), patience);
        QVERIFY(longest("undo") < mostMilliseconds);
        QTest::keyClick(table(), Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_COMPARE_WITH_TIMEOUT(steps(), std::size_t{2}, patience);
        QTRY_VERIFY_WITH_TIMEOUT(rules()->isOff(20000), patience);
        QVERIFY(longest("redo") < mostMilliseconds);
    }

    void editor()
    {
        pick(25000);
        withDialog<RuleEditor>([](RuleEditor *editor) {
            auto *text = named<QPlainTextEdit>(editor, ruleFieldName(RuleField::Text));
            text->setFocus();
            text->setPlainText(QStringLiteral("-p udp -m udp --dport 5 -j DROP"));
            QTest::keyClick(text, Qt::Key_Backspace);
            text->setPlainText(QStringLiteral("-p udp -m udp --dport 53 -j DROP"));
            QTest::mouseClick(button(editor, QStringLiteral("Change Rule")), Qt::LeftButton);
        });
        QTest::keyClick(table(), Qt::Key_F2);
        QTRY_COMPARE_WITH_TIMEOUT(steps(), std::size_t{3}, patience);
        QTRY_VERIFY_WITH_TIMEOUT(rules()->mark(25000) == RuleMark::Changed, patience);
        QVERIFY(longest("edit") < mostMilliseconds);
    }

    void review()
    {
        QString warning;
        pick(25000);
        withDialog<ReviewDialog>([this, &warning](ReviewDialog *review) {
            auto *bar = review->findChild<MessageBar *>();
            QVERIFY(QTest::qWaitFor(
                [bar] {
                    return bar->isVisible();
                },
                patience));
            warning = bar->text();
            QTest::mouseClick(button(review, QStringLiteral("Leave Out")), Qt::LeftButton);
            QTRY_COMPARE_WITH_TIMEOUT(steps(), std::size_t{2}, patience);
            QTest::mouseClick(button(review, QStringLiteral("Cancel")), Qt::LeftButton);
        });
        QTest::keyClick(table(), Qt::Key_Return, Qt::ControlModifier);
        QVERIFY2(warning.contains(QLatin1String("10.0.120.0")), qPrintable(warning));
        QTRY_COMPARE_WITH_TIMEOUT(steps(), std::size_t{2}, patience);
        QVERIFY(longest("review") < mostMilliseconds);
        pick(25000);
        QTest::keyClick(table(), Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE_WITH_TIMEOUT(steps(), std::size_t{3}, patience);
        QVERIFY(longest("undo of leaving out") < mostMilliseconds);
    }

    void refreshWhileStaged()
    {
        m_helper->setCounters(nftFour, manyRules(7));
        QTRY_COMPARE_WITH_TIMEOUT(rules()->index(1, RuleModel::PacketsColumn).data().toString(),
                                  QStringLiteral("7"), patience);
        QVERIFY(longest("refresh of counters") < mostMilliseconds);
        m_helper->setRules(nftFour, manyRules(9), "2");
        QTRY_COMPARE_WITH_TIMEOUT(rules()->index(1, RuleModel::PacketsColumn).data().toString(),
                                  QStringLiteral("9"), patience);
        QCOMPARE(steps(), std::size_t{3});
        QVERIFY(longest("refresh of rules") < mostMilliseconds);
        QMetaObject::invokeMethod(m_window->changeDesk()->discardAction(), &QAction::trigger,
                                  Qt::QueuedConnection);
        QTRY_COMPARE_WITH_TIMEOUT(steps(), std::size_t{0}, patience);
        QTRY_VERIFY_WITH_TIMEOUT(rules()->mark(25000) == RuleMark::None, patience);
        QVERIFY(longest("discard") < mostMilliseconds);
    }
};

int main(int argc, char *argv[])
{
    MeasuringApplication application(argc, argv);
    TestChangePace test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_changepace.moc"
