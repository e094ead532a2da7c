// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/text/saveparser.h"
#include "core/verdict/engine.h"

#include <QTest>

using namespace Portlight::Core;

/// Rules and base chains of nft within tables of iptables: told where they cannot matter, else not.
class TestVerdictNative : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void verdicts_data()
    {
        QTest::addColumn<QByteArray>("table");
        QTest::addColumn<QByteArray>("verdict");
        const auto row = [](const char *name, const char *table, const char *verdict) {
            QTest::newRow(name) << QByteArray(table) << QByteArray(verdict);
        };
        row("a drop that may match",
            ":INPUT ACCEPT [0:0]\n"
            "-A INPUT -m nft --handle 7 --rule \"tcp dport { 1000-1010 } drop\" -j DROP\n",
            "unknown");
        row("a drop before a policy that drops",
            ":INPUT DROP [0:0]\n"
            "-A INPUT -m nft --handle 7 --rule \"tcp dport { 1000-1010 } drop\" -j DROP\n",
            "drop");
        row("no plain verdict",
            ":INPUT ACCEPT [0:0]\n"
            "-A INPUT -m nft --handle 7 --rule \"tcp dport vmap { 22 : accept }\"\n",
            "unknown");
        row("behind the rule that decides",
            ":INPUT ACCEPT [0:0]\n-A INPUT -p tcp -j DROP\n"
            "-A INPUT -m nft --handle 7 --rule \"tcp dport vmap { 22 : accept }\"\n",
            "drop");
        row("a base chain that drops",
            ":INPUT ACCEPT [0:0]\n:mine DROP [0:0] filter INPUT -5\n"
            "-A INPUT -j ACCEPT\n",
            "drop");
        row("a base chain at another hook",
            ":INPUT ACCEPT [0:0]\n"
            ":mine DROP [0:0] filter FORWARD -5\n-A INPUT -j ACCEPT\n",
            "accept");
    }

    void verdicts()
    {
        QFETCH(QByteArray, table);
        QFETCH(QByteArray, verdict);
        const auto ruleset =
            parseSave("*filter\n" + table.toStdString() + "COMMIT\n", Backend::Nft, Family::Ipv4);
        QVERIFY(ruleset.has_value());
        Packet packet;
        packet.way = Way::Input;
        packet.protocol = ProtocolTcp;
        packet.source = IpAddress::parse("198.51.100.1");
        packet.destination = IpAddress::parse("192.0.2.1");
        packet.destinationPort = 1005;
        packet.inInterface = "eth0";
        packet.state = FlowState::New;
        const std::vector<Ruleset> rulesets{*ruleset};
        const Verdict answer = walk(rulesets, packet);
        QCOMPARE(std::string(toString(answer.kind)), verdict.toStdString());
        QCOMPARE(answer.doubts.empty(), verdict != "unknown");
    }
};

QTEST_APPLESS_MAIN(TestVerdictNative)
#include "tst_verdictnative.moc"
