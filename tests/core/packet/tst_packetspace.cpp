// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/packet/packetspace.h"

#include <QTest>

#include <random>
#include <set>

using namespace Portlight::Core;

namespace
{

PacketSpace space(Family family = Family::Ipv4, const std::vector<std::string> &patterns = {})
{
    return {family, DeviceNames(patterns)};
}

IpNetwork network(const char *text)
{
    return *IpNetwork::parse(text);
}

/// Separated by blanks.
std::string words(const std::optional<std::vector<IpNetwork>> &networks)
{
    std::string text;
    for (const IpNetwork &one : networks.value_or(std::vector<IpNetwork>())) {
        text += (text.empty() ? "" : " ") + one.toString();
    }
    return text;
}

} // namespace

class TestPacketSpace : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void devices_data();
    void devices();
    void addresses();
    void addressesOfIpv6();
    void networksWithHoles();
    void portsOfASet();
    void assignsBits();
    void examplesAreMembers();
    void aPacketIsInItsSet();
};

void TestPacketSpace::devices_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("covered");
    const auto row = [](const char *pattern, const char *name, bool covered) {
        QTest::addRow("%s %s", pattern, name)
            << QString::fromLatin1(pattern) << QString::fromLatin1(name) << covered;
    };
    row("eth0", "eth0", true);
    row("eth0", "eth1", false);
    row("eth0", "eth00", false);
    row("eth+", "eth0", true);
    row("eth+", "eth7", true);
    row("eth+", "eth", true);
    row("eth+", "ens3", false);
    row("eth1+", "eth12", true);
    row("eth1+", "eth2", false);
    row("eth+", "eth12", true);
    row("lo", "lo", true);
    row("lo", "wlan0", false);
    row("+", "wlan0", true);
    row("+", "lo", true);
}

void TestPacketSpace::devices()
{
    QFETCH(QString, pattern);
    QFETCH(QString, name);
    QFETCH(bool, covered);
    PacketSpace packets = space(Family::Ipv4, {"eth0", "eth+", "eth1+"});
    Packet packet;
    packet.inInterface = name.toStdString();
    const PacketSet one = packets.containing(packet);
    const PacketSet matching = packets.device(Field::InInterface, pattern.toStdString());
    QCOMPARE(packets.isSubset(one, matching), covered);
    QCOMPARE(packets.intersection(one, matching) == PacketSpace::none, !covered);
}

void TestPacketSpace::addresses()
{
    PacketSpace packets = space();
    const PacketSet lan = packets.network(Field::Source, network("10.0.0.0/8"));
    const PacketSet part = packets.network(Field::Source, network("10.1.0.0/16"));
    QVERIFY(packets.isSubset(part, lan));
    QCOMPARE(words(packets.networks(packets.difference(lan, part), Field::Source, 20)),
             std::string("10.0.0.0/16 10.2.0.0/15 10.4.0.0/14 10.8.0.0/13 10.16.0.0/12 "
                         "10.32.0.0/11 10.64.0.0/10 10.128.0.0/9"));
    const PacketSet range = packets.addressRange(Field::Source, *IpAddress::parse("192.0.2.254"),
                                                 *IpAddress::parse("192.0.3.1"));
    QCOMPARE(words(packets.networks(range, Field::Source, 20)),
             std::string("192.0.2.254/31 192.0.3.0/31"));
    QVERIFY(!packets.networks(packets.difference(lan, part), Field::Source, 7));
    QCOMPARE(words(packets.networks(PacketSpace::all, Field::Source, 1)), std::string("0.0.0.0/0"));
    QCOMPARE(packets.network(Field::Source, network("2001:db8::/32")), PacketSpace::none);
}

void TestPacketSpace::addressesOfIpv6()
{
    PacketSpace packets = space(Family::Ipv6);
    const PacketSet lan = packets.network(Field::Destination, network("2001:db8::/32"));
    const PacketSet half = packets.network(Field::Destination, network("2001:db8:8000::/33"));
    QCOMPARE(words(packets.networks(packets.difference(lan, half), Field::Destination, 3)),
             std::string("2001:db8::/33"));
}

