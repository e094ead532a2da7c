// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "comparegrammar.h"

#include <array>
#include <ctime>

using namespace Portlight::Core;

namespace
{

constexpr std::array ttls{2, 10, 63, 64, 65, 128, 255};
constexpr std::array trafficClasses{0, 1, 2, 3, 16, 40, 184, 187, 208};
constexpr std::array ports{22, 53, 80, 443, 8080};
constexpr std::array marks{"0x0", "0x1", "0x3/0xff", "0x10/0xf0", "0x20", "0x1/0x1"};

/// Option bytes of a SYN: none, a size, a size after no-operations, and what Linux sends.
const std::array<std::vector<std::uint8_t>, 5> tcpOptions{
    std::vector<std::uint8_t>{},
    {2, 4, 5, 180},
    {1, 1, 2, 4, 2, 24, 1, 1},
    {2, 4, 5, 180, 4, 2, 1, 3, 3, 7, 1, 1},
    {8, 10, 0, 0, 0, 1, 0, 0, 0, 0, 1, 1},
};

IpAddress address(const std::string &text)
{
    return *IpAddress::parse(text);
}

RouteEntry route(RouteKind kind, std::uint32_t table, const char *to, const char *device)
{
    RouteEntry entry;
    entry.kind = kind;
    entry.table = table;
    entry.destination = *IpNetwork::parse(to);
    entry.interfaces = {device};
    return entry;
}

} // namespace

CompareGrammar::CompareGrammar(unsigned seed)
    : m_random(seed)
{
}

unsigned CompareGrammar::below(unsigned limit)
{
    return static_cast<unsigned>(m_random() % limit);
}

bool CompareGrammar::oneIn(unsigned times)
{
    return below(times) == 0;
}

template<typename List> auto CompareGrammar::pick(const List &list)
{
    return list[below(static_cast<unsigned>(std::size(list)))];
}

template<typename Words> std::string CompareGrammar::word(const Words &words)
{
    return pick(words);
}

std::string CompareGrammar::bang()
{
    return oneIn(3) ? "! " : "";
}

World CompareGrammar::world()
{
    World world;
    NetworkInterface lo;
    lo.name = "lo";
    lo.loopback = lo.up = true;
    lo.addresses = {*IpNetwork::parse("127.0.0.1/8")};
    NetworkInterface eth0;
    eth0.name = "eth0";
    eth0.up = true;
    eth0.addresses = {*IpNetwork::parse("10.9.0.2/32")};
    NetworkInterface eth1 = eth0;
    eth1.name = "eth1";
    eth1.addresses = {*IpNetwork::parse("10.8.0.2/32")};
    world.interfaces = {lo, eth0, eth1};
    for (NetworkInterface &device : *world.interfaces) {
        device.group = 0;
        device.bridge = "";
        device.forwards4 = true;
        device.reversePathFilter = std::uint8_t{0};
    }
    world.routes4 = {
        route(RouteKind::Local, localRouteTable, "127.0.0.0/8", "lo"),
        route(RouteKind::Local, localRouteTable, "127.0.0.1/32", "lo"),
        route(RouteKind::Broadcast, localRouteTable, "127.255.255.255/32", "lo"),
        route(RouteKind::Local, localRouteTable, "10.9.0.2/32", "eth0"),
        route(RouteKind::Local, localRouteTable, "10.8.0.2/32", "eth1"),
        route(RouteKind::Unicast, mainRouteTable, "198.18.0.0/15", "eth1"),
    };
    world.forwards4 = true;
    world.reversePathFilter = std::uint8_t{0};
    world.clock = Clock{static_cast<std::int64_t>(std::time(nullptr)), std::nullopt};
    return world;
}

