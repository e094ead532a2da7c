// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "verdicttesting.h"

#include <chrono>

using namespace VerdictTesting;

/// The order of hooks and tables, chains and targets: which rules a packet meets.
class TestVerdict : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void walk_data();
    void walk();
    void translation_data();
    void translation();
    void otherFamilyIsIgnored();
    void noRules();
    void twoBackends();
    void nftAsksSecurityAfterNat();
    void manyRulesTakeLinearTime();
};

void TestVerdict::walk_data()
{
    QTest::addColumn<QString>("ruleset");
    QTest::addColumn<QString>("packetJson");
    QTest::addColumn<QString>("verdict");
    QTest::addColumn<QString>("decides");
    QTest::addColumn<QString>("steps");

    const auto row = [](const char *why, const std::string &ruleset, const std::string &json,
                        const std::string &verdict, const std::string &decides,
                        const std::string &steps) {
        QTest::newRow(why) << q(ruleset) << q(json) << q(verdict) << q(decides) << q(steps);
    };
    const std::string web = R"({"dport":80,"source":"10.9.0.1","destination":"10.9.0.2",)"
                            R"("in_interface":"eth0","local_address":["10.9.0.2"]})";
    const std::string established = R"({"dport":80,"state":"ESTABLISHED"})";
    const std::string through = R"({"hook":"forward","dport":80,"source":"10.9.0.1",)"
                                R"("destination":"192.0.2.1","in_interface":"eth0",)"
                                R"("out_interface":"eth1"})";
    const std::string out = R"({"hook":"output","dport":80,"out_interface":"eth0"})";

    row("policy accepts", filter(""), web, "accept", "filter INPUT 0",
        "filter INPUT 0 policy ACCEPT");
    row("policy drops", filter("", "DROP"), web, "drop", "filter INPUT 0",
        "filter INPUT 0 policy DROP");
    row("first matching rule decides",
        filter("-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT\n"
               "-A INPUT -p tcp -m tcp --dport 80 -j DROP\n"
               "-A INPUT -p tcp -m tcp --dport 80 -j ACCEPT\n"),
        web, "drop", "filter INPUT 2", "filter INPUT 2 DROP");
    row("reject", filter("-A INPUT -p tcp -j REJECT --reject-with tcp-reset\n"), web,
        "reject tcp-reset", "filter INPUT 1", "filter INPUT 1 REJECT");
    row("LOG, a rule without target and a mangle change go on",
        filter("-A INPUT -j LOG\n-A INPUT\n-A INPUT -p tcp -j DROP\n"), web, "drop",
        "filter INPUT 3", "filter INPUT 1 LOG; filter INPUT 2; filter INPUT 3 DROP");
    row("jump, end of chain, and on",
        filter(":web - [0:0]\n-A INPUT -j web\n-A INPUT -j DROP\n-A web -p udp -j ACCEPT\n"), web,
        "drop", "filter INPUT 2", "filter INPUT 1 web; filter INPUT 2 DROP");
    row("RETURN from a user chain",
        filter(":web - [0:0]\n-A INPUT -j web\n-A INPUT -j DROP\n"
               "-A web -j RETURN\n-A web -j ACCEPT\n"),
        web, "drop", "filter INPUT 2",
        "filter INPUT 1 web; filter web 1 RETURN; filter INPUT 2 DROP");
    row("RETURN from a base chain is its policy",
        filter("-A INPUT -j RETURN\n-A INPUT -j ACCEPT\n", "DROP"), web, "drop", "filter INPUT 0",
        "filter INPUT 1 RETURN; filter INPUT 0 policy DROP");
    row("goto comes back to the caller's caller",
        filter(":a - [0:0]\n:b - [0:0]\n-A INPUT -j a\n-A INPUT -j ACCEPT\n"
               "-A a -g b\n-A a -j DROP\n-A b -p udp -j DROP\n"),
        web, "accept", "filter INPUT 2", "filter INPUT 1 a; filter a 1 b; filter INPUT 2 ACCEPT");
    row("goto from a base chain ends in its policy",
        filter(":a - [0:0]\n-A INPUT -g a\n-A INPUT -j ACCEPT\n-A a -j LOG\n", "DROP"), web, "drop",
        "filter INPUT 0", "filter INPUT 1 a; filter a 1 LOG; filter INPUT 0 policy DROP");
    row("ACCEPT in a user chain ends the base chain",
        filter(":a - [0:0]\n-A INPUT -j a\n-A INPUT -j DROP\n-A a -j ACCEPT\n"), web, "accept",
        "filter a 1", "filter INPUT 1 a; filter a 1 ACCEPT");

    const std::string all =
        "*raw\n:PREROUTING ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\nCOMMIT\n"
        "*mangle\n:PREROUTING ACCEPT [0:0]\n:INPUT ACCEPT [0:0]\n:FORWARD ACCEPT [0:0]\n"
        ":OUTPUT ACCEPT [0:0]\n:POSTROUTING ACCEPT [0:0]\nCOMMIT\n"
        "*nat\n:PREROUTING ACCEPT [0:0]\n:INPUT ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n"
        ":POSTROUTING ACCEPT [0:0]\nCOMMIT\n"
        "*filter\n:INPUT ACCEPT [0:0]\n:FORWARD ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\nCOMMIT\n"
        "*security\n:INPUT ACCEPT [0:0]\n:FORWARD ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\nCOMMIT\n";
    const auto policies = [](std::initializer_list<const char *> chains) {
        std::string text;
        for (const char *chain : chains) {
            text += (text.empty() ? "" : "; ") + std::string(chain) + " 0 policy ACCEPT";
        }
        return text;
    };
    row("all tables on the way in", all, web, "accept", "filter INPUT 0",
        policies({"raw PREROUTING", "mangle PREROUTING", "nat PREROUTING", "mangle INPUT",
                  "filter INPUT", "security INPUT", "nat INPUT"}));
    row("all tables on the way through", all, through, "accept", "filter FORWARD 0",
        policies({"raw PREROUTING", "mangle PREROUTING", "nat PREROUTING", "mangle FORWARD",
                  "filter FORWARD", "security FORWARD", "mangle POSTROUTING", "nat POSTROUTING"}));
    row("all tables on the way out", all, out, "accept", "filter OUTPUT 0",
        policies({"raw OUTPUT", "mangle OUTPUT", "nat OUTPUT", "filter OUTPUT", "security OUTPUT",
                  "mangle POSTROUTING", "nat POSTROUTING"}));
    row("a later packet skips nat", all, established, "accept", "filter INPUT 0",
        policies({"raw PREROUTING", "mangle PREROUTING", "mangle INPUT", "filter INPUT",
                  "security INPUT"}));
    row("over the loopback device nat was asked on the way out", all,
        R"({"source":"127.0.0.1","destination":"127.0.0.1","dport":80})", "accept",
        "filter INPUT 0",
        policies({"raw PREROUTING", "mangle PREROUTING", "mangle INPUT", "filter INPUT",
                  "security INPUT"}));
    row("ACCEPT in mangle does not spare the filter table",
        "*mangle\n:PREROUTING ACCEPT [0:0]\n:INPUT ACCEPT [0:0]\n:FORWARD ACCEPT [0:0]\n"
        ":OUTPUT ACCEPT [0:0]\n:POSTROUTING ACCEPT [0:0]\n-A INPUT -j ACCEPT\nCOMMIT\n"
            + filter("", "DROP"),
        web, "drop", "filter INPUT 0",
        "mangle PREROUTING 0 policy ACCEPT; mangle INPUT 1 ACCEPT; filter INPUT 0 policy DROP");
    row("DROP in raw ends everything",
        "*raw\n:PREROUTING DROP [0:0]\n:OUTPUT ACCEPT [0:0]\nCOMMIT\n" + filter(""), web, "drop",
        "raw PREROUTING 0", "raw PREROUTING 0 policy DROP");
    row("the security table drops after filter accepted",
        filter("-A INPUT -j ACCEPT\n")
            + "*security\n:INPUT ACCEPT [0:0]\n:FORWARD ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n"
              "-A INPUT -j DROP\nCOMMIT\n",
        web, "drop", "security INPUT 1", "filter INPUT 1 ACCEPT; security INPUT 1 DROP");
    row("untracked packets are not NEW and skip nat",
        "*raw\n:PREROUTING ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n"
        "-A PREROUTING -p tcp -j CT --notrack\nCOMMIT\n"
        "*nat\n:PREROUTING ACCEPT [0:0]\n:INPUT ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n"
        ":POSTROUTING ACCEPT [0:0]\nCOMMIT\n"
            + filter("-A INPUT -m conntrack --ctstate NEW -j DROP\n"
                     "-A INPUT -m conntrack --ctstate UNTRACKED -j ACCEPT\n",
                     "DROP"),
        web, "accept", "filter INPUT 2",
        "raw PREROUTING 1 CT; raw PREROUTING 0 policy ACCEPT; filter INPUT 2 ACCEPT");
    const std::string mangle = "*mangle\n:PREROUTING ACCEPT [0:0]\n:INPUT ACCEPT [0:0]\n"
                               ":FORWARD ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n"
                               ":POSTROUTING ACCEPT [0:0]\n";
    row("a mark set in mangle is seen in filter",
        mangle + "-A PREROUTING -j MARK --set-xmark 0x1/0xffffffff\nCOMMIT\n"
            + filter("-A INPUT -m mark --mark 0x1 -j DROP\n"),
        web, "drop", "filter INPUT 1",
        "mangle PREROUTING 1 MARK; mangle PREROUTING 0 policy ACCEPT; mangle INPUT 0 policy "
        "ACCEPT; filter INPUT 1 DROP");
    row("a saved mark comes back",
        mangle
            + "-A PREROUTING -j MARK --set-xmark 0x7/0xffffffff\n-A PREROUTING -j CONNMARK "
              "--save-mark --nfmask 0x3 --ctmask 0xffffffff\n-A PREROUTING -j MARK --set-xmark "
              "0x0/0xffffffff\n-A INPUT -j CONNMARK --restore-mark --nfmask 0xffffffff --ctmask "
              "0xffffffff\n-A INPUT -m mark --mark 0x3 -j DROP\nCOMMIT\n",
        web, "drop", "mangle INPUT 2",
        "mangle PREROUTING 1 MARK; mangle PREROUTING 2 CONNMARK; mangle PREROUTING 3 MARK; mangle "
        "PREROUTING 0 policy ACCEPT; mangle INPUT 1 CONNMARK; mangle INPUT 2 DROP");
    const std::string nat = "*nat\n:PREROUTING ACCEPT [0:0]\n:INPUT ACCEPT [0:0]\n:OUTPUT ACCEPT "
                            "[0:0]\n:POSTROUTING ACCEPT [0:0]\n";
    row("REDIRECT changes the port that filter sees",
        nat + "-A PREROUTING -p tcp -m tcp --dport 80 -j REDIRECT --to-ports 8080\nCOMMIT\n"
            + filter("-A INPUT -p tcp -m tcp --dport 8080 -j DROP\n"),
        web, "drop", "filter INPUT 1", "nat PREROUTING 1 REDIRECT; filter INPUT 1 DROP");
    row("DNAT elsewhere turns input into forward",
        nat
            + "-A PREROUTING -p tcp -m tcp --dport 80 -j DNAT --to-destination 172.17.0.2:8080\n"
              "COMMIT\n*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n"
              "-A FORWARD -d 172.17.0.2/32 -p tcp -m tcp --dport 8080 -j ACCEPT\nCOMMIT\n",
        web, "accept", "filter FORWARD 1",
        "nat PREROUTING 1 DNAT; filter FORWARD 1 ACCEPT; nat POSTROUTING 0 policy ACCEPT");
    row("DNAT to this computer turns forward into input",
        nat + "-A PREROUTING -j DNAT --to-destination 10.9.0.2\nCOMMIT\n" + filter("", "DROP"),
        R"({"hook":"forward","dport":80,"destination":"192.0.2.1","local_address":["10.9.0.2"]})",
        "drop", "filter INPUT 0", "nat PREROUTING 1 DNAT; filter INPUT 0 policy DROP");
    row("ACCEPT in nat means no translation",
        nat + "-A PREROUTING -j ACCEPT\n-A PREROUTING -j DNAT --to-destination 1.2.3.4\nCOMMIT\n"
            + filter("-A INPUT -d 10.9.0.2/32 -j DROP\n"),
        web, "drop", "filter INPUT 1", "nat PREROUTING 1 ACCEPT; filter INPUT 1 DROP");
    row("--ctstate DNAT holds after DNAT",
        nat + "-A PREROUTING -p tcp -j REDIRECT --to-ports 81\nCOMMIT\n"
            + filter("-A INPUT -m conntrack --ctstate DNAT -j DROP\n"),
        web, "drop", "filter INPUT 1", "nat PREROUTING 1 REDIRECT; filter INPUT 1 DROP");
    row("--ctstate DNAT does not hold without",
        filter("-A INPUT -m conntrack --ctstate DNAT -j DROP\n"), web, "accept", "filter INPUT 0",
        "filter INPUT 0 policy ACCEPT");
    row("in OUTPUT a redirect is sent over lo",
        nat + "-A OUTPUT -p tcp -j REDIRECT --to-ports 9\nCOMMIT\n" + mangle
            + "-A POSTROUTING -o lo -j DROP\nCOMMIT\n" + filter("-A OUTPUT -o lo -j DROP\n"),
        out, "drop", "mangle POSTROUTING 1",
        "mangle OUTPUT 0 policy ACCEPT; nat OUTPUT 1 REDIRECT; filter OUTPUT 0 policy ACCEPT; "
        "mangle POSTROUTING 1 DROP");
}

