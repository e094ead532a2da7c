// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/diagnosis/workings.h"

#include <algorithm>
#include <cmath>

namespace Portlight::Core
{

namespace
{

bool allRead(const Evidence &evidence)
{
    const auto readable = [](Reading reading) {
        return reading == Reading::Done || reading == Reading::NotThere;
    };
    if (evidence.rulesRead.empty()) {
        return !evidence.rulesets.empty();
    }
    return std::all_of(evidence.rulesRead.begin(), evidence.rulesRead.end(),
                       [readable](const auto &entry) {
                           return readable(entry.second);
                       });
}

std::string interfaceTowards(const Evidence &evidence, const IpAddress &address)
{
    for (const NetworkInterface &device : evidence.interfaces) {
        for (const IpNetwork &network : device.addresses) {
            if (network.address.family == address.family && network.contains(address)) {
                return device.name;
            }
        }
    }
    return {};
}

} // namespace

Workings::Workings(const Question &asked, const Evidence &read)
    : question(asked)
    , evidence(read)
    , own(read.localAddresses())
    , packet(requestPacket(asked, own))
    , rehearsal(read.rulesets, asked.family, read.native ? &*read.native : nullptr, read.world)
    , rulesComplete(allRead(read))
{
    request = rehearsal.walk(packet);
    // A published port: the packet does not end here, so FORWARD decides and not INPUT.
    if (packet.way == Way::Input && request.destinationTranslatedBy && request.after.destination
        && !own.empty() && !isOwn(*request.after.destination)) {
        published = true;
        packet.way = Way::Forward;
        const std::string out = interfaceTowards(evidence, *request.after.destination);
        if (!out.empty()) {
            packet.outInterface = out;
        }
        request = rehearsal.walk(packet);
    }
    cleared = request;

    if (!evidence.probe || evidence.probe->outcome == ProbeOutcome::NotTried) {
        return;
    }
    const bool fromHere = evidence.probe->fromWhere.empty() || evidence.probe->fromWhere == "here";
    const bool askedFromHere = question.from && isOwn(*question.from);
    switch (question.direction) {
    case Way::Input:
        // A test of one's own address from oneself goes through lo and proves nothing about others.
        if (evidence.probe->fromWhere != "here" || askedFromHere) {
            seen = &*evidence.probe;
        }
        break;
    case Way::Output:
        seen = &*evidence.probe;
        farEnd = seen;
        break;
    case Way::Forward:
        // From here it takes OUTPUT, not FORWARD: it only tells about the other end.
        (fromHere ? farEnd : seen) = &*evidence.probe;
        break;
    }
}

bool Workings::isOwn(const IpAddress &address) const
{
    return address.isLoopback() || std::find(own.begin(), own.end(), address) != own.end();
}

bool Workings::forwards() const
{
    return packet.way == Way::Forward;
}

bool Workings::isPing() const
{
    return question.protocol == ProtocolIcmp || question.protocol == ProtocolIcmpv6;
}

std::optional<IpAddress> Workings::finalAddress() const
{
    return cleared.destinationTranslatedBy && cleared.after.destination ? cleared.after.destination
                                                                        : question.to;
}

std::optional<std::uint16_t> Workings::finalPort() const
{
    return cleared.destinationTranslatedBy && cleared.after.destinationPort
        ? cleared.after.destinationPort
        : question.port;
}

bool isAnswer(const ProbeResult &probe)
{
    return probe.outcome == ProbeOutcome::Connected || probe.outcome == ProbeOutcome::Refused;
}

bool isFailure(const ProbeResult &probe)
{
    return probe.outcome != ProbeOutcome::Connected && probe.outcome != ProbeOutcome::NotTried;
}

std::string seenWord(ProbeOutcome outcome)
{
    switch (outcome) {
    case ProbeOutcome::Connected:
        return "connected";
    case ProbeOutcome::Refused:
        return "refused";
    case ProbeOutcome::Rejected:
        return "rejected";
    case ProbeOutcome::TimedOut:
        return "timed-out";
    case ProbeOutcome::Unreachable:
        return "unreachable";
    case ProbeOutcome::NotTried:
        break;
    }
    return {};
}

std::string text(std::uint64_t number)
{
    return std::to_string(number);
}

std::string milliseconds(double value)
{
    // One decimal, without the locale and without iostream.
    const auto tenths = static_cast<std::int64_t>(std::llround(std::max(0.0, value) * 10.0));
    return std::to_string(tenths / 10) + '.' + std::to_string(tenths % 10);
}

std::string percentText(double value)
{
    return std::to_string(static_cast<std::int64_t>(std::floor(value)));
}

std::string protocolText(const Question &question)
{
    return protocolName(question.protocol);
}

std::string portText(const Question &question)
{
    return question.port ? std::to_string(*question.port) : std::string();
}

std::string addressText(const std::optional<IpAddress> &address)
{
    return address ? address->toString() : std::string();
}

std::string joined(const std::vector<std::string> &parts)
{
    std::string result;
    for (const std::string &part : parts) {
        result += (result.empty() ? "" : ", ") + part;
    }
    return result;
}

Fact probeFact(const Workings &workings, const ProbeResult &probe)
{
    const std::string destination = addressText(workings.question.to);
    const auto number = [](const std::optional<std::uint8_t> &value) {
        return value ? std::to_string(*value) : std::string();
    };
    switch (probe.outcome) {
    case ProbeOutcome::Connected:
        return fact("evidence.probe-connected", destination, milliseconds(probe.milliseconds));
    case ProbeOutcome::Refused:
        return fact("evidence.probe-refused", destination, milliseconds(probe.milliseconds));
    case ProbeOutcome::Rejected:
        return fact("evidence.probe-rejected", addressText(probe.offender), number(probe.icmpType),
                    number(probe.icmpCode), milliseconds(probe.milliseconds));
    case ProbeOutcome::Unreachable:
        return fact("evidence.probe-unreachable", destination, std::to_string(probe.errorNumber));
    case ProbeOutcome::TimedOut:
    case ProbeOutcome::NotTried:
        break;
    }
    return fact("evidence.probe-timed-out", destination, milliseconds(probe.milliseconds));
}

Fact decidingFact(const Location &location, const std::string &action)
{
    const std::string backend(toString(location.backend));
    const std::string family(toString(location.family));
    if (location.number == 0) {
        const bool accepts = location.rule.ends_with("ACCEPT") || location.rule.ends_with("accept");
        return fact("evidence.policy-decides", location.chain, location.table, backend, family,
                    accepts ? "ACCEPT" : "DROP");
    }
    return fact("evidence.rule-decides", text(location.number), location.chain, location.table,
                backend, family, action, location.rule);
}

Fact doubtFact(const Doubt &doubt)
{
    const bool yesStops = doubt.ifYes == VerdictKind::Drop || doubt.ifYes == VerdictKind::Reject;
    return fact("evidence.cannot-tell", text(doubt.location.number), doubt.location.chain,
                doubt.location.table, doubt.part.empty() ? doubt.name : doubt.part,
                toString(yesStops ? doubt.ifYes : doubt.ifNo));
}

bool counterRose(const Evidence &evidence, const Location &location)
{
    return std::any_of(evidence.countersRose.begin(), evidence.countersRose.end(),
                       [&location](const Location &rose) {
                           return rose.backend == location.backend && rose.family == location.family
                               && rose.table == location.table && rose.chain == location.chain
                               && rose.number == location.number;
                       });
}

} // namespace Portlight::Core
