// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "verdicttesting.h"

using namespace VerdictTesting;

/// The JSON of `explain`, both ways (DESIGN.md 10).
class TestExplainJson : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reject();
    void unknown();
    void whatWouldSettleIt_data();
    void whatWouldSettleIt();
    void stoppedWithoutARule();
    void nothingDecides();
    void readsEveryKey();
    void defaults();
    void errorsNameTheKey_data();
    void errorsNameTheKey();
};

void TestExplainJson::reject()
{
    const Ruleset ruleset =
        rules("*raw\n:PREROUTING ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\nCOMMIT\n"
              + filter("-A INPUT -p tcp -j REJECT --reject-with icmp-port-unreachable\n"));
    const Packet sent = packet(R"({"id":"7"})");
    QCOMPARE(
        q(explainJson(sent, walk({&ruleset, 1}, sent))),
        QStringLiteral(
            R"({"id":"7","verdict":"reject","reject_with":"icmp-port-unreachable",)"
            R"("deciding":{"backend":"file","family":"ipv4","table":"filter","chain":"INPUT",)"
            R"("number":1,"rule":"-A INPUT -p tcp -j REJECT --reject-with icmp-port-unreachable"},)"
            R"("path":[{"table":"raw","chain":"PREROUTING","number":0,"action":"policy ACCEPT"},)"
            R"({"table":"filter","chain":"INPUT","number":1,"action":"REJECT"}],"unknown":[]})"));
}

void TestExplainJson::unknown()
{
    const Ruleset ruleset = rules(filter("-A INPUT -m limit --limit 3/min -j ACCEPT\n", "DROP"));
    const Packet sent = packet("{}");
    QCOMPARE(q(explainJson(sent, walk({&ruleset, 1}, sent))),
             QStringLiteral(R"({"verdict":"unknown","deciding":null,"path":[],"unknown":[)"
                            R"({"part":"-m limit --limit 3/min","name":"limit","if_yes":"accept",)"
                            R"("if_no":"drop","table":"filter","chain":"INPUT","number":1,)"
                            R"("rule":"-A INPUT -m limit --limit 3/min -j ACCEPT",)"
                            R"("settled_by":"counter"}]})"));
}

void TestExplainJson::whatWouldSettleIt_data()
{
    QTest::addColumn<QString>("match");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *match, const char *expected) {
        QTest::newRow(match) << QString::fromLatin1(match) << QString::fromLatin1(expected);
    };
    row("-s 192.0.2.1/32", R"("settled_by":"packet","field":"source"}])");
    row("-i eth0", R"("settled_by":"packet","field":"in_interface"}])");
    row("-m length --length 40:80", R"("settled_by":"packet","field":"length"}])");
    row("-m set --match-set banned src", R"("settled_by":"set-members"}])");
    row("-m time --timestart 08:00 --timestop 17:00", R"("settled_by":"clock"}])");
    row("-m addrtype --dst-type LOCAL", R"("settled_by":"packet","field":"destination"}])");
    row("-m statistic --mode random --probability 0.5", R"("settled_by":"counter"}])");
    row("-m not_a_module --option", R"("settled_by":"counter"}])");
}

/// And saying it does settle it.
void TestExplainJson::whatWouldSettleIt()
{
    QFETCH(QString, match);
    QFETCH(QString, expected);
    const Ruleset ruleset = rules(filter("-A INPUT " + match.toStdString() + " -j DROP\n"));
    const Packet sent = packet("{}");
    const QString json = q(explainJson(sent, walk({&ruleset, 1}, sent)));
    QVERIFY2(json.contains(expected), qPrintable(json));
}

void TestExplainJson::stoppedWithoutARule()
{
    const Packet sent = packet(R"({"hook":"forward","source":"192.0.2.1",
        "destination":"198.51.100.1","in_interface":"eth0"})");
    World world;
    world.routes4.emplace();
    const auto json = [&sent, &world] {
        return q(explainJson(sent, walk({}, sent, world)));
    };
    QCOMPARE(json(),
             QStringLiteral(R"({"verdict":"drop","stopped_by":"no-route",)"
                            R"("deciding":null,"path":[],"unknown":[]})"));
    world.forwards4 = false;
    QVERIFY(json().contains(QStringLiteral(R"("stopped_by":"forwarding-disabled")")));
}

void TestExplainJson::nothingDecides()
{
    const Packet sent = packet("{}");
    QCOMPARE(q(explainJson(sent, walk({}, sent))),
             QStringLiteral(R"({"verdict":"accept","deciding":null,"path":[],"unknown":[]})"));
}

