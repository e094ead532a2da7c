// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "nftgrammar.h"

#include <algorithm>

using namespace Portlight::Core;

namespace
{

constexpr unsigned userChains = 4;

QStringList list(std::initializer_list<const char *> words)
{
    QStringList result;
    for (const char *word : words) {
        result << QString::fromLatin1(word);
    }
    return result;
}

const QStringList sources =
    list({"192.0.2.1", "192.0.2.2", "192.0.2.9", "192.0.2.130", "203.0.113.5", "203.0.113.77"});
const QStringList destinations =
    list({"10.9.0.2", "10.8.0.2", "198.18.0.1", "198.18.0.2", "198.18.0.9"});
const QStringList portNumbers = list({"22", "53", "80", "443", "5353", "8080"});

} // namespace

QStringList NftGrammar::routed()
{
    return {};
}

World NftGrammar::world()
{
    World world;
    const auto device = [](const char *name, std::initializer_list<const char *> addresses) {
        NetworkInterface result;
        result.name = name;
        result.up = true;
        result.loopback = result.name == "lo";
        result.bridge = std::string();
        for (const char *address : addresses) {
            result.addresses.push_back(*IpNetwork::parse(address));
        }
        return result;
    };
    world.interfaces = {device("lo", {"127.0.0.1/8"}), device("eth0", {"10.9.0.2/32"}),
                        device("eth1", {"10.8.0.2/32"})};
    const auto route = [](const char *to, const char *through, RouteKind kind,
                          std::uint32_t table) {
        RouteEntry entry;
        entry.destination = *IpNetwork::parse(to);
        entry.interfaces = {through};
        entry.kind = kind;
        entry.table = table;
        return entry;
    };
    world.routes4 = {route("198.18.0.0/15", "eth1", RouteKind::Unicast, mainRouteTable),
                     route("10.9.0.2/32", "eth0", RouteKind::Local, localRouteTable),
                     route("10.8.0.2/32", "eth1", RouteKind::Local, localRouteTable),
                     route("127.0.0.0/8", "lo", RouteKind::Local, localRouteTable),
                     route("127.0.0.1/32", "lo", RouteKind::Local, localRouteTable)};
    world.forwards4 = true;
    return world;
}

Packet NftGrammar::packet()
{
    Packet packet;
    packet.localAddresses = {*IpAddress::parse("10.9.0.2"), *IpAddress::parse("10.8.0.2")};
    const unsigned way = below(10);
    packet.way = way < 4 ? Way::Input : way < 7 ? Way::Forward : Way::Output;
    const auto behind = [this] {
        return *IpAddress::parse(destinations[2 + static_cast<int>(below(3))].toStdString());
    };
    packet.source = IpAddress::parse(pick(sources).toStdString());
    if (packet.way == Way::Input) {
        packet.inInterface = below(4) == 0 ? "eth1" : "eth0";
        packet.destination = packet.localAddresses[below(4) == 0 ? 1 : 0];
    } else {
        packet.destination = behind();
        packet.outInterface = "eth1";
        if (packet.way == Way::Forward) {
            packet.inInterface = "eth0";
        } else {
            packet.source = packet.localAddresses[below(2)];
        }
    }
    if (packet.way == Way::Output) {
        packet.uid = 0;
        packet.hasSender = true;
    } else {
        packet.macSource = MacAddress{{2, 0, 0, 0, 0, static_cast<std::uint8_t>(1 + below(2) * 6)}};
    }
    packet.ttl = 64;
    packet.trafficClass = 0;
    packet.sourcePort = m_port++;
    packet.state = FlowState::New;
    const unsigned kind = below(10);
    if (kind < 5) {
        packet.protocol = ProtocolTcp;
        constexpr std::uint8_t flags[] = {TcpSyn, TcpSyn, TcpSyn, TcpAck, TcpSyn | TcpAck, TcpRst};
        packet.tcpFlags = flags[below(6)];
        // nf_conntrack_proto_tcp.c: a flow may begin with SYN, or be picked up by an ACK.
        if (packet.tcpFlags != TcpSyn && packet.tcpFlags != TcpAck) {
            packet.state = FlowState::Invalid;
        }
        packet.length = 40;
    } else if (kind < 8) {
        packet.protocol = ProtocolUdp;
        packet.length = 36;
    } else {
        packet.protocol = ProtocolIcmp;
        constexpr std::uint8_t types[] = {8, 8, 13, 0};
        packet.icmpType = types[below(4)];
        packet.icmpCode = 0;
        packet.length = 56;
        if (packet.icmpType == 0) {
            packet.state = FlowState::Invalid;
        }
        return packet;
    }
    packet.destinationPort = pick(portNumbers).toUShort();
    return packet;
}

