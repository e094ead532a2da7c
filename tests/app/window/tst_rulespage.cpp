// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/models/chainlistmodel.h"
#include "app/models/rulemodel.h"
#include "app/pages/mainwindow.h"
#include "app/pages/ruleactions.h"
#include "app/pages/rulespage.h"
#include "app/pages/session.h"
#include "app/widgets/messagebar.h"
#include "app/wording/translators.h"
#include "tests/app/window/fakehelper.h"
#include "tests/app/window/measuringapplication.h"

#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QMenuBar>
#include <QPushButton>
#include <QScrollBar>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTableView>
#include <QTest>

using namespace Portlight;
using namespace Portlight::App;

namespace
{

constexpr int patience = 120000;
const FakeHelper::Side nftFour{Core::Backend::Nft, Core::Family::Ipv4};
const FakeHelper::Side nftSix{Core::Backend::Nft, Core::Family::Ipv6};
const FakeHelper::Side legacyFour{Core::Backend::Legacy, Core::Family::Ipv4};

std::string filterTable(const std::string &rules)
{
    return "*filter\n:INPUT DROP [7:420]\n:FORWARD ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n"
           ":web - [0:0]\n"
        + rules + "COMMIT\n";
}

const std::string smallRules =
    filterTable("[10:600] -A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n"
                "[3:180] -A INPUT -p tcp -m tcp --dport 22 -j ACCEPT\n"
                "[0:0] -A INPUT -p tcp -m multiport --dports 80,8000:8100 -j web\n"
                "[0:0] -A INPUT -s 10.0.0.0/8 -j ACCEPT\n"
                "[0:0] -A FORWARD -p tcp -m tcp --dport 22 -j DROP\n"
                "[1:60] -A web -s 192.0.2.0/24 -j ACCEPT\n"
                "[0:0] -A web -p tcp -m tcp --dport 8080 -j REJECT\n");

std::string manyRules(int count, unsigned packets, bool isOneMore)
{
    std::string rules;
    rules.reserve(static_cast<std::size_t>(count) * 110);
    for (int i = 0; i < count; ++i) {
        if (isOneMore && i == count / 2) {
            rules += "[0:0] -A INPUT -p udp -m udp --dport 4711 -j ACCEPT\n";
        }
        const std::string counters =
            "[" + std::to_string(packets * static_cast<unsigned>(i % 3)) + ":0]";
        rules += counters + " -A INPUT -s 10." + std::to_string(i / 62500) + '.'
            + std::to_string(i / 250 % 250) + '.' + std::to_string(i % 250)
            + "/32 -p tcp -m tcp --dport " + std::to_string(1024 + i)
            + (i % 2 == 0 ? " -j ACCEPT\n" : " -j DROP\n");
    }
    return filterTable(rules);
}

} // namespace

class TestRulesPage : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<FakeHelper> m_helper;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<MainWindow> m_window;

    void open()
    {
        m_session = std::make_unique<Session>();
        m_window = std::make_unique<MainWindow>(*m_session);
        m_session->startDirect(m_helper->launcher());
        m_window->showPage(MainWindow::Rules);
        m_window->show();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        QTRY_VERIFY_WITH_TIMEOUT(m_session->hasData(), patience);
    }
    RulesPage *page() const
    {
        return m_window->rulesPage();
    }
    QTableView *table() const
    {
        return page()->findChild<QTableView *>();
    }
    RuleModel *rules() const
    {
        return page()->findChild<RuleModel *>();
    }
    QListView *chains() const
    {
        for (auto *list : page()->findChildren<QListView *>()) {
            if (qobject_cast<ChainListModel *>(list->model()) != nullptr) {
                return list;
            }
        }
        return nullptr;
    }
    QString hits() const
    {
        for (const auto *label : page()->findChildren<QLabel *>()) {
            if (label->accessibleName() == QLatin1String("Number of rules found")) {
                return label->text();
            }
        }
        return {};
    }
    QLineEdit *search() const
    {
        return page()->findChild<QLineEdit *>();
    }
    void type(const QString &text)
    {
        page()->focusSearch();
        QTest::keyClicks(search(), text);
    }
    std::string currentRule() const
    {
        const auto location = page()->currentLocation();
        return location ? location->chain + ' ' + std::to_string(location->number) : "none";
    }
    int inputHits() const
    {
        return chains()->model()->index(1, 0).data(ChainListModel::HitsRole).toInt();
    }