Packet CompareGrammar::packet()
{
    Packet packet;
    const unsigned way = below(10);
    packet.way = way < 5 ? Way::Input : way < 8 ? Way::Forward : Way::Output;
    packet.source = address("192.0.2." + std::to_string(1 + below(8)));
    if (packet.way == Way::Input) {
        packet.inInterface = oneIn(3) ? "eth1" : "eth0";
        packet.destination = address(oneIn(3) ? "10.8.0.2" : "10.9.0.2");
    } else {
        packet.destination = address("198.18.0." + std::to_string(1 + below(6)));
        packet.outInterface = "eth1";
    }
    if (packet.way == Way::Forward) {
        packet.inInterface = oneIn(3) ? "eth1" : "eth0";
    }
    if (packet.way == Way::Output) {
        packet.uid = 0;
        packet.gid = 0;
        packet.hasSender = true;
    } else {
        packet.macSource = MacAddress{{2, 0, 0, 0, 0, static_cast<std::uint8_t>(1 + below(2) * 6)}};
        packet.linkType = LinkType::Unicast;
    }
    packet.socket = SocketFacts{};
    packet.ttl = static_cast<std::uint8_t>(pick(ttls));
    packet.trafficClass = static_cast<std::uint8_t>(pick(trafficClasses));
    packet.sourcePort = m_port++;
    if (m_port == 65535) {
        m_port = 1024;
    }
    packet.payload = std::vector<std::uint8_t>(oneIn(2) ? 8 : 4 * below(40));
    fillTransport(packet);
    return packet;
}

void CompareGrammar::fillTransport(Packet &packet)
{
    const unsigned kind = below(16);
    packet.destinationPort = static_cast<std::uint16_t>(pick(ports));
    packet.state = FlowState::New;
    if (kind < 7) {
        packet.protocol = ProtocolTcp;
        constexpr std::array<std::uint8_t, 8> flags{
            TcpSyn, TcpSyn, TcpSyn, TcpSyn | TcpEce | TcpCwr, TcpAck, TcpSyn | TcpAck, TcpRst, 0};
        packet.tcpFlags = pick(flags);
        packet.tcpOptions = pick(tcpOptions);
        // nf_conntrack_proto_tcp.c: a flow may begin with SYN, or be picked up by an ACK.
        const auto begins = packet.tcpFlags & (TcpSyn | TcpAck | TcpRst | TcpFin);
        if (begins != TcpSyn && begins != TcpAck) {
            packet.state = FlowState::Invalid;
        }
    } else if (kind < 11) {
        packet.protocol = ProtocolUdp;
    } else if (kind < 13) {
        packet.protocol = ProtocolIcmp;
        constexpr std::array<std::uint8_t, 3> types{8, 8, 13};
        packet.icmpType = pick(types);
        packet.icmpCode = std::uint8_t{0};
        packet.destinationPort.reset();
    } else if (kind == 13) {
        packet.protocol = ProtocolSctp;
        packet.payload =
            std::vector<std::uint8_t>{1, 0, 0, 20, 0, 0, 0, 1, 0, 1, 0, 0, 1, 0, 1, 0, 0, 0, 0, 1};
    } else {
        // A flow of these is known by its addresses alone, so each is the first one only once.
        packet.protocol = kind == 14 ? ProtocolEsp : ProtocolAh;
        packet.sourcePort.reset();
        packet.destinationPort.reset();
        packet.payload = std::vector<std::uint8_t>(24);
        const auto spi = static_cast<std::uint8_t>(1 + below(4));
        (*packet.payload)[packet.protocol == ProtocolEsp ? 3 : 7] = spi;
        if (packet.protocol == ProtocolAh) {
            (*packet.payload)[0] = ProtocolNone;
            (*packet.payload)[1] = 4;
        }
        packet.source =
            address("192." + std::to_string(10 + below(80)) + '.' + std::to_string(below(250)) + '.'
                    + std::to_string(1 + below(250)));
    }
}

