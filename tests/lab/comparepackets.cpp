// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "comparepackets.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Portlight::Core;

namespace
{

bool isOrdinary(const IpAddress &address)
{
    const std::uint8_t first = address.bytes[0];
    if (address.family == Family::Ipv6) {
        // fd08:, fd09: is the firewall itself, fd18:: lies behind it. Only addresses that a packet
        // of a stranger may have.
        return (first & 0xe0U) == 0x20 || (first == 0xfd && address.bytes[1] >= 0x20);
    }
    // 10.8/15 is the firewall itself, 198.18/15 lies behind it.
    return first > 0 && first < 224 && first != 127
        && !(first == 10 && (address.bytes[1] & 0xfeU) == 8)
        && !(first == 198 && (address.bytes[1] & 0xfeU) == 18);
}

QString textOf(const IpAddress &address)
{
    return QString::fromStdString(address.toString());
}

} // namespace

Vocabulary vocabularyOf(const QString &ruleset, Family family)
{
    Vocabulary words;
    static const QRegularExpression ipv4(QStringLiteral(R"((\d+\.\d+\.\d+\.\d+))"));
    static const QRegularExpression ipv6(
        QStringLiteral(R"((?<![0-9a-f:])([0-9a-f]{1,4}:[0-9a-f:]*:[0-9a-f:]*)(?![0-9a-f.]))"));
    const QRegularExpression &pattern = family == Family::Ipv4 ? ipv4 : ipv6;
    for (auto found = pattern.globalMatch(ruleset); found.hasNext();) {
        const auto address = IpAddress::parse(found.next().captured(1).toStdString());
        if (address && isOrdinary(*address)
            && std::find(words.addresses.begin(), words.addresses.end(), *address)
                == words.addresses.end()) {
            words.addresses.push_back(*address);
        }
    }
    static const QRegularExpression ports(QStringLiteral(R"((?:ports?|dports|sports) ([\d,:]+))"));
    static const QRegularExpression separators(QStringLiteral("[,:]"));
    for (auto found = ports.globalMatch(ruleset); found.hasNext();) {
        for (const QString &number : found.next().captured(1).split(separators)) {
            words.ports.push_back(number.toUShort());
        }
    }
    words.ports.insert(words.ports.end(), {22, 23, 53, 80, 443, 5353, 8080, 9999});
    static const QRegularExpression targets(
        QStringLiteral(R"(--to-destination (\d+\.\d+\.\d+\.\d+))"));
    for (auto found = targets.globalMatch(ruleset); found.hasNext();) {
        const QString address = found.next().captured(1);
        const auto parsed = IpAddress::parse(address.toStdString());
        if (parsed && isOrdinary(*parsed) && !words.routed.contains(address)) {
            words.routed << address;
        }
    }
    // Some of the addresses named are behind the firewall; the rest is in front of it.
    for (std::size_t i = 0; i < words.addresses.size() && words.routed.size() < 24; i += 5) {
        const QString address = textOf(words.addresses[i]);
        if (!words.routed.contains(address)) {
            words.routed << address;
        }
    }
    return words;
}

PacketSource::PacketSource(Vocabulary words, Family family, unsigned seed)
    : m_words(std::move(words))
    , m_family(family)
    , m_random(seed)
{
}

Packet PacketSource::next()
{
    const bool ipv4 = m_family == Family::Ipv4;
    Packet packet;
    packet.family = m_family;
    packet.localAddresses = {*IpAddress::parse(ipv4 ? "10.9.0.2" : "fd09::2"),
                             *IpAddress::parse(ipv4 ? "10.8.0.2" : "fd08::2")};
    const unsigned way = below(10);
    packet.way = way < 5 ? Way::Input : way < 8 ? Way::Forward : Way::Output;
    packet.source = source();
    if (packet.way == Way::Input) {
        packet.inInterface = below(4) == 0 ? "eth1" : "eth0";
        packet.destination = packet.localAddresses[below(4) == 0 ? 1 : 0];
    } else {
        packet.destination = behind();
        packet.outInterface = "eth1";
        if (packet.way == Way::Forward) {
            packet.inInterface = "eth0";
        }
    }
    if (packet.way == Way::Output) {
        packet.uid = 0;
    } else {
        packet.macSource = MacAddress{{2, 0, 0, 0, 0, static_cast<std::uint8_t>(1 + below(2) * 6)}};
    }
    packet.ttl = 64;
    // A new port for each packet, so that each starts a flow of its own.
    packet.sourcePort = below(8) == 0 ? m_lowPort++ : m_highPort++;
    transport(packet);
    return packet;
}

IpAddress PacketSource::source()
{
    const std::string usual = m_family == Family::Ipv4 ? "192.0.2." : "2001:db8::";
    while (true) {
        IpAddress address = m_words.addresses.empty() || below(4) == 0
            ? *IpAddress::parse(usual + std::to_string(1 + below(254)))
            : m_words.addresses[below(static_cast<unsigned>(m_words.addresses.size()))];
        if (below(3) == 0) {
            address.bytes[address.size() - 1] = static_cast<std::uint8_t>(1 + below(254));
        }
        // An answer to a routed address would pass the hooks as well.
        if (isOrdinary(address) && !m_words.routed.contains(textOf(address))) {
            return address;
        }
    }
}

IpAddress PacketSource::behind()
{
    if (m_words.routed.isEmpty() || below(3) == 0) {
        const std::string usual = m_family == Family::Ipv4 ? "198.18.0." : "fd18::";
        return *IpAddress::parse(usual + std::to_string(1 + below(10)));
    }
    return *IpAddress::parse(
        m_words.routed[below(static_cast<unsigned>(m_words.routed.size()))].toStdString());
}

void PacketSource::icmp(Packet &packet)
{
    packet.icmpCode = 0;
    if (m_family == Family::Ipv6) {
        packet.protocol = ProtocolIcmpv6;
        // Echo requests and answers; others are about neighbours.
        packet.icmpType = below(3) == 0 ? std::uint8_t{129} : std::uint8_t{128};
        packet.state = packet.icmpType == 129 ? FlowState::Invalid : FlowState::New;
        return;
    }
    packet.protocol = ProtocolIcmp;
    constexpr std::uint8_t types[] = {8, 8, 13, 0, 17};
    packet.icmpType = types[below(5)];
    if (packet.icmpType == 0) {
        packet.state = FlowState::Invalid;
    }
}

void PacketSource::transport(Packet &packet)
{
    const unsigned kind = below(10);
    packet.state = FlowState::New;
    if (kind < 5) {
        packet.protocol = ProtocolTcp;
        constexpr std::uint8_t flags[] = {TcpSyn, TcpSyn,          TcpSyn, TcpSyn,
                                          TcpAck, TcpSyn | TcpAck, TcpRst, 0};
        packet.tcpFlags = flags[below(8)];
        // nf_conntrack_proto_tcp.c: a flow may begin with SYN, or be picked up by an ACK.
        if (packet.tcpFlags != TcpSyn && packet.tcpFlags != TcpAck) {
            packet.state = FlowState::Invalid;
        }
    } else if (kind < 8) {
        packet.protocol = ProtocolUdp;
    } else {
        icmp(packet);
        return;
    }
    packet.destinationPort = m_words.ports[below(static_cast<unsigned>(m_words.ports.size()))];
}
