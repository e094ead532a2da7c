// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/diagnosis/workings.h"

#include <algorithm>

namespace Portlight::Core
{

namespace
{

std::string kindText(RouteKind kind)
{
    switch (kind) {
    case RouteKind::Unreachable:
        return "unreachable";
    case RouteKind::Blackhole:
        return "blackhole";
    case RouteKind::Prohibit:
        return "prohibit";
    case RouteKind::Unicast:
        return "unicast";
    case RouteKind::Local:
        return "local";
    case RouteKind::Broadcast:
        return "broadcast";
    case RouteKind::Multicast:
        return "multicast";
    case RouteKind::Anycast:
        return "anycast";
    case RouteKind::Throw:
        return "throw";
    case RouteKind::None:
        break;
    }
    return "none";
}

bool leadsNowhere(RouteKind kind)
{
    return kind == RouteKind::None || kind == RouteKind::Unreachable || kind == RouteKind::Blackhole
        || kind == RouteKind::Prohibit;
}

Fact routeFact(const Route &route)
{
    return fact("evidence.route", kindText(route.kind), route.outInterface,
                addressText(route.gateway));
}

Finding noRoute(const Workings &workings, const Route &route,
                const std::optional<IpAddress> &destination, bool proven)
{
    Finding finding;
    finding.cause = Cause::NoRoute;
    finding.certainty = proven ? Certainty::Proven : Certainty::Calculated;
    finding.summary = fact("summary.no-route", addressText(destination), kindText(route.kind));
    finding.evidence.push_back(routeFact(route));
    if (proven) {
        finding.evidence.push_back(probeFact(workings, *workings.evidence.probe));
    }
    finding.fixes.push_back(
        adviceFix(FixKind::None, fact("effect.none-route", addressText(destination))));
    return finding;
}

/// FORWARD lets everything through as long as its policy is ACCEPT.
bool forwardIsGuarded(const Workings &workings)
{
    for (const Ruleset &ruleset : workings.rehearsal.rulesets()) {
        const Table *filter = ruleset.table("filter");
        const Chain *chain = filter != nullptr ? filter->chain("FORWARD") : nullptr;
        if (ruleset.family == workings.question.family && chain != nullptr
            && chain->policy == Policy::Drop) {
            return true;
        }
    }
    return false;
}

IpNetwork masked(IpNetwork network)
{
    for (std::size_t index = 0; index < network.address.size(); ++index) {
        network.address.bytes[index] = network.address.bytes[index] & network.mask[index];
    }
    return network;
}

/// The network of this computer that the asking one is on; the address alone when it comes from
/// further away.
IpNetwork sourceNetwork(const Workings &workings, const IpAddress &from)
{
    for (const NetworkInterface &device : workings.evidence.interfaces) {
        for (const IpNetwork &network : device.addresses) {
            if (network.address.family == from.family && network.contains(from)) {
                return masked(network);
            }
        }
    }
    return IpNetwork::fromPrefix(from, from.family == Family::Ipv4 ? 32 : 128);
}

Backend backendForNat(const Evidence &evidence)
{
    const auto wanted = evidence.rulesRead.find(evidence.defaultBackend);
    if (wanted == evidence.rulesRead.end() || wanted->second == Reading::Done) {
        return evidence.defaultBackend;
    }
    for (const auto &[backend, reading] : evidence.rulesRead) {
        if (reading == Reading::Done) {
            return backend;
        }
    }
    return evidence.defaultBackend;
}

Fix masqueradeFix(Workings &workings, const std::string &network, const std::string &out)
{
    const std::string rule = "-s " + network + " -o " + out + " -j MASQUERADE";
    const ChainPlace place{backendForNat(workings.evidence), workings.question.family, "nat",
                           "POSTROUTING"};
    std::vector<Change> changes = {AppendRule{place, rule}};
    // Without a nat table in the model there is nothing in front of it.
    const auto after = workings.rehearsal.walkWith(changes, workings.packet);
    if (after && after->kind == VerdictKind::Accept && !after->sourceTranslatedBy) {
        changes = {insertionAt(place, 1, rule)};
    }
    Fix fix;
    fix.kind = FixKind::AddMasquerade;
    fix.risk = Risk::Low;
    fix.effect = fact("effect.add-masquerade", network, out);
    fix.commands = commandsOf(workings, changes);
    fix.changes = std::move(changes);
    fix.persistedBy = workings.evidence.persistence;
    return fix;
}

bool answered(const std::optional<ProbeResult> &probe, const std::optional<IpAddress> &destination)
{
    return probe
        && (isAnswer(*probe)
            || (probe->outcome == ProbeOutcome::Rejected && probe->offender
                && probe->offender == destination));
}

/// What two probes from here show about the way back: only the one bound to the address that faces
/// the client needs the far end to know a way to the client's network.
std::optional<bool> wayBackSeenMissing(const Workings &workings)
{
    const Evidence &evidence = workings.evidence;
    if (workings.farEnd == nullptr || !evidence.probeFromInside
        || !answered(evidence.probe, workings.question.to)) {
        return std::nullopt;
    }
    if (answered(evidence.probeFromInside, workings.question.to)) {
        return false;
    }
    if (evidence.probeFromInside->outcome == ProbeOutcome::TimedOut) {
        return true;
    }
    return std::nullopt;
}

struct WayBack {
    bool missing = false;
    Certainty certainty = Certainty::Possible;
};

WayBack wayBack(const Workings &workings)
{
    const Question &question = workings.question;
    const bool asked = question.direction == Way::Forward && !workings.published && question.from
        && question.to && !question.outInterface.empty()
        && question.inInterface != question.outInterface;
    const bool works =
        workings.seen != nullptr && workings.seen->outcome == ProbeOutcome::Connected;
    if (!asked || works) {
        return {};
    }
    const std::optional<bool> seenMissing = wayBackSeenMissing(workings);
    if (seenMissing.has_value() && !*seenMissing) {
        return {};
    }
    const bool walked = workings.cleared.kind == VerdictKind::Accept;
    if (walked && workings.cleared.sourceTranslatedBy) {
        return {};
    }
    if (seenMissing.value_or(false)) {
        return {true, Certainty::Proven};
    }
    if (!walked || !question.from->isPrivate()) {
        return {};
    }
    const bool gateway =
        workings.evidence.routeRead == Reading::Done && workings.evidence.route.gateway;
    const bool outside = !question.to->isPrivate();
    if (!gateway && !outside) {
        return {};
    }
    // Nobody outside has a way back to a private address; that the answers really stay away is one
    // more sign of it, but the other end may be silent for reasons of its own.
    const auto silent = [](const ProbeResult &probe) {
        return probe.outcome == ProbeOutcome::TimedOut;
    };
    const bool silence = (workings.seen != nullptr && silent(*workings.seen))
        || (workings.evidence.probeFromInside && silent(*workings.evidence.probeFromInside));
    const bool calculated = outside && (gateway || silence) && workings.rulesComplete;
    return {true, calculated ? Certainty::Calculated : Certainty::Possible};
}

} // namespace

std::vector<Finding> routeCauses(const Workings &workings)
{
    const Evidence &evidence = workings.evidence;
    const Question &question = workings.question;
    if (evidence.routeRead != Reading::Done) {
        return {};
    }
    const bool works =
        workings.seen != nullptr && workings.seen->outcome == ProbeOutcome::Connected;
    if (question.direction != Way::Input) {
        const bool unsent = evidence.probe && evidence.probe->outcome == ProbeOutcome::Unreachable;
        if (leadsNowhere(evidence.route.kind) && !works) {
            return {noRoute(workings, evidence.route, question.to, unsent)};
        }
        return {};
    }
    // For `in` it is the answer that needs a route. Nobody needs one to a stand-in; and whoever
    // heard any answer from here shows that there is one.
    const bool heard = workings.seen != nullptr
        && (isAnswer(*workings.seen) || workings.seen->outcome == ProbeOutcome::Rejected);
    if (!question.fromAnyone && question.from && !heard && !workings.isOwn(*question.from)
        && leadsNowhere(evidence.routeBack.kind)) {
        return {noRoute(workings, evidence.routeBack, question.from, false)};
    }
    return {};
}

ForwardingView forwardingView(const Workings &workings)
{
    const std::map<std::string, std::string> &settings = workings.evidence.settings;
    const bool ipv4 = workings.question.family == Family::Ipv4;
    ForwardingView view;
    view.setting = ipv4 ? "net.ipv4.ip_forward" : "net.ipv6.conf.all.forwarding";
    if (const auto found = settings.find(view.setting); found != settings.end()) {
        view.value = found->second;
        view.off = found->second == "0";
    }
    if (!view.off && workings.packet.inInterface) {
        const std::string ofInterface = std::string(ipv4 ? "net.ipv4" : "net.ipv6") + ".conf."
            + *workings.packet.inInterface + ".forwarding";
        const auto found = settings.find(ofInterface);
        if (found != settings.end() && found->second == "0") {
            view = {ofInterface, found->second, true};
        }
    }
    return view;
}

std::vector<Finding> forwardingCauses(const Workings &workings)
{
    const ForwardingView view = forwardingView(workings);
    const bool works =
        workings.seen != nullptr && workings.seen->outcome == ProbeOutcome::Connected;
    if (!workings.forwards() || !view.off || works) {
        return {};
    }
    Finding finding;
    finding.cause = Cause::ForwardingDisabled;
    const bool seenSilent =
        workings.seen != nullptr && workings.seen->outcome == ProbeOutcome::TimedOut;
    finding.certainty = seenSilent ? Certainty::Proven : Certainty::Calculated;
    const std::string family(toString(workings.question.family));
    finding.summary = fact("summary.forwarding-disabled", family, view.setting);
    finding.evidence.push_back(fact("evidence.setting", view.setting, *view.value));
    if (workings.seen != nullptr) {
        finding.evidence.push_back(probeFact(workings, *workings.seen));
    }
    const Risk risk = forwardIsGuarded(workings) ? Risk::Low : Risk::Medium;
    finding.fixes.push_back(settingFix(workings, FixKind::EnableForwarding, risk,
                                       fact("effect.enable-forwarding", family, view.setting),
                                       {SetSetting{view.setting, "1", *view.value}}));
    return {finding};
}

bool needsMasquerade(const Workings &workings)
{
    return wayBack(workings).missing;
}

std::vector<Finding> translationCauses(Workings &workings)
{
    const WayBack back = wayBack(workings);
    if (!back.missing) {
        return {};
    }
    const Question &question = workings.question;
    const Evidence &evidence = workings.evidence;
    const std::string network = sourceNetwork(workings, *question.from).toString();
    Finding finding;
    finding.cause = Cause::MissingMasquerade;
    finding.certainty = back.certainty;
    finding.summary = fact("summary.missing-masquerade", network, question.outInterface);
    finding.evidence.push_back(
        fact("evidence.no-source-translation", addressText(question.from), question.outInterface));
    if (question.from->isPrivate()) {
        finding.evidence.push_back(fact("evidence.private-source", addressText(question.from)));
    }
    if (const ProbeResult *probe = workings.seen != nullptr ? workings.seen : workings.farEnd) {
        finding.evidence.push_back(probeFact(workings, *probe));
    }
    const bool insideSilent =
        evidence.probeFromInside && evidence.probeFromInside->outcome == ProbeOutcome::TimedOut;
    if (insideSilent) {
        finding.evidence.push_back(fact("evidence.inside-probe-timed-out",
                                        addressText(evidence.probeFromInside->boundTo),
                                        addressText(question.to)));
    }
    if (back.certainty != Certainty::Proven && evidence.routeRead == Reading::Done) {
        finding.evidence.push_back(routeFact(evidence.route));
    }
    finding.fixes.push_back(masqueradeFix(workings, network, question.outInterface));
    return {finding};
}

std::vector<Finding> upstreamCauses(const Workings &workings)
{
    const ProbeResult *probe = workings.seen != nullptr ? workings.seen : workings.farEnd;
    if (probe == nullptr || probe->outcome != ProbeOutcome::Rejected || !probe->offender
        || workings.own.empty() || workings.isOwn(*probe->offender)) {
        return {};
    }
    const Question &question = workings.question;
    const bool byDestination = probe->offender == question.to;
    // From the computer asked for itself: `in` that is this one; "port unreachable" for UDP says
    // that nobody listens there.
    if (byDestination && (question.direction == Way::Input || question.protocol == ProtocolUdp)) {
        return {};
    }
    Finding finding;
    finding.cause = Cause::UpstreamRefusal;
    finding.certainty = Certainty::Proven;
    const std::string who = addressText(probe->offender);
    finding.summary = fact("summary.upstream-refusal", who, addressText(question.to));
    finding.evidence.push_back(probeFact(workings, *probe));
    finding.fixes.push_back(adviceFix(FixKind::None, fact("effect.none-upstream", who)));
    return {finding};
}

} // namespace Portlight::Core
