// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/editor/reviewdialog.h"
#include "app/editor/ruleeditor.h"
#include "app/editor/rulefieldsview.h"
#include "app/editor/stagedbar.h"
#include "app/models/qtext.h"
#include "app/pages/changedesk.h"
#include "app/pages/historypage.h"
#include "app/pages/mainwindow.h"
#include "app/pages/rulespage.h"
#include "app/pages/session.h"
#include "app/widgets/trialbar.h"
#include "app/wording/translators.h"
#include "tests/app/window/dialogs.h"

#include <QAction>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTableView>
#include <QTableWidget>
#include <QTest>

using namespace Portlight;
using namespace Portlight::App;

namespace
{

constexpr int patience = 40000;

} // namespace

/// A person changes rules in the window, on a real kernel.
class TestChangeWalk : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Session> m_session;
    std::unique_ptr<MainWindow> m_window;

    bool openStory()
    {
        m_session = std::make_unique<Session>();
        m_window = std::make_unique<MainWindow>(*m_session);
        QSignalSpy failed(m_session.get(), &Session::practiceFailed);
        m_window->show();
        m_session->startPractice(QStringLiteral("blocked-web-server"), QStringLiteral("nft"));
        return QTest::qWaitFor(
                   [&] {
                       return m_session->hasData() || !failed.isEmpty();
                   },
                   patience)
            && m_session->hasData();
    }

    QStringList inputRules() const
    {
        QStringList texts;
        const auto *ruleset = m_session->data().ruleset(Core::Backend::Nft, Core::Family::Ipv4);
        const auto *table = ruleset == nullptr ? nullptr : (*ruleset)->table("filter");
        const auto *chain = table == nullptr ? nullptr : table->chain("INPUT");
        if (chain != nullptr) {
            for (const auto &rule : chain->rules) {
                texts << qtext(rule.text);
            }
        }
        return texts;
    }

    Core::Location location(unsigned number) const
    {
        return {Core::Backend::Nft,
                Core::Family::Ipv4,
                "filter",
                "INPUT",
                number,
                stdtext(inputRules().value(static_cast<int>(number) - 1))};
    }

    QString shownText(const QWidget *root) const
    {
        QStringList texts;
        for (const auto *label : root->findChildren<QLabel *>()) {
            if (label->isVisible()) {
                texts << label->text();
            }
        }
        return texts.join(QLatin1Char(' '));
    }

