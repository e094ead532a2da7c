// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/packet/address.h"

#include <QTest>

using namespace Portlight::Core;

class TestAddress : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void parse_data();
    void parse();
    void kinds_data();
    void kinds();
    void next();
    void network_data();
    void network();
    void contains_data();
    void contains();
    void mac_data();
    void mac();
};

void TestAddress::parse_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("printed");
    QTest::newRow("IPv4") << "10.0.0.1"
                          << "10.0.0.1";
    QTest::newRow("IPv6 shortened") << "2001:DB8:0:0::1"
                                    << "2001:db8::1";
    QTest::newRow("IPv4 in IPv6") << "::ffff:1.2.3.4"
                                  << "::ffff:1.2.3.4";
    QTest::newRow("empty") << ""
                           << "";
    QTest::newRow("host name") << "localhost"
                               << "";
    QTest::newRow("number too large") << "256.0.0.1"
                                      << "";
    QTest::newRow("prefix does not belong") << "10.0.0.1/8"
                                            << "";
    QTest::newRow("zone does not belong") << "fe80::1%eth0"
                                          << "";
    QTest::newRow("too long") << QString(60, QLatin1Char('1')) << "";
}

void TestAddress::parse()
{
    QFETCH(QString, text);
    QFETCH(QString, printed);
    const auto address = IpAddress::parse(text.toStdString());
    QCOMPARE(address.has_value(), !printed.isEmpty());
    if (address) {
        QCOMPARE(QString::fromStdString(address->toString()), printed);
        QCOMPARE(*IpAddress::parse(address->toString()), *address);
    }
    QVERIFY(!IpAddress::parse(std::string_view("1.2.3.4\0", 8)));
}

void TestAddress::kinds_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("loopback");
    QTest::addColumn<bool>("multicast");
    QTest::addColumn<bool>("isPrivate");
    QTest::newRow("loopback") << "127.9.9.9" << true << false << false;
    QTest::newRow("IPv6 loopback") << "::1" << true << false << false;
    QTest::newRow("last before multicast") << "223.255.255.255" << false << false << false;
    QTest::newRow("multicast") << "239.255.255.255" << false << true << false;
    QTest::newRow("IPv6 multicast") << "ff02::1" << false << true << false;
    QTest::newRow("10/8") << "10.255.0.1" << false << false << true;
    QTest::newRow("172.16/12 end") << "172.31.255.255" << false << false << true;
    QTest::newRow("behind 172.16/12") << "172.32.0.0" << false << false << false;
    QTest::newRow("192.168/16") << "192.168.1.1" << false << false << true;
    QTest::newRow("shared") << "100.127.0.1" << false << false << true;
    QTest::newRow("behind shared") << "100.128.0.1" << false << false << false;
    QTest::newRow("link local") << "169.254.0.1" << false << false << true;
    QTest::newRow("IPv6 link local") << "febf::1" << false << false << true;
    QTest::newRow("behind link local") << "fec0::1" << false << false << false;
    QTest::newRow("unique local") << "fd00::1" << false << false << true;
    QTest::newRow("public") << "8.8.8.8" << false << false << false;
}

void TestAddress::kinds()
{
    QFETCH(QString, text);
    const auto address = IpAddress::parse(text.toStdString());
    QVERIFY(address);
    QTEST(address->isLoopback(), "loopback");
    QTEST(address->isMulticast(), "multicast");
    QTEST(address->isPrivate(), "isPrivate");
    QVERIFY(!address->isUnspecified());
    QVERIFY(IpAddress::any(address->family).isUnspecified());
}

void TestAddress::next()
{
    QCOMPARE(IpAddress::parse("10.0.0.255")->next()->toString(), std::string("10.0.1.0"));
    QCOMPARE(IpAddress::parse("10.0.0.1")->next(65536)->toString(), std::string("10.1.0.1"));
    QVERIFY(!IpAddress::parse("255.255.255.255")->next());
    QCOMPARE(IpAddress::parse("::ffff:ffff")->next()->toString(), std::string("::1:0:0"));
    QVERIFY(!IpAddress::parse("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")->next());
}

