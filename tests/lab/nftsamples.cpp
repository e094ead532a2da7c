// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "nftsamples.h"

namespace
{

constexpr const char *zones = R"(
table inet firewalld {
  set trusted { type ipv4_addr; flags interval; elements = { 192.0.2.0/30, 203.0.113.5 } }
  chain mangle_PREROUTING { type filter hook prerouting priority mangle + 10; policy accept;
    counter jump mangle_PREROUTING_ZONES
  }
  chain mangle_PREROUTING_ZONES {
    iifname "eth0" counter goto mangle_PRE_public
    counter goto mangle_PRE_home
  }
  chain mangle_PRE_public {
    ip saddr 192.0.2.9 counter meta mark set 0x64
  }
  chain mangle_PRE_home {
    counter return
  }
  chain filter_PREROUTING { type filter hook prerouting priority filter + 10; policy accept;
    icmpv6 type { nd-router-advert, nd-neighbor-solicit } counter accept
    meta nfproto ipv6 fib saddr . mark . iif oif missing counter drop
  }
  chain filter_INPUT { type filter hook input priority filter + 10; policy accept;
    ct state { established, related } counter accept
    ct status dnat counter accept
    iifname "lo" counter accept
    ct state invalid counter drop
    counter jump filter_INPUT_ZONES
    counter reject with icmpx admin-prohibited
  }
  chain filter_INPUT_ZONES {
    ip saddr @trusted counter goto filter_IN_trusted
    iifname "eth0" counter goto filter_IN_public
    counter goto filter_IN_home
  }
  chain filter_IN_trusted {
    counter accept
  }
  chain filter_IN_public {
    counter jump filter_IN_public_deny
    counter jump filter_IN_public_allow
    meta l4proto { icmp, ipv6-icmp } counter accept
  }
  chain filter_IN_public_deny {
    ip saddr 203.0.113.77 counter drop
  }
  chain filter_IN_public_allow {
    tcp dport 22 counter accept
    tcp dport { 80, 443 } ct state new counter accept
    udp dport 5353 ip daddr 10.9.0.2 counter accept
    meta mark 0x64 counter accept
  }
  chain filter_IN_home {
    udp dport 53 counter accept
    counter reject
  }
  chain filter_FORWARD { type filter hook forward priority filter + 10; policy accept;
    ct state { established, related } counter accept
    ct status dnat counter accept
    iifname "lo" counter accept
    ct state vmap { invalid : drop }
    ip6 daddr { ::/96, fe80::/10 } counter reject with icmpv6 addr-unreachable
    counter jump filter_FORWARD_POLICIES
    counter reject with icmpx admin-prohibited
  }
  chain filter_FORWARD_POLICIES {
    iifname "eth0" oifname "eth1" counter jump filter_FWD_public
    iifname "eth1" counter return
  }
  chain filter_FWD_public {
    tcp dport { 443, 8080 } counter accept
    udp dport != 53 counter drop
  }
  chain nat_PREROUTING { type nat hook prerouting priority dstnat + 10; policy accept;
    iifname "eth0" tcp dport 8080 counter dnat ip to 198.18.0.2:80
    udp dport 443 counter redirect to :53
  }
  chain nat_POSTROUTING { type nat hook postrouting priority srcnat + 10; policy accept;
    oifname "eth1" counter goto nat_POST_external
  }
  chain nat_POST_external {
    meta nfproto ipv4 oifname != "lo" counter masquerade
  }
}
)";