void TestVerdict::walk()
{
    QFETCH(QString, ruleset);
    QFETCH(QString, packetJson);
    QFETCH(QString, verdict);
    QFETCH(QString, decides);
    QFETCH(QString, steps);

    const Ruleset parsed = rules(ruleset.toStdString());
    const Verdict result = Portlight::Core::walk({&parsed, 1}, packet(packetJson.toStdString()));
    std::string kind(toString(result.kind));
    if (!result.rejectWith.empty()) {
        kind += ' ' + result.rejectWith;
    }
    QCOMPARE(q(doubts(result)), QString());
    QCOMPARE(q(kind), verdict);
    QCOMPARE(q(path(result)), steps);
    QCOMPARE(q(deciding(result)), decides);
}

void TestVerdict::translation_data()
{
    QTest::addColumn<QString>("rule");
    QTest::addColumn<QString>("hook");
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("destination");
    QTest::addColumn<QString>("translatedBy");

    QTest::newRow("fixed DNAT") << "-A PREROUTING -p tcp -j DNAT --to-destination 10.9.0.2:81"
                                << "input"
                                << "10.9.0.1:1000"
                                << "10.9.0.2:81"
                                << "nat PREROUTING 1";
    QTest::newRow("range of addresses")
        << "-A PREROUTING -p tcp -j DNAT --to-destination 10.9.0.2-10.9.0.3"
        << "input"
        << "10.9.0.1:1000"
        << "?:80"
        << "nat PREROUTING 1";
    QTest::newRow("range of ports") << "-A PREROUTING -p tcp -j REDIRECT --to-ports 81-90"
                                    << "input"
                                    << "10.9.0.1:1000"
                                    << "10.9.0.2:?"
                                    << "nat PREROUTING 1";
    QTest::newRow("net to net") << "-A PREROUTING -d 10.9.0.0/24 -j NETMAP --to 10.8.0.0/24"
                                << "input"
                                << "10.9.0.1:1000"
                                << "10.8.0.2:80"
                                << "nat PREROUTING 1";
    QTest::newRow("fixed SNAT") << "-A POSTROUTING -j SNAT --to-source 192.0.2.7"
                                << "forward"
                                << "192.0.2.7:1000"
                                << "10.9.0.2:80"
                                << "nat POSTROUTING 1";
    QTest::newRow("the kernel chooses the source") << "-A POSTROUTING -j MASQUERADE"
                                                   << "output"
                                                   << "?:1000"
                                                   << "10.9.0.2:80"
                                                   << "nat POSTROUTING 1";
}

