// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "verdicttesting.h"

using namespace VerdictTesting;

/// What cannot be told: it is said exactly when it matters, and the work stays bounded.
class TestVerdictDoubts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void doubts_data();
    void doubts();
    void pathKeepsWhatIsSure();
    void pathOfBranchesThatDiffer();
    void assumptions();
    void loopsEnd_data();
    void loopsEnd();
    void manyDoubtsThatDoNotMatter();
    void manyDoubtsThatMatter();
};

void TestVerdictDoubts::doubts_data()
{
    QTest::addColumn<QString>("ruleset");
    QTest::addColumn<QString>("packetJson");
    QTest::addColumn<QString>("verdict");
    QTest::addColumn<QString>("expected");

    const auto row = [](const char *why, const std::string &ruleset, const std::string &json,
                        const char *verdict, const char *expected) {
        QTest::newRow(why) << q(ruleset) << q(json) << QString::fromLatin1(verdict)
                           << QString::fromLatin1(expected);
    };
    row("limit that decides", filter("-A INPUT -m limit --limit 3/min -j ACCEPT\n", "DROP"), "{}",
        "unknown", "limit@filter INPUT 1 accept/drop");
    row("limit on LOG is no doubt", filter("-A INPUT -m limit --limit 3/min -j LOG\n"), "{}",
        "accept", "");
    row("same end either way",
        filter("-A INPUT -m limit --limit 3/min -j DROP\n-A INPUT -j DROP\n"), "{}", "drop", "");
    row("drop or reject is a difference",
        filter("-A INPUT -m limit --limit 3/min -j REJECT\n-A INPUT -j DROP\n"), "{}", "unknown",
        "limit@filter INPUT 1 reject/drop");
    row("how it is rejected is one, too",
        filter("-A INPUT -m limit --limit 3/min -j REJECT --reject-with icmp-host-prohibited\n"
               "-A INPUT -j REJECT --reject-with icmp-port-unreachable\n"),
        "{}", "unknown", "limit@filter INPUT 1 reject/reject");
    row("a jump that comes back",
        filter(":a - [0:0]\n-A INPUT -m limit --limit 3/min -j a\n-A INPUT -j DROP\n-A a -j LOG\n"),
        "{}", "drop", "");
    row("a jump to a chain that drops",
        filter(":a - [0:0]\n-A INPUT -m limit --limit 3/min -j a\n-A a -p udp -j ACCEPT\n"
               "-A a -j DROP\n"),
        "{}", "unknown", "limit@filter INPUT 1 drop/accept");
    row("only the doubt that matters is named",
        filter(
            ":a - [0:0]\n-A INPUT -m limit --limit 3/min -j a\n-A INPUT -s 10.0.0.0/8 -j DROP\n"),
        "{}", "unknown", "source@filter INPUT 2 drop/accept");
    row("one inside the other",
        filter("-A INPUT -s 10.0.0.0/8 -j DROP\n-A INPUT -m limit --limit 3/min -j DROP\n"), "{}",
        "unknown", "source@filter INPUT 1 drop/unknown; limit@filter INPUT 2 drop/accept");
    row("all parts that cannot be told",
        filter("-A INPUT -s 10.0.0.0/8 -i eth0 -p tcp -m tcp --dport 22 -j DROP\n"), "{}",
        "unknown",
        "source@filter INPUT 1 drop/accept; in-interface@filter INPUT 1 drop/accept; "
        "dport@filter INPUT 1 drop/accept");
    row("a part that is sure not to hold settles the rule",
        filter("-A INPUT -s 10.0.0.0/8 -p udp -j DROP\n"), "{}", "accept", "");
    row("a program decides", filter("-A INPUT -j NFQUEUE --queue-num 1\n-A INPUT -j DROP\n"), "{}",
        "unknown", "NFQUEUE@filter INPUT 1 accept/drop");
    row("a program decides, but a later table drops",
        filter("-A INPUT -j NFQUEUE --queue-num 1\n")
            + "*security\n:INPUT DROP [0:0]\n:FORWARD ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\nCOMMIT\n",
        "{}", "drop", "");
    row("a target that is not known", filter("-A INPUT -j TARPIT\n-A INPUT -j DROP\n"), "{}",
        "unknown", "TARPIT@filter INPUT 1 unknown/drop");
    row("the state is not known, nat would not change it",
        "*nat\n:PREROUTING ACCEPT [0:0]\n:INPUT ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n"
        ":POSTROUTING ACCEPT [0:0]\nCOMMIT\n"
            + filter("", "DROP"),
        "nostate", "drop", "");
    row("the state is not known and nat matters",
        "*nat\n:PREROUTING ACCEPT [0:0]\n:INPUT ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n"
        ":POSTROUTING ACCEPT [0:0]\n-A PREROUTING -p tcp -j REDIRECT --to-ports 81\nCOMMIT\n"
            + filter("-A INPUT -p tcp -m tcp --dport 81 -j ACCEPT\n", "DROP"),
        "nostate", "unknown", "state@nat PREROUTING 0 accept/drop");
    row("a mark in doubt that nobody asks for",
        "*mangle\n:PREROUTING ACCEPT [0:0]\n:INPUT ACCEPT [0:0]\n:FORWARD ACCEPT [0:0]\n"
        ":OUTPUT ACCEPT [0:0]\n:POSTROUTING ACCEPT [0:0]\n-A INPUT -s 10.0.0.0/8 -j MARK "
        "--set-xmark 0x1/0xffffffff\nCOMMIT\n",
        "{}", "accept", "");
    row("a mark in doubt that matters",
        "*mangle\n:PREROUTING ACCEPT [0:0]\n:INPUT ACCEPT [0:0]\n:FORWARD ACCEPT [0:0]\n"
        ":OUTPUT ACCEPT [0:0]\n:POSTROUTING ACCEPT [0:0]\n-A INPUT -s 10.0.0.0/8 -j MARK "
        "--set-xmark 0x1/0xffffffff\nCOMMIT\n"
            + filter("-A INPUT -m mark --mark 0x1 -j DROP\n"),
        "{}", "unknown", "source@mangle INPUT 1 drop/accept");
}

