// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/wording/ownerwords.h"

#include "app/wording/words.h"
#include "core/text/savewriter.h"

#include <QCoreApplication>

#include <optional>

namespace Portlight::App
{

namespace
{

using namespace Core;
using Words::plain;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Portlight::App::OwnerWords)
};

/// The part of a rule that ufw and firewalld have words for.
struct Simple {
    QString protocol; ///< "tcp", "udp" or empty
    QString ports; ///< "8080" or "8000:8010"
    QString source; ///< "192.0.2.0/24"
    QString destination;
    QString inInterface;
    QString outInterface;
    Target::Kind kind = Target::Kind::None;
};

QString networkWord(const IpNetwork &network)
{
    const auto length = network.prefixLength();
    const bool single = length && *length == network.address.size() * 8;
    return QString::fromStdString(single ? network.address.toString() : network.toString());
}

/// Nothing when the rule asks for more than that.
std::optional<Simple> simpleOf(const Rule &rule)
{
    Simple simple;
    simple.kind = rule.target.kind;
    for (const Match &match : rule.matches) {
        if (const auto *protocol = std::get_if<ProtocolMatch>(&match)) {
            if (protocol->inverted
                || (protocol->protocol != ProtocolTcp && protocol->protocol != ProtocolUdp)) {
                return std::nullopt;
            }
            simple.protocol = QString::fromStdString(protocolName(protocol->protocol));
        } else if (const auto *transport = std::get_if<TransportMatch>(&match)) {
            if (transport->sourcePorts || transport->flagsMask || transport->tcpOption
                || transport->destinationInverted || !transport->destinationPorts) {
                return std::nullopt;
            }
            const PortRange &ports = *transport->destinationPorts;
            simple.ports = QString::number(ports.first);
            if (ports.first != ports.last) {
                simple.ports += QLatin1Char(':') + QString::number(ports.last);
            }
        } else if (const auto *address = std::get_if<AddressMatch>(&match)) {
            if (address->inverted || !address->network.prefixLength()) {
                return std::nullopt;
            }
            (address->side == Side::Source ? simple.source : simple.destination) =
                networkWord(address->network);
        } else if (const auto *interface = std::get_if<InterfaceMatch>(&match)) {
            if (interface->inverted || interface->pattern.ends_with('+')) {
                return std::nullopt;
            }
            (interface->side == Side::Source ? simple.inInterface : simple.outInterface) =
                plain(interface->pattern);
        } else if (!std::holds_alternative<CommentMatch>(match)
                   && !std::holds_alternative<StateMatch>(match)) {
            return std::nullopt;
        }
    }
    const bool known = simple.kind == Target::Kind::Accept || simple.kind == Target::Kind::Drop
        || simple.kind == Target::Kind::Reject;
    return known ? std::optional(simple) : std::nullopt;
}

QStringList ufwCommands(const Simple &simple, const std::string &chain)
{
    const bool forwards = chain == "FORWARD" || chain.ends_with("-forward");
    const bool leaves = chain == "OUTPUT" || chain.ends_with("-output");
    QString command = QStringLiteral("ufw ");
    command += forwards ? QStringLiteral("route ") : QString();
    command += simple.kind == Target::Kind::Accept ? QStringLiteral("allow")
        : simple.kind == Target::Kind::Drop        ? QStringLiteral("deny")
                                                   : QStringLiteral("reject");
    if (!simple.inInterface.isEmpty()) {
        command += QStringLiteral(" in on ") + simple.inInterface;
    }
    if (!simple.outInterface.isEmpty()) {
        command += QStringLiteral(" out on ") + simple.outInterface;
    } else if (leaves) {
        command += QStringLiteral(" out");
    }
    if (!simple.protocol.isEmpty()) {
        command += QStringLiteral(" proto ") + simple.protocol;
    }
    const auto orAny = [](const QString &address) {
        return address.isEmpty() ? QStringLiteral("any") : address;
    };
    command += QStringLiteral(" from ") + orAny(simple.source) + QStringLiteral(" to ")
        + orAny(simple.destination);
    if (!simple.ports.isEmpty()) {
        command += QStringLiteral(" port ") + simple.ports;
    }
    return {command};
}

QStringList firewalldCommands(const Simple &simple, Family family)
{
    if (!simple.inInterface.isEmpty() || !simple.outInterface.isEmpty()) {
        return {}; // devices belong to zones there
    }
    const QString ports = QString(simple.ports).replace(QLatin1Char(':'), QLatin1Char('-'));
    const bool plainPort = simple.kind == Target::Kind::Accept && !ports.isEmpty()
        && simple.source.isEmpty() && simple.destination.isEmpty();
    QString option;
    if (plainPort) {
        option = QStringLiteral("--add-port=%1/%2").arg(ports, simple.protocol);
    } else {
        QString rich =
            QStringLiteral("rule family=\"%1\"")
                .arg(family == Family::Ipv4 ? QStringLiteral("ipv4") : QStringLiteral("ipv6"));
        if (!simple.source.isEmpty()) {
            rich += QStringLiteral(" source address=\"%1\"").arg(simple.source);
        }
        if (!simple.destination.isEmpty()) {
            rich += QStringLiteral(" destination address=\"%1\"").arg(simple.destination);
        }
        if (!ports.isEmpty()) {
            rich += QStringLiteral(" port port=\"%1\" protocol=\"%2\"").arg(ports, simple.protocol);
        } else if (!simple.protocol.isEmpty()) {
            rich += QStringLiteral(" protocol value=\"%1\"").arg(simple.protocol);
        }
        rich += simple.kind == Target::Kind::Accept ? QStringLiteral(" accept")
            : simple.kind == Target::Kind::Drop     ? QStringLiteral(" drop")
                                                    : QStringLiteral(" reject");
        option = QStringLiteral("--add-rich-rule='%1'").arg(rich);
    }
    return {QStringLiteral("firewall-cmd ") + option,
            QStringLiteral("firewall-cmd --permanent ") + option};
}