private Q_SLOTS:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        qputenv("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nonexistent/bus");
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus");
        QCoreApplication::setOrganizationName(QStringLiteral("PortlightTest"));
        QSettings().clear();
        installTranslators(*QCoreApplication::instance());
    }

    void cleanup()
    {
        if (m_window) {
            m_window->changeDesk()->staged().clear();
        }
        m_window.reset();
        m_session.reset();
    }

    void switchAddReviewApplyKeepUndo()
    {
        if (!openStory()) {
            QSKIP("no practice network here (user namespaces forbidden?)");
        }
        auto *page = m_window->rulesPage();
        auto *desk = m_window->changeDesk();
        m_window->showPage(MainWindow::Rules);
        const QStringList before = inputRules();
        QVERIFY(before.size() >= 3);
        QVERIFY(desk->bar()->isHidden());

        Q_EMIT page->switchRequested(location(3), false);
        QCOMPARE(desk->staged().steps().size(), std::size_t{1});
        QVERIFY(desk->bar()->isVisible());
        QVERIFY(shownText(desk->bar()).startsWith(QLatin1String("1 change")));

        withDialog<RuleEditor>([](RuleEditor *editor) {
            auto *fields = editor->findChild<RuleFieldsView *>();
            auto *port = named<QLineEdit>(fields, ruleFieldName(RuleField::DestinationPorts));
            port->setText(QStringLiteral("ssh"));
            // The button says what is missing, and the dialog stays.
            QTest::mouseClick(button(editor, QStringLiteral("Add Rule")), Qt::LeftButton);
            if (editor->isVisible() && editor->form().problem()
                && editor->form().problem()->flaw == RuleFlaw::NeedsProtocolWithPorts) {
                auto *protocol = named<QComboBox>(fields, ruleFieldName(RuleField::Protocol));
                protocol->setEditText(QStringLiteral("tcp"));
                auto *comment = named<QLineEdit>(fields, ruleFieldName(RuleField::Comment));
                comment->setText(QStringLiteral("walk"));
            }
            QTest::mouseClick(button(editor, QStringLiteral("Add Rule")), Qt::LeftButton);
        });
        Q_EMIT page->addRequested({Core::Backend::Nft, Core::Family::Ipv4, "filter", "INPUT"}, 1);
        QCOMPARE(desk->staged().steps().size(), std::size_t{2});
        QVERIFY2(m_session->trials().empty(), "something was changed before the review");
        QCOMPARE(inputRules(), before);

        int differing = 0;
        QString commands;
        withDialog<ReviewDialog>([&](ReviewDialog *review) {
            const auto *table = review->findChild<QTableWidget *>();
            for (int row = 0; row < table->rowCount(); ++row) {
                const auto *item = table->item(row, 1);
                differing += item != nullptr && item->text().startsWith(QLatin1Char('+')) ? 1 : 0;
            }
            commands = named<QPlainTextEdit>(review, QStringLiteral("Commands"))->toPlainText();
            review->setSeconds(120);
            QTest::mouseClick(button(review, QStringLiteral("Apply for")), Qt::LeftButton);
        });
        desk->review();
        QCOMPARE(differing, 2);
        QVERIFY2(commands.contains(QLatin1String("iptables -I INPUT 1 -p tcp -m tcp --dport 22")),
                 qPrintable(commands));
        QTRY_VERIFY_WITH_TIMEOUT(m_session->activeTrial() != nullptr, patience);
        QVERIFY(m_session->activeTrial()->secondsLeft > 90);
        QTRY_COMPARE_WITH_TIMEOUT(inputRules().size(), before.size() + 1, patience);
        QVERIFY(inputRules().front().contains(QLatin1String("walk")));
        QVERIFY(inputRules().value(3).contains(QLatin1String("portlight:off")));
        QVERIFY(desk->staged().isEmpty());
        QVERIFY(desk->bar()->isHidden());

        auto *bar = m_window->findChild<TrialBar *>();
        QTRY_VERIFY(bar->isVisible());
        const QString id = m_session->activeTrial()->id;
        QTest::mouseClick(button(bar, QStringLiteral("Keep Change")), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(m_session->activeTrial() == nullptr, patience);
        QCOMPARE(m_session->trials().front().state, QStringLiteral("kept"));

        m_window->showPage(MainWindow::History);
        auto *history = m_window->findChild<HistoryPage *>();
        QTRY_VERIFY(button(history, QStringLiteral("Undo This Change")) != nullptr);
        QTest::mouseClick(button(history, QStringLiteral("Undo This Change")), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(m_session->trials().front().state, QStringLiteral("undone"),
                                  patience);
        QCOMPARE(m_session->trials().front().id, id);
        QTRY_COMPARE_WITH_TIMEOUT(inputRules(), before, patience);
    }

    void undoneChangeCanBeStagedAgain()
    {
        if (!openStory()) {
            QSKIP("no practice network here (user namespaces forbidden?)");
        }
        auto *desk = m_window->changeDesk();
        const QStringList before = inputRules();
        Q_EMIT m_window->rulesPage()->removeRequested(location(3));
        withDialog<ReviewDialog>([](ReviewDialog *review) {
            QTest::mouseClick(button(review, QStringLiteral("Apply for")), Qt::LeftButton);
        });
        desk->applyAction()->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(m_session->activeTrial() != nullptr, patience);
        QTRY_COMPARE_WITH_TIMEOUT(inputRules().size(), before.size() - 1, patience);
        auto *bar = m_window->findChild<TrialBar *>();
        QTRY_VERIFY(bar->isVisible());
        QTest::mouseClick(button(bar, QStringLiteral("Undo Now")), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(inputRules(), before, patience);
        QTRY_VERIFY(button(m_window.get(), QStringLiteral("Stage It Again")) != nullptr);
        QTest::mouseClick(button(m_window.get(), QStringLiteral("Stage It Again")), Qt::LeftButton);
        QCOMPARE(desk->staged().steps().size(), std::size_t{1});
        QVERIFY(desk->staged().conflictCount() == 0);
    }

    void quittingAsksForWhatIsNotApplied()
    {
        m_session = std::make_unique<Session>();
        m_window = std::make_unique<MainWindow>(*m_session);
        m_session->startLive();
        m_window->show();
        auto *desk = m_window->changeDesk();
        const Core::ChainPlace place{Core::Backend::Nft, Core::Family::Ipv4, "filter", "INPUT"};
        QVERIFY(desk->stage(QStringLiteral("one"), {Core::AppendRule{place, "-j DROP"}}));
        QVERIFY(desk->stage(QStringLiteral("two"), {Core::AppendRule{place, "-j LOG"}}));
        QStringList buttons;
        const auto answer = [&buttons](const QString &text) {
            withDialog<QMessageBox>([&buttons, text](QMessageBox *box) {
                buttons.clear();
                for (auto *each : box->buttons()) {
                    buttons << each->text().remove(QLatin1Char('&'));
                }
                for (auto *each : box->buttons()) {
                    if (each->text().remove(QLatin1Char('&')).startsWith(text)) {
                        QTest::mouseClick(each, Qt::LeftButton);
                    }
                }
            });
        };
        answer(QStringLiteral("Stay Here"));
        QVERIFY(!m_window->close());
        QVERIFY2(buttons.join(QLatin1Char('|')).contains(QLatin1String("Discard 2 ")),
                 qPrintable(buttons.join(QLatin1Char('|'))));
        QCOMPARE(desk->staged().steps().size(), std::size_t{2});
        desk->undoAction()->trigger();
        QCOMPARE(desk->staged().steps().size(), std::size_t{1});
        desk->redoAction()->trigger();
        answer(QStringLiteral("Discard 2 "));
        QVERIFY(m_window->close());
    }

    void editorKeepsWhatItCannotShow()
    {
        auto ruleset = std::make_shared<Core::Ruleset>();
        ruleset->backend = Core::Backend::Nft;
        const Core::ChainPlace place{Core::Backend::Nft, Core::Family::Ipv4, "filter", "INPUT"};
        const std::string old = "-p tcp -m recent --update --seconds 60 --hitcount 4 --name x "
                                "--mask 255.255.255.255 --rsource -m tcp --dport 22 -j DROP";
        QVERIFY(Core::applyChange(*ruleset, Core::AppendRule{place, old}));
        RuleEditor::Request request;
        request.purpose = RuleEditor::Purpose::Edit;
        request.place = place;
        request.ruleset = ruleset;
        RuleEditor editor(request);
        editor.show();
        QVERIFY(editor.changes().empty());
        QVERIFY(shownText(&editor).contains(QLatin1String("--hitcount 4")));
        auto *fields = editor.findChild<RuleFieldsView *>();
        named<QLineEdit>(fields, ruleFieldName(RuleField::DestinationPorts))
            ->setText(QStringLiteral("2222"));
        const auto changes = editor.changes();
        QCOMPARE(changes.size(), std::size_t{1});
        const auto &replace = std::get<Core::ReplaceRule>(changes.front());
        QCOMPARE(replace.oldRule, old);
        QVERIFY(replace.newRule.find("--hitcount 4") != std::string::npos);
        QVERIFY(replace.newRule.find("--dport 2222") != std::string::npos);
        // The text leads, the fields follow; a mistake leaves the fields alone and is named.
        auto *text = named<QPlainTextEdit>(&editor, ruleFieldName(RuleField::Text));
        text->setPlainText(QStringLiteral("-p tcp -m tcp --dport 99999 -j DROP"));
        QVERIFY(!fields->isEnabled());
        QCOMPARE(text->extraSelections().size(), 1);
        QCOMPARE(text->extraSelections().front().cursor.selectedText(), QStringLiteral("99999"));
        text->setPlainText(QStringLiteral("-p udp -m udp --dport 53 -j DROP"));
        QVERIFY(fields->isEnabled());
        QCOMPARE(fields->fields().protocol.text, QStringLiteral("udp"));
        QCOMPARE(fields->fields().destinationPorts.text, QStringLiteral("53"));
    }
};

QTEST_MAIN(TestChangeWalk)
#include "tst_changewalk.moc"
