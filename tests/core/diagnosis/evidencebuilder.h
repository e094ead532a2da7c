// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/diagnosis/derive.h"
#include "core/diagnosis/diagnosis.h"
#include "core/text/saveparser.h"

#include <stdexcept>
#include <string>

namespace Portlight::Test
{

inline Core::IpAddress address(const std::string &text)
{
    const auto parsed = Core::IpAddress::parse(text);
    if (!parsed) {
        throw std::runtime_error("not an address: " + text);
    }
    return *parsed;
}

inline Core::IpNetwork network(const std::string &text)
{
    return Core::IpNetwork::parse(text).value();
}

/// Evidence of a healthy server at 10.9.0.2 with one client network, and changes to it.
class EvidenceBuilder
{
public:
    EvidenceBuilder()
    {
        evidence.rulesRead = {{Core::Backend::Nft, Core::Reading::Done},
                              {Core::Backend::Legacy, Core::Reading::NotThere}};
        evidence.listenersRead = Core::Reading::Done;
        evidence.interfacesRead = Core::Reading::Done;
        evidence.interfaces = {device("lo", true, {"127.0.0.1/8", "::1/128"}),
                               device("eth0", false, {"10.9.0.2/24", "2001:db8:9::2/64"})};
        evidence.routeRead = Core::Reading::Done;
        evidence.route.kind = Core::RouteKind::Local;
        evidence.routeBack.kind = Core::RouteKind::Unicast;
        evidence.routeBack.outInterface = "eth0";
        evidence.routeBack.preferredSource = address("10.9.0.2");
        evidence.conntrackRead = Core::Reading::Done;
        evidence.conntrack = {10, 262144, 262144};
        evidence.persistence = "netfilter-persistent";
        question.port = 8080;
        question.from = address("10.9.0.1");
        question.to = address("10.9.0.2");
        question.inInterface = "eth0";
    }

    /// Rules of the filter table; `head` are the ":CHAIN" lines.
    EvidenceBuilder &filter(const std::string &head, const std::string &rules,
                            Core::Backend backend = Core::Backend::Nft,
                            Core::Family family = Core::Family::Ipv4)
    {
        return tables("*filter\n" + head + rules + "COMMIT\n", backend, family);
    }

    EvidenceBuilder &tables(const std::string &text, Core::Backend backend = Core::Backend::Nft,
                            Core::Family family = Core::Family::Ipv4)
    {
        auto parsed = Core::parseSave(text, backend, family);
        if (!parsed) {
            throw std::runtime_error(parsed.error().message + "\n" + text);
        }
        evidence.rulesRead[backend] = Core::Reading::Done;
        evidence.rulesets.push_back(*parsed);
        return *this;
    }

    EvidenceBuilder &listener(const std::string &at, bool ipv6Only = true,
                              std::uint16_t port = 8080, std::uint8_t protocol = Core::ProtocolTcp)
    {
        Core::Listener listener;
        listener.protocol = protocol;
        listener.address = address(at);
        listener.port = port;
        listener.program = "webd";
        listener.pid = 42;
        listener.ipv6Only = ipv6Only;
        evidence.listeners.push_back(listener);
        return *this;
    }

    EvidenceBuilder &probe(Core::ProbeOutcome outcome, const std::string &from = "client")
    {
        Core::ProbeResult result;
        result.outcome = outcome;
        result.fromWhere = from;
        result.milliseconds = 0.4;
        evidence.probe = result;
        return *this;
    }

    EvidenceBuilder &rejected(std::uint8_t type, std::uint8_t code, const std::string &by,
                              const std::string &from = "client")
    {
        probe(Core::ProbeOutcome::Rejected, from);
        evidence.probe->icmpType = type;
        evidence.probe->icmpCode = code;
        evidence.probe->offender = address(by);
        return *this;
    }

    EvidenceBuilder &rose(const std::string &chain, unsigned number,
                          const std::string &table = "filter",
                          Core::Backend backend = Core::Backend::Nft)
    {
        Core::Location location;
        location.backend = backend;
        location.family = question.family;
        location.table = table;
        location.chain = chain;
        location.number = number;
        evidence.countersRose.push_back(location);
        return *this;
    }

    /// A gateway: clients behind lan0 (10.9.0.0/24), the destination 198.51.100.2 behind wan0.
    EvidenceBuilder &gateway(const std::string &forwarding = "1")
    {
        evidence.interfaces = {device("lo", true, {"127.0.0.1/8"}),
                               device("lan0", false, {"10.9.0.254/24"}),
                               device("wan0", false, {"198.51.100.1/24"})};
        evidence.route.kind = Core::RouteKind::Unicast;
        evidence.route.outInterface = "wan0";
        evidence.routeBack.outInterface = "lan0";
        evidence.settings["net.ipv4.ip_forward"] = forwarding;
        evidence.defaultBackend = Core::Backend::Nft;
        question.direction = Core::Way::Forward;
        question.from = address("10.9.0.1");
        question.to = address("198.51.100.2");
        question.inInterface = "lan0";
        question.outInterface = "wan0";
        return *this;
    }

    EvidenceBuilder &outgoing()
    {
        evidence.route.kind = Core::RouteKind::Unicast;
        evidence.route.outInterface = "eth0";
        question.direction = Core::Way::Output;
        question.from = address("10.9.0.2");
        question.to = address("192.0.2.80");
        question.inInterface.clear();
        question.outInterface = "eth0";
        return *this;
    }

    EvidenceBuilder &anyone()
    {
        question.fromAnyone = true;
        question.from = address("203.0.113.77");
        return *this;
    }

    Core::Diagnosis diagnose() const
    {
        return Core::diagnose(question, evidence);
    }

    static Core::NetworkInterface device(const std::string &name, bool loopback,
                                         const std::vector<std::string> &networks)
    {
        Core::NetworkInterface result;
        result.name = name;
        result.up = true;
        result.loopback = loopback;
        for (const std::string &text : networks) {
            result.addresses.push_back(network(text));
        }
        return result;
    }

    Core::Evidence evidence;
    Core::Question question;
};

inline const std::string acceptHead =
    ":INPUT ACCEPT [0:0]\n:FORWARD ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n";
inline const std::string dropHead =
    ":INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n";
/// The example of the guide: a REJECT for 8080 behind RELATED,ESTABLISHED and SSH.
inline const std::string guideRules =
    "-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n"
    "-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT\n"
    "-A INPUT -p tcp -m tcp --dport 8080 -j REJECT --reject-with icmp-port-unreachable\n";

} // namespace Portlight::Test
