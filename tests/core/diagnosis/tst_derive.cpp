// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "evidencebuilder.h"

#include <QTest>

using namespace Portlight::Core;
using namespace Portlight::Test;

namespace
{

QString textOf(const std::optional<IpAddress> &value)
{
    return value ? QString::fromStdString(value->toString()) : QStringLiteral("-");
}

Question ask(Way way)
{
    Question question;
    question.direction = way;
    question.port = 8080;
    return question;
}

/// A server with eth0 at 10.9.0.2/24, before routes are known.
Evidence server()
{
    EvidenceBuilder builder;
    builder.evidence.routeRead = Reading::Skipped;
    builder.evidence.route = {};
    builder.evidence.routeBack = {};
    return builder.evidence;
}

} // namespace

class TestDerive : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void refused_data();
    void refused();
    void familyComesFromTheAddresses();
    void strangerIsNamedByNoRule();
    void strangerBehindTheDefaultRoute();
    void neighbourWithoutDefaultRoute();
    void neighbourThatIsNamedOnlyWhenAllAre();
    void ownAddressFacesTheOneWhoAsks();
    void ownAddressFromTheRoute();
    void loopback();
    void outgoing();
    void through();
    void throughForAnyone();
    void requestIsASynOrAnEcho();
};

void TestDerive::refused_data()
{
    QTest::addColumn<Question>("question");
    Question question = ask(Way::Input);
    question.port.reset();
    QTest::newRow("no port") << question;
    question.port = 0;
    QTest::newRow("port 0") << question;
    question = ask(Way::Input);
    question.from = address("10.9.0.1");
    question.to = address("2001:db8::1");
    QTest::newRow("two families") << question;
    question.to.reset();
    question.family = Family::Ipv6;
    QTest::newRow("IPv6 asked, IPv4 given") << question;
    question = ask(Way::Input);
    question.protocol = ProtocolIcmp;
    QTest::newRow("a ping with a port") << question;
    question = ask(Way::Output);
    QTest::newRow("out without a destination") << question;
    question = ask(Way::Forward);
    QTest::newRow("through without a destination") << question;
    question = ask(Way::Input);
    question.outInterface = "eth0";
    QTest::newRow("in, leaving through an interface") << question;
    question = ask(Way::Output);
    question.to = address("10.9.0.1");
    question.inInterface = "eth0";
    QTest::newRow("out, coming in through an interface") << question;
}

void TestDerive::refused()
{
    QFETCH(Question, question);
    const Result<Question> derived = deriveEndpoints(question, server());
    QVERIFY(!derived.has_value());
    QVERIFY(derived.error().code == ErrorCode::InvalidArgument);
    QVERIFY(!derived.error().message.empty());
}

void TestDerive::familyComesFromTheAddresses()
{
    Question question = ask(Way::Input);
    question.from = address("2001:db8:9::1");
    const Question derived = deriveEndpoints(question, server()).value();
    QVERIFY(derived.family == Family::Ipv6);
    QCOMPARE(textOf(derived.to), QStringLiteral("2001:db8:9::2"));
    question.protocol = ProtocolIcmp;
    question.port.reset();
    QCOMPARE(deriveEndpoints(question, server()).value().protocol, ProtocolIcmpv6);
}

void TestDerive::strangerIsNamedByNoRule()
{
    EvidenceBuilder builder;
    builder.evidence = server();
    builder.filter(acceptHead,
                   "-A INPUT -s 203.0.113.0/24 -j DROP\n-A INPUT ! -s 198.51.100.0/24 -j LOG\n"
                   "-A INPUT -s 0.0.0.0/0 -j LOG\n");
    const Question derived = deriveEndpoints(ask(Way::Input), builder.evidence).value();
    QVERIFY(derived.fromAnyone);
    QCOMPARE(textOf(derived.from), QStringLiteral("192.0.2.77"));
    // All documentation ranges named, and one of them the own network.
    builder.filter(acceptHead, "-A INPUT -s 192.0.2.0/24 -j DROP\n");
    const Question public1 = deriveEndpoints(ask(Way::Input), builder.evidence).value();
    QCOMPARE(textOf(public1.from), QStringLiteral("4.77.77.77"));
}

void TestDerive::strangerBehindTheDefaultRoute()
{
    Evidence evidence = server();
    evidence.routeRead = Reading::Done;
    evidence.route.kind = RouteKind::Unicast;
    evidence.route.gateway = address("10.9.0.254");
    evidence.route.outInterface = "eth0";
    const Question derived = deriveEndpoints(ask(Way::Input), evidence).value();
    QCOMPARE(textOf(derived.from), QStringLiteral("203.0.113.77"));
}

void TestDerive::neighbourWithoutDefaultRoute()
{
    Evidence evidence = server();
    evidence.routeRead = Reading::Done;
    QCOMPARE(textOf(deriveEndpoints(ask(Way::Input), evidence).value().from),
             QStringLiteral("10.9.0.1"));
    // Known only later: the second step corrects the guess of the first.
    Question guessed = deriveEndpoints(ask(Way::Input), server()).value();
    QCOMPARE(textOf(guessed.from), QStringLiteral("203.0.113.77"));
    guessed = deriveInterfaces(guessed, evidence);
    QCOMPARE(textOf(guessed.from), QStringLiteral("10.9.0.1"));
    QCOMPARE(QString::fromStdString(guessed.inInterface), QStringLiteral("eth0"));
    QCOMPARE(textOf(guessed.to), QStringLiteral("10.9.0.2"));
}

