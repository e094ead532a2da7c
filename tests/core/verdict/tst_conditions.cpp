// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "verdicttesting.h"

#include "core/text/nftjson.h"
#include "core/verdict/conditionsmet.h"

using namespace VerdictTesting;

namespace
{

/// "yes -p tcp, no -s 192.0.2.0/24"
QString said(const std::vector<Condition> &list)
{
    QStringList parts;
    for (const Condition &one : list) {
        const char *answer = one.answer == Answer::Yes ? "yes "
            : one.answer == Answer::No                 ? "no "
                                                       : "cannot tell ";
        parts += QLatin1String(answer) + q(one.text);
    }
    return parts.join(QStringLiteral(", "));
}

} // namespace

/// One match against one packet: yes, no or cannot tell.
class TestConditions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void answers_data();
    void answers();
    void textsInOrder();
    void atTheMoment_data();
    void atTheMoment();
    void ofNativeRules();
};

void TestConditions::answers_data()
{
    QTest::addColumn<QString>("rule");
    QTest::addColumn<QString>("packetJson");
    QTest::addColumn<QString>("expected");

    const std::string base = R"("source":"10.9.0.1","destination":"10.9.0.2","sport":4000,)"
                             R"("dport":80,"in_interface":"eth0")";
    const auto row = [&base](const char *rule, const std::string &json, const char *expected) {
        const std::string whole = json.empty() ? "{" + base + "}"
            : json.starts_with("{")            ? json
                                               : "{" + base + "," + json + "}";
        QTest::newRow((rule + std::string(" # ") + json).c_str())
            << QString::fromLatin1(rule) << q(whole) << QString::fromLatin1(expected);
    };
    row("-s 10.9.0.0/24", "", "yes");
    row("-s 10.9.1.0/24", "", "no");
    row("! -s 10.9.1.0/24", "", "yes");
    row("-s 10.9.0.0/24", "{}", "cannot tell");
    row("-d 10.9.0.2/32", "", "yes");
    row("! -d 10.9.0.2/32", "", "no");
    row("-d 10.0.0.2/255.0.0.255", "", "yes");

    row("-i eth0", "", "yes");
    row("-i eth+", "", "yes");
    row("-i et", "", "no");
    row("! -i eth+", "", "no");
    row("-i lo", "{}", "no");
    row("! -i lo", "{}", "yes");
    row("-i lo", R"({"source":"127.0.0.1"})", "yes");
    row("-i eth0", R"({"source":"127.0.0.1"})", "no");
    row("-i eth0", "{}", "cannot tell");
    row("! -i eth0", "{}", "cannot tell");
    row("-o eth0", "", "no");
    row("-o eth0", R"({"hook":"output","out_interface":"eth0"})", "yes");
    row("-i eth0", R"({"hook":"output"})", "no");

    row("-p tcp", "", "yes");
    row("! -p tcp", "", "no");
    row("-p udp", "", "no");
    row("-p icmp", R"("protocol":"icmp")", "yes");
    row("-f", "", "no");
    row("! -f", "", "yes");

    row("-p tcp -m tcp --dport 80", "", "yes");
    row("-p tcp -m tcp ! --dport 80", "", "no");
    row("-p tcp -m tcp --dport 70:80", "", "yes");
    row("-p tcp -m tcp --dport 81:90", "", "no");
    row("-p tcp -m tcp --sport 1024:65535 --dport 80", "", "yes");
    row("-p tcp -m tcp --sport 1:1023", "", "no");
    row("-p tcp -m tcp --dport 80", "{}", "cannot tell");
    row("-p tcp -m tcp --sport 1:1023 --dport 80", R"({"sport":4000})", "no");
    row("-p udp -m udp --dport 80", R"("protocol":"udp")", "yes");
    row("-p udp -m udp --dport 80", "", "no");
    row("-p tcp -m tcp --tcp-flags FIN,SYN,RST,ACK SYN", "", "yes");
    row("-p tcp -m tcp --tcp-flags FIN,SYN,RST,ACK SYN", R"("tcp_flags":["SYN","ACK"])", "no");
    row("-p tcp -m tcp ! --tcp-flags FIN,SYN,RST,ACK SYN", R"("tcp_flags":["ACK"])", "yes");
    row("-p tcp -m tcp --tcp-flags FIN,SYN,RST,PSH,ACK,URG NONE", R"("tcp_flags":[])", "yes");
    row("-p tcp -m tcp --tcp-option 5", "", "cannot tell");
    row("-p tcp -m tcp --dport 81 --tcp-option 5", "", "no");

    row("-p tcp -m multiport --dports 22,80,443", "", "yes");
    row("-p tcp -m multiport --dports 22,443", "", "no");
    row("-p tcp -m multiport ! --dports 22,443", "", "yes");
    row("-p tcp -m multiport --dports 22,79:81", "", "yes");
    row("-p tcp -m multiport --sports 80", "", "no");
    row("-p tcp -m multiport --ports 4000", "", "yes");
    row("-p tcp -m multiport --ports 80", R"({"dport":80})", "yes");
    row("-p tcp -m multiport --ports 81", R"({"dport":80})", "cannot tell");

    row("-p icmp -m icmp --icmp-type 8", R"({"protocol":"icmp","icmp_type":8})", "yes");
    row("-p icmp -m icmp --icmp-type 0", R"({"protocol":"icmp","icmp_type":8})", "no");
    row("-p icmp -m icmp ! --icmp-type 0", R"({"protocol":"icmp","icmp_type":8})", "yes");
    row("-p icmp -m icmp --icmp-type 3/4", R"({"protocol":"icmp","icmp_type":3,"icmp_code":4})",
        "yes");
    row("-p icmp -m icmp --icmp-type 3/4", R"({"protocol":"icmp","icmp_type":3})", "cannot tell");
    row("-p icmp -m icmp --icmp-type 3/4", R"({"protocol":"icmp","icmp_type":8})", "no");
    row("-p icmp -m icmp --icmp-type 8", R"({"protocol":"icmp"})", "cannot tell");
    row("-p icmp -m icmp --icmp-type 8", "", "no");

    row("-m conntrack --ctstate NEW", "", "yes");
    row("-m conntrack --ctstate RELATED,ESTABLISHED", "", "no");
    row("-m conntrack ! --ctstate INVALID", "", "yes");
    row("-m state --state ESTABLISHED", R"("state":"ESTABLISHED")", "yes");
    row("-m conntrack --ctstate UNTRACKED", R"("state":"UNTRACKED")", "yes");
    row("-m conntrack --ctstate DNAT", R"("state":"ESTABLISHED")", "cannot tell");
    row("-m conntrack --ctstate DNAT", R"("state":"INVALID")", "no");
    row("-m conntrack --ctstate ESTABLISHED,DNAT", R"("state":"ESTABLISHED")", "yes");
    row("-m comment --comment \"a b\"", "", "yes");
    row("-m mark --mark 0x1/0xff", R"("mark":257)", "yes");
    row("-m mark --mark 0x1", R"("mark":257)", "no");
    row("-m mark ! --mark 0x1", "", "yes");

    row("-m addrtype --dst-type LOCAL", "", "cannot tell");
    row("-m addrtype --dst-type LOCAL", R"("local_address":["10.9.0.2"])", "yes");
    row("-m addrtype ! --dst-type LOCAL", R"("local_address":["10.9.0.2"])", "no");
    row("-m addrtype --dst-type UNICAST", R"("local_address":["10.9.0.2"])", "no");
    row("-m addrtype --src-type UNICAST", R"("local_address":["10.9.0.2"])", "yes");
    row("-m addrtype --src-type LOCAL", R"("local_address":["10.9.0.2"])", "no");
    row("-m addrtype --dst-type LOCAL", R"({"destination":"127.3.0.1"})", "yes");
    row("-m addrtype --dst-type BROADCAST", R"({"destination":"255.255.255.255"})", "yes");
    row("-m addrtype --dst-type BROADCAST",
        R"({"destination":"10.9.0.255","local_address":["10.9.0.2"]})", "cannot tell");
    row("-m addrtype --dst-type BROADCAST",
        R"({"destination":"10.9.0.254","local_address":["10.9.0.2"]})", "no");
    row("-m addrtype --dst-type MULTICAST", R"({"destination":"224.0.0.251"})", "yes");
    row("-m addrtype --dst-type LOCAL --limit-iface-in", R"("local_address":["10.9.0.2"])",
        "cannot tell");
    row("-m mac --mac-source 02:00:00:00:00:01", R"("mac_source":"02:00:00:00:00:01")", "yes");
    row("-m mac ! --mac-source 02:00:00:00:00:01", R"("mac_source":"02:00:00:00:00:01")", "no");
    row("-m mac --mac-source 02:00:00:00:00:01", "", "cannot tell");
    row("-m mac ! --mac-source 02:00:00:00:00:01", R"({"in_interface":"lo"})", "no");

    row("-m iprange --src-range 10.9.0.1-10.9.0.9", "", "yes");
    row("-m iprange ! --src-range 10.9.0.1-10.9.0.9", "", "no");
    row("-m iprange --src-range 10.9.0.1-10.9.0.9 --dst-range 10.9.0.3-10.9.0.4", "", "no");
    row("-m iprange --src-range 10.9.0.1-10.9.0.9", "{}", "cannot tell");
    row("-m owner --uid-owner 1000", R"({"hook":"output","uid":1000})", "yes");
    row("-m owner --uid-owner 0-999", R"({"hook":"output","uid":1000})", "no");
    row("-m owner ! --uid-owner 1000", R"({"hook":"output","uid":1000})", "no");
    row("-m owner --uid-owner 1000", R"({"hook":"output"})", "cannot tell");
    row("-m owner --gid-owner 1000", R"({"hook":"output","uid":1000})", "cannot tell");
    row("-m limit --limit 3/min", "", "cannot tell");
}

