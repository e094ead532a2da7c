// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/models/stagedchanges.h"
#include "core/change/changetext.h"
#include "core/text/saveparser.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace Portlight;
using namespace Portlight::App;

namespace
{

const StagedChanges::Side side{Core::Backend::Nft, Core::Family::Ipv4};
const Core::ChainPlace input{Core::Backend::Nft, Core::Family::Ipv4, "filter", "INPUT"};

/// INPUT with one rule a port: "22 80 443".
std::shared_ptr<const Core::Ruleset> rules(const std::string &ports,
                                           const std::string &generation = "1")
{
    std::string text = "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n"
                       ":services - [0:0]\n";
    for (const auto &port :
         QString::fromStdString(ports).split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        text += "[0:0] -A INPUT -p tcp -m tcp --dport " + port.toStdString() + " -j ACCEPT\n";
    }
    auto parsed = Core::parseSave(text + "COMMIT\n", side.first, side.second);
    parsed->generation = generation;
    return std::make_shared<const Core::Ruleset>(*parsed);
}

std::string body(int port)
{
    return "-p tcp -m tcp --dport " + std::to_string(port) + " -j ACCEPT";
}

Core::InsertRule insertion(unsigned position, int port)
{
    Core::InsertRule insert;
    insert.place = input;
    insert.position = position;
    insert.rule = body(port);
    return insert;
}

Core::DeleteRule deletion(unsigned position, int port)
{
    Core::DeleteRule change;
    change.place = input;
    change.position = position;
    change.rule = body(port);
    return change;
}

Core::MoveRule move(unsigned position, int port, unsigned to)
{
    Core::MoveRule change;
    change.place = input;
    change.position = position;
    change.rule = body(port);
    change.to = to;
    return change;
}

QString portsOf(const Core::Chain &chain, const std::vector<RuleMark> *marks = nullptr)
{
    static const QRegularExpression number(QStringLiteral("--dport (\\d+)"));
    static const char *const signs[] = {"", "+", "~", "^", "-"};
    QStringList ports;
    for (std::size_t i = 0; i < chain.rules.size(); ++i) {
        const auto match = number.match(QString::fromStdString(chain.rules[i].text));
        ports << QLatin1String(marks == nullptr ? "" : signs[static_cast<int>((*marks)[i])])
                + match.captured(1);
    }
    return ports.join(QLatin1Char(' '));
}

QString resultOf(const StagedChanges &staged)
{
    return portsOf(*staged.result(side)->table("filter")->chain("INPUT"));
}

QString shownBy(const StagedChanges &staged)
{
    const auto *shown = staged.shown(side);
    if (shown == nullptr) {
        return QStringLiteral("nothing");
    }
    return portsOf(*shown->ruleset->table("filter")->chain("INPUT"),
                   shown->marksOf("filter", "INPUT"));
}

} // namespace