void TestAddress::network_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("printed");
    QTest::addColumn<int>("prefix");
    QTest::newRow("address alone") << "10.0.0.1"
                                   << "10.0.0.1/32" << 32;
    QTest::newRow("host bits are not printed") << "10.1.2.3/8"
                                               << "10.0.0.0/8" << 8;
    QTest::newRow("mask") << "10.1.2.3/255.255.0.0"
                          << "10.1.0.0/16" << 16;
    QTest::newRow("mask with holes") << "10.1.2.3/255.0.255.0"
                                     << "10.0.2.0/255.0.255.0" << -1;
    QTest::newRow("everything") << "0.0.0.0/0"
                                << "0.0.0.0/0" << 0;
    QTest::newRow("short form") << "172.16/12"
                                << "172.16.0.0/12" << 12;
    QTest::newRow("IPv6") << "fe80::1/10"
                          << "fe80::/10" << 10;
    QTest::newRow("IPv6 mask with holes") << "::1/ffff::1"
                                          << "::1/ffff::1" << -1;
    QTest::newRow("prefix too long") << "10.0.0.1/33"
                                     << "" << 0;
    QTest::newRow("prefix negative") << "10.0.0.1/-1"
                                     << "" << 0;
    QTest::newRow("prefix missing") << "10.0.0.1/"
                                    << "" << 0;
    QTest::newRow("mask of the other family") << "10.0.0.1/ffff::"
                                              << "" << 0;
    QTest::newRow("short form without prefix") << "10"
                                               << "" << 0;
}

void TestAddress::network()
{
    QFETCH(QString, text);
    QFETCH(QString, printed);
    QFETCH(int, prefix);
    const auto network = IpNetwork::parse(text.toStdString());
    QCOMPARE(network.has_value(), !printed.isEmpty());
    if (network) {
        QCOMPARE(QString::fromStdString(network->toString()), printed);
        const auto length = network->prefixLength();
        QCOMPARE(length ? static_cast<int>(*length) : -1, prefix);
    }
}

void TestAddress::contains_data()
{
    QTest::addColumn<QString>("network");
    QTest::addColumn<QString>("address");
    QTest::addColumn<bool>("inside");
    QTest::newRow("first") << "192.0.2.0/24"
                           << "192.0.2.0" << true;
    QTest::newRow("last") << "192.0.2.0/24"
                          << "192.0.2.255" << true;
    QTest::newRow("behind") << "192.0.2.0/24"
                            << "192.0.3.0" << false;
    QTest::newRow("holes, inside") << "10.0.1.0/255.0.255.0"
                                   << "10.9.1.9" << true;
    QTest::newRow("holes, outside") << "10.0.1.0/255.0.255.0"
                                    << "10.9.2.9" << false;
    QTest::newRow("other family") << "0.0.0.0/0"
                                  << "::1" << false;
    QTest::newRow("IPv6") << "fe80::/10"
                          << "febf::1" << true;
}

void TestAddress::contains()
{
    QFETCH(QString, network);
    QFETCH(QString, address);
    const auto parsed = IpNetwork::parse(network.toStdString());
    QVERIFY(parsed);
    QTEST(parsed->contains(*IpAddress::parse(address.toStdString())), "inside");
}

void TestAddress::mac_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("printed");
    QTest::newRow("any case") << "02:Aa:00:00:00:fF"
                              << "02:aa:00:00:00:ff";
    QTest::newRow("too short") << "02:aa:00:00:00"
                               << "";
    QTest::newRow("dashes") << "02-aa-00-00-00-01"
                            << "";
    QTest::newRow("not hexadecimal") << "02:ag:00:00:00:01"
                                     << "";
    QTest::newRow("sign") << "02:-1:00:00:00:01"
                          << "";
}

void TestAddress::mac()
{
    QFETCH(QString, text);
    QFETCH(QString, printed);
    const auto parsed = MacAddress::parse(text.toStdString());
    QCOMPARE(parsed ? QString::fromStdString(parsed->toString()) : QString(), printed);
}

QTEST_APPLESS_MAIN(TestAddress)
#include "tst_address.moc"