std::string CompareGrammar::headMatch(const Place &place, std::string &protocol)
{
    switch (below(6)) {
    case 0:
        return bang() + "-s 192.0.2." + std::to_string(below(8)) + (oneIn(2) ? "/30" : "/32");
    case 1:
        return bang() + "-d " + word(std::array{"10.9.0.2/32", "198.18.0.0/30", "10.8.0.0/15"});
    case 2:
        return place.in && !place.own
            ? bang() + "-i " + word(std::array{"eth0", "eth1", "eth+", "lo"})
            : std::string();
    case 3:
        return place.out ? bang() + "-o " + word(std::array{"eth1", "eth+", "lo"}) : std::string();
    case 4:
        return bang() + "-f";
    default:
        protocol = word(std::array{"tcp", "tcp", "udp", "icmp", "sctp"});
        return "-p " + protocol;
    }
}

std::string CompareGrammar::packetMatch()
{
    const auto hex = [](unsigned number) {
        std::array<char, 16> text{};
        std::snprintf(text.data(), text.size(), "0x%x", number);
        return std::string(text.data());
    };
    switch (below(12)) {
    case 0:
        return "-m length " + bang() + "--length "
            + word(std::array{"36", "40:60", "52", "61:200"});
    case 1:
        return "-m ttl " + word(std::array{"--ttl-eq ", "! --ttl-eq ", "--ttl-lt ", "--ttl-gt "})
            + std::to_string(pick(ttls));
    case 2:
        return "-m dscp " + bang() + "--dscp "
            + hex(static_cast<unsigned>(pick(trafficClasses)) >> 2U);
    case 3:
        return "-m tos " + bang() + "--tos " + hex(static_cast<unsigned>(pick(trafficClasses)))
            + word(std::array{"", "/0xff", "/0x3f"});
    case 4:
        return "-m ecn " + bang() + "--ecn-ip-ect " + std::to_string(below(4));
    case 5:
        return "-m pkttype " + bang() + "--pkt-type "
            + word(std::array{"unicast", "broadcast", "multicast"});
    case 6:
        return "-m iprange " + bang() + "--src-range 192.0.2.1-192.0.2."
            + std::to_string(1 + below(8));
    case 7:
        return "-m iprange --src-range 192.0.2.1-192.0.2.6 " + bang()
            + "--dst-range 10.8.0.0-10.9.0." + std::to_string(below(3));
    case 8:
        return "-m u32 " + bang() + "--u32 \""
            + word(std::array{"0x6&0xff=0x6", "0x8>>0x18=0x40:0xff", "0xc&0xff=0x1,0x3:0x5",
                              "0x0>>0x10&0xff=0x0:0x10", "0x0&0xffff=0x28:0x3c",
                              "0x6&0xff=0x6&&0x0>>0x16&0x3c@0x0&0xffff=0x50,0x1bb", "0x5c=0x0",
                              "0x6&0xff=0x11&&0x0>>0x16&0x3c@0x0&0xffff=0x35"})
            + '"';
    case 9:
        return "-m addrtype " + bang() + "--dst-type "
            + word(std::array{"LOCAL", "UNICAST", "BROADCAST", "LOCAL,BROADCAST", "MULTICAST"});
    case 10:
        return "-m addrtype " + bang() + "--src-type " + word(std::array{"LOCAL", "UNICAST"});
    default:
        return "-m time "
            + word(std::array{"--datestart 2001-02-03T04:05:06", "--datestop 2012-09-08T09:06:05",
                              "--weekdays Mon,Tue,Wed,Thu,Fri,Sat,Sun", "--monthdays 1"})
            + (oneIn(2) ? " --timestart 00:00:00 --timestop 23:59:59" : "");
    }
}