void TestVerdict::translation()
{
    QFETCH(QString, rule);
    QFETCH(QString, hook);
    QFETCH(QString, source);
    QFETCH(QString, destination);
    QFETCH(QString, translatedBy);

    const Ruleset nat = rules("*nat\n:PREROUTING ACCEPT [0:0]\n:INPUT ACCEPT [0:0]\n:OUTPUT ACCEPT "
                              "[0:0]\n:POSTROUTING ACCEPT [0:0]\n"
                              + rule.toStdString() + "\nCOMMIT\n");
    Packet sent = packet(R"({"source":"10.9.0.1","sport":1000,"destination":"10.9.0.2","dport":80,)"
                         R"("hook":")"
                         + hook.toStdString() + R"("})");
    if (sent.way == Way::Input) {
        sent.localAddresses = {*IpAddress::parse("10.9.0.2")};
    }
    const Verdict result = Portlight::Core::walk({&nat, 1}, sent);
    const auto end = [](const auto &address, const auto &port) {
        return (address ? address->toString() : "?") + ':' + (port ? std::to_string(*port) : "?");
    };
    QCOMPARE(q(end(result.after.source, result.after.sourcePort)), source);
    QCOMPARE(q(end(result.after.destination, result.after.destinationPort)), destination);
    const auto &by = rule.contains(QLatin1String("POSTROUTING")) ? result.sourceTranslatedBy
                                                                 : result.destinationTranslatedBy;
    QVERIFY(by);
    QCOMPARE(q(place(*by)), translatedBy);
}

