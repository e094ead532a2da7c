// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/editor/persistdialog.h"
#include "app/editor/rehearsaldialog.h"
#include "app/editor/reviewdialog.h"
#include "app/editor/ruleeditor.h"
#include "app/models/qtext.h"
#include "app/models/rulemodel.h"
#include "app/models/snapshotmodel.h"
#include "app/pages/changedesk.h"
#include "app/pages/comparedialog.h"
#include "app/pages/historypage.h"
#include "app/pages/mainwindow.h"
#include "app/pages/ruleactions.h"
#include "app/pages/rulespage.h"
#include "app/pages/session.h"
#include "app/pages/snapshotsview.h"
#include "app/widgets/messagebar.h"
#include "app/widgets/trialbar.h"
#include "app/wording/translators.h"
#include "tests/app/window/dialogs.h"
#include "tests/app/window/flaws.h"

#include <QAction>
#include <QFile>
#include <QInputDialog>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QProcess>
#include <QSettings>
#include <QStandardPaths>
#include <QTabWidget>
#include <QTableView>
#include <QTableWidget>
#include <QTest>

using namespace Portlight;
using namespace Portlight::App;

namespace
{

constexpr int patience = 40000;

const char network[] = R"(
set -e
ip netns add client
ip link add eth0 type veth peer name eth0 netns client
ip addr add 10.9.0.2/24 dev eth0
ip link set eth0 up
ip -n client addr add 10.9.0.1/24 dev eth0
ip -n client link set eth0 up
ip -n client link set lo up
)";

const char rules[] = R"(
set -e
iptables-nft-restore -c <<'END'
*filter
:INPUT DROP [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:ufw-user-input - [0:0]
[7:420] -A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
[3:180] -A INPUT -p tcp -m tcp --dport 22 -j ACCEPT
[5:300] -A INPUT -i lo -j ACCEPT
[0:0] -A INPUT -j ufw-user-input
[0:0] -A INPUT -p tcp -m tcp --dport 99 -j DROP
[0:0] -A ufw-user-input -p tcp -m tcp --dport 8080 -j ACCEPT
COMMIT
END
nft -f - <<'END'
table inet own {
  set admins { type ipv4_addr; flags interval; elements = { 10.9.0.0/24, 192.0.2.7 } }
  chain input {
    type filter hook input priority 10; policy accept;
    ip saddr @admins tcp dport 9090 counter accept
    ct state invalid counter drop
  }
}
END
)";

/// False when a command failed; what it said is on stderr.
bool shell(const QByteArray &script)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(QStringLiteral("sh"), {QStringLiteral("-c"), QString::fromUtf8(script)});
    return process.waitForFinished(patience) && process.exitCode() == 0;
}

QByteArray outputOf(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.start(program, arguments);
    return process.waitForFinished(patience) ? process.readAllStandardOutput() : QByteArray();
}

} // namespace