QString NftGrammar::some(const QStringList &words, int count)
{
    QStringList left = words;
    std::shuffle(left.begin(), left.end(), m_random);
    return left.mid(0, count).join(QLatin1String(", "));
}

QString NftGrammar::address(bool destination)
{
    return pick(destination ? destinations : sources);
}

QString NftGrammar::addresses(bool destination)
{
    switch (below(7)) {
    case 0:
        return QStringLiteral("!= ") + address(destination);
    case 1:
        return destination ? pick({"198.18.0.0/15", "10.0.0.0/8", "198.18.0.0/30"})
                           : pick({"192.0.2.0/24", "192.0.2.0/30", "203.0.113.0/24"});
    case 2:
        return destination ? QStringLiteral("198.18.0.1-198.18.0.5")
                           : QStringLiteral("192.0.2.2-192.0.2.100");
    case 3:
        return pick({"{ ", "!= { "}) + some(destination ? destinations : sources, 2)
            + QStringLiteral(" }");
    case 4:
        return destination ? QStringLiteral("{ 10.9.0.0/24, 198.18.0.2-198.18.0.8 }")
                           : QStringLiteral("!= { 192.0.2.0/29, 203.0.113.70-203.0.113.80 }");
    case 5:
        return pick({"@addresses", "!= @addresses", "@networks", "!= @networks"});
    default:
        return address(destination);
    }
}

QString NftGrammar::port()
{
    return pick(portNumbers);
}

QString NftGrammar::ports()
{
    switch (below(6)) {
    case 0:
        return QStringLiteral("!= ") + port();
    case 1:
        return QStringLiteral("50-100");
    case 2:
        return pick({"< 80", "> 79", "<= 80", ">= 443"});
    case 3:
        return QStringLiteral("{ ") + some(portNumbers, 3) + QStringLiteral(" }");
    case 4:
        return pick({"@ports", "!= @ports", "{ 22, 400-500, 8080 }"});
    default:
        return port();
    }
}

QString NftGrammar::portCondition()
{
    switch (below(9)) {
    case 0:
    case 1:
        return QStringLiteral("tcp dport ") + ports();
    case 2:
        return QStringLiteral("udp dport ") + ports();
    case 3:
        return QStringLiteral("meta l4proto { tcp, udp } th dport ") + ports();
    case 4:
        return QStringLiteral("tcp sport 20000-21000");
    case 5:
        return pick({"tcp flags syn", "tcp flags & (fin | syn | rst | ack) == syn",
                     "tcp flags & (syn | ack) != syn", "tcp flags ! syn", "tcp flags == ack",
                     "tcp flags { syn, ack }", "tcp flags & (syn | ack) == 0"});
    case 6:
        return pick({"icmp type echo-request", "icmp type { echo-reply, timestamp-request }",
                     "icmp type != echo-request", "icmp code 0"});
    case 7:
        return QStringLiteral("ip saddr . tcp dport ")
            + pick({"@pairs", "!= @pairs", "{ 192.0.2.1 . 22, 192.0.2.0/25 . 80-443 }",
                    "{ 192.0.2.1 . 80, 203.0.113.5 . 443 }"});
    default:
        return pick({"meta l4proto tcp", "meta l4proto != udp", "meta l4proto { tcp, icmp }",
                     "ip protocol udp", "ip protocol != tcp",
                     "iifname . ip protocol { \"eth0\" . tcp, \"eth1\" . udp }"});
    }
}

QString NftGrammar::stateCondition()
{
    return pick({"ct state new",
                 "ct state invalid",
                 "ct state new,invalid",
                 "ct state != new",
                 "ct state { new, established }",
                 "ct state established,related",
                 "ct state untracked",
                 "ct direction original",
                 "ct direction reply",
                 "ct status dnat",
                 "ct status ! dnat",
                 "ct status snat",
                 "ct mark 0",
                 "ct mark & 0x1 == 0x1",
                 "ct original proto-dst 80",
                 "ct original ip saddr 192.0.2.0/24",
                 "ct original ip daddr != 198.18.0.1",
                 "ct reply ip saddr 198.18.0.2",
                 "ct status seen-reply",
                 "ct status & (seen-reply | confirmed) == 0"});
}