std::string CompareGrammar::transportMatch(std::string &protocol)
{
    const std::string port = std::to_string(pick(ports));
    switch (below(14)) {
    case 0:
        protocol = "tcp";
        return "-p tcp -m tcp " + bang() + "--dport " + port;
    case 1:
        protocol = "udp";
        return "-p udp -m udp " + bang() + "--sport 1024:" + std::to_string(1024 + below(60000));
    case 2:
        protocol = "tcp";
        return "-p tcp -m tcp " + bang() + "--tcp-flags FIN,SYN,RST,ACK "
            + word(std::array{"SYN", "ACK", "SYN,ACK", "RST", "NONE"});
    case 3:
        protocol = "tcp";
        return "-p tcp -m tcp " + bang() + "--tcp-option " + word(std::array{"2", "3", "4", "8"});
    case 4:
        protocol = "tcp";
        return "-p tcp -m tcpmss " + bang() + "--mss "
            + word(std::array{"1460", "500:600", "0:1000"});
    case 5:
        protocol = word(std::array{"tcp", "udp"});
        return "-p " + protocol + " -m multiport " + bang() + "--dports 22,80:443," + port;
    case 6:
        protocol = "icmp";
        return "-p icmp -m icmp " + bang() + "--icmp-type "
            + word(std::array{"8", "13", "3/3", "any"});
    case 7:
        protocol = "sctp";
        return "-p sctp -m sctp --dport " + port + ' ' + bang() + "--chunk-types "
            + word(std::array{"any INIT", "all INIT,DATA", "only INIT", "only DATA",
                              "any DATA:Be"});
    case 8:
        protocol = "esp";
        return "-p esp -m esp " + bang() + "--espspi " + word(std::array{"1", "2:3", "0:1"});
    case 9:
        protocol = "ah";
        return "-p ah -m ah " + bang() + "--ahspi " + word(std::array{"1", "2:3", "0:1"});
    case 10:
        protocol = "tcp";
        return "-p tcp -m ecn " + bang() + word(std::array{"--ecn-tcp-cwr", "--ecn-tcp-ece"});
    case 11:
    case 12:
        return "-m mark " + bang() + "--mark " + word(marks);
    default:
        protocol = "tcp";
        return "-p tcp -m multiport --ports " + port + ",5000:20000";
    }
}

std::string CompareGrammar::connectionMatch()
{
    switch (below(13)) {
    case 0:
        return "-m conntrack " + bang() + "--ctstate "
            + word(std::array{"NEW", "INVALID", "UNTRACKED", "RELATED,ESTABLISHED", "DNAT",
                              "SNAT"});
    case 1:
        return "-m conntrack " + bang() + "--ctproto " + word(std::array{"6", "17", "1"});
    case 2:
        return "-m conntrack " + bang() + "--ctorigsrc 192.0.2." + std::to_string(below(8)) + "/30";
    case 3:
        return "-m conntrack " + bang() + "--ctorigdst "
            + word(std::array{"10.9.0.2", "198.18.0.0/30"});
    case 4:
        return "-m conntrack " + bang() + "--ctreplsrc "
            + word(std::array{"10.9.0.2", "198.18.0.0/30", "198.18.0.77"});
    case 5:
        return "-m conntrack --ctproto 6 " + bang() + "--ctorigdstport 80:443";
    case 6:
        return "-m conntrack --ctproto 17 " + bang() + "--ctrepldstport 1024:30000";
    case 7:
        return "-m conntrack " + bang() + "--ctstatus "
            + word(std::array{"NONE", "EXPECTED", "SEEN_REPLY", "ASSURED", "CONFIRMED"});
    case 8:
        return std::string("-m conntrack --ctdir ") + word(std::array{"ORIGINAL", "REPLY"});
    case 9:
        return "-m connmark " + bang() + "--mark " + word(marks);
    case 10:
        return "-m connbytes " + bang() + "--connbytes " + word(std::array{"1:1", "0:5", "2"})
            + " --connbytes-mode packets --connbytes-dir "
            + word(std::array{"original", "reply", "both"});
    case 11:
        return "-m helper " + bang() + "--helper ftp";
    default:
        return "-m conntrack --ctstate NEW --ctproto 6";
    }
}

