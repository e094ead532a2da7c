// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/change/change.h"

#include <QTest>

using namespace Portlight::Core;

class TestChangeParser : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyCommand();
    void longOptions();
    void errors_data();
    void errors();
    void limits();
};

namespace
{

ChainPlace place(const char *table, const char *chain)
{
    return {Backend::Legacy, Family::Ipv4, table, chain};
}

Result<std::vector<Change>> parse(const std::string &text)
{
    return parseChanges(text, Backend::Legacy, Family::Ipv4);
}

} // namespace

void TestChangeParser::everyCommand()
{
    const auto changes = parse("# a comment\n"
                               "*filter\n"
                               ":INPUT DROP [5:6]\n"
                               ":FORWARD - [0:0]\n"
                               ":own - [0:0]\n"
                               "\n"
                               "-A own -p tcp --dport 80 -j DROP\n"
                               "-I INPUT -j own\n"
                               "[7:8] -I INPUT 2 -j own\n"
                               "-I INPUT 3 -c 1 2 -j own\n"
                               "-D INPUT -p tcp --dport ssh -j ACCEPT\n"
                               "-D INPUT 4\n"
                               "-R INPUT 5 -j REJECT\n"
                               "-P OUTPUT ACCEPT\n"
                               "COMMIT\n"
                               "*nat\n"
                               "-N other\n"
                               "-F other\n"
                               "-E other another\n"
                               "-Z another\n"
                               "--zero PREROUTING 2\n"
                               "-X other\n"
                               "COMMIT\n");
    QVERIFY2(changes, changes ? "" : changes.error().message.c_str());
    const auto input = place("filter", "INPUT");
    const auto own = place("filter", "own");
    const std::vector<Change> expected{
        SetPolicy{input, Policy::Drop},
        NewChain{own},
        AppendRule{own, "-p tcp -m tcp --dport 80 -j DROP"},
        InsertRule{input, 1, "-j own", {}, {}, {}},
        InsertRule{input, 2, "-j own", {7, 8}, {}, {}},
        InsertRule{input, 3, "-j own", {1, 2}, {}, {}},
        DeleteRule{input, 0, "-p tcp -m tcp --dport 22 -j ACCEPT"},
        DeleteRule{input, 4, {}, true},
        ReplaceRule{input, 5, {}, "-j REJECT --reject-with icmp-port-unreachable", true},
        SetPolicy{place("filter", "OUTPUT"), Policy::Accept},
        NewChain{place("nat", "other")},
        FlushChain{place("nat", "other")},
        RenameChain{place("nat", "other"), "another"},
        ZeroCounters{place("nat", "another"), 0},
        ZeroCounters{place("nat", "PREROUTING"), 2},
        DeleteChain{place("nat", "other")},
    };
    QCOMPARE(changes->size(), expected.size());
    for (std::size_t index = 0; index < expected.size(); ++index) {
        QVERIFY2((*changes)[index] == expected[index], std::to_string(index).c_str());
    }
}

void TestChangeParser::longOptions()
{
    const auto changes = parse("*filter\n--append INPUT --protocol tcp --jump DROP\n"
                               "--insert INPUT 1 --jump DROP\n--delete INPUT --jump DROP\n"
                               "--policy INPUT DROP\n--new-chain x\n--flush x\n--delete-chain x\n"
                               "COMMIT\n");
    QVERIFY(changes);
    QCOMPARE(changes->size(), std::size_t{7});
    QVERIFY((*changes)[0] == Change(AppendRule{place("filter", "INPUT"), "-p tcp -j DROP"}));
}

void TestChangeParser::errors_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<unsigned>("line");
    QTest::addColumn<unsigned>("column");
    const QByteArray head = "*filter\n";
    QTest::newRow("no table") << QByteArray("-A INPUT -j DROP\n") << 1U << 1U;
    QTest::newRow("unknown table") << QByteArray("*nosuch\n") << 1U << 1U;
    QTest::newRow("COMMIT missing") << head << 1U << 1U;
    QTest::newRow("table in a table") << head + "*nat\n" << 2U << 1U;
    QTest::newRow("unknown command") << head + "-Q INPUT\n" << 2U << 1U;
    QTest::newRow("not a command") << head + "hello\n" << 2U << 1U;
    QTest::newRow("listing is not a change") << head + "-L INPUT\n" << 2U << 1U;
    QTest::newRow("listing changes nothing") << head + "-L INPUT\nCOMMIT\n" << 2U << 1U;
    QTest::newRow("rename without a name") << head + "-E web\nCOMMIT\n" << 2U << 1U;
    QTest::newRow("zero rule 0") << head + "-Z INPUT 0\nCOMMIT\n" << 2U << 10U;
    QTest::newRow("no chain") << head + "-A\n" << 2U << 1U;
    QTest::newRow("flush everything") << head + "-F\n" << 2U << 1U;
    QTest::newRow("chain name") << head + "-A -j DROP\n" << 2U << 4U;
    QTest::newRow("bad port") << head + "-A INPUT -p tcp --dport 70000 -j DROP\n" << 2U << 25U;
    QTest::newRow("bad port behind counters") << head + "  [1:2] -A INPUT -p tcp --dport 70000\n"
                                              << 2U << 33U;
    QTest::newRow("counters") << head + "[1] -A INPUT -j DROP\n" << 2U << 1U;
    QTest::newRow("counters alone") << head + "[1:1]\n" << 2U << 6U;
    QTest::newRow("position 0") << head + "-I INPUT 0 -j DROP\n" << 2U << 10U;
    QTest::newRow("position too large") << head + "-I INPUT 4294967296 -j DROP\n" << 2U << 10U;
    QTest::newRow("replace without number") << head + "-R INPUT -j DROP\n" << 2U << 10U;
    QTest::newRow("delete by number and rule") << head + "-D INPUT 3 -j DROP\n" << 2U << 12U;
    QTest::newRow("policy missing") << head + "-P INPUT\n" << 2U << 1U;
    QTest::newRow("policy unknown") << head + "-P INPUT REJECT\n" << 2U << 10U;
    QTest::newRow("policy of a user chain") << head + ":own DROP [0:0]\n" << 2U << 6U;
    QTest::newRow("declaration") << head + ":own\n" << 2U << 5U;
    QTest::newRow("declaration counters") << head + ":own - x\n" << 2U << 8U;
    QTest::newRow("too much") << head + "-N own more\n" << 2U << 8U;
    QTest::newRow("open quote") << head + "-A INPUT -m comment --comment \"x\n" << 2U << 31U;
    QTest::newRow("zero byte") << head + QByteArray("-N a\0b\n", 7) << 2U << 5U;
    QTest::newRow("text behind COMMIT") << head + "COMMIT x\n" << 2U << 8U;
}

void TestChangeParser::errors()
{
    QFETCH(QByteArray, text);
    const auto changes = parse(text.toStdString());
    QVERIFY(!changes);
    QVERIFY(!changes.error().message.empty());
    QTEST(changes.error().position.line, "line");
    QTEST(changes.error().position.column, "column");
}

void TestChangeParser::limits()
{
    std::string text = "*filter\n";
    for (std::size_t index = 0; index < maxChanges; ++index) {
        text += "-A INPUT -j DROP\n";
    }
    QVERIFY(parse(text + "COMMIT\n"));
    const auto tooMany = parse(text + "-A INPUT -j DROP\nCOMMIT\n");
    QVERIFY(!tooMany);
    QVERIFY(tooMany.error().code == ErrorCode::LimitExceeded);
}

QTEST_APPLESS_MAIN(TestChangeParser)
#include "tst_changeparser.moc"
