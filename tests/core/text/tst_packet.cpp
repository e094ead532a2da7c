// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/packet/packet.h"
#include "core/ruleset/ruleset.h"

#include <QTest>

using namespace Portlight::Core;

class TestPacket : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void protocols_data();
    void protocols();
    void everyNameReadsBack();
    void replyOfTcp();
    void replyOfEcho();
    void replyWhenForwarded();
    void chains();
};

void TestPacket::protocols_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("number");
    QTest::newRow("name") << "tcp" << 6;
    QTest::newRow("any case") << "UDP" << 17;
    QTest::newRow("number") << "255" << 255;
    QTest::newRow("both names of ICMP for IPv6") << "icmpv6" << 58;
    QTest::newRow("as printed") << "ipv6-icmp" << 58;
    QTest::newRow("all") << "all" << 0;
    QTest::newRow("too large") << "256" << -1;
    QTest::newRow("unknown") << "nosuch" << -1;
    QTest::newRow("empty") << "" << -1;
    QTest::newRow("number with rest") << "6x" << -1;
}

void TestPacket::protocols()
{
    QFETCH(QString, text);
    const auto protocol = parseProtocol(text.toStdString());
    QTEST(protocol ? static_cast<int>(*protocol) : -1, "number");
}

void TestPacket::everyNameReadsBack()
{
    for (int number = 0; number < 256; ++number) {
        const auto protocol = static_cast<std::uint8_t>(number);
        QCOMPARE(parseProtocol(protocolName(protocol)), std::optional(protocol));
    }
}

void TestPacket::replyOfTcp()
{
    Packet request;
    request.way = Way::Input;
    request.source = IpAddress::parse("192.0.2.1");
    request.destination = IpAddress::parse("192.0.2.2");
    request.sourcePort = std::uint16_t{40000};
    request.destinationPort = std::uint16_t{22};
    request.inInterface = "eth0";
    request.macSource = MacAddress::parse("02:00:00:00:00:01");
    const Packet reply = replyTo(request);
    QVERIFY(reply.way == Way::Output);
    QCOMPARE(reply.source, request.destination);
    QCOMPARE(reply.destinationPort, request.sourcePort);
    QCOMPARE(reply.outInterface, std::optional<std::string>("eth0"));
    QVERIFY(!reply.inInterface);
    QVERIFY(!reply.macSource);
    QCOMPARE(static_cast<int>(reply.tcpFlags), TcpSyn | TcpAck);
    QVERIFY(reply.state == std::optional(FlowState::Established));
}

void TestPacket::replyOfEcho()
{
    Packet request;
    request.way = Way::Output;
    request.protocol = ProtocolIcmp;
    request.icmpType = std::uint8_t{8};
    QCOMPARE(replyTo(request).icmpType, std::optional<std::uint8_t>(0));
    QVERIFY(replyTo(request).way == Way::Input);
    request.icmpType = std::uint8_t{13};
    QCOMPARE(replyTo(request).icmpType, std::optional<std::uint8_t>(14));
    request.icmpType = std::uint8_t{17};
    QCOMPARE(replyTo(request).icmpType, std::optional<std::uint8_t>(18));
    request.icmpType = std::uint8_t{3};
    QCOMPARE(replyTo(request).icmpType, std::optional<std::uint8_t>(3));
    request.family = Family::Ipv6;
    request.protocol = ProtocolIcmpv6;
    request.icmpType = std::uint8_t{128};
    QCOMPARE(replyTo(request).icmpType, std::optional<std::uint8_t>(129));
}

void TestPacket::replyWhenForwarded()
{
    Packet request;
    request.way = Way::Forward;
    request.inInterface = "lan0";
    request.outInterface = "wan0";
    const Packet reply = replyTo(request);
    QVERIFY(reply.way == Way::Forward);
    QCOMPARE(reply.inInterface, std::optional<std::string>("wan0"));
}

void TestPacket::chains()
{
    QVERIFY(isBuiltInChain("filter", "INPUT"));
    QVERIFY(!isBuiltInChain("filter", "PREROUTING"));
    QVERIFY(isBuiltInChain("nat", "INPUT"));
    QVERIFY(!isBuiltInChain("nat", "FORWARD"));
    QVERIFY(!isBuiltInChain("raw", "INPUT"));
    QVERIFY(isBuiltInChain("mangle", "POSTROUTING"));
    QVERIFY(!isBuiltInChain("filter", "input"));
    QVERIFY(isValidChainName(std::string(maxChainNameLength, 'x')));
    QVERIFY(!isValidChainName(std::string(maxChainNameLength + 1, 'x')));
    QVERIFY(!isValidChainName(""));
    QVERIFY(!isValidChainName("-x"));
    QVERIFY(!isValidChainName("!x"));
    QVERIFY(!isValidChainName("a b"));
    QVERIFY(!isKnownTable("broute"));
}

QTEST_APPLESS_MAIN(TestPacket)
#include "tst_packet.moc"
