// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/diagnosis/workings.h"

#include <algorithm>

namespace Portlight::Core
{

namespace
{

bool stops(VerdictKind kind)
{
    return kind == VerdictKind::Drop || kind == VerdictKind::Reject;
}

std::string actionOf(const Location &location, VerdictKind kind)
{
    if (location.number == 0) {
        return "policy DROP";
    }
    return kind == VerdictKind::Reject ? "REJECT" : "DROP";
}

const Finding *findingOf(const std::vector<Finding> &findings, Cause cause)
{
    const auto found = std::find_if(findings.begin(), findings.end(), [cause](const Finding &one) {
        return one.cause == cause;
    });
    return found == findings.end() ? nullptr : &*found;
}

Check interfaceCheck(const Workings &workings)
{
    const std::string &name = workings.question.direction == Way::Output
        ? workings.question.outInterface
        : workings.question.inInterface;
    const Evidence &evidence = workings.evidence;
    if (name.empty() || evidence.interfacesRead != Reading::Done) {
        return {"interface", CheckResult::Unknown, fact("check.interface.unknown")};
    }
    const auto found = std::find_if(evidence.interfaces.begin(), evidence.interfaces.end(),
                                    [&name](const NetworkInterface &device) {
                                        return device.name == name;
                                    });
    if (found == evidence.interfaces.end()) {
        return {"interface", CheckResult::Problem, fact("check.interface.missing", name)};
    }
    return found->up ? Check{"interface", CheckResult::Ok, fact("check.interface.ok", name)}
                     : Check{"interface", CheckResult::Problem, fact("check.interface.down", name)};
}

Check routeCheck(const Workings &workings, const std::vector<Finding> &findings)
{
    const Evidence &evidence = workings.evidence;
    const Question &question = workings.question;
    if (const Finding *finding = findingOf(findings, Cause::NoRoute)) {
        return {"route", CheckResult::Problem,
                fact("check.route.problem", finding->summary.arguments.at(0),
                     finding->summary.arguments.at(1))};
    }
    if (question.direction == Way::Input && question.to && !workings.own.empty()
        && !workings.published && !workings.isOwn(*question.to)) {
        return {"route", CheckResult::Problem,
                fact("check.route.not-local", addressText(question.to))};
    }
    if (evidence.routeRead != Reading::Done) {
        return {"route", CheckResult::Unknown, fact("check.route.unknown")};
    }
    const Route &route = question.direction == Way::Input ? evidence.routeBack : evidence.route;
    if (route.kind == RouteKind::Local) {
        return {"route", CheckResult::Ok, fact("check.route.local")};
    }
    if (route.kind != RouteKind::Unicast && route.kind != RouteKind::Broadcast) {
        return {"route", CheckResult::Unknown, fact("check.route.unknown")};
    }
    return {"route", CheckResult::Ok,
            fact("check.route.ok", route.outInterface, addressText(route.gateway))};
}

Check backendsCheck(const Workings &workings)
{
    std::vector<std::string> used;
    for (const Ruleset &ruleset : workings.evidence.rulesets) {
        const std::string name(toString(ruleset.backend));
        const bool known = std::find(used.begin(), used.end(), name) != used.end();
        if (ruleset.ruleCount() > 0 && !known) {
            used.push_back(name);
        }
    }
    for (const auto &[backend, reading] : workings.evidence.rulesRead) {
        if (reading != Reading::Done && reading != Reading::NotThere) {
            return {"backends", CheckResult::Unknown,
                    fact("check.backends.unknown", toString(backend))};
        }
    }
    if (workings.evidence.rulesRead.empty() && workings.evidence.rulesets.empty()) {
        return {"backends", CheckResult::Skipped, fact("check.rules.skipped")};
    }
    if (used.empty()) {
        return {"backends", CheckResult::Ok, fact("check.backends.none")};
    }
    return used.size() == 1
        ? Check{"backends", CheckResult::Ok, fact("check.backends.one", used.front())}
        : Check{"backends", CheckResult::Ok, fact("check.backends.both")};
}

Check otherFirewallCheck(const Workings &workings)
{
    const std::vector<std::string> &tables = workings.evidence.nativeTables;
    if (tables.empty()) {
        return {"other-firewall", CheckResult::Ok, fact("check.other-firewall.none")};
    }
    const bool works =
        workings.seen != nullptr && workings.seen->outcome == ProbeOutcome::Connected;
    if (!works && workings.evidence.native) {
        const Verdict &verdict = workings.request;
        if (stops(verdict.kind) && verdict.deciding
            && verdict.deciding->backend == Backend::Native) {
            return {"other-firewall", CheckResult::Problem,
                    fact("check.other-firewall.blocks", verdict.deciding->table)};
        }
        return {"other-firewall", CheckResult::Ok,
                fact("check.other-firewall.calculated", joined(tables))};
    }
    return works ? Check{"other-firewall", CheckResult::Ok,
                         fact("check.other-firewall.proven-open", joined(tables))}
                 : Check{"other-firewall", CheckResult::Unknown,
                         fact("check.other-firewall.unknown", joined(tables))};
}

Check rulesCheck(const Workings &workings)
{
    const Evidence &evidence = workings.evidence;
    const Verdict &verdict = workings.request;
    if (stops(verdict.kind) && verdict.deciding) {
        const Location &at = *verdict.deciding;
        return {"rules", CheckResult::Problem,
                fact("check.rules.blocked", text(at.number), at.chain, at.table,
                     actionOf(at, verdict.kind))};
    }
    for (const auto &[backend, reading] : evidence.rulesRead) {
        if (reading == Reading::Denied || reading == Reading::Failed) {
            const auto detail = evidence.rulesDetail.find(backend);
            return {"rules", CheckResult::Unknown,
                    fact("check.rules.unread", toString(backend),
                         detail == evidence.rulesDetail.end() ? std::string() : detail->second)};
        }
    }
    if (!workings.rulesComplete) {
        return {"rules", CheckResult::Skipped, fact("check.rules.skipped")};
    }
    if (verdict.kind == VerdictKind::Unknown) {
        if (verdict.doubts.empty()) {
            return {"rules", CheckResult::Unknown, fact("check.rules.cannot-tell", "", "", "", "")};
        }
        const Doubt &doubt = verdict.doubts.front();
        return {"rules", CheckResult::Unknown,
                fact("check.rules.cannot-tell", text(doubt.location.number), doubt.location.chain,
                     doubt.location.table, doubt.part.empty() ? doubt.name : doubt.part)};
    }
    if (!verdict.deciding) {
        return {"rules", CheckResult::Ok, fact("check.rules.none")};
    }
    const Location &at = *verdict.deciding;
    return {"rules", CheckResult::Ok,
            fact("check.rules.accept", text(at.number), at.chain, at.table)};
}

Check listenerCheck(const Workings &workings, const std::vector<Finding> &findings)
{
    const Question &question = workings.question;
    if (const Finding *finding = findingOf(findings, Cause::NoListener);
        finding != nullptr && question.direction != Way::Input) {
        return {"listener", CheckResult::Problem,
                fact("check.listener.far-refused", addressText(question.to))};
    }
    if (workings.isPing() || question.direction != Way::Input || workings.published) {
        return {"listener", CheckResult::Skipped, fact("check.listener.skipped")};
    }
    const ListenerView view = listenersFor(workings);
    if (!view.known) {
        return {"listener", CheckResult::Unknown, fact("check.listener.unknown")};
    }
    if (view.serving != nullptr) {
        const Listener &one = *view.serving;
        return {"listener", CheckResult::Ok,
                fact("check.listener.ok", one.program, one.address.toString(), text(one.port),
                     protocolName(one.protocol))};
    }
    if (view.elsewhere != nullptr) {
        return {"listener", CheckResult::Problem,
                fact("check.listener.elsewhere", view.elsewhere->program,
                     view.elsewhere->address.toString(), addressText(workings.finalAddress()))};
    }
    return {"listener", CheckResult::Problem,
            fact("check.listener.none", protocolText(question),
                 text(workings.finalPort().value_or(0)))};
}

Check forwardingCheck(const Workings &workings)
{
    if (!workings.forwards()) {
        return {"forwarding", CheckResult::Skipped, fact("check.forwarding.skipped")};
    }
    const ForwardingView view = forwardingView(workings);
    if (!view.value) {
        return {"forwarding", CheckResult::Unknown, fact("check.forwarding.unknown", view.setting)};
    }
    return view.off
        ? Check{"forwarding", CheckResult::Problem, fact("check.forwarding.off", view.setting)}
        : Check{"forwarding", CheckResult::Ok, fact("check.forwarding.ok", view.setting)};
}

Check natCheck(const Workings &workings, const std::vector<Finding> &findings)
{
    const Verdict &verdict = workings.cleared;
    const std::string address = addressText(workings.finalAddress());
    const std::string port = text(workings.finalPort().value_or(0));
    if (const Finding *finding = findingOf(findings, Cause::NatMisdirected)) {
        return {"nat", CheckResult::Problem,
                fact("check.nat.misdirected", text(finding->location->number),
                     finding->location->chain, address, port)};
    }
    if (findingOf(findings, Cause::MissingMasquerade) != nullptr) {
        return {"nat", CheckResult::Problem,
                fact("check.nat.missing-masquerade", addressText(workings.question.from),
                     workings.question.outInterface)};
    }
    if (verdict.kind != VerdictKind::Accept || !workings.rulesComplete) {
        return {"nat", CheckResult::Unknown, fact("check.nat.unknown")};
    }
    if (verdict.destinationTranslatedBy) {
        const Location &at = *verdict.destinationTranslatedBy;
        return {"nat", CheckResult::Ok,
                fact("check.nat.destination-translated", text(at.number), at.chain, address, port)};
    }
    if (verdict.sourceTranslatedBy) {
        const Location &at = *verdict.sourceTranslatedBy;
        const bool fixed = verdict.after.source && verdict.after.source != workings.packet.source;
        return {"nat", CheckResult::Ok,
                fact("check.nat.source-translated", text(at.number), at.chain,
                     fixed ? addressText(verdict.after.source) : std::string())};
    }
    return {"nat", CheckResult::Ok, fact("check.nat.not-needed")};
}

Check replyCheck(const Workings &workings, const std::vector<Finding> &findings)
{
    if (const Finding *finding = findingOf(findings, Cause::ReplyBlocked)) {
        const Location &at = *finding->location;
        return {"reply", CheckResult::Problem,
                fact("check.reply.blocked", text(at.number), at.chain, at.table,
                     finding->summary.arguments.back())};
    }
    if (stops(workings.request.kind)) {
        return {"reply", CheckResult::Skipped, fact("check.reply.skipped")};
    }
    if (!workings.rulesComplete || !workings.reply || workings.reply->kind != VerdictKind::Accept) {
        return {"reply", CheckResult::Unknown, fact("check.reply.unknown")};
    }
    return {"reply", CheckResult::Ok, fact("check.reply.ok")};
}

Check conntrackCheck(const Workings &workings)
{
    const Evidence &evidence = workings.evidence;
    const ConntrackUsage &usage = evidence.conntrack;
    const std::string count = text(usage.count.value_or(0));
    const std::string max = text(usage.max.value_or(0));
    const std::string percent = percentText(usedPercent(usage).value_or(0));
    if (evidence.conntrackRead != Reading::Done && evidence.conntrackRead != Reading::NotThere) {
        return {"conntrack", CheckResult::Unknown, fact("check.conntrack.unknown")};
    }
    const ConntrackLoss loss = conntrackLoss(evidence);
    if (loss.drop > 0) {
        return {"conntrack", CheckResult::Problem,
                fact("check.conntrack.loss", "drop", text(loss.drop))};
    }
    if (loss.chainTooLong > 0) {
        return {"conntrack", CheckResult::Problem,
                fact("check.conntrack.loss", "chaintoolong", text(loss.chainTooLong))};
    }
    if (loss.earlyDrop > 0) {
        return {"conntrack", CheckResult::Problem,
                fact("check.conntrack.loss", "early_drop", text(loss.earlyDrop))};
    }
    switch (usageState(usage, false)) {
    case UsageState::NotInUse:
        break;
    case UsageState::NotTracking:
        return {"conntrack", CheckResult::Ok, fact("check.conntrack.not-tracking", max)};
    case UsageState::Unlimited:
        return {"conntrack", CheckResult::Ok, fact("check.conntrack.unlimited", count)};
    case UsageState::RoomToSpare:
        return {"conntrack", CheckResult::Ok, fact("check.conntrack.ok", count, max, percent)};
    case UsageState::FillingUp:
        return {"conntrack", CheckResult::Problem,
                fact("check.conntrack.filling-up", count, max, percent)};
    case UsageState::Full:
        return {"conntrack", CheckResult::Problem,
                fact("check.conntrack.full", count, max, percent)};
    }
    return {"conntrack", CheckResult::Ok, fact("check.conntrack.not-in-use")};
}

Check managersCheck(const Workings &workings)
{
    std::vector<std::string> active;
    for (const Manager &manager : workings.evidence.managers) {
        if (manager.active) {
            active.push_back(manager.name);
        }
    }
    return active.empty()
        ? Check{"managers", CheckResult::Ok, fact("check.managers.none")}
        : Check{"managers", CheckResult::Ok, fact("check.managers.active", joined(active))};
}

Check probeCheck(const Workings &workings)
{
    const ProbeResult *probe = workings.seen != nullptr ? workings.seen : workings.farEnd;
    if (probe == nullptr) {
        return {"probe", CheckResult::Skipped, fact("check.probe.skipped")};
    }
    const std::string time = milliseconds(probe->milliseconds);
    switch (probe->outcome) {
    case ProbeOutcome::Connected:
        return {"probe", CheckResult::Ok, fact("check.probe.connected", time)};
    case ProbeOutcome::Refused:
        return {"probe", CheckResult::Problem, fact("check.probe.refused", time)};
    case ProbeOutcome::Rejected:
        return {"probe", CheckResult::Problem,
                fact("check.probe.rejected", addressText(probe->offender),
                     probe->icmpType ? text(*probe->icmpType) : std::string(),
                     probe->icmpCode ? text(*probe->icmpCode) : std::string(), time)};
    case ProbeOutcome::TimedOut:
        return {"probe", CheckResult::Problem, fact("check.probe.timed-out", time)};
    case ProbeOutcome::Unreachable:
        return {"probe", CheckResult::Problem,
                fact("check.probe.unreachable", std::to_string(probe->errorNumber))};
    case ProbeOutcome::NotTried:
        break;
    }
    return {"probe", CheckResult::Skipped, fact("check.probe.skipped")};
}

} // namespace

std::vector<Check> checks(const Workings &workings, const std::vector<Finding> &findings)
{
    return {
        probeCheck(workings),
        watchCheck(workings),
        interfaceCheck(workings),
        routeCheck(workings, findings),
        backendsCheck(workings),
        rulesCheck(workings),
        otherFirewallCheck(workings),
        listenerCheck(workings, findings),
        forwardingCheck(workings),
        natCheck(workings, findings),
        replyCheck(workings, findings),
        conntrackCheck(workings),
        managersCheck(workings),
        {"kernel-log", CheckResult::Skipped, fact("check.kernel-log.skipped")},
    };
}

} // namespace Portlight::Core