QString NftGrammar::deviceCondition(Place place)
{
    QStringList words = list({"iifname \"eth0\"", "iifname != \"eth1\"", "iifname \"eth*\"",
                              "iifname { \"eth1\", \"lo\" }", "iif eth0", "iif != lo",
                              "iifname \"\"", "iifname @links"});
    if (place != Place::Prerouting && place != Place::Raw && place != Place::Input) {
        words << QStringLiteral("oifname \"eth1\"") << QStringLiteral("oifname != \"eth0\"")
              << QStringLiteral("oif eth1");
    }
    words.removeAll(QStringLiteral("iifname \"\""));
    return pick(words);
}

QString NftGrammar::markCondition()
{
    return pick({"meta mark 0x1", "meta mark != 0x1", "meta mark & 0x2 == 0x2", "meta mark 0x1-0x3",
                 "meta mark { 0x1, 0x4 }", "meta mark > 0x2"});
}

QString NftGrammar::oddCondition(Place place)
{
    QStringList words = list(
        {"fib daddr type local", "fib daddr type != local", "fib daddr type { unicast, broadcast }",
         "fib saddr type local", "meta protocol ip", "ip ttl < 64", "ip ttl >= 63", "ip length 36",
         "ip length 37-50", "meta length 40", "ip dscp cs0", "ip dscp != { cs1, ef }",
         "ip version 4", "@nh,96,32 0xc0000201", "@nh,72,8 6", "@nh,128,8 198",
         "ip frag-off & 0x1fff == 0", "ip saddr & 255.255.255.3 == 192.0.2.1"});
    if (m_inet) {
        words << QStringLiteral("meta nfproto ipv4");
    }
    if (place != Place::Output && place != Place::Postrouting && place != Place::User) {
        words << QStringLiteral("ether saddr 02:00:00:00:00:01")
              << QStringLiteral("ether saddr != 02:00:00:00:00:07");
    }
    if (place == Place::Output) {
        words << QStringLiteral("meta skuid 0") << QStringLiteral("meta skuid 1000-2000")
              << QStringLiteral("meta skuid != 0");
    }
    return pick(words);
}

/// Of packets that are not IPv4.
QString NftGrammar::foreignCondition()
{
    return pick({"ip6 saddr ::1", "ip6 daddr != ::1", "icmpv6 type echo-request",
                 "meta nfproto ipv6", "icmpv6 type != nd-neighbor-solicit", "ip6 nexthdr tcp"});
}

QString NftGrammar::condition(Place place, unsigned kind)
{
    switch (kind) {
    case 0:
    case 1:
        return QStringLiteral("ip saddr ") + addresses(false);
    case 2:
        return QStringLiteral("ip daddr ") + addresses(true);
    case 3:
    case 4:
        return portCondition();
    case 5:
        return stateCondition();
    case 6:
        return deviceCondition(place);
    case 7:
        return markCondition();
    default:
        return oddCondition(place);
    }
}

QString NftGrammar::verdictMap(Place place)
{
    const auto target = [this, place] {
        QString word = verdict(place);
        const QStringList plain = list({"accept", "drop", "continue", "return"});
        return plain.contains(word) || word.startsWith(QLatin1String("jump"))
                || word.startsWith(QLatin1String("goto"))
            ? word
            : QStringLiteral("continue");
    };
    switch (below(6)) {
    case 0:
        return QStringLiteral("tcp dport vmap { 22 : %1, 50-100 : %2, 443 : %3 }")
            .arg(target(), target(), target());
    case 1:
        return QStringLiteral("ct state vmap { new : %1, invalid : %2, established : accept }")
            .arg(target(), target());
    case 2:
        return QStringLiteral("iifname vmap { \"eth0\" : %1, \"eth1\" : %2 }")
            .arg(target(), target());
    case 3:
        return QStringLiteral("ip saddr vmap { 192.0.2.0/25 : %1, 203.0.113.5 : %2 }")
            .arg(target(), target());
    case 4:
        return QStringLiteral("meta l4proto . ip saddr vmap { tcp . 192.0.2.1 : %1, udp . "
                              "203.0.113.77 : %2 }")
            .arg(target(), target());
    default:
        return QStringLiteral("tcp dport vmap @verdicts");
    }
}