std::string CompareGrammar::hostMatch(const Place &place)
{
    switch (below(8)) {
    case 0:
        return place.own ? "-m owner " + bang() + "--uid-owner " + word(std::array{"0", "1-5"})
                         : "-m mac " + bang() + "--mac-source 02:00:00:00:00:01";
    case 1:
        return place.own ? "-m owner " + bang() + "--gid-owner " + word(std::array{"0", "7"})
            : place.chain != "FORWARD" ? std::string("-m socket --nowildcard")
                                       : std::string();
    case 2:
        return place.own
            ? "-m owner " + bang() + "--socket-exists"
            : "-m policy --dir in --pol " + std::string(word(std::array{"none", "ipsec"}));
    case 3: // before routing there is no realm
        return place.chain != "PREROUTING"
            ? "-m realm " + bang() + "--realm 0x" + std::to_string(below(2))
            : std::string();
    case 4:
        return place.in && !place.own
            ? "-m devgroup " + bang() + "--src-group 0x" + std::to_string(below(2))
            : std::string();
    case 5:
        return place.in && !place.own ? "-m physdev " + bang() + "--physdev-in eth0"
                                      : std::string();
    case 6:
        return place.chain == "PREROUTING" && place.table != "nat" ? "-m rpfilter"
                + std::string(oneIn(2) ? " --loose" : "") + (oneIn(2) ? " --invert" : "")
                                                                   : std::string();
    default:
        return "-m comment --comment \"a b\"";
    }
}

std::string CompareGrammar::match(const Place &place, std::string &protocol)
{
    switch (below(8)) {
    case 0:
    case 1:
        return headMatch(place, protocol);
    case 2:
    case 3:
        return packetMatch();
    case 4:
        return hostMatch(place);
    case 5:
        return connectionMatch();
    default:
        return transportMatch(protocol);
    }
}

std::string CompareGrammar::target(const Place &place, const std::string &protocol)
{
    const bool ends = oneIn(8);
    if (place.table == "nat") {
        const bool ported = protocol == "tcp" || protocol == "udp";
        const bool destination = place.chain == "PREROUTING" || place.chain == "OUTPUT";
        if (ends) {
            return word(std::array{"-j ACCEPT", "-j RETURN"});
        }
        if (!oneIn(4)) {
            return "";
        }
        if (!destination) {
            return place.chain == "INPUT" ? "-j SNAT --to-source 192.0.2.99"
                                          : word(std::array{"-j MASQUERADE",
                                                            "-j SNAT --to-source "
                                                            "10.8.0.2"});
        }
        return ported ? word(std::array{"-j DNAT --to-destination 198.18.0.77:80",
                                        "-j DNAT --to-destination :8080",
                                        "-j DNAT --to-destination 198.18.0.3",
                                        "-j DNAT --to-destination 198.18.0.77:1-65000"})
                      : word(std::array{"-j DNAT --to-destination 198.18.0.77", "-j ACCEPT"});
    }
    if (ends) {
        return place.table == "filter" && place.chain == "INPUT" && oneIn(2)
            ? "-j REJECT --reject-with icmp-port-unreachable"
            : word(std::array{"-j ACCEPT", "-j DROP", "-j RETURN", "-j ACCEPT"});
    }
    if (place.table == "raw") {
        return oneIn(8) ? "-j CT --notrack" : "";
    }
    if (place.table != "mangle" || oneIn(2)) {
        return "";
    }
    switch (below(11)) {
    case 0:
        return std::string("-j TTL ")
            + word(std::array{"--ttl-set 64", "--ttl-inc 1", "--ttl-dec 1", "--ttl-inc 200"});
    case 1:
        return std::string("-j TOS --set-tos ")
            + word(std::array{"0x10/0xff", "0x08/0x3f", "0xb8/0xfc"});
    case 2:
        return std::string("-j DSCP --set-dscp ") + word(std::array{"0x0a", "0x2e"});
    case 3:
    case 4:
        return std::string("-j MARK --set-xmark ")
            + word(std::array{"0x1/0xffffffff", "0x10/0xf0", "0x3/0xff", "0x20/0x0"});
    case 5:
        return std::string("-j CONNMARK ")
            + word(std::array{"--set-xmark 0x3/0xffffffff",
                              "--save-mark --nfmask 0xffffffff --ctmask 0xffffffff",
                              "--restore-mark --nfmask 0xff --ctmask 0xff"});
    case 6:
        return "-j CHECKSUM --checksum-fill";
    case 7:
        return protocol == "tcp" ? "-j ECN --ecn-tcp-remove" : "";
    default:
        return "";
    }
}