constexpr const char *containers = R"(
table ip docker-bridges {
  map filter-forward-in-jumps { type ifname : verdict;
    elements = { "eth1" : jump filter-forward-in__br, "docker0" : drop } }
  map published { type inet_service : ipv4_addr . inet_service;
    elements = { 8080 : 198.18.0.2 . 80, 5353 : 198.18.0.9 . 53 } }
  chain filter-FORWARD { type filter hook forward priority filter; policy accept;
    oifname vmap @filter-forward-in-jumps
    counter
  }
  chain filter-forward-in__br {
    ct state established,related counter accept
    iifname != "eth1" ip daddr 198.18.0.2 tcp dport 80 counter accept
    iifname != "eth1" ip daddr . meta l4proto . th dport { 198.18.0.9 . udp . 53, 198.18.0.1 . tcp . 443 } counter accept
    ip protocol icmp counter accept
    counter drop comment "UNPUBLISHED PORT DROP"
  }
  chain nat-PREROUTING { type nat hook prerouting priority dstnat; policy accept;
    fib daddr type local counter jump nat-prerouting-and-output
  }
  chain nat-OUTPUT { type nat hook output priority -100; policy accept;
    ip daddr != 127.0.0.0/8 fib daddr type local counter jump nat-prerouting-and-output
  }
  chain nat-prerouting-and-output {
    iifname != "docker0" tcp dport 443 counter dnat to 198.18.0.1:443
    meta l4proto { tcp, udp } dnat ip to th dport map @published
  }
  chain nat-POSTROUTING { type nat hook postrouting priority srcnat; policy accept;
    oifname != "docker0" ip saddr 192.0.2.0/24 counter masquerade
    ip saddr 203.0.113.0/24 ip daddr 198.18.0.2 counter snat to 198.51.100.7
    ct status dnat counter
  }
  chain raw-PREROUTING { type filter hook prerouting priority raw; policy accept;
    ip daddr 198.18.0.9 iifname != "eth1" udp dport 80 counter drop
    ct state invalid counter
  }
}
)";

constexpr const char *bans = R"(
table inet f2b-table {
  set addr-set-sshd { type ipv4_addr; elements = { 192.0.2.2, 203.0.113.5 } }
  set addr-set-web { type ipv4_addr; flags interval, timeout; elements = { 192.0.2.128/26 timeout 1h, 203.0.113.77 timeout 1h } }
  chain f2b-chain { type filter hook input priority filter - 1; policy accept;
    tcp dport 22 ip saddr @addr-set-sshd counter reject with icmp port-unreachable
    tcp dport { 80, 443 } ip saddr @addr-set-web counter reject with tcp reset
    ip saddr . tcp dport { 192.0.2.9 . 8080 } counter drop
  }
}
table inet filter {
  chain input { type filter hook input priority filter; policy drop;
    ct state vmap { established : accept, related : accept, invalid : drop }
    iif lo counter accept
    meta l4proto . th dport vmap { tcp . 22 : accept, tcp . 80 : accept, udp . 53 : accept, udp . 5353 : jump later }
    meta l4proto icmp icmp type { echo-request, timestamp-request } counter accept
    tcp flags & (fin | syn | rst | ack) != syn counter drop
    ip saddr 192.0.2.0/24 ip saddr != 192.0.2.9 tcp dport 8080 counter accept
    counter
  }
  chain later {
    iifname "eth1" counter return
    ip daddr 10.9.0.2 counter accept
  }
}
)";

constexpr const char *guests = R"(
table ip libvirt_network {
  chain forward { type filter hook forward priority filter; policy accept;
    counter jump guest_cross
    counter jump guest_input
    counter jump guest_output
  }
  chain guest_output {
    ip saddr 192.0.2.0/24 iifname "eth0" counter accept
    iifname "eth0" counter reject
  }
  chain guest_input {
    oifname "eth1" ip daddr 198.18.0.0/30 ct state related,established counter accept
    oifname "eth1" ip daddr 198.18.0.9 counter reject
  }
  chain guest_cross {
    iifname "eth0" oifname "eth0" counter accept
  }
  chain guest_nat { type nat hook postrouting priority srcnat; policy accept;
    ip saddr 192.0.2.0/24 ip daddr 224.0.0.0/24 counter return
    ip saddr 192.0.2.0/24 ip daddr 255.255.255.255 counter return
    meta l4proto tcp ip saddr 192.0.2.0/24 ip daddr != 192.0.2.0/24 counter masquerade to :1024-65535
    meta l4proto udp ip saddr 192.0.2.0/24 ip daddr != 192.0.2.0/24 counter masquerade to :1024-65535
    ip saddr 192.0.2.0/24 ip daddr != 192.0.2.0/24 counter masquerade
  }
}
)";