void TestVerdict::otherFamilyIsIgnored()
{
    const Ruleset six = rules(filter("", "DROP"), Family::Ipv6);
    QCOMPARE(word(Portlight::Core::walk({&six, 1}, packet("{}")).kind), word(VerdictKind::Accept));
    const Verdict dropped =
        Portlight::Core::walk({&six, 1}, packet(R"({"family":"ipv6","protocol":"icmp"})"));
    QCOMPARE(word(dropped.kind), word(VerdictKind::Drop));
    QCOMPARE(word(dropped.deciding->family), word(Family::Ipv6));
}

void TestVerdict::noRules()
{
    const Verdict result = Portlight::Core::walk({}, packet("{}"));
    QCOMPARE(word(result.kind), word(VerdictKind::Accept));
    QVERIFY(!result.deciding);
    QVERIFY(result.path.empty());

    const Ruleset raw = rules("*raw\n:PREROUTING ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\nCOMMIT\n");
    QCOMPARE(q(deciding(Portlight::Core::walk({&raw, 1}, packet("{}")))),
             QStringLiteral("raw PREROUTING 0"));
}

void TestVerdict::twoBackends()
{
    const std::vector<Ruleset> accepting{
        rules(filter("-A INPUT -j ACCEPT\n"), Family::Ipv4, Backend::Nft),
        rules(filter("-A INPUT -j LOG\n-A INPUT -j ACCEPT\n"), Family::Ipv4, Backend::Legacy)};
    const Verdict accepted = Portlight::Core::walk(accepting, packet("{}"));
    QCOMPARE(word(accepted.kind), word(VerdictKind::Accept));
    QCOMPARE(accepted.path.size(), std::size_t(3));
    QCOMPARE(word(accepted.deciding->backend), word(Backend::Nft));

    const std::vector<Ruleset> oneDrops{
        rules(filter("-A INPUT -j ACCEPT\n"), Family::Ipv4, Backend::Nft),
        rules(filter("", "DROP"), Family::Ipv4, Backend::Legacy)};
    const Verdict dropped = Portlight::Core::walk(oneDrops, packet("{}"));
    QCOMPARE(word(dropped.kind), word(VerdictKind::Drop));
    QCOMPARE(word(dropped.deciding->backend), word(Backend::Legacy));
}