class TestStagedChanges : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void stagesOnTopOfEachOtherAndBack()
    {
        StagedChanges staged;
        const auto live = rules("22 80 443");
        staged.setLive({live});
        QCOMPARE(shownBy(staged), QStringLiteral("nothing"));
        QVERIFY(staged.stage(QStringLiteral("add"), {insertion(2, 53)}));
        QVERIFY(staged.stage(QStringLiteral("remove"), {deletion(1, 22)}));
        QVERIFY(staged.stage(QStringLiteral("move"), {move(3, 443, 1)}));
        QCOMPARE(resultOf(staged), QStringLiteral("443 53 80"));
        QCOMPARE(staged.steps().size(), std::size_t{3});
        QCOMPARE(staged.changes().size(), std::size_t{3});
        QCOMPARE(shownBy(staged), QStringLiteral("-22 ^443 +53 80"));
        // The live rules are not touched.
        QCOMPARE(portsOf(*live->table("filter")->chain("INPUT")), QStringLiteral("22 80 443"));
        staged.undoStack()->undo();
        QCOMPARE(resultOf(staged), QStringLiteral("53 80 443"));
        staged.undoStack()->undo();
        staged.undoStack()->undo();
        QVERIFY(staged.isEmpty());
        QVERIFY(staged.result(side) == live);
        staged.undoStack()->redo();
        QCOMPARE(resultOf(staged), QStringLiteral("22 53 80 443"));
        staged.discard();
        QVERIFY(staged.isEmpty());
        staged.undoStack()->undo();
        QCOMPARE(resultOf(staged), QStringLiteral("22 53 80 443"));
    }

    void whatDoesNotFitIsNotStaged()
    {
        StagedChanges staged;
        staged.setLive({rules("22 80")});
        const auto refused = staged.stage(QStringLiteral("remove"), {deletion(1, 443)});
        QVERIFY(!refused);
        QVERIFY(refused.error().code == Core::ErrorCode::NotFound);
        QVERIFY(staged.isEmpty());
        // All or nothing: the first of the two would fit.
        QVERIFY(!staged.stage(QStringLiteral("both"), {insertion(1, 53), deletion(9, 443)}));
        QVERIFY(staged.isEmpty());
        QVERIFY(!staged.undoStack()->canUndo());
    }

    void rowsAreMarked()
    {
        StagedChanges staged;
        staged.setLive({rules("22 80 443 993")});
        Core::ReplaceRule replace;
        replace.place = input;
        replace.position = 2;
        replace.oldRule = body(80);
        replace.newRule = body(8080);
        QVERIFY(staged.stage(QStringLiteral("change"), {replace}));
        QVERIFY(staged.stage(QStringLiteral("remove"), {deletion(3, 443)}));
        QVERIFY(staged.stage(QStringLiteral("append"), {Core::AppendRule{input, body(25)}}));
        QCOMPARE(shownBy(staged), QStringLiteral("22 ~8080 -443 993 +25"));
        // A change and its way back is no change.
        std::swap(replace.oldRule, replace.newRule);
        QVERIFY(staged.stage(QStringLiteral("back"), {replace}));
        QCOMPARE(shownBy(staged), QStringLiteral("22 80 -443 993 +25"));
        QVERIFY(staged.stage(QStringLiteral("flush"), {Core::FlushChain{input}}));
        QCOMPARE(shownBy(staged), QStringLiteral("-22 -80 -443 -993"));
    }

    void chainsAndPoliciesAreMarked()
    {
        StagedChanges staged;
        staged.setLive({rules("22")});
        auto made = input;
        made.chain = "mine";
        auto services = input;
        services.chain = "services";
        QVERIFY(staged.stage(QStringLiteral("new"), {Core::NewChain{made}}));
        QVERIFY(staged.stage(QStringLiteral("gone"), {Core::DeleteChain{services}}));
        QVERIFY(
            staged.stage(QStringLiteral("policy"), {Core::SetPolicy{input, Core::Policy::Accept}}));
        const auto *shown = staged.shown(side);
        QVERIFY(shown != nullptr);
        QVERIFY(shown->addedChains == std::vector<StagedRuleset::Place>({{"filter", "mine"}}));
        QVERIFY(shown->removedChains
                == std::vector<StagedRuleset::Place>({{"filter", "services"}}));
        QVERIFY(shown->changedPolicies == std::vector<StagedRuleset::Place>({{"filter", "INPUT"}}));
        QVERIFY(shown->ruleset->table("filter")->chain("services") != nullptr);
        QVERIFY(staged.result(side)->table("filter")->chain("services") == nullptr);
    }

    void switchedOffRuleKeepsItsPlace()
    {
        StagedChanges staged;
        staged.setLive({rules("22 80 443")});
        QVERIFY(staged.stage(QStringLiteral("off"), {Core::SwitchRule{input, 2, body(80), false}}));
        QCOMPARE(shownBy(staged), QStringLiteral("22 ~80 443"));
        const auto &rule = staged.result(side)->table("filter")->chain("INPUT")->rules[1];
        QVERIFY(Core::isSwitchedOff(rule));
        const std::string off(Core::bodyOf("INPUT", rule.text));
        QVERIFY(staged.stage(QStringLiteral("on"), {Core::SwitchRule{input, 2, off, true}}));
        QCOMPARE(resultOf(staged), QStringLiteral("22 80 443"));
        QCOMPARE(shownBy(staged), QStringLiteral("22 80 443"));
    }

    void followsWhatOthersChange_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("now");
        QTest::addColumn<QString>("result"); // empty: a conflict
        QTest::newRow("delete: the rule moved") << "delete"
                                                << "1 2 22 80 443"
                                                << "1 2 22 443";
        QTest::newRow("delete: the rule is gone") << "delete"
                                                  << "22 443"
                                                  << "";
        QTest::newRow("insert: between the same two") << "insert"
                                                      << "1 22 80 443"
                                                      << "1 22 53 80 443";
        QTest::newRow("insert: the one before is gone") << "insert"
                                                        << "80 443"
                                                        << "53 80 443";
        QTest::newRow("insert: the one after is gone") << "insert"
                                                       << "22 443"
                                                       << "22 53 443";
        QTest::newRow("insert: both are gone") << "insert"
                                               << "443"
                                               << "";
        QTest::newRow("first stays first") << "first"
                                           << "1 2 22 80"
                                           << "53 1 2 22 80";
        QTest::newRow("last stays last") << "last"
                                         << "22 80 443 1 2"
                                         << "22 80 443 1 2 53";
        QTest::newRow("move: between the same two") << "move"
                                                    << "1 22 80 443"
                                                    << "1 22 443 80";
        QTest::newRow("move: the rule is gone") << "move"
                                                << "22 80"
                                                << "";
    }

    void followsWhatOthersChange()
    {
        QFETCH(QString, kind);
        QFETCH(QString, now);
        QFETCH(QString, result);
        StagedChanges staged;
        QSignalSpy refitted(&staged, &StagedChanges::refitted);
        staged.setLive({rules("22 80 443")});
        const std::map<QString, Core::Change> made = {
            {QStringLiteral("delete"), deletion(2, 80)},
            {QStringLiteral("insert"), insertion(2, 53)},
            {QStringLiteral("first"), insertion(1, 53)},
            {QStringLiteral("last"), Core::AppendRule{input, body(53)}},
            {QStringLiteral("move"), move(3, 443, 2)},
        };
        QVERIFY(staged.stage(kind, {made.at(kind)}));
        // Counters alone are no news.
        staged.setLive({rules("22 80 443")});
        QCOMPARE(refitted.size(), 0);
        staged.setLive({rules(now.toStdString(), "2")});
        QCOMPARE(refitted.size(), 1);
        QCOMPARE(staged.conflictCount(), result.isEmpty() ? 1 : 0);
        QCOMPARE(staged.changes().empty(), result.isEmpty());
        QCOMPARE(resultOf(staged), result.isEmpty() ? now : result);
        QCOMPARE(staged.generations().count("nft/ipv4"), std::size_t(result.isEmpty() ? 0 : 1));
        if (!result.isEmpty()) {
            QCOMPARE(staged.generations().at("nft/ipv4"), std::string("2"));
            // What is sent is exact for the rules as they are now.
            auto model = *rules(now.toStdString());
            for (const auto &change : staged.changes()) {
                QVERIFY(Core::applyChange(model, change));
            }
            QCOMPARE(portsOf(*model.table("filter")->chain("INPUT")), result);
        } else {
            // It comes back when the rules do, and can be left out, and that can be undone.
            staged.leaveOut(0);
            QVERIFY(staged.isEmpty());
            staged.undoStack()->undo();
            staged.setLive({rules("22 80 443", "3")});
            QCOMPARE(staged.conflictCount(), 0);
        }
    }

    void aStepIsAppliedAsAWhole()
    {
        StagedChanges staged;
        staged.setLive({rules("22 80 443")});
        QVERIFY(staged.stage(QStringLiteral("both"), {insertion(1, 53), deletion(3, 80)}));
        QCOMPARE(resultOf(staged), QStringLiteral("53 22 443"));
        staged.setLive({rules("22 443", "2")});
        QCOMPARE(staged.conflictCount(), 1);
        QCOMPARE(resultOf(staged), QStringLiteral("22 443"));
        QVERIFY(staged.changes().empty());
    }

    void aRulesetThatIsNotThereBegins()
    {
        StagedChanges staged;
        const Core::ChainPlace ipv6{Core::Backend::Nft, Core::Family::Ipv6, "filter", "INPUT"};
        QVERIFY(staged.stage(QStringLiteral("add"), {Core::AppendRule{ipv6, "-j DROP"}}));
        QCOMPARE(staged.result({ipv6.backend, ipv6.family})->ruleCount(), std::size_t{1});
        QVERIFY(staged.generations().empty());
    }
};

QTEST_GUILESS_MAIN(TestStagedChanges)
#include "tst_stagedchanges.moc"
