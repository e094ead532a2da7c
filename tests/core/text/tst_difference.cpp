// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/change/difference.h"
#include "core/change/transaction.h"
#include "core/text/saveparser.h"
#include "core/text/savewriter.h"

#include <random>

#include <QTest>

using namespace Portlight::Core;

namespace
{

/// Rules of INPUT, and chains beside it.
Ruleset ruleset(const std::string &rules, const std::string &chains = {},
                Backend backend = Backend::Nft)
{
    return parseSave("*filter\n:INPUT ACCEPT [0:0]\n:FORWARD ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n"
                         + chains + rules + "COMMIT\n",
                     backend, Family::Ipv4)
        .value();
}

/// "1 2 3" -> three rules that differ; "3!" is the third one switched off.
std::string numbered(const QString &numbers)
{
    std::string text;
    for (const QString &number : numbers.split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        const bool off = number.endsWith(QLatin1Char('!'));
        text += "[7:70] -A INPUT -p tcp " + (off ? std::string(switchedOffMatches) + ' ' : "")
            + "-m tcp --dport " + number.chopped(off ? 1 : 0).toStdString() + " -j ACCEPT\n";
    }
    return text;
}

std::string textOf(const Ruleset &rules)
{
    return writeSave(rules, {false, true});
}

} // namespace

class TestDifference : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fewest_data();
    void fewest();
    void randomPairs();
    void chainsComeBeforeJumpsAndGoAfterThem();
    void othersStayWhenAsked();
    void oneTransactionDoesIt();
    void refusals();
    void lines();
};

void TestDifference::fewest_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("after");
    QTest::addColumn<int>("changes");
    QTest::newRow("equal") << "1 2 3"
                           << "1 2 3" << 0;
    QTest::newRow("one more at the end") << "1 2 3"
                                         << "1 2 3 4" << 1;
    QTest::newRow("one more in the middle") << "1 2 3"
                                            << "1 4 2 3" << 1;
    QTest::newRow("one less") << "1 2 3"
                              << "1 3" << 1;
    QTest::newRow("another one") << "1 2 3"
                                 << "1 4 3" << 1;
    QTest::newRow("first goes last") << "1 2 3 4"
                                     << "2 3 4 1" << 1;
    QTest::newRow("last goes first") << "1 2 3 4"
                                     << "4 1 2 3" << 1;
    QTest::newRow("turned round") << "1 2 3"
                                  << "3 2 1" << 2;
    QTest::newRow("a move and a replacement") << "1 2 3 4 5"
                                              << "5 1 2 9 4" << 2;
    QTest::newRow("switched off") << "1 2 3"
                                  << "1 2! 3" << 1;
    QTest::newRow("switched off beside a new one") << "1 2 3"
                                                   << "1 9 2! 3" << 2;
    QTest::newRow("switched on") << "1! 2"
                                 << "1 2" << 1;
    QTest::newRow("equal ones") << "1 1 1 2"
                                << "1 1 2" << 1;
    QTest::newRow("all go") << "1 2 3 4"
                            << "" << 1;
    QTest::newRow("all are others, fewer") << "1 2 3 4"
                                           << "5" << 2;
    QTest::newRow("all come") << ""
                              << "1 2" << 2;
}

void TestDifference::fewest()
{
    QFETCH(const QString, before);
    QFETCH(const QString, after);
    Ruleset now = ruleset(numbered(before));
    const Ruleset wanted = ruleset(numbered(after));
    const auto changes = changesBetween(now, wanted);
    QVERIFY(changes);
    QTEST(static_cast<int>(changes->size()), "changes");
    for (const Change &change : *changes) {
        QVERIFY(applyChange(now, change));
    }
    QCOMPARE(textOf(now), textOf(wanted));
}

