// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/lint/openings.h"
#include "tests/core/verdict/verdicttesting.h"

using namespace VerdictTesting;

namespace
{

/// "tcp 22 from 10.0.0.0/8 over eth0", separated by "; ".
std::string told(const std::vector<Opening> &openings)
{
    std::string text;
    for (const Opening &opening : openings) {
        text += (text.empty() ? "" : "; ") + protocolName(opening.protocol) + ' '
            + std::to_string(opening.ports.first);
        if (opening.ports.last != opening.ports.first) {
            text += '-' + std::to_string(opening.ports.last);
        }
        for (std::size_t i = 0; i < opening.sources.size(); ++i) {
            text += (i != 0               ? ","
                         : opening.allBut ? " not from "
                                          : " from ")
                + opening.sources[i].toString();
        }
        text += opening.manySources ? " from many" : "";
        for (std::size_t i = 0; i < opening.devices.size(); ++i) {
            text += (i == 0 ? " over " : ",")
                + (opening.devices[i].empty() ? "any other" : opening.devices[i]);
        }
        text += opening.sure ? "" : " perhaps";
        text += opening.conditional ? " under conditions" : "";
    }
    return text;
}

World serverWorld()
{
    World world;
    world.interfaces = std::vector<NetworkInterface>(2);
    world.interfaces->at(0).name = "lo";
    world.interfaces->at(1).name = "eth0";
    world.interfaces->at(1).addresses = {*IpNetwork::parse("192.0.2.1/24")};
    return world;
}

} // namespace

class TestOpenings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void open_data();
    void open();
    void difference();
};

void TestOpenings::open_data()
{
    QTest::addColumn<QString>("ruleset");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *why, const std::string &ruleset, const char *expected) {
        QTest::newRow(why) << q(ruleset) << QString::fromLatin1(expected);
    };
    const auto closed = [](const std::string &lines) {
        return filter(lines, "DROP");
    };
    row("nothing", closed(""), "");
    row("one port", closed("-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT\n"), "tcp 22");
    row("replies are no openings",
        closed("-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n"), "");
    row("loopback is no opening", closed("-A INPUT -i lo -j ACCEPT\n"), "");
    row("from a network", closed("-A INPUT -s 10.0.0.0/8 -p tcp -m tcp --dport 22 -j ACCEPT\n"),
        "tcp 22 from 10.0.0.0/8");
    row("from all but one",
        closed("-A INPUT -s 198.51.100.7/32 -j DROP\n-A INPUT -p udp -m udp --dport 53 -j "
               "ACCEPT\n"),
        "udp 53 not from 198.51.100.7/32");
    row("over one device", closed("-A INPUT -i eth0 -p tcp -m tcp --dport 22 -j ACCEPT\n"),
        "tcp 22 over eth0");
    row("over all devices but one",
        closed("-A INPUT ! -i eth0 -p tcp -m tcp --dport 22 -j ACCEPT\n"), "tcp 22 over any other");
    row("from one network over a device, from everyone over the rest",
        closed("-A INPUT -i eth0 -p tcp -m tcp --dport 22 -s 10.0.0.0/8 -j ACCEPT\n"
               "-A INPUT ! -i eth0 -p tcp -m tcp --dport 22 -j ACCEPT\n"),
        "tcp 22 from 10.0.0.0/8 over eth0; tcp 22 over any other");
    row("a range cut in two",
        closed("-A INPUT -p tcp -m tcp --dport 8002 -j DROP\n"
               "-A INPUT -p tcp -m tcp --dport 8000:8003 -j ACCEPT\n"),
        "tcp 8000-8001; tcp 8003");
    row("a limit", closed("-A INPUT -p tcp -m tcp --dport 22 -m limit --limit 3/min -j ACCEPT\n"),
        "tcp 22 perhaps");
    row("a source port", closed("-A INPUT -p udp -m udp --sport 53 -j ACCEPT\n"),
        "udp 0-65535 under conditions");
    row("published by DNAT",
        "*nat\n:PREROUTING ACCEPT [0:0]\n-A PREROUTING -p tcp -m tcp --dport 8080 -j DNAT "
        "--to-destination 172.17.0.2:80\nCOMMIT\n*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n"
        ":OUTPUT ACCEPT [0:0]\n-A FORWARD -d 172.17.0.2/32 -p tcp -m tcp --dport 80 -j "
        "ACCEPT\nCOMMIT\n",
        "tcp 8080");
    row("another address of nobody here",
        closed("-A INPUT -d 203.0.113.9/32 -p tcp -m tcp --dport 22 -j ACCEPT\n"), "");
    row("its own address", closed("-A INPUT -d 192.0.2.1/32 -p tcp -m tcp --dport 22 -j ACCEPT\n"),
        "tcp 22");
}

void TestOpenings::open()
{
    QFETCH(QString, ruleset);
    const std::vector<Ruleset> all{rules(ruleset.toStdString())};
    const auto openings = openPorts(all, Family::Ipv4, serverWorld());
    QVERIFY(openings);
    QTEST(q(told(*openings)), "expected");
}

void TestOpenings::difference()
{
    const std::vector<Ruleset> before{rules(filter("-A INPUT -p tcp -m tcp --dport 25 -j ACCEPT\n"
                                                   "-A INPUT -p tcp -m tcp --dport 22 -j DROP\n",
                                                   "DROP"))};
    const std::vector<Ruleset> after{
        rules(filter("-A INPUT -s 10.0.0.0/8 -p tcp -m tcp --dport 22 -j ACCEPT\n"
                     "-A INPUT -p tcp -m tcp --dport 25 -m limit --limit 3/min -j ACCEPT\n",
                     "DROP"))};
    const auto difference =
        openingDifference(before, after, Family::Ipv4, Way::Input, serverWorld());
    QVERIFY(difference);
    QCOMPARE(q(told(difference->opened)), QStringLiteral("tcp 22 from 10.0.0.0/8"));
    QCOMPARE(q(told(difference->closed)), QStringLiteral("tcp 25 perhaps"));
    const auto none = openingDifference(after, after, Family::Ipv4, Way::Input, serverWorld());
    QVERIFY(none);
    QCOMPARE(*none == OpeningDifference(), true);
}

QTEST_APPLESS_MAIN(TestOpenings)
#include "tst_openings.moc"
