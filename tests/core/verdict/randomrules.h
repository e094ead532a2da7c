// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <random>
#include <string>
#include <vector>

/// Rulesets by chance, in iptables-save text. Few addresses, ports and devices, so that rules meet
/// the same packets; user chains call only later ones, so that there are no loops.
class RandomRules
{
public:
    explicit RandomRules(unsigned seed)
        : m_random(seed)
    {
    }

    std::string ruleset()
    {
        std::string text = "*mangle\n:PREROUTING ACCEPT [0:0]\n:INPUT ACCEPT [0:0]\n"
                           ":FORWARD ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n"
                           ":POSTROUTING ACCEPT [0:0]\n";
        for (unsigned i = below(3); i > 0; --i) {
            text += "-A PREROUTING" + matches()
                + pick({" -j MARK --set-xmark 0x1/0xffffffff", " -j MARK --set-xmark 0x2/0x3",
                        " -j MARK --set-xmark 0x4/0x0", ""})
                + "\n";
        }
        text += "COMMIT\n*raw\n:PREROUTING ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n";
        if (below(3) == 0) {
            text += "-A PREROUTING" + matches() + " -j CT --notrack\n";
        }
        text += "COMMIT\n*nat\n:PREROUTING ACCEPT [0:0]\n:INPUT ACCEPT [0:0]\n"
                ":OUTPUT ACCEPT [0:0]\n:POSTROUTING ACCEPT [0:0]\n";
        for (unsigned i = below(3); i > 0; --i) {
            text += "-A PREROUTING" + matches("tcp")
                + pick({" -j DNAT --to-destination 10.0.0.5:80",
                        " -j DNAT --to-destination 10.0.1.6", " -j REDIRECT --to-ports 22",
                        " -j RETURN", " -j ACCEPT"})
                + "\n";
        }
        text += "COMMIT\n*filter\n";
        for (const char *chain : {"INPUT", "FORWARD", "OUTPUT"}) {
            text += std::string(":") + chain + pick({" ACCEPT", " DROP"}) + " [0:0]\n";
        }
        text += ":one - [0:0]\n:two - [0:0]\n:three - [0:0]\n";
        const std::vector<std::string> users{"one", "two", "three"};
        for (const char *chain : {"INPUT", "FORWARD", "OUTPUT"}) {
            text += chainOf(chain, users);
        }
        text += chainOf("one", {"two", "three"});
        text += chainOf("two", {"three"});
        text += chainOf("three", {});
        return text + "COMMIT\n";
    }

    unsigned below(unsigned limit)
    {
        return static_cast<unsigned>(m_random() % limit);
    }

private:
    std::string pick(const std::vector<std::string> &choices)
    {
        return choices[below(static_cast<unsigned>(choices.size()))];
    }

    std::string chainOf(const std::string &name, const std::vector<std::string> &callable)
    {
        std::string text;
        for (unsigned i = 1 + below(6); i > 0; --i) {
            text += "-A " + name + matches({}, name == "OUTPUT" ? "-o" : "-i") + target(callable)
                + "\n";
        }
        return text;
    }

    std::string target(const std::vector<std::string> &callable)
    {
        if (!callable.empty() && below(3) == 0) {
            return pick({" -j ", " -j ", " -g "}) + pick(callable);
        }
        return pick({" -j ACCEPT", " -j ACCEPT", " -j DROP", " -j DROP",
                     " -j REJECT --reject-with icmp-port-unreachable", " -j RETURN", " -j LOG",
                     ""});
    }

    std::string matches(const std::string &protocol = {}, const std::string &device = "-i")
    {
        std::string text;
        if (below(3) == 0) {
            text += " -s " + pick({"10.0.0.0/8", "10.0.0.5/32", "10.0.0.0/31", "192.168.1.0/24"});
        }
        if (below(4) == 0) {
            text +=
                pick({"", " !"}) + " -d " + pick({"10.0.0.5/32", "10.0.1.0/24", "0.0.0.1/0.0.0.1"});
        }
        if (below(4) == 0) {
            text += pick({" ", " ! "}) + device + " " + pick({"eth0", "eth1", "eth+", "lo"});
        }
        const std::string carrier =
            protocol.empty() && below(2) == 0 ? pick({"tcp", "udp", "icmp"}) : protocol;
        if (!carrier.empty()) {
            text += " -p " + carrier;
        }
        if (carrier == "tcp" || carrier == "udp") {
            text +=
                pick({"", " -m " + carrier + " --dport 22", " -m " + carrier + " --dport 80:443",
                      " -m " + carrier + " ! --dport 22", " -m " + carrier + " --sport 1024:65535",
                      " -m multiport --dports 22,80", " -m multiport ! --ports 22,53"});
        } else if (carrier == "icmp") {
            text += pick({"", " -m icmp --icmp-type 8"});
        }
        if (carrier == "tcp" && below(4) == 0) {
            text += pick({" -m tcp --tcp-flags FIN,SYN,RST,ACK SYN",
                          " -m tcp ! --tcp-flags FIN,SYN,RST,ACK SYN"});
        }
        if (below(4) == 0) {
            text += pick({" -m conntrack --ctstate RELATED,ESTABLISHED",
                          " -m conntrack --ctstate NEW", " -m conntrack --ctstate INVALID",
                          " -m conntrack --ctstate UNTRACKED", " -m conntrack ! --ctstate NEW"});
        }
        if (below(6) == 0) {
            text += pick({" -m mark --mark 0x1", " -m mark ! --mark 0x0/0x2"});
        }
        if (below(12) == 0) {
            text += " -m limit --limit 3/min";
        }
        return text;
    }

    std::mt19937 m_random;
};