void TestVerdict::nftAsksSecurityAfterNat()
{
    const std::string text = "*nat\n:PREROUTING ACCEPT [0:0]\n:INPUT ACCEPT [0:0]\n:OUTPUT ACCEPT "
                             "[0:0]\n:POSTROUTING ACCEPT [0:0]\nCOMMIT\n*security\n:INPUT DROP "
                             "[0:0]\n:FORWARD ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\nCOMMIT\n";
    const Ruleset nft = rules(text, Family::Ipv4, Backend::Nft);
    QCOMPARE(q(path(Portlight::Core::walk({&nft, 1}, packet("{}")))),
             QStringLiteral("nat PREROUTING 0 policy ACCEPT; nat INPUT 0 policy ACCEPT; security "
                            "INPUT 0 policy DROP"));
    const Ruleset legacy = rules(text, Family::Ipv4, Backend::Legacy);
    QCOMPARE(q(path(Portlight::Core::walk({&legacy, 1}, packet("{}")))),
             QStringLiteral("nat PREROUTING 0 policy ACCEPT; security INPUT 0 policy DROP"));
}

void TestVerdict::manyRulesTakeLinearTime()
{
    std::string lines;
    for (int i = 0; i < 50'000; ++i) {
        lines += "-A INPUT -s 10." + std::to_string(i / 250) + '.' + std::to_string(i % 250)
            + ".0/24 -p tcp -m tcp --dport 22 -j ACCEPT\n";
    }
    const Ruleset ruleset = rules(filter(lines, "DROP"));
    const Packet sent = packet(R"({"source":"192.0.2.1","dport":22})");
    const auto start = std::chrono::steady_clock::now();
    const Verdict result = Portlight::Core::walk({&ruleset, 1}, sent);
    const auto microseconds = std::chrono::duration_cast<std::chrono::microseconds>(
        std::chrono::steady_clock::now() - start);
    QCOMPARE(word(result.kind), word(VerdictKind::Drop));
    qInfo("one packet through 50,000 rules: %lld microseconds",
          static_cast<long long>(microseconds.count()));
    // Far above any machine's need, far below what a cost that grows with the square would take.
    QVERIFY(microseconds < std::chrono::seconds(2));
}

QTEST_APPLESS_MAIN(TestVerdict)
#include "tst_verdict.moc"