void TestPacketSpace::networksWithHoles()
{
    PacketSpace packets = space();
    const PacketSet odd = packets.network(Field::Source, network("0.0.0.1/0.0.0.1"));
    QVERIFY(
        packets.isSubset(packets.address(Field::Source, *IpAddress::parse("198.51.100.7")), odd));
    QCOMPARE(packets.intersection(packets.address(Field::Source, *IpAddress::parse("198.51.100.8")),
                                  odd),
             PacketSpace::none);
}

void TestPacketSpace::portsOfASet()
{
    PacketSpace packets = space();
    const PacketSet web = packets.intersection(
        packets.range(Field::Port, 80, 443), packets.network(Field::Source, network("10.0.0.0/8")));
    const PacketSet ssh = packets.range(Field::Port, 22, 22);
    std::string seen;
    packets.forEachRange(packets.united(web, ssh), Field::Port,
                         [&](std::uint32_t first, std::uint32_t last, PacketSet rest) {
                             seen += std::to_string(first) + '-' + std::to_string(last)
                                 + (rest == PacketSpace::none      ? " none, "
                                        : rest == PacketSpace::all ? " all, "
                                                                   : " some, ");
                         });
    QCOMPARE(seen, std::string("0-21 none, 22-22 all, 23-79 none, 80-443 some, 444-65535 none, "));
}

void TestPacketSpace::assignsBits()
{
    PacketSpace packets = space();
    const PacketSet start = packets.equal(Field::Mark, 0x12);
    QCOMPARE(packets.assign(start, Field::Mark, 0x40, 0xf0), packets.equal(Field::Mark, 0x42));
    QCOMPARE(packets.assign(PacketSpace::all, Field::Mark, 7, 0xffffffff),
             packets.equal(Field::Mark, 7));
}

void TestPacketSpace::examplesAreMembers()
{
    std::mt19937 random(7);
    PacketSpace packets = space(Family::Ipv4, {"eth0", "tun+"});
    PacketSet set = packets.intersection(packets.range(Field::Port, 1000, 1007),
                                         packets.equal(Field::Protocol, ProtocolTcp));
    set = packets.intersection(set, packets.device(Field::InInterface, "tun+"));
    set = packets.intersection(set, packets.state(FlowState::Untracked));
    set = packets.difference(set, packets.network(Field::Source, network("128.0.0.0/1")));
    std::set<std::uint16_t> ports;
    for (int i = 0; i < 200; ++i) {
        const Packet packet = packets.example(set, [&random] {
            return (random() & 1U) != 0;
        });
        QVERIFY(packet.destinationPort >= 1000 && packet.destinationPort <= 1007);
        ports.insert(*packet.destinationPort);
        QVERIFY(packet.inInterface->starts_with("tun"));
        QVERIFY(packet.state == FlowState::Untracked);
        QVERIFY(packet.source->bytes[0] < 128);
        QVERIFY(packets.isSubset(packets.containing(packet), set));
    }
    QCOMPARE(ports.size(), std::size_t(8));
}

void TestPacketSpace::aPacketIsInItsSet()
{
    PacketSpace packets = space();
    Packet ping;
    ping.protocol = ProtocolIcmp;
    ping.icmpType = 8;
    ping.icmpCode = 0;
    const PacketSet echo = packets.intersection(packets.equal(Field::Protocol, ProtocolIcmp),
                                                packets.range(Field::Port, 0x800, 0x8ff));
    QVERIFY(packets.isSubset(packets.containing(ping), echo));
    ping.icmpType = 0;
    QVERIFY(!packets.isSubset(packets.containing(ping), echo));
}

QTEST_APPLESS_MAIN(TestPacketSpace)
#include "tst_packetspace.moc"