void TestConditions::answers()
{
    QFETCH(QString, rule);
    QFETCH(QString, packetJson);
    QFETCH(QString, expected);

    const auto parsed = parseRule("-A user " + rule.toStdString() + " -j ACCEPT", Family::Ipv4);
    QVERIFY2(parsed.has_value(), parsed ? "" : parsed.error().message.c_str());
    const auto list = conditions(*parsed, packet(packetJson.toStdString()));
    QVERIFY(!list.empty());
    Answer all = Answer::Yes;
    for (const Condition &condition : list) {
        if (condition.answer == Answer::No) {
            all = Answer::No;
        } else if (condition.answer == Answer::CannotTell && all == Answer::Yes) {
            all = Answer::CannotTell;
        }
    }
    const QString words = all == Answer::Yes ? QStringLiteral("yes")
        : all == Answer::No                  ? QStringLiteral("no")
                                             : QStringLiteral("cannot tell");
    QCOMPARE(words, expected);
}

void TestConditions::textsInOrder()
{
    const auto rule = parseRule("-A INPUT ! -s 10.0.0.0/8 -p tcp -m tcp --dport 80 -m limit "
                                "--limit 3/min -j ACCEPT",
                                Family::Ipv4);
    QVERIFY(rule.has_value());
    const std::vector<Condition> expected{{"! -s 10.0.0.0/8", Answer::Yes},
                                          {"-p tcp", Answer::Yes},
                                          {"-m tcp --dport 80", Answer::No},
                                          {"-m limit --limit 3/min", Answer::CannotTell}};
    const auto found = conditions(*rule, packet(R"({"source":"192.0.2.1","dport":81})"));
    QCOMPARE(found.size(), expected.size());
    for (std::size_t i = 0; i < found.size(); ++i) {
        QCOMPARE(q(found[i].text), q(expected[i].text));
        QCOMPARE(found[i].answer, expected[i].answer);
    }
}