QString NftGrammar::verdict(Place place)
{
    const unsigned kind = below(20);
    const bool canJump = m_depth < userChains;
    const auto user = [this] {
        return QStringLiteral("user%1").arg(m_depth + below(userChains - m_depth));
    };
    if (kind < 5 && canJump) {
        return QStringLiteral("jump ") + user();
    }
    if (kind < 7 && canJump) {
        return QStringLiteral("goto ") + user();
    }
    if (kind < 9) {
        return QStringLiteral("accept");
    }
    if (kind < 11) {
        return QStringLiteral("drop");
    }
    if (kind < 12) {
        return QStringLiteral("return");
    }
    if (kind < 13 && (place == Place::Input || place == Place::Forward)) {
        return pick({"reject", "reject with icmp host-unreachable"});
    }
    if (kind < 16) {
        return pick({"meta mark set 0x1", "meta mark set meta mark | 0x2",
                     "meta mark set meta mark & 0x1", "meta mark set meta mark ^ 0x4",
                     "meta mark set ct mark", "ct mark set meta mark", "ct mark set 0x3",
                     "meta mark set tcp dport map { 22 : 0x1, 80 : 0x2, 443 : 0x4 }",
                     "meta mark set ip saddr map @marks", "ip dscp set ef"});
    }
    return QStringLiteral("continue");
}

/// Conditions that nft takes together: it refuses two transport protocols in one rule.
QString NftGrammar::conditions(Place place, bool transport)
{
    QString text;
    unsigned used = transport ? 1U << 3U : 0U;
    const unsigned count = below(4);
    for (unsigned i = 0; i < count; ++i) {
        const unsigned kind = below(9);
        // 3 and 4 are of the transport protocol, as is much of 8.
        const unsigned bit = kind == 4 || kind == 8 ? 3 : kind == 1 ? 0 : kind;
        if ((used >> bit & 1U) == 0) {
            used |= 1U << bit;
            text += condition(place, kind) + QLatin1Char(' ');
        }
    }
    if (text.isEmpty() && !transport && m_inet && below(6) == 0) {
        return foreignCondition() + QLatin1Char(' ');
    }
    return text;
}

QString NftGrammar::rule(Place place)
{
    if (below(7) == 0) {
        // What a map decides shows in what follows; a counter before it would count misses, too.
        return conditions(place, true) + verdictMap(place);
    }
    const QString end = verdict(place);
    const bool map = end.contains(QLatin1String(" map "));
    const bool mayEnd = map || end.endsWith(QLatin1String("ct mark"));
    const QString text = conditions(place, map);
    if (end == QLatin1String("continue")) {
        return text + QStringLiteral("counter");
    }
    // A map without an answer ends the rule, as does a packet without an entry, so it counts
    // behind.
    return mayEnd ? text + end + QStringLiteral(" counter")
                  : text + QStringLiteral("counter ") + end;
}

QString NftGrammar::chain(const QString &name, const QString &head, Place place, unsigned rules)
{
    QString text = QStringLiteral("  chain %1 {\n").arg(name);
    if (!head.isEmpty()) {
        text += QStringLiteral("    ") + head + QLatin1Char('\n');
    }
    for (unsigned i = 0; i < rules; ++i) {
        text += QStringLiteral("    ") + rule(place) + QLatin1Char('\n');
    }
    return text + QStringLiteral("  }\n");
}

QString NftGrammar::natRule(bool source)
{
    QString text = condition(source ? Place::Postrouting : Place::Prerouting, below(7))
        + QStringLiteral(" counter ");
    const QString family = m_inet ? QStringLiteral(" ip") : QString();
    if (source) {
        return text
            + pick({"snat%1 to 198.51.100.9", "masquerade", "snat%1 to 198.51.100.1-198.51.100.4",
                    "accept", "return"})
                  .replace(QStringLiteral("%1"), family);
    }
    return text
        + pick({"dnat%1 to 198.18.0.2", "dnat%1 to 10.9.0.2", "accept", "return"})
              .replace(QStringLiteral("%1"), family);
}