void TestDerive::neighbourThatIsNamedOnlyWhenAllAre()
{
    EvidenceBuilder builder;
    builder.evidence = server();
    builder.evidence.routeRead = Reading::Done;
    builder.filter(acceptHead, "-A INPUT -s 10.9.0.1/32 -j DROP\n");
    QCOMPARE(textOf(deriveEndpoints(ask(Way::Input), builder.evidence).value().from),
             QStringLiteral("10.9.0.3"));
    builder.filter(acceptHead, "-A INPUT -s 10.9.0.0/24 -j DROP\n");
    QCOMPARE(textOf(deriveEndpoints(ask(Way::Input), builder.evidence).value().from),
             QStringLiteral("10.9.0.1"));
}

void TestDerive::ownAddressFacesTheOneWhoAsks()
{
    Evidence evidence = server();
    evidence.interfaces.push_back(EvidenceBuilder::device("eth1", false, {"10.8.0.2/24"}));
    Question question = ask(Way::Input);
    question.from = address("10.8.0.9");
    const Question derived = deriveEndpoints(question, evidence).value();
    QVERIFY(!derived.fromAnyone);
    QCOMPARE(textOf(derived.to), QStringLiteral("10.8.0.2"));
    QCOMPARE(QString::fromStdString(deriveInterfaces(derived, evidence).inInterface),
             QStringLiteral("eth1"));
}

void TestDerive::ownAddressFromTheRoute()
{
    Evidence evidence = server();
    evidence.interfaces.push_back(EvidenceBuilder::device("eth1", false, {"10.8.0.2/24"}));
    Question question = ask(Way::Input);
    question.from = address("192.0.2.9");
    Question derived = deriveEndpoints(question, evidence).value();
    QVERIFY(!derived.to.has_value()); // two addresses: only the route can tell
    evidence.routeRead = Reading::Done;
    evidence.routeBack.kind = RouteKind::Unicast;
    evidence.routeBack.outInterface = "eth1";
    evidence.routeBack.preferredSource = address("10.8.0.2");
    derived = deriveInterfaces(derived, evidence);
    QCOMPARE(textOf(derived.to), QStringLiteral("10.8.0.2"));
    QCOMPARE(QString::fromStdString(derived.inInterface), QStringLiteral("eth1"));
}

void TestDerive::loopback()
{
    Question question = ask(Way::Input);
    question.to = address("127.0.0.1");
    const Question derived =
        deriveInterfaces(deriveEndpoints(question, server()).value(), server());
    QCOMPARE(textOf(derived.from), QStringLiteral("127.0.0.1"));
    QCOMPARE(QString::fromStdString(derived.inInterface), QStringLiteral("lo"));
}

void TestDerive::outgoing()
{
    Evidence evidence = server();
    Question question = ask(Way::Output);
    question.to = address("192.0.2.80");
    Question derived = deriveEndpoints(question, evidence).value();
    QVERIFY(!derived.fromAnyone);
    evidence.routeRead = Reading::Done;
    evidence.route.kind = RouteKind::Unicast;
    evidence.route.outInterface = "eth0";
    derived = deriveInterfaces(derived, evidence);
    QCOMPARE(QString::fromStdString(derived.outInterface), QStringLiteral("eth0"));
    QCOMPARE(textOf(derived.from), QStringLiteral("10.9.0.2"));
}

void TestDerive::through()
{
    EvidenceBuilder builder = EvidenceBuilder().gateway();
    Question question = ask(Way::Forward);
    question.from = address("10.9.0.1");
    question.to = address("198.51.100.2");
    const Question derived =
        deriveInterfaces(deriveEndpoints(question, builder.evidence).value(), builder.evidence);
    QCOMPARE(QString::fromStdString(derived.inInterface), QStringLiteral("lan0"));
    QCOMPARE(QString::fromStdString(derived.outInterface), QStringLiteral("wan0"));
}

void TestDerive::throughForAnyone()
{
    // Listed first is the wrong side: the destination is behind it.
    EvidenceBuilder builder = EvidenceBuilder().gateway();
    std::swap(builder.evidence.interfaces[1], builder.evidence.interfaces[2]);
    Question question = ask(Way::Forward);
    question.to = address("8.8.8.8");
    Evidence before = builder.evidence;
    before.routeRead = Reading::Skipped;
    Question derived = deriveEndpoints(question, before).value();
    Evidence after = builder.evidence;
    after.routeBack.outInterface = "wan0"; // as read for the guess of the first step
    derived = deriveInterfaces(derived, after);
    QVERIFY(derived.fromAnyone);
    QCOMPARE(textOf(derived.from), QStringLiteral("10.9.0.1"));
    QCOMPARE(QString::fromStdString(derived.inInterface), QStringLiteral("lan0"));
    QCOMPARE(QString::fromStdString(derived.outInterface), QStringLiteral("wan0"));
}

void TestDerive::requestIsASynOrAnEcho()
{
    Question question = ask(Way::Input);
    const Packet syn = requestPacket(question, {address("10.9.0.2")});
    QCOMPARE(int(syn.tcpFlags), int(TcpSyn));
    QVERIFY(syn.state == FlowState::New);
    QCOMPARE(syn.destinationPort.value_or(0), std::uint16_t(8080));
    QVERIFY(syn.sourcePort.value_or(0) >= 1024);
    QCOMPARE(syn.localAddresses.size(), std::size_t(1));
    question.protocol = ProtocolIcmp;
    question.port.reset();
    const Packet echo = requestPacket(question, {});
    QCOMPARE(int(echo.icmpType.value_or(0)), 8);
    QVERIFY(!echo.destinationPort && !echo.sourcePort);
    question.protocol = ProtocolIcmpv6;
    QCOMPARE(int(requestPacket(question, {}).icmpType.value_or(0)), 128);
}

QTEST_APPLESS_MAIN(TestDerive)
#include "tst_derive.moc"