/// An administrator at work in the window, with the real helper, in a network and a tree of files
/// of its own.
class TestAdminWalk : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Session> m_session;
    std::unique_ptr<MainWindow> m_window;

    RulesPage *page() const
    {
        return m_window->rulesPage();
    }
    const Core::Chain *inputChain() const
    {
        const auto *ruleset = m_session->data().ruleset(Core::Backend::Nft, Core::Family::Ipv4);
        const auto *table = ruleset == nullptr ? nullptr : (*ruleset)->table("filter");
        return table == nullptr ? nullptr : table->chain("INPUT");
    }
    Core::Location location(const std::string &chain, unsigned number) const
    {
        const auto *ruleset = m_session->data().ruleset(Core::Backend::Nft, Core::Family::Ipv4);
        const auto *found = (*ruleset)->table("filter")->chain(chain);
        return {Core::Backend::Nft,
                Core::Family::Ipv4,
                "filter",
                chain,
                number,
                found->rules.at(number - 1).text};
    }
    QString sets() const
    {
        const auto *edit = named<QPlainTextEdit>(page(), QStringLiteral("Members of the sets"));
        return edit->toPlainText();
    }
    bool apply()
    {
        withDialog<ReviewDialog>([](ReviewDialog *review) {
            QTest::mouseClick(button(review, QStringLiteral("Apply for")), Qt::LeftButton);
        });
        m_window->changeDesk()->review();
        return QTest::qWaitFor(
            [this] {
                return m_session->activeTrial() != nullptr;
            },
            patience);
    }
    bool press(const QString &label)
    {
        auto *found = button(m_window->findChild<TrialBar *>(), label);
        if (found == nullptr) {
            return false;
        }
        QTest::mouseClick(found, Qt::LeftButton);
        return QTest::qWaitFor(
            [this] {
                return m_session->activeTrial() == nullptr;
            },
            patience);
    }
    void saveSnapshot(const QString &name, int expected)
    {
        auto *snapshots = m_window->findChild<SnapshotsView *>();
        withDialog<QInputDialog>([name](QInputDialog *dialog) {
            QCOMPARE(flaws(dialog).join(QLatin1Char('\n')), QString());
            dialog->setTextValue(name);
            dialog->accept();
        });
        snapshots->save();
        QTRY_COMPARE_WITH_TIMEOUT(snapshots->findChild<QTableView *>()->model()->rowCount(),
                                  expected, patience);
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (qgetenv("PORTLIGHT_OWN_TREE").isEmpty()) {
            QSKIP("only in a tree of its own: tests/helper/persist/inowntree.sh");
        }
        QStandardPaths::setTestModeEnabled(true);
        qputenv("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nonexistent/bus");
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus");
        QCoreApplication::setOrganizationName(QStringLiteral("PortlightTest"));
        QCoreApplication::setApplicationName(QStringLiteral("tst_adminwalk"));
        installTranslators(*QCoreApplication::instance());
        QVERIFY(shell(network));
    }

    void init()
    {
        QSettings().clear();
        QVERIFY(shell("nft flush ruleset"));
        QVERIFY(shell(rules));
        m_session = std::make_unique<Session>();
        m_window = std::make_unique<MainWindow>(*m_session);
        m_session->startDirect();
        m_window->showPage(MainWindow::Rules);
        m_window->show();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        QTRY_VERIFY_WITH_TIMEOUT(m_session->hasData() && inputChain() != nullptr, patience);
    }

    void cleanup()
    {
        if (m_window) {
            m_window->changeDesk()->staged().clear();
        }
        m_window.reset();
        m_session.reset();
    }

    void membersOfSetsStandBesideTheRule()
    {
        if (!shell("ipset create blocked hash:net 2>/dev/null")) {
            QSKIP("this kernel has no ip_set");
        }
        QVERIFY(shell("ipset add blocked 198.51.100.0/24 && ipset add blocked 203.0.113.9 && "
                      "iptables-nft -A INPUT -m set --match-set blocked src -j DROP"));
        QTRY_COMPARE_WITH_TIMEOUT(inputChain()->rules.size(), std::size_t{6}, patience);
        page()->showLocation(location("INPUT", 6));
        QTRY_VERIFY_WITH_TIMEOUT(sets().contains(QLatin1String("198.51.100.0/24")), patience);
        QVERIFY2(sets().startsWith(QLatin1String("blocked (hash:net): 2 ")), qPrintable(sets()));
        // Another member comes with the next reading.
        QVERIFY(shell("ipset add blocked 192.0.2.0/25"));
        page()->refresh();
        QTRY_VERIFY_WITH_TIMEOUT(sets().contains(QLatin1String("192.0.2.0/25")), patience);
        page()->showLocation(location("INPUT", 1));
        QCOMPARE(sets(), QString());
        QVERIFY(shell("iptables-nft -D INPUT 6 && ipset destroy blocked"));
    }

    void nativeTablesAreShownAndNotChanged()
    {
        QVERIFY(m_session->data().native != nullptr);
        page()->showLocation({Core::Backend::Native, Core::Family::Ipv4, "inet own", "input", 1,
                              "ip saddr @admins tcp dport 9090 counter accept"});
        QTRY_VERIFY_WITH_TIMEOUT(sets().contains(QLatin1String("192.0.2.7")), patience);
        QVERIFY2(sets().startsWith(QLatin1String("admins (ipv4_addr): 2 ")), qPrintable(sets()));
        const auto &actions = page()->actions();
        for (const auto *action : actions.forChanges() + actions.forChains()) {
            QVERIFY2(action->isSeparator() || !action->isEnabled(), qPrintable(action->text()));
        }
    }

    void onlyRulesThatNeverMatched()
    {
        auto *model = page()->findChild<RuleModel *>();
        page()->showLocation(location("INPUT", 1));
        QCOMPARE(model->rowCount(), 6);
        page()->actions().onlyQuiet->trigger();
        QCOMPARE(model->rowCount(), 3); // two rules, and what happens otherwise
        QCOMPARE(model->location(0).number, 4U);
        QCOMPARE(model->location(1).number, 5U);
        page()->actions().onlyQuiet->trigger();
        QCOMPARE(model->rowCount(), 6);
    }

    void duplicatesARuleAndZeroesOne()
    {
        page()->showLocation(location("INPUT", 2));
        withDialog<RuleEditor>([](RuleEditor *editor) {
            QCOMPARE(flaws(editor).join(QLatin1Char('\n')), QString());
            auto *text = named<QPlainTextEdit>(editor, ruleFieldName(RuleField::Text));
            QCOMPARE(text->toPlainText(), QStringLiteral("-p tcp -m tcp --dport 22 -j ACCEPT"));
            text->setPlainText(QStringLiteral("-p tcp -m tcp --dport 2222 -j ACCEPT"));
            QTest::mouseClick(button(editor, QStringLiteral("Add Rule")), Qt::LeftButton);
        });
        page()->actions().duplicate->trigger();
        QCOMPARE(m_window->changeDesk()->staged().steps().size(), std::size_t{1});
        page()->showLocation(location("INPUT", 1));
        page()->actions().zeroRule->trigger();
        QCOMPARE(m_window->changeDesk()->staged().steps().size(), std::size_t{2});
        QVERIFY(apply());
        const auto saved = outputOf(QStringLiteral("iptables-nft-save"), {QStringLiteral("-c")});
        QVERIFY2(saved.contains("[0:0] -A INPUT -m conntrack"), saved.constData());
        QVERIFY2(saved.contains("[3:180] -A INPUT -p tcp -m tcp --dport 22 -j ACCEPT\n"
                                "[0:0] -A INPUT -p tcp -m tcp --dport 2222 -j ACCEPT\n"),
                 saved.constData());
        const auto left = m_session->activeTrial()->secondsLeft;
        QTest::mouseClick(button(m_window->findChild<TrialBar *>(), QStringLiteral("+60")),
                          Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(m_session->activeTrial()->secondsLeft > left, patience);
        QVERIFY(press(QStringLiteral("Undo Now")));
        QVERIFY(!outputOf(QStringLiteral("iptables-nft-save"), {}).contains("2222"));
    }

    void rehearsesFromTheReviewByKeyboard()
    {
        Q_EMIT page()->removeRequested(location("INPUT", 2));
        QString rehearsed;
        QStringList found;
        withDialog<ReviewDialog>([&](ReviewDialog *review) {
            settleLayout();
            found << flaws(review);
            withDialog<RehearsalDialog>([&](RehearsalDialog *dialog) {
                found << flaws(dialog);
                named<QLineEdit>(dialog, QStringLiteral("From address"))
                    ->setText(QStringLiteral("10.9.0.1"));
                named<QLineEdit>(dialog, QStringLiteral("To address"))
                    ->setText(QStringLiteral("10.9.0.2"));
                QCOMPARE(named<QLineEdit>(dialog, QStringLiteral("Port or service"))->text(),
                         QStringLiteral("22"));
                auto *details =
                    named<QPlainTextEdit>(dialog, QStringLiteral("What the kernel did"));
                QTest::keyClick(dialog, Qt::Key_Return);
                QVERIFY(QTest::qWaitFor(
                    [details] {
                        return !details->toPlainText().isEmpty();
                    },
                    patience));
                rehearsed = details->toPlainText();
                settleLayout();
                found << flaws(dialog);
                QTest::keyClick(dialog, Qt::Key_Escape);
            });
            QTest::mouseClick(button(review, QStringLiteral("Rehearse First")), Qt::LeftButton);
            QTest::keyClick(review, Qt::Key_Escape);
        });
        m_window->changeDesk()->review();
        QCOMPARE(found.join(QLatin1Char('\n')), QString());
        QVERIFY2(rehearsed.contains(QLatin1String("--dport 22 -j ACCEPT")), qPrintable(rehearsed));
        QVERIFY2(rehearsed.contains(QLatin1String("-P INPUT DROP")), qPrintable(rehearsed));
        // Neither changed anything.
        QVERIFY(m_session->trials().empty()
                || m_session->trials().front().state != QLatin1String("trying"));
        QVERIFY(outputOf(QStringLiteral("iptables-nft-save"), {}).contains("--dport 22 -j ACCEPT"));
    }

    void foreignRuleOffersItsOwnersCommand()
    {
        QString text;
        withDialog<RuleEditor>([&text](RuleEditor *editor) {
            const auto *bar = editor->findChild<MessageBar *>();
            text = bar->text();
            settleLayout();
            QCOMPARE(flaws(editor).join(QLatin1Char('\n')), QString());
            QVERIFY(button(editor, QStringLiteral("Copy Its Command")) != nullptr);
            QTest::keyClick(editor, Qt::Key_Escape);
        });
        Q_EMIT page()->editRequested(location("ufw-user-input", 1));
        QVERIFY2(text.contains(QLatin1String("ufw")), qPrintable(text));
    }

    void snapshotsAreSavedComparedAndBroughtBack()
    {
        m_window->showPage(MainWindow::History);
        auto *history = m_window->findChild<HistoryPage *>();
        history->showSnapshots();
        auto *snapshots = history->snapshots();
        saveSnapshot(QStringLiteral("first"), 1);
        QVERIFY(shell("iptables-nft -A INPUT -p udp --dport 53 -j ACCEPT"));
        saveSnapshot(QStringLiteral("second"), 2);
        QVERIFY(shell("iptables-nft -A INPUT -p udp --dport 123 -j ACCEPT"));
        m_session->refresh();
        QTRY_COMPARE_WITH_TIMEOUT(inputChain()->rules.size(), std::size_t{7}, patience);
        settleLayout();
        QCOMPARE(flaws(m_window.get()).join(QLatin1Char('\n')), QString());
        auto *table = snapshots->findChild<QTableView *>();
        // Both may be of the same second.
        for (int row = 0; row < table->model()->rowCount(); ++row) {
            if (table->model()->index(row, SnapshotModel::NameColumn).data().toString()
                == QLatin1String("first")) {
                table->selectRow(row);
            }
        }

        const auto added = [](const QDialog *dialog) {
            const auto *view = dialog->findChild<QTableWidget *>();
            int count = 0;
            for (int row = 0; row < view->rowCount(); ++row) {
                const auto *item = view->item(row, 1);
                count += item != nullptr && item->text().startsWith(QLatin1Char('+')) ? 1 : 0;
            }
            return count;
        };
        int withNow = 0;
        int withSecond = 0;
        bool isDone = false;
        withDialog<CompareDialog>([&](CompareDialog *dialog) {
            const auto wait = [&](int expected, int &seen) {
                return QTest::qWaitFor(
                    [&] {
                        seen = added(dialog);
                        return seen == expected;
                    },
                    patience);
            };
            wait(2, withNow);
            settleLayout();
            QCOMPARE(flaws(dialog).join(QLatin1Char('\n')), QString());
            // The focus stands on the list of what to compare with.
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Down);
            wait(1, withSecond);
            isDone = true;
            QTest::keyClick(dialog, Qt::Key_Escape);
        });
        QTest::mouseClick(button(snapshots, QStringLiteral("Compare")), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(isDone, patience);
        QCOMPARE(withNow, 2);
        QCOMPARE(withSecond, 1);

        QTRY_VERIFY_WITH_TIMEOUT(button(snapshots, QStringLiteral("Restore"))->isEnabled(),
                                 patience);
        withDialog<ReviewDialog>([](ReviewDialog *review) {
            QTest::mouseClick(button(review, QStringLiteral("Apply for")), Qt::LeftButton);
        });
        QTest::mouseClick(button(snapshots, QStringLiteral("Restore")), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(m_session->activeTrial() != nullptr, patience);
        QVERIFY(press(QStringLiteral("Keep Change")));
        QVERIFY(!outputOf(QStringLiteral("iptables-nft-save"), {}).contains("udp"));

        // And back from History.
        QTRY_VERIFY_WITH_TIMEOUT(!m_session->trials().empty()
                                     && m_session->trials().front().state == QLatin1String("kept"),
                                 patience);
        history->findChild<QTabWidget *>()->setCurrentIndex(0);
        named<QTableView>(history, QStringLiteral("Changes"))->selectRow(0);
        QTRY_VERIFY(button(history, QStringLiteral("Undo This Change")) != nullptr);
        QTest::mouseClick(button(history, QStringLiteral("Undo This Change")), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(m_session->trials().front().state, QStringLiteral("undone"),
                                  patience);
        QVERIFY(outputOf(QStringLiteral("iptables-nft-save"), {}).contains("--dport 123"));
    }

    void makesPermanentFromTheRulesPage()
    {
        // A system with netfilter-persistent, as far as one can see from outside.
        QVERIFY(shell("mkdir -p /etc/iptables && printf '#!/bin/sh\\n' "
                      ">/usr/sbin/netfilter-persistent && chmod +x "
                      "/usr/sbin/netfilter-persistent"));
        QStringList found;
        QString files;
        bool isSaved = false;
        withDialog<PersistDialog>([&](PersistDialog *dialog) {
            auto *save = button(dialog, QStringLiteral("Make Permanent"));
            auto *list = named<QListWidget>(dialog, QStringLiteral("Files"));
            QVERIFY(QTest::qWaitFor(
                [&] {
                    return save->isEnabled() && list->count() > 0;
                },
                patience));
            settleLayout();
            found << flaws(dialog);
            for (int row = 0; row < list->count(); ++row) {
                files += list->item(row)->text() + QLatin1Char('\n');
            }
            // The default button: Return is enough.
            QTest::keyClick(dialog, Qt::Key_Return);
            isSaved = QTest::qWaitFor(
                [dialog] {
                    return dialog->isSaved();
                },
                patience);
            QTest::keyClick(dialog, Qt::Key_Escape);
        });
        QTRY_VERIFY(page()->actions().permanent->isVisible());
        page()->actions().permanent->trigger();
        QCOMPARE(found.join(QLatin1Char('\n')), QString());
        QVERIFY2(files.contains(QLatin1String("rules.v4")), qPrintable(files));
        QVERIFY(isSaved);
        QFile saved(QStringLiteral("/etc/iptables/rules.v4"));
        QVERIFY(saved.open(QIODevice::ReadOnly));
        QVERIFY(saved.readAll().contains("-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT"));
    }
};

QTEST_MAIN(TestAdminWalk)
#include "tst_adminwalk.moc"
