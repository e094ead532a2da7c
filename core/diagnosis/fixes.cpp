// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/diagnosis/workings.h"
#include "core/text/savewriter.h"

#include <algorithm>

namespace Portlight::Core
{

namespace
{

std::string exactNetwork(const IpAddress &address)
{
    return address.toString() + (address.family == Family::Ipv4 ? "/32" : "/128");
}

/// Parts of an ACCEPT in the order in which iptables-save prints them.
struct Opening {
    std::optional<IpAddress> source;
    std::optional<IpAddress> destination;
    std::string inInterface;
    std::string outInterface;
    bool answersOnly = false;
};

std::string acceptBody(const Packet &packet, const Opening &opening)
{
    std::string rule;
    const auto add = [&rule](const std::string &part) {
        rule += part + ' ';
    };
    if (opening.source) {
        add("-s " + exactNetwork(*opening.source));
    }
    if (opening.destination) {
        add("-d " + exactNetwork(*opening.destination));
    }
    if (!opening.inInterface.empty()) {
        add("-i " + opening.inInterface);
    }
    if (!opening.outInterface.empty()) {
        add("-o " + opening.outInterface);
    }
    const std::string protocol = packet.protocol == ProtocolIcmpv6 ? std::string("ipv6-icmp")
                                                                   : protocolName(packet.protocol);
    add("-p " + protocol);
    if (packet.protocol == ProtocolIcmp && packet.icmpType) {
        add("-m icmp --icmp-type " + std::to_string(*packet.icmpType));
    } else if (packet.protocol == ProtocolIcmpv6 && packet.icmpType) {
        add("-m icmp6 --icmpv6-type " + std::to_string(*packet.icmpType));
    } else if (opening.answersOnly && packet.sourcePort) {
        add("-m " + protocol + " --sport " + std::to_string(*packet.sourcePort));
    } else if (packet.destinationPort) {
        add("-m " + protocol + " --dport " + std::to_string(*packet.destinationPort));
    }
    if (opening.answersOnly) {
        add("-m conntrack --ctstate ESTABLISHED");
    }
    return rule + "-j ACCEPT";
}

/// Whether the change gets the packet past the place that stopped it. A later chain, table or
/// backend may still stop it; that is a finding of its own.
bool helps(Workings &workings, const std::vector<Change> &changes, const Packet &packet,
           const Location &stop)
{
    const std::optional<Verdict> verdict = workings.rehearsal.walkWith(changes, packet);
    if (!verdict) {
        return false;
    }
    const auto elsewhere = [&stop](const Location &other) {
        return other.backend != stop.backend || other.table != stop.table;
    };
    switch (verdict->kind) {
    case VerdictKind::Accept:
        return true;
    case VerdictKind::Drop:
    case VerdictKind::Reject:
        return verdict->deciding && elsewhere(*verdict->deciding);
    case VerdictKind::Unknown:
        break;
    }
    return std::all_of(verdict->doubts.begin(), verdict->doubts.end(),
                       [&elsewhere](const Doubt &doubt) {
                           return elsewhere(doubt.location);
                       });
}

ChainPlace placeAt(const Location &location)
{
    return {location.backend, location.family, location.table, location.chain};
}

/// Where an ACCEPT would be met: right before the blocking rule; for a policy after the last rule,
/// or, when the packet leaves the chain early (goto, RETURN), before the rule where it does.
std::vector<unsigned> positionsFor(const Workings &workings, const Location &stop,
                                   const Verdict &verdict)
{
    if (stop.number > 0) {
        return {stop.number};
    }
    std::vector<unsigned> positions;
    if (const Chain *chain = workings.rehearsal.chain(stop)) {
        positions.push_back(static_cast<unsigned>(chain->rules.size()) + 1);
    }
    for (auto step = verdict.path.rbegin(); step != verdict.path.rend(); ++step) {
        const Location &at = step->location;
        if (at.number > 0 && at.backend == stop.backend && at.table == stop.table
            && at.chain == stop.chain) {
            positions.push_back(at.number);
            break;
        }
    }
    return positions;
}

Fix rulesFix(const Workings &workings, FixKind kind, Risk risk, Fact effect,
             std::vector<Change> changes)
{
    Fix fix;
    fix.kind = kind;
    fix.risk = risk;
    fix.effect = std::move(effect);
    fix.commands = commandsOf(workings, changes);
    fix.changes = std::move(changes);
    fix.persistedBy = workings.evidence.persistence;
    return fix;
}

/// From the smallest opening to the larger one.
std::vector<Opening> openingsFor(const Workings &workings, const Finding &finding,
                                 const Packet &packet)
{
    const Question &question = workings.question;
    Opening wide;
    wide.answersOnly = finding.aboutReply;
    if (workings.forwards()) {
        wide.inInterface = packet.inInterface.value_or(std::string());
        wide.outInterface = packet.outInterface.value_or(std::string());
    }
    std::vector<Opening> openings;
    if (!finding.aboutReply) {
        Opening narrow = wide;
        if (packet.way == Way::Output) {
            narrow.destination = question.to;
        } else if (!question.fromAnyone) {
            narrow.source = question.from;
        }
        if (narrow.source || narrow.destination) {
            openings.push_back(narrow);
        }
    }
    openings.push_back(wide);
    if (finding.aboutReply) {
        // Where answers are not tracked, their state cannot be asked for.
        wide.answersOnly = false;
        wide.destination = packet.destination;
        if (packet.sourcePort || packet.icmpType) {
            openings.push_back(wide);
        }
    }
    return openings;
}

Fact openingEffect(const Workings &workings, const Finding &finding, const Packet &packet,
                   const Opening &opening, unsigned position)
{
    const std::string protocol = protocolText(workings.question);
    const std::string port = packet.destinationPort ? text(*packet.destinationPort) : std::string();
    const std::string &chain = finding.location->chain;
    if (finding.aboutReply) {
        return fact("effect.insert-accept-reply", protocol, portText(workings.question),
                    text(position), chain);
    }
    if (workings.forwards()) {
        return fact("effect.insert-accept-forward", protocol, port, addressText(opening.source),
                    opening.inInterface, opening.outInterface, text(position), chain);
    }
    if (packet.way == Way::Output) {
        return fact("effect.insert-accept-out", protocol, port, addressText(opening.destination),
                    chain);
    }
    return fact("effect.insert-accept", protocol, port, addressText(opening.source), text(position),
                chain);
}

void addInsertions(Workings &workings, const Finding &finding, const Packet &packet,
                   const Verdict &verdict, std::vector<Fix> &fixes)
{
    const Location &stop = *finding.location;
    // Letting it past a limit takes the limit's protection away; untracked packets get no answers
    // through rules that ask for a state.
    const bool plain = finding.cause != Cause::RateLimited && finding.cause != Cause::StateInvalid;
    // The packet as it is there: a port translated before is the translated one.
    Packet there = verdict.after;
    there.way = packet.way;
    there.inInterface = packet.inInterface;
    there.outInterface = packet.outInterface;
    const std::vector<unsigned> positions = positionsFor(workings, stop, verdict);
    for (const Opening &opening : openingsFor(workings, finding, there)) {
        for (const unsigned position : positions) {
            const std::vector<Change> changes = {
                insertionAt(placeAt(stop), position, acceptBody(there, opening))};
            if (!helps(workings, changes, packet, stop)) {
                continue;
            }
            fixes.push_back(
                rulesFix(workings, FixKind::InsertAccept, plain ? Risk::Low : Risk::Medium,
                         openingEffect(workings, finding, there, opening, position), changes));
            break;
        }
        if (finding.aboutReply && !fixes.empty()) {
            break; // the second one is only for untracked answers
        }
    }
}

/// Whether the rule is about exactly the asked port and protocol, and nothing else.
bool isAboutExactly(const Rule &rule, const Packet &packet)
{
    bool protocol = false;
    bool port = false;
    for (const Match &match : rule.matches) {
        if (const auto *asked = std::get_if<ProtocolMatch>(&match)) {
            protocol = !asked->inverted && asked->protocol == packet.protocol;
        } else if (const auto *transport = std::get_if<TransportMatch>(&match)) {
            port = transport->destinationPorts && !transport->destinationInverted
                && packet.destinationPort
                && *transport->destinationPorts
                    == PortRange{*packet.destinationPort, *packet.destinationPort};
        } else if (const auto *many = std::get_if<MultiportMatch>(&match)) {
            port = many->ports == MultiportMatch::Ports::Destination && !many->inverted
                && packet.destinationPort && many->ranges.size() == 1
                && many->ranges.front()
                    == PortRange{*packet.destinationPort, *packet.destinationPort};
        } else if (const auto *icmp = std::get_if<IcmpMatch>(&match)) {
            port = !icmp->inverted && packet.icmpType && icmp->type == packet.icmpType;
        }
    }
    return protocol && port;
}

void addReplacement(Workings &workings, const Finding &finding, const Packet &packet,
                    const Rule &rule, std::vector<Fix> &fixes)
{
    const Location &stop = *finding.location;
    Rule accepting = rule;
    accepting.target = {Target::Kind::Accept, "ACCEPT", {}};
    accepting.text = canonicalRuleText(stop.chain, accepting);
    const std::vector<Change> changes = {
        ReplaceRule{placeAt(stop), stop.number, ruleBody(rule), ruleBody(accepting)}};
    if (helps(workings, changes, packet, stop)) {
        fixes.push_back(rulesFix(workings, FixKind::ReplaceRule, Risk::Low,
                                 fact("effect.replace-rule", text(stop.number), stop.chain,
                                      protocolText(workings.question), portText(workings.question)),
                                 changes));
    }
}

void addDeletion(Workings &workings, const Finding &finding, const Packet &packet, bool exact,
                 std::vector<Fix> &fixes)
{
    const Location &stop = *finding.location;
    const std::vector<Change> changes = {deletionOf(stop)};
    if (!helps(workings, changes, packet, stop)) {
        return;
    }
    Fact effect = exact
        ? fact("effect.delete-rule", text(stop.number), stop.chain, stop.rule)
        : fact("effect.delete-rule-broad", text(stop.number), stop.chain, stop.rule);
    fixes.push_back(rulesFix(workings, FixKind::DeleteRule, exact ? Risk::Medium : Risk::High,
                             std::move(effect), changes));
}

void addPolicy(Workings &workings, const Finding &finding, const Packet &packet,
               std::vector<Fix> &fixes)
{
    const Location &stop = *finding.location;
    const std::vector<Change> changes = {SetPolicy{placeAt(stop), Policy::Accept}};
    if (helps(workings, changes, packet, stop)) {
        fixes.push_back(rulesFix(workings, FixKind::ChangePolicy, Risk::High,
                                 fact("effect.change-policy", stop.chain, toString(stop.family)),
                                 changes));
    }
}

bool isActive(const Evidence &evidence, std::string_view name)
{
    return std::any_of(evidence.managers.begin(), evidence.managers.end(),
                       [name](const Manager &manager) {
                           return manager.active && manager.name == name;
                       });
}

/// The program whose chain or policy this is. A rule that somebody else put into a base chain is
/// not the manager's, and its own command would not get past it.
std::string ownerOf(const Evidence &evidence, const Location &stop)
{
    if (isActive(evidence, "ufw") && stop.backend != Backend::Native) {
        const bool isOwn = stop.chain.starts_with("ufw-") || stop.chain.starts_with("ufw6-");
        // What its users add comes after these.
        const bool standsBefore =
            stop.chain.find("-before-") != std::string::npos || stop.chain.ends_with("-not-local");
        return stop.number == 0 || (isOwn && !standsBefore) ? "ufw" : "";
    }
    if (stop.backend == Backend::Native) {
        return isActive(evidence, "firewalld") && stop.table.ends_with(" firewalld") ? "firewalld"
                                                                                     : "";
    }
    const auto startsLikeZone = [&stop](const char *prefix) {
        return stop.chain.starts_with(prefix);
    };
    if (isActive(evidence, "firewalld")
        && (stop.number == 0 || startsLikeZone("IN_") || startsLikeZone("INPUT_")
            || startsLikeZone("FWD") || startsLikeZone("FORWARD_"))) {
        return "firewalld";
    }
    return {};
}

void addManager(const Workings &workings, const Finding &finding, const Packet &packet,
                std::vector<Fix> &fixes)
{
    const Question &question = workings.question;
    const std::string manager = ownerOf(workings.evidence, *finding.location);
    const bool simple = packet.way == Way::Input && !finding.aboutReply && question.port;
    const bool native = finding.location->backend == Backend::Native;
    if (manager.empty() || !simple || (!native && finding.location->table != "filter")) {
        return;
    }
    const std::string protocol = protocolText(question);
    const std::string port = portText(question);
    const std::string source = question.fromAnyone ? std::string() : addressText(question.from);
    std::string line;
    if (manager == "ufw") {
        // Its own "deny" stands before anything that is added behind it. "insert 1" is refused for
        // IPv6, whose rules it counts behind those of IPv4.
        const bool denied = finding.location->chain.ends_with("user-input");
        line = denied ? "ufw prepend allow " : "ufw allow ";
        line += source.empty() ? port + '/' + protocol
                               : "proto " + protocol + " from " + source + " to any port " + port;
    } else {
        // What a zone denies stands before what it allows, but for rules with a negative priority.
        const bool denied = finding.location->chain.ends_with("_deny");
        const std::string from = source.empty() ? std::string()
                                                : " family=\""
                + std::string(toString(question.family)) + "\" source address=\"" + source + '"';
        line = !denied && source.empty()
            ? "firewall-cmd --add-port=" + port + '/' + protocol
            : "firewall-cmd --add-rich-rule='rule" + std::string(denied ? " priority=\"-1\"" : "")
                + from + " port port=\"" + port + "\" protocol=\"" + protocol + "\" accept'";
    }
    Fix fix = adviceFix(FixKind::UseManager,
                        source.empty()
                            ? fact("effect.use-manager", manager, protocol, port)
                            : fact("effect.use-manager-from", manager, protocol, port, source));
    fix.commands = {line};
    fix.persistedBy = manager;
    fixes.push_back(std::move(fix));
}

} // namespace

std::vector<std::string> commandsOf(const Workings &workings, const std::vector<Change> &changes)
{
    std::vector<std::string> commands;
    commands.reserve(changes.size());
    for (const Change &change : changes) {
        commands.push_back(command(change, workings.evidence.defaultBackend));
    }
    return commands;
}

Fix settingFix(const Workings &workings, FixKind kind, Risk risk, Fact effect,
               std::vector<Change> changes)
{
    Fix fix = rulesFix(workings, kind, risk, std::move(effect), std::move(changes));
    fix.persistedBy = "sysctl.d";
    return fix;
}

Fix adviceFix(FixKind kind, Fact effect)
{
    Fix fix;
    fix.kind = kind;
    fix.risk = Risk::Low;
    fix.effect = std::move(effect);
    return fix;
}

std::vector<Fix> ruleFixes(Workings &workings, const Finding &finding, const Packet &packet,
                           const Verdict &verdict)
{
    std::vector<Fix> fixes;
    const Location &stop = *finding.location;
    if (stop.backend == Backend::Native) {
        // Its owner writes these tables anew; only the owner's own command lasts.
        addManager(workings, finding, packet, fixes);
        fixes.push_back(adviceFix(FixKind::None, fact("effect.none-other-firewall", stop.table)));
        return fixes;
    }
    const std::optional<Rule> rule = workings.rehearsal.rule(stop);
    addManager(workings, finding, packet, fixes);
    const bool limited = finding.cause == Cause::RateLimited;
    if (limited && workings.question.fromAnyone) {
        // First of all: waiting. To let anyone past a limit is not a small opening.
        std::string part;
        for (const Match &match : rule ? rule->matches : std::vector<Match>()) {
            if (const auto *opaque = std::get_if<OpaqueMatch>(&match)) {
                part = opaque->text;
                break;
            }
        }
        fixes.push_back(adviceFix(FixKind::None,
                                  fact("effect.none-limit", text(stop.number), stop.chain, part)));
    }
    addInsertions(workings, finding, packet, verdict, fixes);
    const bool blocking = rule
        && (rule->target.kind == Target::Kind::Drop || rule->target.kind == Target::Kind::Reject);
    if (blocking && !limited) {
        const bool exact = !finding.aboutReply && isAboutExactly(*rule, verdict.after);
        if (exact) {
            addReplacement(workings, finding, packet, *rule, fixes);
        }
        addDeletion(workings, finding, packet, exact, fixes);
    }
    if (stop.number == 0) {
        addPolicy(workings, finding, packet, fixes);
    }
    if (finding.cause == Cause::StateInvalid) {
        fixes.push_back(adviceFix(FixKind::None,
                                  fact("effect.none-state", text(stop.number), stop.chain,
                                       finding.summary.arguments.back())));
    }
    if (fixes.empty()) {
        fixes.push_back(
            adviceFix(FixKind::None, fact("effect.none-rule", text(stop.number), stop.chain)));
    }
    return fixes;
}

} // namespace Portlight::Core