void TestExplainJson::readsEveryKey()
{
    const Packet read = packet(
        R"({"id":12,"hook":"forward","protocol":"udp","source":"10.0.0.1","destination":"10.0.0.2",)"
        R"("sport":1,"dport":65535,"in_interface":"eth0","out_interface":"eth1",)"
        R"("tcp_flags":["SYN","ACK"],"icmp_type":3,"icmp_code":4,"state":"RELATED","mark":"0x10",)"
        R"("mac_source":"02:00:00:00:00:01","uid":1000,"local_address":["10.0.0.3"]})");
    QCOMPARE(q(read.id), QStringLiteral("12"));
    QCOMPARE(word(read.way), word(Way::Forward));
    QCOMPARE(read.protocol, std::uint8_t(ProtocolUdp));
    QCOMPARE(q(read.source->toString()), QStringLiteral("10.0.0.1"));
    QCOMPARE(q(read.destination->toString()), QStringLiteral("10.0.0.2"));
    QCOMPARE(read.sourcePort.value(), std::uint16_t(1));
    QCOMPARE(read.destinationPort.value(), std::uint16_t(65535));
    QCOMPARE(q(read.inInterface.value()), QStringLiteral("eth0"));
    QCOMPARE(q(read.outInterface.value()), QStringLiteral("eth1"));
    QCOMPARE(read.tcpFlags, std::uint8_t(TcpSyn | TcpAck));
    QCOMPARE(read.icmpType.value(), std::uint8_t(3));
    QCOMPARE(read.icmpCode.value(), std::uint8_t(4));
    QCOMPARE(word(read.state.value()), word(FlowState::Related));
    QCOMPARE(read.mark, 16U);
    QCOMPARE(q(read.macSource->toString()), QStringLiteral("02:00:00:00:00:01"));
    QCOMPARE(read.uid.value(), 1000U);
    QCOMPARE(read.localAddresses.size(), std::size_t(1));
}

void TestExplainJson::defaults()
{
    const Packet plain = packet("{}");
    QCOMPARE(plain.protocol, std::uint8_t(ProtocolTcp));
    QCOMPARE(plain.tcpFlags, std::uint8_t(TcpSyn));
    QCOMPARE(word(plain.state.value()), word(FlowState::New));
    QCOMPARE(word(plain.way), word(Way::Input));
    QCOMPARE(packet(R"({"protocol":"icmp"})", Family::Ipv6).protocol, std::uint8_t(ProtocolIcmpv6));
}

void TestExplainJson::errorsNameTheKey_data()
{
    QTest::addColumn<QString>("json");
    QTest::addColumn<QString>("key");
    const auto row = [](const char *json, const char *key) {
        QTest::newRow(json) << QString::fromLatin1(json) << QString::fromLatin1(key);
    };
    row(R"({"dport":70000})", "dport");
    row(R"({"dport":-1})", "dport");
    row(R"({"dport":"80"})", "dport");
    row(R"({"sport":1.5})", "sport");
    row(R"({"source":"example.org"})", "source");
    row(R"({"source":"2001:db8::1"})", "source");
    row(R"({"destination":1})", "destination");
    row(R"({"hook":"INPUT!"})", "hook");
    row(R"({"protocol":"nonsense"})", "protocol");
    row(R"({"protocol":256})", "protocol");
    row(R"({"state":"OLD"})", "state");
    row(R"({"tcp_flags":"SYN"})", "tcp_flags");
    row(R"({"tcp_flags":["XMAS"]})", "tcp_flags");
    row(R"({"icmp_type":256})", "icmp_type");
    row(R"({"mark":4294967296})", "mark");
    row(R"({"mark":"0x"})", "mark");
    row(R"({"mac_source":"02:00"})", "mac_source");
    row(R"({"uid":null})", "uid");
    row(R"({"in_interface":"a name far too long"})", "in_interface");
    row(R"({"in_interface":""})", "in_interface");
    row(R"({"local_address":"10.0.0.1"})", "local_address");
    row(R"({"local_address":["x"]})", "local_address");
    row(R"({"id":[]})", "id");
    row(R"({"source_port":1})", "source_port");
    row("[]", "JSON object");
    row("{", "JSON object");
}

void TestExplainJson::errorsNameTheKey()
{
    QFETCH(QString, json);
    QFETCH(QString, key);
    const auto result = parsePacketJson(json.toStdString(), Family::Ipv4);
    QVERIFY(!result);
    QVERIFY2(q(result.error().message).contains(key), result.error().message.c_str());
}

QTEST_APPLESS_MAIN(TestExplainJson)
#include "tst_explainjson.moc"