void TestConditions::atTheMoment_data()
{
    QTest::addColumn<QString>("tables");
    QTest::addColumn<QString>("place");
    QTest::addColumn<QString>("expected");
    const QString raw = QStringLiteral("*raw\n:PREROUTING ACCEPT [0:0]\n%1COMMIT\n");
    const QString nat = QStringLiteral("*nat\n:PREROUTING ACCEPT [0:0]\n%1COMMIT\n");
    const QString mangle = QStringLiteral("*mangle\n:PREROUTING ACCEPT [0:0]\n%1COMMIT\n");
    const auto input = [](const char *rules) {
        return q(filter(rules));
    };
    QTest::newRow("after NOTRACK") << raw.arg(QStringLiteral("-A PREROUTING -j CT --notrack\n"))
            + input("-A INPUT -m conntrack --ctstate UNTRACKED -j ACCEPT\n")
                                   << "filter INPUT 1"
                                   << "yes -m conntrack --ctstate UNTRACKED";
    QTest::newRow("after MARK") << mangle.arg(QStringLiteral("-A PREROUTING -j MARK --set-xmark "
                                                             "0x7/0xffffffff\n"))
            + input("-A INPUT -m mark --mark 0x7 -j ACCEPT\n")
                                << "filter INPUT 1"
                                << "yes -m mark --mark 0x7";
    QTest::newRow("after REDIRECT")
        << nat.arg(QStringLiteral("-A PREROUTING -p tcp -m tcp --dport 80 -j REDIRECT --to-ports "
                                  "8080\n"))
            + input("-A INPUT -p tcp -m tcp --dport 8080 -j ACCEPT\n")
        << "filter INPUT 1"
        << "yes -p tcp, yes -m tcp --dport 8080";
    QTest::newRow("not met") << input("-A INPUT -j DROP\n-A INPUT -p tcp -j ACCEPT\n")
                             << "filter INPUT 2"
                             << "";
    QTest::newRow("a policy") << input("") << "filter INPUT 0"
                              << "";
    QTest::newRow("one does not hold")
        << input("-A INPUT -s 192.0.2.0/24 -p tcp -m limit --limit 1/sec -j ACCEPT\n")
        << "filter INPUT 1"
        << "no -s 192.0.2.0/24, yes -p tcp, cannot tell -m limit --limit 1/sec";
    QTest::newRow("met twice, once it holds")
        << input(":twice - [0:0]\n-A INPUT -m limit --limit 1/sec -j MARK --set-xmark "
                 "0x7/0xffffffff\n-A INPUT -j twice\n-A twice -m mark --mark 0x7 -j DROP\n")
        << "filter twice 1"
        << "yes -m mark --mark 0x7";
}

