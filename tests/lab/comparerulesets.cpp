// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "comparerulesets.h"

#include <sstream>

using namespace Portlight::Core;

namespace
{

constexpr CompareRuleset rulesets[] = {
    {"workstation", R"(*filter
:INPUT DROP [0:0]
:FORWARD DROP [0:0]
:OUTPUT ACCEPT [0:0]
-A INPUT -i lo -j ACCEPT
-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
-A INPUT -m conntrack --ctstate INVALID -j DROP
-A INPUT -p icmp -m icmp --icmp-type 8 -j ACCEPT
-A INPUT -p tcp -m tcp --dport 22 -m conntrack --ctstate NEW -j ACCEPT
-A INPUT -s 192.0.2.0/24 -p tcp -m multiport --dports 80,443,8000:8010 -j ACCEPT
-A INPUT -p udp -m udp --dport 53 -j ACCEPT
-A INPUT -p tcp -j REJECT --reject-with tcp-reset
-A INPUT -j REJECT --reject-with icmp-port-unreachable
COMMIT
)"},
    {"jumps", R"(*filter
:INPUT ACCEPT [0:0]
:FORWARD DROP [0:0]
:OUTPUT ACCEPT [0:0]
:first - [0:0]
:second - [0:0]
:third - [0:0]
:log - [0:0]
-A INPUT
-A INPUT -p tcp -j first
-A INPUT -p udp -g second
-A INPUT -p icmp -j log
-A INPUT -p tcp -m tcp --dport 23 -j DROP
-A FORWARD -j first
-A FORWARD -i eth0 -o eth1 -p udp -j RETURN
-A FORWARD -i eth0 ! -o eth0 -j ACCEPT
-A OUTPUT -p tcp -j third
-A OUTPUT -o eth+ -j log
-A first -m tcp -p tcp --dport 22 -j RETURN
-A first -g second
-A first -j DROP
-A second -s 192.0.2.0/25 -j ACCEPT
-A second -p tcp -j third
-A second -p udp -m udp --dport 53 -j DROP
-A third -p tcp -m tcp --tcp-flags FIN,SYN,RST,ACK SYN -j log
-A third -p tcp -m tcp --dport 443 -j ACCEPT
-A third -i eth1 -j DROP
-A third ! -i eth1 -p tcp -m tcp --dport 80 -j RETURN
-A log -j LOG --log-prefix "seen "
-A log -p icmp -m icmp --icmp-type 13 -j DROP
-A log
COMMIT
)"},
    {"all tables", R"(*raw
:PREROUTING ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
-A PREROUTING -p udp -m udp --dport 53 -j CT --notrack
-A PREROUTING -s 192.0.2.128/25 -j DROP
-A OUTPUT -p udp -m udp --dport 53 -j CT --notrack
COMMIT
*mangle
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
-A PREROUTING -p tcp -m tcp --dport 443 -j MARK --set-xmark 0x10/0xff
-A PREROUTING -m mark --mark 0x10/0xf0 -j CONNMARK --save-mark --nfmask 0xff --ctmask 0xff
-A PREROUTING -p tcp -m tcp --dport 80 -j MARK --set-xmark 0x3/0xffffffff
-A INPUT -p icmp -j ACCEPT
-A INPUT -m mark --mark 0x3 -j MARK --set-xmark 0x0/0x1
-A FORWARD -m mark ! --mark 0x0 -j CONNMARK --restore-mark --nfmask 0xff --ctmask 0xff
-A OUTPUT -p tcp -j MARK --set-xmark 0x20/0xffffffff
-A POSTROUTING -m mark --mark 0x20 -j ACCEPT
-A POSTROUTING -o eth1
COMMIT
*nat
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
-A POSTROUTING -o eth1 -j MASQUERADE
COMMIT
*filter
:INPUT DROP [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
-A INPUT -m mark --mark 0x2 -j ACCEPT
-A INPUT -m mark --mark 0x10 -j REJECT --reject-with icmp-host-prohibited
-A INPUT -m conntrack --ctstate UNTRACKED -j ACCEPT
-A INPUT -m conntrack --ctstate NEW -p tcp -m tcp --dport 22 -j ACCEPT
-A FORWARD -m mark --mark 0x10 -j ACCEPT
-A FORWARD -m conntrack --ctstate UNTRACKED -j DROP
-A FORWARD -m conntrack --ctstate ESTABLISHED -j ACCEPT
-A OUTPUT -m conntrack --ctstate UNTRACKED -j ACCEPT
-A OUTPUT -m owner --uid-owner 0 -j ACCEPT
COMMIT
*security
:INPUT ACCEPT [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
-A INPUT -p tcp -m tcp --dport 22 -s 192.0.2.0/26 -j DROP
-A FORWARD -p icmp -j DROP
COMMIT
)"},
    {"translation", R"(*nat
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
:docker - [0:0]
-A PREROUTING -p tcp -m tcp --dport 443 -j ACCEPT
-A PREROUTING -m addrtype --dst-type LOCAL -j docker
-A PREROUTING -d 198.18.0.9/32 -j DNAT --to-destination 10.9.0.2
-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT
-A OUTPUT -p tcp -m tcp --dport 80 -j DNAT --to-destination 198.18.0.7:8080
-A POSTROUTING -s 192.0.2.0/25 -j SNAT --to-source 10.8.0.2
-A POSTROUTING -p udp -j MASQUERADE
-A docker -i eth1 -j RETURN
-A docker -p tcp -m tcp --dport 80 -j DNAT --to-destination 198.18.0.7:8080
-A docker -p udp -m udp --dport 53 -j REDIRECT --to-ports 5353
COMMIT
*filter
:INPUT DROP [0:0]
:FORWARD DROP [0:0]
:OUTPUT ACCEPT [0:0]
-A INPUT -p udp -m udp --dport 5353 -m conntrack --ctstate DNAT -j ACCEPT
-A INPUT -p udp -m udp --dport 53 -j ACCEPT
-A INPUT -d 10.9.0.2/32 -p tcp -m tcp --dport 22 -j ACCEPT
-A INPUT -m conntrack ! --ctstate DNAT -j DROP
-A FORWARD -d 198.18.0.7/32 -p tcp -m tcp --dport 8080 -j ACCEPT
-A FORWARD -m conntrack --ctstate NEW -p udp -j ACCEPT
-A FORWARD -m conntrack --ctstate ESTABLISHED -j ACCEPT
-A FORWARD -m conntrack --ctstate SNAT -j DROP
-A OUTPUT -d 198.18.0.7/32 -p tcp -m tcp --dport 8080 -j ACCEPT
COMMIT
)"},
    {"matches", R"(*filter
:INPUT ACCEPT [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
-A INPUT -m mac --mac-source 02:00:00:00:00:01
-A INPUT -m mac ! --mac-source 02:00:00:00:00:01 -i eth0
-A INPUT -p tcp -m tcp --tcp-flags FIN,SYN,RST,PSH,ACK,URG NONE
-A INPUT -p tcp -m tcp --tcp-flags SYN,FIN SYN,FIN
-A INPUT -p tcp -m tcp ! --tcp-flags FIN,SYN,RST,ACK SYN
-A INPUT -p tcp -m tcp --sport 1024:65535 --dport 0:1023
-A INPUT -p tcp -m tcp ! --sport 1:1023 ! --dport 443
-A INPUT -p tcp -m multiport --ports 443,20000:30000
-A INPUT -p udp -m multiport --sports 0:65000 -m multiport ! --dports 53
-A INPUT ! -p udp
-A INPUT ! -s 192.0.2.0/24 ! -d 10.9.0.2/32
-A INPUT -s 192.0.2.1/255.255.0.255
-A INPUT -m iprange --src-range 192.0.2.10-192.0.2.60
-A INPUT -m iprange ! --src-range 192.0.2.10-192.0.2.60 --dst-range 10.8.0.0-10.8.0.9
-A INPUT -m addrtype --dst-type LOCAL
-A INPUT -m addrtype --dst-type UNICAST
-A INPUT -m addrtype --src-type UNICAST ! --dst-type MULTICAST
-A INPUT -m addrtype ! --src-type LOCAL
-A INPUT -p icmp -m icmp --icmp-type 8
-A INPUT -p icmp -m icmp ! --icmp-type 8
-A INPUT -p icmp -m icmp --icmp-type 3/1
-A INPUT -p icmp -m icmp --icmp-type any
-A INPUT -m comment --comment "always"
-A INPUT -m state --state NEW
-A INPUT -m conntrack --ctstate INVALID
-A INPUT -m conntrack ! --ctstate INVALID,ESTABLISHED
-A INPUT -f
-A INPUT ! -f
-A INPUT -i eth0
-A INPUT ! -i eth0
-A INPUT -i e+
-A INPUT ! -i lo
-A FORWARD -o eth1 -i eth0
-A FORWARD ! -o eth1
-A FORWARD -m addrtype --dst-type LOCAL
-A FORWARD -m addrtype --dst-type UNICAST
-A FORWARD -m conntrack --ctstate NEW
-A FORWARD -m conntrack --ctstate ESTABLISHED
-A OUTPUT -o lo
-A OUTPUT -m owner --uid-owner 0
-A OUTPUT -m owner ! --uid-owner 0-999
-A OUTPUT -m conntrack --ctstate NEW -p tcp -m tcp --dport 22 -j DROP
COMMIT
)"},
    {"sets",
     R"(*filter
:INPUT ACCEPT [0:0]
:FORWARD DROP [0:0]
:OUTPUT ACCEPT [0:0]
-A INPUT -m set --match-set addresses src
-A INPUT -m set ! --match-set addresses src
-A INPUT -m set --match-set networks src
-A INPUT -m set --match-set networks src --return-nomatch
-A INPUT -m set --match-set services src,dst -j REJECT --reject-with icmp-port-unreachable
-A INPUT -m set --match-set ports dst -j DROP
-A INPUT -m set --match-set all src
-A FORWARD -m set --match-set networks src -m set --match-set ports dst -j ACCEPT
-A FORWARD -m set --match-set pairs src,dst,dst -j ACCEPT
-A FORWARD -m set --match-set devices src,dst -j REJECT --reject-with icmp-host-prohibited
-A OUTPUT -m set --match-set services dst,dst
-A OUTPUT -m set --match-set blocks src
COMMIT
)",
     false, R"(create addresses hash:ip
add addresses 192.0.2.1
add addresses 192.0.2.17
add addresses 198.51.100.7
create blocks hash:ip netmask 28
add blocks 192.0.2.32
create networks hash:net
add networks 192.0.2.0/25
add networks 192.0.2.64/26 nomatch
add networks 203.0.113.0/24
create services hash:ip,port
add services 192.0.2.1,tcp:22
add services 192.0.2.17,udp:53
add services 192.0.2.17,icmp:8/0
add services 198.18.0.3,tcp:80
create ports bitmap:port range 0-65535
add ports 443
add ports 5353
create pairs hash:ip,port,net
add pairs 192.0.2.1,udp:53,198.18.0.0/30
add pairs 192.0.2.17,tcp:80,198.18.0.0/15
create devices hash:net,iface
add devices 192.0.2.128/25,eth1
add devices 192.0.2.128/25,eth0
create all list:set
add all addresses
add all networks
)"},
    {"IPv6",
     R"(*mangle
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
-A PREROUTING -s 2001:db8::/121 -j MARK --set-xmark 0x5/0xffffffff
-A POSTROUTING -m hl --hl-eq 63
COMMIT
*nat
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
-A PREROUTING -d fd09::2/128 -p tcp -m tcp --dport 80 -j DNAT --to-destination [fd18::7]:8080
-A PREROUTING -p udp -m udp --dport 53 -m addrtype --dst-type LOCAL -j REDIRECT --to-ports 5353
-A POSTROUTING -s 2001:db8::/120 -o eth1 -j SNAT --to-source fd08::2
COMMIT
*filter
:INPUT DROP [0:0]
:FORWARD DROP [0:0]
:OUTPUT ACCEPT [0:0]
:pings - [0:0]
-A INPUT -i lo -j ACCEPT
-A INPUT -m conntrack --ctstate INVALID -j DROP
-A INPUT -p ipv6-icmp -j pings
-A INPUT -m mark --mark 0x5 -p tcp -m tcp --dport 22 -j ACCEPT
-A INPUT -s 2001:db8::80/121 -p tcp -m multiport --dports 443,8000:8010 -j ACCEPT
-A INPUT -p udp -m udp --dport 5353 -m conntrack --ctstate DNAT -j ACCEPT
-A INPUT -p tcp -j REJECT --reject-with tcp-reset
-A INPUT -j REJECT --reject-with icmp6-adm-prohibited
-A FORWARD -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
-A FORWARD -d fd18::7/128 -p tcp -m tcp --dport 8080 -j ACCEPT
-A FORWARD ! -s 2001:db8::/32 -j REJECT --reject-with icmp6-port-unreachable
-A FORWARD -i eth0 -o eth1 -p udp -j ACCEPT
-A OUTPUT -p tcp -m tcp --dport 23 -j REJECT --reject-with icmp6-port-unreachable
-A pings -p ipv6-icmp -m icmp6 --icmpv6-type 128 -m hl --hl-gt 60 -j ACCEPT
-A pings -j RETURN
COMMIT
)",
     true},
};

} // namespace

std::span<const CompareRuleset> compareRulesets()
{
    return rulesets;
}

std::map<std::string, IpSet, std::less<>> setsOfText(const std::string &text)
{
    std::map<std::string, IpSet, std::less<>> sets;
    std::istringstream lines(text);
    std::string line;
    while (std::getline(lines, line)) {
        std::istringstream words(line);
        std::string command;
        std::string name;
        std::string value;
        words >> command >> name >> value;
        if (command == "create") {
            IpSet set;
            set.type = value;
            std::string option;
            while (words >> option >> value) {
                set.prefixLength = option == "netmask" ? static_cast<unsigned>(std::stoul(value))
                                                       : set.prefixLength;
            }
            sets.emplace(name, std::move(set));
            continue;
        }
        IpSet &set = sets.at(name);
        std::string rest;
        std::getline(words, rest);
        set.members.push_back(IpSet::parseMember(set.type, set.family, value + rest).value());
    }
    return sets;
}