void TestVerdictDoubts::doubts()
{
    QFETCH(QString, ruleset);
    QFETCH(QString, packetJson);
    QFETCH(QString, verdict);
    QFETCH(QString, expected);

    const Ruleset parsed = rules(ruleset.toStdString());
    Packet sent;
    if (packetJson == QLatin1String("nostate")) {
        sent.destinationPort = 80;
        sent.state.reset();
    } else {
        sent = packet(packetJson.toStdString());
    }
    const Verdict result = walk({&parsed, 1}, sent);
    QCOMPARE(q(VerdictTesting::doubts(result)), expected);
    QCOMPARE(q(std::string(toString(result.kind))), verdict);
    QCOMPARE(result.deciding.has_value(), result.kind != VerdictKind::Unknown);
}

void TestVerdictDoubts::pathKeepsWhatIsSure()
{
    const Ruleset ruleset =
        rules("*raw\n:PREROUTING ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\nCOMMIT\n"
              + filter(":a - [0:0]\n-A INPUT -j LOG\n-A INPUT -m limit --limit 1/s -j a\n"
                       "-A INPUT -m limit --limit 1/s -j LOG\n-A INPUT -j DROP\n-A a -j LOG\n"));
    const Verdict result = walk({&ruleset, 1}, packet("{}"));
    QCOMPARE(q(path(result)),
             QStringLiteral("raw PREROUTING 0 policy ACCEPT; filter INPUT 1 LOG; filter INPUT 4 "
                            "DROP"));
    QCOMPARE(q(deciding(result)), QStringLiteral("filter INPUT 4"));
}

/// A mark that one branch sets keeps them apart to the end, though both come by the same rules.
void TestVerdictDoubts::pathOfBranchesThatDiffer()
{
    const Ruleset ruleset = rules(
        "*mangle\n:PREROUTING ACCEPT [0:0]\n:INPUT ACCEPT [0:0]\n:FORWARD ACCEPT [0:0]\n"
        ":OUTPUT ACCEPT [0:0]\n:POSTROUTING ACCEPT [0:0]\n-A PREROUTING -m limit --limit "
        "3/min -j MARK --set-xmark 0x1/0xffffffff\nCOMMIT\n"
        + filter("-A INPUT -p tcp\n-A INPUT -m mark --mark 0x1\n-A INPUT -p tcp -j ACCEPT\n"));
    const Packet sent = packet(R"({"in_interface":"eth0"})");
    const Verdict verdict = walk({&ruleset, 1}, sent);
    QCOMPARE(q(path(verdict)),
             QStringLiteral("mangle PREROUTING 0 policy ACCEPT; mangle INPUT 0 policy ACCEPT; "
                            "filter INPUT 1; filter INPUT 3 ACCEPT"));
}