void TestDifference::randomPairs()
{
    std::mt19937 random(20261124);
    const auto list = [&random] {
        QString numbers;
        for (auto i = random() % 12; i > 0; --i) {
            numbers += QString::number(random() % 8 + 1)
                + (random() % 5 == 0 ? QStringLiteral("! ") : QStringLiteral(" "));
        }
        return numbers;
    };
    for (int i = 0; i < 3000; ++i) {
        const QString before = list();
        const QString after = list();
        Ruleset now = ruleset(numbered(before), ":a - [0:0]\n:b - [0:0]\n");
        const Ruleset wanted = ruleset(numbered(after), ":b - [0:0]\n:c - [0:0]\n");
        const auto changes = changesBetween(now, wanted);
        QVERIFY(changes);
        const auto left = before.split(QLatin1Char(' '), Qt::SkipEmptyParts);
        auto right = after.split(QLatin1Char(' '), Qt::SkipEmptyParts);
        std::vector<Change> inverse;
        const Ruleset first = now;
        for (const Change &change : *changes) {
            const auto back = applyChange(now, change);
            QVERIFY2(back, qPrintable(before + QLatin1String(" -> ") + after));
            inverse.insert(inverse.begin(), back->begin(), back->end());
        }
        QCOMPARE(textOf(now), textOf(wanted));
        // Whatever is in both stays with its counters.
        int common = 0;
        for (const QString &one : left) {
            common += right.removeOne(one) ? 1 : 0;
        }
        int counted = 0;
        for (const Rule &rule : now.table("filter")->chain("INPUT")->rules) {
            counted += rule.counters == Counters{7, 70} ? 1 : 0;
        }
        QVERIFY2(counted >= common, qPrintable(before + QLatin1String(" -> ") + after));
        for (const Change &change : inverse) {
            QVERIFY(applyChange(now, change));
        }
        QVERIFY(now == first);
    }
}

void TestDifference::chainsComeBeforeJumpsAndGoAfterThem()
{
    Ruleset now = ruleset("-A INPUT -j old\n-A old -j older\n-A older -j DROP\n",
                          ":old - [0:0]\n:older - [0:0]\n");
    const Ruleset wanted =
        ruleset("-A INPUT -j new\n-A new -j newer\n", ":new - [0:0]\n:newer - [0:0]\n");
    const auto changes = changesBetween(now, wanted);
    QVERIFY(changes);
    for (const Change &change : *changes) {
        const auto applied = applyChange(now, change);
        QVERIFY2(applied, applied ? "" : applied.error().message.c_str());
    }
    QCOMPARE(textOf(now), textOf(wanted));
}

void TestDifference::othersStayWhenAsked()
{
    const Ruleset now = ruleset("-A INPUT -j mine\n-A mine -j DROP\n", ":mine - [0:0]\n");
    const auto changes =
        changesBetween(now, ruleset("-A INPUT -j mine\n-A INPUT -j DROP\n"), {}, true);
    QVERIFY(changes);
    QCOMPARE(changes->size(), std::size_t{1});
    QVERIFY(std::holds_alternative<AppendRule>(changes->front()));
}