/// "-A CHAIN" of the rule's text gives way to the place at the beginning of the owner's chain.
QStringList chainCommands(const std::string &userChain, Family family, const std::string &chain,
                          const Rule &rule)
{
    const std::string text = canonicalRuleText(chain, rule);
    const std::size_t body = 3 + chain.size(); // "-A CHAIN"
    const char *const program = family == Family::Ipv4 ? "iptables" : "ip6tables";
    return {QString::fromStdString(program + (" -I " + userChain) + text.substr(body))};
}

/// The jail of a chain is in its name, the banned address in the rule.
QStringList unbanCommands(const Simple &simple, const std::string &chain)
{
    for (const std::string_view prefix : {"f2b-", "fail2ban-"}) {
        if (chain.starts_with(prefix) && !simple.source.isEmpty()
            && simple.kind != Target::Kind::Accept) {
            return {QStringLiteral("fail2ban-client set %1 unbanip %2")
                        .arg(plain(std::string_view(chain).substr(prefix.size())), simple.source)};
        }
    }
    return {};
}

} // namespace

QString ownerName(Owner owner)
{
    switch (owner) {
    case Owner::Hand:
        return Text::tr("nobody we know");
    case Owner::Portlight:
        return QStringLiteral("Portlight");
    case Owner::Firewalld:
        return QStringLiteral("firewalld");
    case Owner::Ufw:
        return QStringLiteral("ufw");
    case Owner::Docker:
        return QStringLiteral("Docker");
    case Owner::Podman:
        return QStringLiteral("Podman");
    case Owner::Libvirt:
        return QStringLiteral("libvirt");
    case Owner::Fail2ban:
        return QStringLiteral("fail2ban");
    case Owner::Kubernetes:
        return QStringLiteral("Kubernetes");
    case Owner::Tailscale:
        return QStringLiteral("Tailscale");
    case Owner::Lxd:
        return QStringLiteral("LXD or Incus");
    }
    return {};
}

QString wipedBySentence(const Ownership &ownership)
{
    const QString owner = ownerName(ownership.owner);
    switch (ownership.wipedBy) {
    case WipedBy::Restart:
        return Text::tr("Gone after a restart of the computer, unless it is saved.");
    case WipedBy::OwnerReload:
        return Text::tr("Gone when %1 reloads its rules, and after a restart.").arg(owner);
    case WipedBy::OwnerRestart:
        return Text::tr("Gone when the service of %1 starts anew, and after a restart.").arg(owner);
    case WipedBy::OwnerAnyTime:
        return Text::tr("%1 writes its rules anew whenever something changes; an edit can be gone "
                        "at any time.")
            .arg(owner);
    }
    return {};
}

QString foreignRuleWarning(const Ownership &ownership)
{
    if (ownership.owner == Owner::Hand || ownership.owner == Owner::Portlight) {
        return {};
    }
    QString text = Text::tr("This belongs to %1.").arg(ownerName(ownership.owner))
        + QLatin1Char(' ') + wipedBySentence(ownership);
    if (!ownership.userChain.empty()) {
        text += QLatin1Char(' ')
            + Text::tr("%1 keeps the rule list %2 for rules of people.")
                  .arg(ownerName(ownership.owner), plain(ownership.userChain));
    }
    return text;
}

QStringList ownerCommands(const Ownership &ownership, Family family, const std::string &chain,
                          const Rule &rule)
{
    if (isNativeRule(rule)) {
        return {};
    }
    const auto simple = simpleOf(rule);
    switch (ownership.owner) {
    case Owner::Ufw:
        return simple ? ufwCommands(*simple, chain) : QStringList();
    case Owner::Firewalld:
        return simple ? firewalldCommands(*simple, family) : QStringList();
    case Owner::Fail2ban:
        return simple ? unbanCommands(*simple, chain) : QStringList();
    case Owner::Docker:
    case Owner::Podman:
        // Those chains are called for what is forwarded only.
        return ownership.userChain.empty() || rule.target.kind == Target::Kind::Jump
                || rule.target.kind == Target::Kind::DestinationNat
                || rule.target.kind == Target::Kind::SourceNat
            ? QStringList()
            : chainCommands(ownership.userChain, family, chain, rule);
    case Owner::Hand:
    case Owner::Portlight:
    case Owner::Libvirt:
    case Owner::Kubernetes:
    case Owner::Tailscale:
    case Owner::Lxd:
        return {};
    }
    return {};
}

} // namespace Portlight::App