private Q_SLOTS:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        qputenv("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nonexistent/bus");
        QCoreApplication::setOrganizationName(QStringLiteral("PortlightTest"));
        QCoreApplication::setApplicationName(QStringLiteral("tst_rulespage"));
        installTranslators(*QCoreApplication::instance());
    }

    void init()
    {
        QSettings().clear();
        m_helper = std::make_unique<FakeHelper>();
        m_helper->setRules(nftFour, smallRules, "1");
    }

    void cleanup()
    {
        m_window.reset();
        m_session.reset();
        m_helper.reset();
    }

    void searchesAllListsAndWalksTheHits()
    {
        open();
        type(QStringLiteral("22"));
        QTRY_COMPARE(hits(), QStringLiteral("1 of 2"));
        QCOMPARE(rules()->rowCount(), 2); // the rule and what happens otherwise
        QCOMPARE(inputHits(), 1);
        QCOMPARE(currentRule(), std::string("INPUT 2"));
        QTest::keyClick(search(), Qt::Key_Return);
        QCOMPARE(currentRule(), std::string("FORWARD 1"));
        QCOMPARE(hits(), QStringLiteral("2 of 2"));
        QTest::keyClick(search(), Qt::Key_F3);
        QCOMPARE(currentRule(), std::string("INPUT 2"));
        QTest::keyClick(search(), Qt::Key_F3, Qt::ShiftModifier);
        QCOMPARE(currentRule(), std::string("FORWARD 1"));
        // Another page and back, and a refresh: all is as it was.
        m_window->showPage(MainWindow::Overview);
        m_window->showPage(MainWindow::Rules);
        QSignalSpy refreshed(m_session.get(), &Session::dataChanged);
        m_session->refresh();
        QTRY_VERIFY(!refreshed.isEmpty());
        QCOMPARE(search()->text(), QStringLiteral("22"));
        QTRY_COMPARE(hits(), QStringLiteral("2 of 2"));
        QCOMPARE(currentRule(), std::string("FORWARD 1"));
    }

    void nothingFoundOffersAWayOn()
    {
        open();
        type(QStringLiteral("zebra"));
        QTRY_COMPARE(hits(), QStringLiteral("Nothing found"));
        QVERIFY(!table()->isVisible());
        QPushButton *clear = nullptr;
        for (auto *button : page()->findChildren<QPushButton *>()) {
            if (button->isVisible() && button->text() == QLatin1String("Clear Search")) {
                clear = button;
            }
        }
        QVERIFY(clear != nullptr);
        clear->click();
        QTRY_VERIFY(table()->isVisible());
        QCOMPARE(rules()->rowCount(), 5);
    }

    void searchAndSelectionSurviveARestart()
    {
        open();
        type(QStringLiteral("8080"));
        QTRY_COMPARE(hits(), QStringLiteral("1 of 2"));
        QTest::keyClick(search(), Qt::Key_F3);
        QCOMPARE(currentRule(), std::string("web 2"));
        table()->setColumnWidth(RuleModel::ActionColumn, 171);
        m_window.reset();
        m_session.reset();
        m_helper = std::make_unique<FakeHelper>();
        m_helper->setRules(nftFour, smallRules, "1");
        open();
        QCOMPARE(search()->text(), QStringLiteral("8080"));
        QTRY_COMPARE(currentRule(), std::string("web 2"));
        QCOMPARE(table()->columnWidth(RuleModel::ActionColumn), 171);
    }

    void selectionAndFocusSurviveARefresh()
    {
        open();
        table()->setFocus();
        table()->setCurrentIndex(rules()->index(1, RuleModel::SentenceColumn));
        m_helper->setRules(nftFour,
                           filterTable("[0:0] -A INPUT -i lo -j ACCEPT\n"
                                       "[9:600] -A INPUT -m conntrack --ctstate "
                                       "RELATED,ESTABLISHED -j ACCEPT\n"
                                       "[4:240] -A INPUT -p tcp -m tcp --dport 22 -j ACCEPT\n"),
                           "2");
        // Made by somebody else in the meantime: it comes by itself.
        QTRY_COMPARE_WITH_TIMEOUT(rules()->rowCount(), 4, patience);
        QCOMPARE(currentRule(), std::string("INPUT 3"));
        QVERIFY(table()->hasFocus());
    }

    void countersMoveWithoutReadingTheRulesAgain()
    {
        open();
        const int readBefore = m_helper->calls(QStringLiteral("ReadRules"));
        auto moved = smallRules;
        moved.replace(moved.find("[3:180]"), 7, "[8:480]");
        m_helper->setCounters(nftFour, moved);
        QTRY_COMPARE_WITH_TIMEOUT(rules()->index(1, RuleModel::PacketsColumn).data().toString(),
                                  QStringLiteral("8"), patience);
        QCOMPARE(rules()->index(1, RuleModel::RecentColumn).data().toString(),
                 QStringLiteral("+5"));
        QCOMPARE(m_helper->calls(QStringLiteral("ReadRules")), readBefore);
    }

    void whatNeverMatchedSaysSinceWhen()
    {
        open();
        const auto packets = rules()->index(3, RuleModel::PacketsColumn);
        QVERIFY2(packets.data().toString().startsWith(QLatin1String("never since ")),
                 qPrintable(packets.data().toString()));
        QVERIFY(packets.data(Qt::AccessibleTextRole)
                    .toString()
                    .startsWith(QLatin1String("Never matched since ")));
        const auto sentence = rules()->index(1, RuleModel::SentenceColumn);
        QVERIFY2(sentence.data(Qt::AccessibleTextRole)
                     .toString()
                     .endsWith(QLatin1String("Packets: 3. Rule 2 of 4.")),
                 qPrintable(sentence.data(Qt::AccessibleTextRole).toString()));
    }

    void copiesSentenceAndCommandByKeyboard()
    {
        open();
        table()->setFocus();
        table()->setCurrentIndex(rules()->index(1, RuleModel::SentenceColumn));
        QTest::keyClick(table(), Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), rules()->sentence(1));
        QTest::keyClick(table(), Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(),
                 QStringLiteral("iptables -A INPUT -p tcp -m tcp --dport 22 -j ACCEPT"));
    }

    void bothBackendsAndBothFamiliesAreShown()
    {
        m_helper->setRules(legacyFour, smallRules, "1");
        m_helper->setRules(nftSix,
                           filterTable("[0:0] -A INPUT -p tcp -m tcp --dport 22 -j ACCEPT\n"
                                       "[0:0] -A FORWARD -p tcp -m tcp --dport 22 -j DROP\n"),
                           "1");
        open();
        QPushButton *showBoth = nullptr;
        for (auto *button : page()->findChildren<QPushButton *>()) {
            if (button->isVisible() && button->text() == QLatin1String("Show Both")) {
                showBoth = button;
            }
        }
        QVERIFY(showBoth != nullptr);
        QCOMPARE(chains()->model()->rowCount(), 5);
        showBoth->click();
        QTRY_COMPARE(chains()->model()->rowCount(), 10);
        QComboBox *family = nullptr;
        for (auto *box : page()->findChildren<QComboBox *>()) {
            family = box->accessibleName() == QLatin1String("IP version") ? box : family;
        }
        QVERIFY(family != nullptr);
        family->setCurrentIndex(family->count() - 1);
        QTRY_COMPARE(chains()->model()->rowCount(), 15);
        type(QStringLiteral("22"));
        // Two of legacy stand in front of the list that is shown, INPUT of nftables and IPv4.
        QTRY_COMPARE(hits(), QStringLiteral("3 of 6"));
    }

    void whatCanNeverMatchIsMarked()
    {
        m_helper->setRules(nftFour,
                           filterTable("[0:0] -A INPUT -p tcp -m tcp --dport 22 -j ACCEPT\n"
                                       "[0:0] -A INPUT -p udp -m udp --dport 53 -j ACCEPT\n"
                                       "[0:0] -A INPUT -s 10.0.0.0/8 -p tcp -m tcp --dport 22 "
                                       "-j DROP\n"),
                           "2");
        open();
        const auto sentence = [this](int row, int role) {
            return rules()->index(row, RuleModel::SentenceColumn).data(role).toString();
        };
        QTRY_VERIFY_WITH_TIMEOUT(
            sentence(2, Qt::DisplayRole).startsWith(QStringLiteral("Overruled by rule 1 · ")),
            patience);
        QCOMPARE(sentence(2, IconNameRole), QStringLiteral("result-problem"));
        QVERIFY(sentence(2, Qt::AccessibleTextRole)
                    .contains(QStringLiteral("rule 1 takes everything it asks for")));
        QVERIFY(sentence(0, IconNameRole).isEmpty());

        page()->actions().onlyMarked->trigger();
        QCOMPARE(rules()->rowCount(), 2);
        QCOMPARE(rules()->location(0).number, 3U);
        table()->setCurrentIndex(rules()->index(0, RuleModel::SentenceColumn));
        QPushButton *shows = nullptr;
        for (auto *button : page()->findChildren<QPushButton *>()) {
            if (button->isVisible() && button->text() == QLatin1String("Show Rule 1")) {
                shows = button;
            }
        }
        QVERIFY(shows != nullptr);
        shows->click();
        QVERIFY(!page()->actions().onlyMarked->isChecked());
        QCOMPARE(rules()->location(table()->currentIndex().row()).number, 1U);
    }

    void editingIsOfferedOnlyWhereItIsCarriedOut()
    {
        open();
        const auto &actions = page()->actions();
        // The window may have connected its own editing; what is asked for comes as a signal.
        QList<Core::Location> removed;
        connect(page(), &RulesPage::removeRequested, this, [&removed](const Core::Location &rule) {
            removed << rule;
        });
        QTRY_VERIFY(actions.remove->isVisible());
        table()->setFocus();
        table()->setCurrentIndex(rules()->index(2, RuleModel::SentenceColumn));
        QVERIFY(actions.remove->isEnabled());
        QTest::keyClick(table(), Qt::Key_Delete);
        QCOMPARE(removed.size(), 1);
        QCOMPARE(removed.first().number, 3U);
        // What happens otherwise cannot be removed.
        table()->setCurrentIndex(rules()->index(4, RuleModel::SentenceColumn));
        QVERIFY(!actions.remove->isEnabled());
        disconnect(page(), &RulesPage::removeRequested, this, nullptr);
    }

    void everyActionIsInTheMenuBar()
    {
        open();
        QSet<const QAction *> inMenus;
        for (const auto *menu : m_window->menuBar()->findChildren<QMenu *>()) {
            for (const auto *action : menu->actions()) {
                inMenus << action;
            }
        }
        const auto &actions = page()->actions();
        for (const auto *action : actions.forRules() + actions.forChains() + actions.forButtons()) {
            QVERIFY2(action->isSeparator() || inMenus.contains(action), qPrintable(action->text()));
        }
    }

    /// With 50,000 rules nothing may keep the thread that draws for more than 100 ms at a time. It
    /// is the thread's own time that is held against the bound, so that a busy machine does not
    /// decide the test.
    void staysFluentWithManyRules()
    {
        constexpr int count = 50000;
        constexpr double mostMilliseconds = 100;
        auto *application = MeasuringApplication::instance();
        m_helper->setRules(nftFour, manyRules(count, 1, false), "1");
        const auto report = [application](const char *what) {
            const auto worst = application->takeWorst();
            qInfo("%-28s longest event: %6.1f ms of the thread, %6.1f ms by the clock (%s)", what,
                  worst.threadMilliseconds, worst.clockMilliseconds, qPrintable(worst.what));
            return worst.threadMilliseconds;
        };
        application->takeWorst();
        open();
        QTRY_COMPARE_WITH_TIMEOUT(rules()->rowCount(), count + 1, patience);
        QVERIFY(report("open") < mostMilliseconds);

        table()->setFocus();
        for (int i = 0; i < 60; ++i) {
            QTest::keyClick(table(), Qt::Key_PageDown);
            QCoreApplication::processEvents();
        }
        QTest::keyClick(table(), Qt::Key_End, Qt::ControlModifier);
        QCoreApplication::processEvents();
        QCOMPARE(table()->currentIndex().row(), count);
        for (int i = 0; i <= 20; ++i) {
            auto *bar = table()->verticalScrollBar();
            bar->setValue(bar->maximum() * i / 20);
            QCoreApplication::processEvents();
        }
        QVERIFY(report("scroll") < mostMilliseconds);

        table()->setCurrentIndex(rules()->index(30000, RuleModel::SentenceColumn));
        for (const auto &[text, expected] :
             {std::pair("10.0.120.0", 1), std::pair("drop", count / 2), std::pair("31024", 1)}) {
            search()->clear();
            type(QString::fromLatin1(text));
            QTRY_COMPARE_WITH_TIMEOUT(inputHits(), expected, patience);
            QCOMPARE(rules()->rowCount(), expected + 1);
        }
        QCOMPARE(currentRule(), std::string("INPUT 30001"));
        QVERIFY(report("search") < mostMilliseconds);
        search()->clear();
        QTRY_COMPARE_WITH_TIMEOUT(rules()->rowCount(), count + 1, patience);
        QCOMPARE(currentRule(), std::string("INPUT 30001"));
        QVERIFY(report("end of search") < mostMilliseconds);

        m_helper->setCounters(nftFour, manyRules(count, 7, false));
        QTRY_COMPARE_WITH_TIMEOUT(rules()->index(1, RuleModel::PacketsColumn).data().toString(),
                                  QStringLiteral("7"), patience);
        QVERIFY(report("refresh of counters") < mostMilliseconds);

        m_helper->setRules(nftFour, manyRules(count, 7, true), "2");
        QTRY_COMPARE_WITH_TIMEOUT(rules()->rowCount(), count + 2, patience);
        QCOMPARE(currentRule(), std::string("INPUT 30002"));
        QVERIFY(report("refresh of rules") < mostMilliseconds);

        m_window->showPage(MainWindow::Overview);
        QSignalSpy refreshed(m_session.get(), &Session::dataChanged);
        m_session->refresh();
        QTRY_VERIFY_WITH_TIMEOUT(!refreshed.isEmpty(), patience);
        QVERIFY(report("refresh of everything") < mostMilliseconds);
    }
};

int main(int argc, char *argv[])
{
    MeasuringApplication application(argc, argv);
    TestRulesPage test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_rulespage.moc"
