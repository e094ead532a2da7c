#!/bin/bash
# SPDX-FileCopyrightText: 2026 The Portlight developers
# SPDX-License-Identifier: GPL-2.0-or-later
#
# What an administrator types by hand to find out why a port does not answer: ten looks at the
# machine, each a command of its own. The yardstick for `portlightctl diagnose`.
port=${1:?usage: guide.sh PORT}

headline() { printf '\n--- %s ---\n' "$1"; }

headline "policies"
iptables -L -n | grep -E 'Chain (INPUT|OUTPUT|FORWARD)'
headline "rules for what comes in"
iptables -L INPUT -n -v --line-numbers
headline "rules for what goes out"
iptables -L OUTPUT -n -v --line-numbers
headline "address translation"
iptables -t nat -L -n -v
headline "rules that name port $port"
iptables -L -n -v --line-numbers | grep "dpt:$port\|spt:$port"
headline "connection tracking: used, limit"
cat /proc/sys/net/netfilter/nf_conntrack_count
cat /proc/sys/net/netfilter/nf_conntrack_max
headline "connection tracking in the kernel log"
dmesg | grep -i nf_conntrack | tail -20
headline "who listens"
ss -tlnp | grep ":$port"
headline "forwarding"
cat /proc/sys/net/ipv4/ip_forward
headline "rules for what comes in that dropped or rejected something"
iptables -L INPUT -n -v --line-numbers | awk '$1 != "0" && /DROP|REJECT/'
exit 0
