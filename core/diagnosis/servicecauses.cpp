// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/diagnosis/workings.h"

#include <algorithm>

namespace Portlight::Core
{

namespace
{

constexpr std::uint8_t unreachableIpv4 = 3;
constexpr std::uint8_t portCodeIpv4 = 3;
constexpr std::uint8_t unreachableIpv6 = 1;
constexpr std::uint8_t portCodeIpv6 = 4;

/// ::ffff:192.0.2.1 is how a socket for both families shows an IPv4 address.
IpAddress unmapped(const IpAddress &address)
{
    constexpr std::size_t prefix = 10;
    const bool zeros =
        std::all_of(address.bytes.begin(), address.bytes.begin() + prefix, [](std::uint8_t byte) {
            return byte == 0;
        });
    if (address.family != Family::Ipv6 || !zeros || address.bytes[10] != 0xff
        || address.bytes[11] != 0xff) {
        return address;
    }
    IpAddress result = IpAddress::any(Family::Ipv4);
    std::copy(address.bytes.begin() + prefix + 2, address.bytes.end(), result.bytes.begin());
    return result;
}

bool serves(const Workings &workings, const Listener &listener,
            const std::optional<IpAddress> &asked)
{
    const std::string &device = workings.question.inInterface;
    if (!listener.interface.empty() && !device.empty() && listener.interface != device) {
        return false;
    }
    const IpAddress address = unmapped(listener.address);
    if (address.isUnspecified()) {
        return address.family == workings.question.family
            || (address.family == Family::Ipv6 && !listener.ipv6Only);
    }
    return asked ? address == *asked
                 : address.family == workings.question.family && !address.isLoopback();
}

bool isPortUnreachable(const ProbeResult &probe)
{
    return probe.outcome == ProbeOutcome::Rejected
        && ((probe.icmpType == unreachableIpv4 && probe.icmpCode == portCodeIpv4)
            || (probe.icmpType == unreachableIpv6 && probe.icmpCode == portCodeIpv6));
}

/// What a kernel without a listener answers: a reset (TCP) or "port unreachable" (UDP).
bool saysNoListener(const Question &question, const ProbeResult &probe)
{
    if (question.protocol == ProtocolTcp) {
        return probe.outcome == ProbeOutcome::Refused;
    }
    return probe.outcome == ProbeOutcome::Refused || isPortUnreachable(probe);
}

std::string portOf(const Listener &listener)
{
    return text(listener.port);
}

Fact listenerFact(const Listener &listener)
{
    return fact("evidence.listener-found", listener.program, listener.address.toString(),
                portOf(listener), protocolName(listener.protocol),
                listener.pid == 0 ? std::string() : text(listener.pid));
}

Fix startFix(const Workings &workings)
{
    return adviceFix(FixKind::StartService,
                     fact("effect.start-service", protocolText(workings.question),
                          text(workings.finalPort().value_or(0))));
}

Finding misdirected(const Workings &workings, Certainty certainty)
{
    Finding finding;
    finding.cause = Cause::NatMisdirected;
    finding.certainty = certainty;
    finding.location = workings.cleared.destinationTranslatedBy;
    const Location &at = *finding.location;
    const std::string address = addressText(workings.finalAddress());
    const std::string port = text(workings.finalPort().value_or(0));
    finding.summary =
        fact("summary.nat-misdirected", text(at.number), at.chain, protocolText(workings.question),
             portText(workings.question), address, port);
    finding.evidence.push_back(
        fact("evidence.translated", text(at.number), at.chain, address, port, at.rule));
    finding.fixes.push_back(startFix(workings));
    finding.fixes.push_back(adviceFix(
        FixKind::None, fact("effect.none-nat", text(at.number), at.chain, address, port)));
    return finding;
}

Finding nobodyListens(const Workings &workings, bool listKnown, bool seenSo)
{
    const std::string protocol = protocolText(workings.question);
    const std::string port = text(workings.finalPort().value_or(0));
    Certainty certainty = Certainty::Calculated;
    if (listKnown && seenSo) {
        certainty = Certainty::Proven;
    } else if (!listKnown) {
        certainty = Certainty::Possible;
    }
    Finding finding;
    if (workings.cleared.destinationTranslatedBy) {
        finding = misdirected(workings, certainty);
    } else {
        finding.cause = Cause::NoListener;
        finding.certainty = certainty;
        finding.summary = fact("summary.no-listener", protocol, port);
        finding.fixes.push_back(startFix(workings));
    }
    finding.evidence.push_back(listKnown ? fact("evidence.listener-none", protocol, port)
                                         : fact("evidence.listeners-unread"));
    return finding;
}

Finding listensElsewhere(const Workings &workings, const Listener &listener, bool seenSo)
{
    Finding finding;
    finding.cause = Cause::ListensElsewhere;
    finding.certainty = seenSo ? Certainty::Proven : Certainty::Calculated;
    const std::string port = portOf(listener);
    const std::string asked = addressText(workings.finalAddress());
    const std::string there = listener.address.toString();
    finding.summary = fact("summary.listens-elsewhere", protocolText(workings.question), port,
                           there, asked, listener.program);
    finding.evidence.push_back(listenerFact(listener));
    if (!listener.interface.empty()) {
        finding.evidence.push_back(
            fact("evidence.listener-bound-to-interface", listener.program, listener.interface));
    }
    finding.fixes.push_back(
        adviceFix(FixKind::RebindService,
                  fact("effect.rebind-service", listener.program, there, asked, port)));
    return finding;
}

std::vector<Finding> farServiceCauses(const Workings &workings)
{
    const ProbeResult *probe = workings.seen != nullptr ? workings.seen : workings.farEnd;
    // Only when no rule here can have sent the refusal.
    if (probe == nullptr || workings.request.kind != VerdictKind::Accept || !workings.rulesComplete
        || !saysNoListener(workings.question, *probe)) {
        return {};
    }
    if (probe->outcome == ProbeOutcome::Rejected && probe->offender != workings.question.to) {
        return {};
    }
    if (workings.question.direction == Way::Forward && probe == workings.farEnd) {
        // The test took the way out of this computer, which has rules of its own.
        Packet own = workings.packet;
        own.way = Way::Output;
        own.inInterface.reset();
        own.source.reset();
        if (workings.rehearsal.walk(own).kind == VerdictKind::Reject) {
            return {};
        }
    }
    const std::string protocol = protocolText(workings.question);
    const std::string port = portText(workings.question);
    const std::string address = addressText(workings.finalAddress());
    Finding finding;
    if (workings.published) {
        finding = misdirected(workings, Certainty::Proven);
    } else {
        finding.cause = Cause::NoListener;
        finding.certainty = Certainty::Proven;
        finding.summary = fact("summary.no-listener-far", protocol, port, address);
        finding.fixes.push_back(
            adviceFix(FixKind::None, fact("effect.none-far-listener", protocol, port, address)));
    }
    finding.evidence.push_back(probeFact(workings, *probe));
    return {finding};
}

} // namespace

ListenerView listenersFor(const Workings &workings)
{
    ListenerView view;
    const Evidence &evidence = workings.evidence;
    view.known = evidence.listenersRead == Reading::Done;
    const std::optional<IpAddress> asked = workings.finalAddress();
    const std::optional<std::uint16_t> port = workings.finalPort();
    for (const Listener &listener : evidence.listeners) {
        if (listener.protocol != workings.question.protocol || listener.port != port) {
            continue;
        }
        if (serves(workings, listener, asked)) {
            view.serving = &listener;
            return view;
        }
        // The one on the loopback address tells most: it is the usual mistake.
        if (view.elsewhere == nullptr || listener.address.isLoopback()) {
            view.elsewhere = &listener;
        }
    }
    return view;
}

std::vector<Finding> serviceCauses(const Workings &workings)
{
    if (workings.isPing()
        || (workings.seen != nullptr && workings.seen->outcome == ProbeOutcome::Connected)) {
        return {};
    }
    if (workings.question.direction != Way::Input || workings.published) {
        return farServiceCauses(workings);
    }
    // A reset proves it only when no rule is in the way that could have sent it.
    const bool passes = workings.request.kind == VerdictKind::Accept && workings.rulesComplete;
    const bool seenSo =
        passes && workings.seen != nullptr && saysNoListener(workings.question, *workings.seen);
    const ListenerView view = listenersFor(workings);
    Finding finding;
    if (view.known && view.serving != nullptr) {
        return {};
    }
    if (view.known && view.elsewhere != nullptr) {
        finding = listensElsewhere(workings, *view.elsewhere, seenSo);
    } else if (view.known || seenSo) {
        finding = nobodyListens(workings, view.known, seenSo);
    } else {
        return {};
    }
    if (workings.seen != nullptr) {
        finding.evidence.push_back(probeFact(workings, *workings.seen));
    }
    return {finding};
}

} // namespace Portlight::Core