void TestConditions::atTheMoment()
{
    QFETCH(QString, tables);
    QFETCH(QString, place);
    QFETCH(QString, expected);
    const Ruleset ruleset = rules(tables.toStdString());
    const QStringList words = place.split(QLatin1Char(' '));
    Location location;
    location.backend = Backend::File;
    location.table = words[0].toStdString();
    location.chain = words[1].toStdString();
    location.number = words[2].toUInt();
    const Packet sent = packet(R"({"source":"10.9.0.1","destination":"10.9.0.2","sport":4000,
        "dport":80,"in_interface":"eth0"})");
    QCOMPARE(said(conditionsMet({&ruleset, 1}, {}, sent, {}, location)), expected);
}

void TestConditions::ofNativeRules()
{
    const auto native = parseNftJson(
        R"({"nftables":[{"table":{"family":"inet","name":"t","handle":1}},)"
        R"({"chain":{"family":"inet","table":"t","name":"in","handle":2,"type":"filter",)"
        R"("hook":"input","prio":0,"policy":"accept"}},)"
        R"({"rule":{"family":"inet","table":"t","chain":"in","handle":3,"expr":[)"
        R"({"mangle":{"key":{"meta":{"key":"mark"}},"value":7}}]}},)"
        R"({"rule":{"family":"inet","table":"t","chain":"in","handle":4,"expr":[)"
        R"({"match":{"op":"==","left":{"meta":{"key":"mark"}},"right":7}},)"
        R"({"match":{"op":"==","left":{"payload":{"protocol":"tcp","field":"dport"}},"right":81}},)"
        R"({"counter":{"packets":0,"bytes":0}},{"drop":null}]}}]})");
    QVERIFY2(native, native ? "" : native.error().message.c_str());
    Location location;
    location.backend = Backend::Native;
    location.table = "inet t";
    location.chain = "in";
    location.number = 2;
    QCOMPARE(said(conditionsMet({}, *native, packet(R"({"dport":80,"in_interface":"eth0"})"), {},
                                location)),
             QStringLiteral("yes meta mark 0x00000007, no tcp dport 81"));
}

QTEST_APPLESS_MAIN(TestConditions)
#include "tst_conditions.moc"