constexpr const char *likeUfw = R"(
table ip ufw {
  chain input { type filter hook input priority filter; policy drop;
    counter jump before
    counter jump user
    counter jump after
  }
  chain before {
    iifname "lo" counter accept
    ct state related,established counter accept
    ct state invalid counter jump deny
    icmp type { destination-unreachable, time-exceeded, parameter-problem, echo-request } counter accept
    udp sport 67 udp dport 68 counter accept
    counter jump not-local
    ip daddr 224.0.0.251 udp dport 5353 counter accept
  }
  chain not-local {
    fib daddr type local counter return
    fib daddr type multicast counter return
    fib daddr type broadcast counter return
    counter drop
  }
  chain deny {
    counter drop
  }
  chain user {
    tcp dport 22 counter accept
    ip saddr 192.0.2.0/25 tcp dport { 80, 443 } counter accept
    ip saddr 203.0.113.77 counter drop
    udp dport 53-100 counter accept
    meta mark & 0xff00 == 0x0 tcp dport 8080 counter meta mark set meta mark | 0x100
    meta mark 0x100 counter accept
  }
  chain after {
    udp dport 137 counter drop
    fib daddr type broadcast counter drop
  }
  chain output { type route hook output priority mangle; policy accept;
    meta skuid 0 counter
    ip daddr 198.18.0.2 tcp dport 443 counter drop
  }
}
)";

constexpr const char *iptables = R"(*mangle
:PREROUTING ACCEPT [0:0]
:INPUT ACCEPT [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
-A PREROUTING -s 192.0.2.9/32 -j MARK --set-xmark 0x1/0xffffffff
COMMIT
*filter
:INPUT ACCEPT [0:0]
:FORWARD DROP [0:0]
:OUTPUT ACCEPT [0:0]
:own - [0:0]
-A INPUT -m conntrack --ctstate INVALID -j DROP
-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT
-A INPUT -p tcp -j own
-A INPUT -s 203.0.113.77/32 -j REJECT --reject-with icmp-port-unreachable
-A FORWARD -i eth0 -o eth1 -p udp -j ACCEPT
-A FORWARD -p tcp -m tcp --dport 80:443 -j ACCEPT
-A own -s 192.0.2.0/24 -j RETURN
-A own -p tcp -m tcp --dport 8080 -j DROP
COMMIT
)";

constexpr const char *besides = R"(
table inet before {
  chain pre { type filter hook prerouting priority -160; policy accept;
    ip saddr 192.0.2.1 counter meta mark set 0x7
  }
  chain input { type filter hook input priority -5; policy accept;
    meta mark 0x1 tcp dport 22 counter drop
    meta mark 0x7 counter accept
    udp dport 53 counter accept
  }
}
table inet later {
  chain input { type filter hook input priority 10; policy drop;
    ip saddr 192.0.2.0/24 counter accept
    tcp dport { 22, 443 } counter accept
    icmp type echo-request counter accept
  }
  chain forward { type filter hook forward priority 10; policy accept;
    udp dport vmap { 53 : accept, 80-443 : drop }
    counter
  }
  chain output { type filter hook output priority -1; policy accept;
    tcp dport 80 counter drop
  }
}
)";

} // namespace

std::vector<NftSample> nftSamples()
{
    return {{"zones", zones, ""},
            {"containers", containers, ""},
            {"bans", bans, ""},
            {"guests", guests, ""},
            {"like ufw", likeUfw, ""},
            {"beside iptables", besides, iptables},
            {"zones beside iptables", zones, iptables},
            {"containers beside iptables", containers, iptables, true}};
}