QString NftGrammar::natChain(const QString &name, const QString &head, bool source)
{
    QString text = QStringLiteral("  chain %1 {\n    %2\n").arg(name, head);
    const QString family = m_inet ? QStringLiteral(" ip") : QString();
    const unsigned count = 1 + below(4);
    for (unsigned i = 0; i < count; ++i) {
        text += QStringLiteral("    ") + natRule(source) + QLatin1Char('\n');
    }
    if (!source) {
        text += QStringLiteral("    tcp dport 8080 counter dnat%1 to 198.18.0.9:80\n").arg(family);
        text += QStringLiteral("    udp dport 5353 counter redirect to :53\n");
        if (below(2) == 0) {
            text +=
                QStringLiteral("    dnat%1 to tcp dport map { 443 : 198.18.0.1 }\n").arg(family);
        }
    }
    return text + QStringLiteral("  }\n");
}

QString NftGrammar::sets()
{
    return QStringLiteral(R"(
  set addresses { type ipv4_addr; elements = { %1 } }
  set networks { type ipv4_addr; flags interval; elements = { 192.0.2.0/28, 198.18.0.0-198.18.0.1, 10.9.0.0/16 } }
  set ports { type inet_service; flags interval; elements = { %2, 1000-2000 } }
  set pairs { type ipv4_addr . inet_service; flags interval; elements = { 192.0.2.0/24 . 22, 203.0.113.5 . 80-443, 192.0.2.9 . 1-100 } }
  set links { type ifname; elements = { "eth1", "tun0" } }
  map marks { type ipv4_addr : mark; elements = { 192.0.2.1 : 0x1, 192.0.2.2 : 0x2, 203.0.113.5 : 0x3 } }
)")
        .arg(some(sources + destinations, 3), some(portNumbers, 2));
}

QString NftGrammar::table(const QString &name)
{
    m_inet = below(3) != 0;
    QString text = QStringLiteral("table %1 %2 {")
                       .arg(m_inet ? QStringLiteral("inet") : QStringLiteral("ip"), name)
        + sets();
    QString users;
    for (unsigned i = userChains; i-- > 0;) {
        m_depth = i + 1;
        users += chain(QStringLiteral("user%1").arg(i), {}, Place::User, below(5));
    }
    m_depth = 0;
    text += QStringLiteral("  map verdicts { type inet_service : verdict; elements = { 22 : jump "
                           "user0, 80 : accept, 53 : goto user1, 8080 : continue } }\n");
    // Conditions on maps that jump to user chains are for base chains only.
    users.replace(QStringLiteral("vmap @verdicts"), QStringLiteral("vmap { 22 : accept }"));
    text += users;
    struct Base {
        const char *hook;
        Place place;
    };
    constexpr Base bases[] = {{"input", Place::Input},
                              {"forward", Place::Forward},
                              {"output", Place::Output},
                              {"prerouting", Place::Prerouting},
                              {"postrouting", Place::Postrouting}};
    for (const Base &base : bases) {
        const bool main = base.place == Place::Input || base.place == Place::Forward
            || base.place == Place::Output;
        if (!main && below(2) == 0) {
            continue;
        }
        text += chain(QString::fromLatin1(base.hook),
                      QStringLiteral("type filter hook %1 priority %2; policy %3;")
                          .arg(QString::fromLatin1(base.hook),
                               pick({"0", "-10", "10", "-150", "0", "120"}),
                               below(5) == 0 ? QStringLiteral("drop") : QStringLiteral("accept")),
                      base.place, 1 + below(6));
    }
    if (below(3) == 0) {
        text += QStringLiteral("  chain early {\n    type filter hook prerouting priority raw;\n"
                               "    %1 counter notrack\n    ct state invalid counter\n"
                               "    ct state untracked counter\n  }\n")
                    .arg(condition(Place::Raw, below(7)));
    }
    if (below(2) == 0) {
        text += natChain(QStringLiteral("destinations"),
                         QStringLiteral("type nat hook prerouting priority %1;")
                             .arg(pick({"dstnat", "10", "-200"})),
                         false);
        text += natChain(QStringLiteral("sources"),
                         QStringLiteral("type nat hook postrouting priority %1;")
                             .arg(pick({"srcnat", "-10", "300"})),
                         true);
    }
    return text + QStringLiteral("}\n");
}

QByteArray NftGrammar::ruleset()
{
    QString text;
    const unsigned tables = 1 + below(3);
    for (unsigned i = 0; i < tables; ++i) {
        text += table(QStringLiteral("t%1").arg(i));
    }
    return text.toUtf8();
}
