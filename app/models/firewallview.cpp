// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/models/firewallview.h"

#include "app/models/qtext.h"
#include "app/models/quietrules.h"
#include "app/wording/wording.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <set>

namespace Portlight::App
{

namespace
{

struct Words {
    Q_DECLARE_TR_FUNCTIONS(FirewallSummary)
};

/// Addresses reserved for documentation: no rule of a real firewall names them.
Core::IpAddress stranger(Core::Family family)
{
    return *Core::IpAddress::parse(family == Core::Family::Ipv4 ? "203.0.113.77"
                                                                : "2001:db8:77::77");
}

std::vector<Core::Ruleset> rulesetsOf(const FirewallData &data, Core::Family family)
{
    std::vector<Core::Ruleset> rulesets;
    for (const auto &ruleset : data.rulesets) {
        if (ruleset->family == family) {
            rulesets.push_back(*ruleset);
        }
    }
    return rulesets;
}

std::optional<Core::IpAddress> ownAddress(const FirewallData &data, Core::Family family)
{
    for (const auto &address : data.localAddresses()) {
        if (address.family == family && !address.isLoopback()) {
            return address;
        }
    }
    return {};
}

Core::Packet requestTo(const FirewallData &data, std::uint8_t protocol, std::uint16_t port,
                       const Core::IpAddress &from)
{
    Core::Packet packet;
    packet.family = from.family;
    packet.way = Core::Way::Input;
    packet.protocol = protocol;
    packet.source = from;
    packet.destination = ownAddress(data, from.family);
    packet.sourcePort = 50000;
    packet.destinationPort = port;
    packet.localAddresses = data.localAddresses();
    return packet;
}

/// The walk of each port costs; a sentence with hundreds of ports helps nobody.
constexpr std::size_t mostPorts = 100;

std::set<std::pair<std::uint8_t, std::uint16_t>> portsNamed(const std::vector<Core::Ruleset> &all)
{
    std::set<std::pair<std::uint8_t, std::uint16_t>> ports;
    for (const auto &ruleset : all) {
        const auto *table = ruleset.table("filter");
        if (table == nullptr) {
            continue;
        }
        for (const auto &chain : table->chains) {
            for (const auto &rule : chain.rules) {
                if (ports.size() > mostPorts) {
                    return ports;
                }
                std::uint8_t protocol = Core::ProtocolTcp;
                for (const auto &match : rule.matches) {
                    if (const auto *named = std::get_if<Core::ProtocolMatch>(&match)) {
                        protocol = named->protocol;
                    } else if (const auto *one = std::get_if<Core::TransportMatch>(&match)) {
                        if (one->destinationPorts && !one->destinationInverted
                            && one->destinationPorts->first == one->destinationPorts->last) {
                            ports.emplace(one->protocol, one->destinationPorts->first);
                        }
                    } else if (const auto *many = std::get_if<Core::MultiportMatch>(&match)) {
                        for (const auto &range : many->ranges) {
                            if (range.first == range.last && !many->inverted) {
                                ports.emplace(protocol, range.first);
                            }
                        }
                    }
                }
            }
        }
    }
    return ports;
}

QString portText(std::uint8_t protocol, std::uint16_t port)
{
    const QString name = serviceName(protocol, port);
    const QString number = QString::number(port);
    if (!name.isEmpty()) {
        return Words::tr("%1 (%2)", "service and port").arg(name, number);
    }
    return Words::tr("%1 port %2").arg(qtext(Core::protocolName(protocol)).toUpper(), number);
}

QString listed(QStringList parts)
{
    constexpr qsizetype shown = 5;
    const auto more = parts.size() - shown;
    if (more > 0) {
        parts = parts.mid(0, shown);
        parts << Words::tr("%n more", "services", static_cast<int>(more));
    }
    return parts.join(QLatin1String(", "));
}

bool hasBlockingPart(const std::vector<Core::Ruleset> &all)
{
    using Kind = Core::Target::Kind;
    for (const auto &ruleset : all) {
        for (const auto &table : ruleset.tables) {
            for (const auto &chain : table.chains) {
                if (chain.policy == Core::Policy::Drop
                    || std::any_of(chain.rules.begin(), chain.rules.end(),
                                   [](const Core::Rule &rule) {
                                       return rule.target.kind == Kind::Drop
                                           || rule.target.kind == Kind::Reject;
                                   })) {
                    return true;
                }
            }
        }
    }
    return false;
}

bool mayBlock(const Core::NativeRuleset &native)
{
    using Kind = Core::NftDecision::Kind;
    const auto blocks = [](const Core::NftStatement &statement) {
        const auto *decision = std::get_if<Core::NftDecision>(&statement.is);
        return (decision != nullptr && decision->kind == Kind::Drop)
            || std::holds_alternative<Core::NftReject>(statement.is)
            || std::holds_alternative<Core::NftVerdictMap>(statement.is);
    };
    for (const auto &table : native.tables) {
        for (const auto &chain : table.chains) {
            if (chain.policy == Core::Policy::Drop) {
                return true;
            }
            for (const auto &rule : chain.rules) {
                const auto &statements = rule.program.statements;
                if (std::any_of(statements.begin(), statements.end(), blocks)) {
                    return true;
                }
            }
        }
    }
    return false;
}

Core::VerdictKind walked(const std::vector<Core::Ruleset> &rulesets, const FirewallData &data,
                         const Core::Packet &packet)
{
    return (data.native ? Core::walk(rulesets, *data.native, packet) : Core::walk(rulesets, packet))
        .kind;
}

} // namespace

const std::shared_ptr<const Core::Ruleset> *FirewallData::ruleset(Core::Backend backend,
                                                                  Core::Family family) const
{
    const auto found = std::find_if(rulesets.begin(), rulesets.end(), [&](const auto &ruleset) {
        return ruleset->backend == backend && ruleset->family == family;
    });
    return found == rulesets.end() ? nullptr : &*found;
}

std::shared_ptr<const QuietRules> FirewallData::quietRules(Core::Backend backend,
                                                           Core::Family family) const
{
    for (std::size_t i = 0; i < std::min(rulesets.size(), quiet.size()); ++i) {
        if (rulesets[i]->backend == backend && rulesets[i]->family == family) {
            return quiet[i];
        }
    }
    return {};
}

void FirewallData::replaceRuleset(Core::Backend backend, Core::Family family,
                                  std::shared_ptr<const Core::Ruleset> ruleset,
                                  std::shared_ptr<const QuietRules> quietRules)
{
    quiet.resize(rulesets.size());
    const auto sideOf = [](const auto &side) {
        return std::pair(side->backend, side->family);
    };
    std::size_t at = 0;
    while (at < rulesets.size() && sideOf(rulesets[at]) < std::pair(backend, family)) {
        ++at;
    }
    const auto place = static_cast<std::ptrdiff_t>(at);
    if (at < rulesets.size() && sideOf(rulesets[at]) == std::pair(backend, family)) {
        rulesets.erase(rulesets.begin() + place);
        quiet.erase(quiet.begin() + place);
    }
    if (ruleset) {
        rulesets.insert(rulesets.begin() + place, std::move(ruleset));
        quiet.insert(quiet.begin() + place, std::move(quietRules));
    }
}

std::size_t FirewallData::ruleCount(Core::Backend backend) const
{
    std::size_t count = 0;
    for (const auto &ruleset : rulesets) {
        if (ruleset->backend == backend) {
            count += ruleset->ruleCount();
        }
    }
    return count;
}

std::vector<Core::IpAddress> FirewallData::localAddresses() const
{
    std::vector<Core::IpAddress> addresses;
    for (const auto &interface : interfaces) {
        for (const auto &network : interface.addresses) {
            addresses.push_back(network.address);
        }
    }
    return addresses;
}

FirewallInsight insightOf(const FirewallData &data)
{
    return {summarize(data, Core::Family::Ipv4), summarize(data, Core::Family::Ipv6)};
}

bool haveSameInsight(const FirewallData &a, const FirewallData &b)
{
    const auto isSameRuleset = [](const auto &left, const auto &right) {
        return left == right
            || (left->backend == right->backend && left->family == right->family
                && !left->generation.empty() && left->generation == right->generation);
    };
    return std::equal(a.rulesets.begin(), a.rulesets.end(), b.rulesets.begin(), b.rulesets.end(),
                      isSameRuleset)
        && a.interfaces == b.interfaces && a.listeners == b.listeners
        && a.nativeTables == b.nativeTables;
}

FirewallSummary summarize(const FirewallData &data, Core::Family family)
{
    FirewallSummary summary;
    const auto rulesets = rulesetsOf(data, family);
    std::size_t rules = 0;
    for (const auto &ruleset : rulesets) {
        rules += ruleset.ruleCount();
    }
    if (data.native) {
        rules += data.native->ruleCount();
    }
    const bool blocks = hasBlockingPart(rulesets) || (data.native && mayBlock(*data.native));
    if (rules == 0 && !blocks) {
        if (!data.nativeTables.empty() && !data.native) {
            summary.headline = Words::tr("iptables holds no rules; nftables does.");
            summary.effect = Words::tr("Another program set up tables of its own (%1), which "
                                       "could not be read.")
                                 .arg(qtext(data.nativeTables.front()));
            return summary;
        }
        summary.headline = Words::tr("No firewall rules are set.");
        summary.effect = Words::tr("Every connection is allowed.");
        return summary;
    }

    std::set<std::pair<std::uint8_t, std::uint16_t>> ports = portsNamed(rulesets);
    for (const auto &listener : data.listeners) {
        if (!listener.address.isLoopback() && listener.address.family == family) {
            ports.emplace(listener.protocol, listener.port);
        }
    }
    // A port that nothing names stands for "everything else".
    std::uint16_t other = 40111;
    while (ports.count({Core::ProtocolTcp, other}) > 0) {
        ++other;
    }
    const auto kindOf = [&](std::uint8_t protocol, std::uint16_t port) {
        return walked(rulesets, data, requestTo(data, protocol, port, stranger(family)));
    };
    const auto everythingElse = kindOf(Core::ProtocolTcp, other);
    QStringList allowed;
    QStringList blocked;
    for (const auto &[protocol, port] : ports) {
        if (protocol != Core::ProtocolTcp && protocol != Core::ProtocolUdp) {
            continue;
        }
        switch (kindOf(protocol, port)) {
        case Core::VerdictKind::Accept:
            allowed << portText(protocol, port);
            break;
        case Core::VerdictKind::Drop:
        case Core::VerdictKind::Reject:
            blocked << portText(protocol, port);
            break;
        case Core::VerdictKind::Unknown:
            break;
        }
    }
    switch (everythingElse) {
    case Core::VerdictKind::Drop:
    case Core::VerdictKind::Reject:
        summary.headline = Words::tr("The firewall is on.");
        summary.effect = Words::tr("Incoming connections are blocked unless a rule allows them.")
            + QLatin1Char(' ')
            + (allowed.isEmpty() ? Words::tr("No service is open to strangers.")
                                 : Words::tr("Allowed: %1.").arg(listed(allowed)));
        break;
    case Core::VerdictKind::Accept:
        if (blocked.isEmpty()) {
            summary.headline = blocks ? Words::tr("The firewall blocks little.")
                                      : Words::tr("The firewall blocks nothing.");
            summary.effect = Words::tr("Incoming connections are allowed.");
        } else {
            summary.headline = Words::tr("The firewall is on.");
            summary.effect =
                Words::tr("Incoming connections are allowed unless a rule blocks them.")
                + QLatin1Char(' ') + Words::tr("Blocked: %1.").arg(listed(blocked));
        }
        break;
    case Core::VerdictKind::Unknown:
        summary.headline = Words::tr("The firewall is on.");
        summary.effect = Words::tr("Whether a stranger gets in depends on rules that Portlight "
                                   "can't calculate.");
        break;
    }

    Core::Packet out;
    out.family = family;
    out.way = Core::Way::Output;
    out.source = ownAddress(data, family);
    out.destination = stranger(family);
    out.sourcePort = 50000;
    out.destinationPort = other;
    out.localAddresses = data.localAddresses();
    switch (walked(rulesets, data, out)) {
    case Core::VerdictKind::Accept:
        summary.outgoing = Words::tr("Programs on this computer may connect to others.");
        break;
    case Core::VerdictKind::Drop:
    case Core::VerdictKind::Reject:
        summary.outgoing = Words::tr(
            "Programs on this computer may connect to others only where a rule allows it.");
        break;
    case Core::VerdictKind::Unknown:
        break;
    }
    return summary;
}

} // namespace Portlight::App