void TestDifference::oneTransactionDoesIt()
{
    const Ruleset now = ruleset("[1:1] -A INPUT -j web\n[2:2] -A INPUT -j ACCEPT\n"
                                "[3:3] -A INPUT -j ACCEPT\n[4:4] -A web -j DROP\n",
                                ":web - [0:0]\n");
    const ChainPlace input{Backend::Nft, Family::Ipv4, "filter", "INPUT"};
    ChainPlace web = input;
    web.chain = "web";
    Transaction transaction(now);
    const auto apply = [&transaction](const Change &change) {
        return transaction.apply(change).has_value();
    };
    QVERIFY(apply(InsertRule{input, 1, "-p udp -j DROP", {}, {}, {}}));
    QVERIFY(apply(DeleteRule{input, 4, "-j ACCEPT"}));
    QVERIFY(apply(MoveRule{input, 2, "-j web", 3, {}, {}}));
    QVERIFY(apply(RenameChain{web, "www"}));
    web.chain = "www";
    QVERIFY(apply(SwitchRule{web, 1, "-j DROP", false}));
    QVERIFY(apply(AppendRule{input, "-j www"}));
    QVERIFY(apply(ZeroCounters{input, 2}));
    QVERIFY(apply(SetPolicy{input, Policy::Drop}));
    // What was put in is never replaced or zeroed, and all goes by the names the kernel knows.
    const std::string off(switchedOffMatches);
    QCOMPARE(transaction.restoreText(Transaction::Naming::Number).value(),
             "*filter\n"
             "-D INPUT 3\n"
             "-D INPUT 1\n"
             "[0:0] -I INPUT 1 -p udp -j DROP\n"
             "[1:1] -A INPUT -j web\n"
             "[0:0] -A INPUT -j web\n"
             "[0:0] -R INPUT 2 -j ACCEPT\n"
             ":INPUT DROP [0:0]\n"
             "[4:4] -R web 1 "
                 + off
                 + " -j DROP\n"
                   "-E web www\n"
                   "COMMIT\n");
    // Nothing that could hit a rule of somebody who came between.
    QCOMPARE(transaction.restoreText().value(),
             "*filter\n"
             "-D INPUT -j ACCEPT\n"
             "-D INPUT -j ACCEPT\n"
             "-D INPUT -j web\n"
             "-D web -j DROP\n"
             "[0:0] -A INPUT -p udp -j DROP\n"
             "[0:0] -A INPUT -j ACCEPT\n"
             "[1:1] -A INPUT -j web\n"
             "[0:0] -A INPUT -j web\n"
             "[4:4] -A web "
                 + off
                 + " -j DROP\n"
                   ":INPUT DROP [0:0]\n"
                   "-E web www\n"
                   "COMMIT\n");
    Ruleset back = transaction.after();
    for (const Change &change : transaction.inverse()) {
        QVERIFY(applyChange(back, change));
    }
    QVERIFY(back == now);

    // Of equal rules the tool takes the first; meant is the second, so both are written anew.
    Transaction second(now);
    QVERIFY(second.apply(DeleteRule{input, 3, "-j ACCEPT"}).has_value());
    second.rewriteEqualRules();
    QCOMPARE(second.restoreText().value(),
             std::string("*filter\n"
                         "-D INPUT -j ACCEPT\n"
                         "-D INPUT -j ACCEPT\n"
                         "[2:2] -A INPUT -j ACCEPT\n"
                         "COMMIT\n"));

    Transaction reuse(now);
    web.chain = "web";
    QVERIFY(reuse.apply(RenameChain{web, "www"}).has_value());
    QVERIFY(reuse.apply(NewChain{web}).has_value());
    QVERIFY(reuse.restoreText().error().code == ErrorCode::Unsupported);

    Transaction nothing(now);
    QVERIFY(nothing.apply(NewChain{{Backend::Nft, Family::Ipv4, "filter", "x"}}).has_value());
    QVERIFY(nothing.apply(DeleteChain{{Backend::Nft, Family::Ipv4, "filter", "x"}}).has_value());
    QCOMPARE(nothing.restoreText().value(), std::string());
}

void TestDifference::refusals()
{
    Ruleset six = ruleset({});
    six.family = Family::Ipv6;
    QVERIFY(changesBetween(ruleset({}), six).error().code == ErrorCode::InvalidArgument);
    QVERIFY(changesBetween(ruleset({}), ruleset({}), {"nat"}).error().code == ErrorCode::NotFound);
    std::string many;
    for (int i = 0; i <= 20000; ++i) {
        many += "-A INPUT -j DROP\n";
    }
    QVERIFY(changesBetween(ruleset({}), ruleset(many)).error().code == ErrorCode::LimitExceeded);
}

void TestDifference::lines()
{
    using Kind = DifferenceLine::Kind;
    const auto found =
        differences(ruleset(numbered(QStringLiteral("1 2")) + "-A a -j DROP\n", ":a - [0:0]\n"),
                    ruleset(numbered(QStringLiteral("2 3"))));
    QCOMPARE(found.size(), std::size_t{2});
    QCOMPARE(found[0].chain, std::string("INPUT"));
    const auto rule = [](int port) {
        return "-A INPUT -p tcp -m tcp --dport " + std::to_string(port) + " -j ACCEPT";
    };
    const std::vector<DifferenceLine> wanted{{Kind::Same, "-P INPUT ACCEPT"},
                                             {Kind::Removed, rule(1)},
                                             {Kind::Same, rule(2)},
                                             {Kind::Added, rule(3)}};
    QVERIFY(found[0].lines == wanted);
    QCOMPARE(found[1].chain, std::string("a"));
    QVERIFY(
        (found[1].lines
         == std::vector<DifferenceLine>{{Kind::Removed, "-N a"}, {Kind::Removed, "-A a -j DROP"}}));
    QVERIFY(
        differences(ruleset(numbered(QStringLiteral("1"))), ruleset(numbered(QStringLiteral("1"))))
            .empty());
}

QTEST_APPLESS_MAIN(TestDifference)
#include "tst_difference.moc"