std::string CompareGrammar::rule(const Place &place, const std::string &chain,
                                 const std::vector<std::string> &chains)
{
    std::string protocol;
    std::string text = match(place, protocol);
    for (unsigned more = below(3); more > 0; --more) {
        std::string otherProtocol = protocol;
        const std::string other = match(place, otherProtocol);
        // One protocol a rule.
        const bool clash =
            other.find("-p ") != std::string::npos && text.find("-p ") != std::string::npos;
        // Heads come once, and a mark of the packet and one of its connection share an option.
        const bool head = other.starts_with("-s") || other.starts_with("! -")
            || other.starts_with("-i") || other.starts_with("-o") || other.starts_with("-d")
            || other.starts_with("-f");
        const bool marks =
            other.find("--mark") != std::string::npos && text.find("--mark") != std::string::npos;
        const bool twice = head || marks;
        if (!clash && !twice && !other.empty()) {
            text += ' ' + other;
            protocol = otherProtocol;
        }
    }
    std::string action = target(place, protocol);
    if (action.empty() && !chains.empty() && oneIn(4)) {
        action = std::string(oneIn(4) ? "-g " : "-j ")
            + chains[below(static_cast<unsigned>(chains.size()))];
    }
    return "-A " + chain + ' ' + text + (text.empty() ? "" : " ") + action + '\n';
}

std::string CompareGrammar::table(const std::string &name)
{
    struct Base {
        const char *table;
        const char *chain;
    };
    constexpr std::array bases{
        Base{"raw", "PREROUTING"},     Base{"raw", "OUTPUT"},      Base{"mangle", "PREROUTING"},
        Base{"mangle", "INPUT"},       Base{"mangle", "FORWARD"},  Base{"mangle", "OUTPUT"},
        Base{"mangle", "POSTROUTING"}, Base{"nat", "PREROUTING"},  Base{"nat", "INPUT"},
        Base{"nat", "OUTPUT"},         Base{"nat", "POSTROUTING"}, Base{"filter", "INPUT"},
        Base{"filter", "FORWARD"},     Base{"filter", "OUTPUT"},   Base{"security", "INPUT"},
        Base{"security", "FORWARD"},   Base{"security", "OUTPUT"},
    };
    std::string heads = '*' + name + '\n';
    std::string rules;
    for (const Base &base : bases) {
        if (base.table != name) {
            continue;
        }
        Place place;
        place.table = name;
        place.chain = base.chain;
        place.own = place.chain == "OUTPUT" || place.chain == "POSTROUTING";
        place.in =
            place.chain == "PREROUTING" || place.chain == "INPUT" || place.chain == "FORWARD";
        place.out = !place.in || place.chain == "FORWARD";
        heads +=
            ':' + place.chain + (name == "filter" && oneIn(4) ? " DROP" : " ACCEPT") + " [0:0]\n";
        std::vector<std::string> chains;
        for (unsigned number = 0; number < 2; ++number) {
            chains.push_back(place.chain.substr(0, 4) + std::to_string(number));
            heads += ':' + chains.back() + " - [0:0]\n";
        }
        for (unsigned count = 3 + below(6); count > 0; --count) {
            rules += rule(place, place.chain, chains);
        }
        for (unsigned count = 2 + below(4); count > 0; --count) {
            rules += rule(place, chains[0], {chains[1]});
            rules += rule(place, chains[1], {});
        }
    }
    return heads + rules + "COMMIT\n";
}

std::string CompareGrammar::ruleset()
{
    std::string text;
    for (const char *name : {"raw", "mangle", "nat", "filter", "security"}) {
        text += table(name);
    }
    return text;
}