void TestVerdictDoubts::assumptions()
{
    const Ruleset ruleset = rules(filter("-A INPUT -i lo -j ACCEPT\n", "DROP"));
    const Verdict assumed = walk({&ruleset, 1}, packet("{}"));
    QCOMPARE(word(assumed.kind), word(VerdictKind::Drop));
    QCOMPARE(assumed.assumptions, std::vector<std::string>{"in-interface"});

    const Verdict known = walk({&ruleset, 1}, packet(R"({"in_interface":"eth0"})"));
    QVERIFY(known.assumptions.empty());
    const Verdict loopback = walk({&ruleset, 1}, packet(R"({"destination":"127.0.0.1"})"));
    QCOMPARE(word(loopback.kind), word(VerdictKind::Accept));
    QVERIFY(loopback.assumptions.empty());
    const Verdict own =
        walk({&ruleset, 1}, packet(R"({"source":"10.9.0.2","local_address":["10.9.0.2"]})"));
    QCOMPARE(word(own.kind), word(VerdictKind::Accept));
}

void TestVerdictDoubts::loopsEnd_data()
{
    QTest::addColumn<QString>("ruleset");
    QTest::newRow("jumps in a circle")
        << q(filter(":a - [0:0]\n:b - [0:0]\n-A INPUT -j a\n-A a -j b\n-A b -j a\n"));
    QTest::newRow("gotos in a circle")
        << q(filter(":a - [0:0]\n:b - [0:0]\n-A INPUT -g a\n-A a -g b\n-A b -g a\n"));
    std::string chains;
    for (int i = 0; i < 40; ++i) {
        chains += ":c" + std::to_string(i) + " - [0:0]\n";
    }
    chains += "-A INPUT -j c0\n";
    for (int i = 0; i + 1 < 40; ++i) {
        const std::string line =
            "-A c" + std::to_string(i) + " -j c" + std::to_string(i + 1) + "\n";
        chains += line + line;
    }
    QTest::newRow("chains that double at each level") << q(filter(chains));
    QTest::newRow("no such chain") << q(filter("-A INPUT -j nowhere\n"));
    QTest::newRow("doubtful jumps in a circle")
        << q(filter(":a - [0:0]\n-A INPUT -s 10.0.0.0/8 -j a\n-A a -s 10.0.0.0/8 -j a\n"
                    "-A a -s 10.0.0.0/8 -g a\n-A a -j DROP\n"));
}

void TestVerdictDoubts::loopsEnd()
{
    QFETCH(QString, ruleset);
    const Ruleset parsed = rules(ruleset.toStdString());
    const Verdict result = walk({&parsed, 1}, packet("{}"));
    QCOMPARE(word(result.kind), word(VerdictKind::Unknown));
    QVERIFY(!result.doubts.empty());
}

void TestVerdictDoubts::manyDoubtsThatDoNotMatter()
{
    std::string lines;
    std::string bodies;
    for (int i = 0; i < 300; ++i) {
        const std::string chain = "c" + std::to_string(i);
        lines += ":" + chain + " - [0:0]\n";
        bodies += "-A INPUT -i eth" + std::to_string(i) + " -j " + chain + "\n-A " + chain
            + " -p udp -j ACCEPT\n-A " + chain + " -p tcp -m tcp --dport 81 -j RETURN\n";
    }
    const Ruleset ruleset = rules(filter(lines + bodies, "DROP"));
    const Verdict result = walk({&ruleset, 1}, packet(R"({"dport":80})"));
    QCOMPARE(q(VerdictTesting::doubts(result)), QString());
    QCOMPARE(q(deciding(result)), QStringLiteral("filter INPUT 0"));
}

void TestVerdictDoubts::manyDoubtsThatMatter()
{
    std::string lines;
    for (int i = 0; i < 20'000; ++i) {
        lines += "-A INPUT -s 10.0." + std::to_string(i / 256) + "." + std::to_string(i % 256)
            + "/32 -j ACCEPT\n";
    }
    const Ruleset ruleset = rules(filter(lines, "DROP"));
    const Verdict result = walk({&ruleset, 1}, packet("{}"));
    QCOMPARE(word(result.kind), word(VerdictKind::Unknown));
    QVERIFY(result.doubts.size() <= 64);
    QCOMPARE(result.doubts.front().location.number, 1U);
}

QTEST_APPLESS_MAIN(TestVerdictDoubts)
#include "tst_verdictdoubts.moc"
