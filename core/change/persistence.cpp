// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/change/persistence.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace Portlight::Core
{

namespace
{

constexpr auto blockingCodes = std::to_array<std::string_view>(
    {"nobody-loads", "other-network", "open-trial", "incomplete", "only-other-backend"});
constexpr auto losingCodes = std::to_array<std::string_view>(
    {"other-backend", "not-enabled", "flushed-by", "setting-overridden"});

/// What ufw and firewalld have words for, taken from a rule.
struct SimpleRule {
    std::string protocol;
    std::string port;
    std::string source;
    std::string interface;
};

bool take(SimpleRule &simple, const AddressMatch &match)
{
    if (match.inverted || match.side != Side::Source) {
        return false;
    }
    simple.source = match.network.toString();
    return true;
}

bool take(SimpleRule &simple, const InterfaceMatch &match)
{
    if (match.inverted || match.side != Side::Source || match.pattern.ends_with('+')) {
        return false;
    }
    simple.interface = match.pattern;
    return true;
}

bool take(SimpleRule &simple, const ProtocolMatch &match)
{
    if (match.inverted || (match.protocol != ProtocolTcp && match.protocol != ProtocolUdp)) {
        return false;
    }
    simple.protocol = match.protocol == ProtocolTcp ? "tcp" : "udp";
    return true;
}

bool take(SimpleRule &simple, const TransportMatch &match)
{
    if (match.sourcePorts || match.destinationInverted || match.flagsMask || match.tcpOption
        || !match.destinationPorts) {
        return false;
    }
    const PortRange &range = *match.destinationPorts;
    simple.port = std::to_string(range.first);
    if (range.last != range.first) {
        simple.port += ':' + std::to_string(range.last);
    }
    return true;
}

bool take(SimpleRule & /*simple*/, const CommentMatch & /*match*/)
{
    return true;
}

template<typename Other> bool take(SimpleRule & /*simple*/, const Other & /*match*/)
{
    return false;
}

std::string ufwCommand(const SimpleRule &simple, std::string_view verb, Family family)
{
    std::string command = "ufw " + std::string(verb);
    if (!simple.interface.empty()) {
        command += " in on " + simple.interface;
    }
    // Without an address ufw takes it for both families, which would open more than the rule does.
    const std::string anyone = family == Family::Ipv4 ? "0.0.0.0/0" : "::/0";
    return command + " proto " + simple.protocol + " from "
        + (simple.source.empty() ? anyone : simple.source) + " to any port " + simple.port;
}

std::string firewalldCommand(const SimpleRule &simple, std::string_view verb, Family family)
{
    std::string ports = simple.port;
    std::replace(ports.begin(), ports.end(), ':', '-');
    std::string rule = "rule family=\"" + std::string(toString(family)) + '"';
    if (!simple.source.empty()) {
        rule += " source address=\"" + simple.source + '"';
    }
    rule +=
        " port port=\"" + ports + "\" protocol=\"" + simple.protocol + "\" " + std::string(verb);
    return "firewall-cmd --permanent --add-rich-rule='" + rule + '\'';
}

} // namespace

bool blocks(const PersistenceNote &note)
{
    return std::find(blockingCodes.begin(), blockingCodes.end(), note.code) != blockingCodes.end();
}

bool isLoss(const PersistenceNote &note)
{
    return std::find(losingCodes.begin(), losingCodes.end(), note.code) != losingCodes.end();
}

bool losesSomething(const PersistencePlan &plan)
{
    const auto noteLoses = [](const PersistenceNote &note) {
        return isLoss(note);
    };
    const auto partLoses = [](const LeftOut &what) {
        return isLoss(what);
    };
    return std::any_of(plan.notes.begin(), plan.notes.end(), noteLoses)
        || std::any_of(plan.leftOut.begin(), plan.leftOut.end(), partLoses);
}

std::optional<std::string> managerCommand(const std::string &manager, Family family,
                                          const std::string &table, const std::string &chain,
                                          const Rule &rule)
{
    if (table != "filter" || chain != "INPUT") {
        return std::nullopt;
    }
    SimpleRule simple;
    for (const Match &match : rule.matches) {
        const bool understood = std::visit(
            [&simple](const auto &typed) {
                return take(simple, typed);
            },
            match);
        if (!understood) {
            return std::nullopt;
        }
    }
    if (simple.protocol.empty() || simple.port.empty()) {
        return std::nullopt;
    }
    const bool ufw = manager == "ufw";
    switch (rule.target.kind) {
    case Target::Kind::Accept:
        return ufw                     ? ufwCommand(simple, "allow", family)
            : simple.interface.empty() ? std::optional(firewalldCommand(simple, "accept", family))
                                       : std::nullopt;
    case Target::Kind::Drop:
        return ufw                     ? ufwCommand(simple, "deny", family)
            : simple.interface.empty() ? std::optional(firewalldCommand(simple, "drop", family))
                                       : std::nullopt;
    case Target::Kind::Reject:
        return ufw                     ? ufwCommand(simple, "reject", family)
            : simple.interface.empty() ? std::optional(firewalldCommand(simple, "reject", family))
                                       : std::nullopt;
    default:
        return std::nullopt;
    }
}

} // namespace Portlight::Core
