// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/diagnosis/derive.h"
#include "core/diagnosis/workings.h"

#include <cmath>

namespace Portlight::Core
{

namespace
{

/// A watch that is shorter says nothing by seeing nothing.
constexpr double leastSeconds = 1;

std::string secondsText(const PacketWatch &watch)
{
    return text(static_cast<std::uint64_t>(std::llround(std::max(1.0, watch.seconds))));
}

std::string wayText(const Sighting &sighting)
{
    return sighting.outgoing ? "left" : "came";
}

std::string delayText(const Sighting &sighting)
{
    return sighting.afterRequest ? milliseconds(*sighting.afterRequest) : std::string();
}

std::string number(const std::optional<std::uint8_t> &value)
{
    return value ? text(*value) : std::string();
}

Fact reactionFact(const Sighting &one)
{
    switch (one.kind) {
    case SightingKind::Reset:
        return fact("evidence.watch-reset", wayText(one), one.interface, one.source.toString(),
                    delayText(one));
    case SightingKind::IcmpError:
        return fact("evidence.watch-icmp", wayText(one), one.interface, one.source.toString(),
                    number(one.icmpType), number(one.icmpCode), delayText(one));
    case SightingKind::Answer:
    case SightingKind::Request:
        break;
    }
    return fact("evidence.watch-answer", wayText(one), one.interface, one.source.toString(),
                delayText(one));
}

std::string dropsText(const PacketWatch &watch)
{
    std::vector<std::string> parts;
    if (watch.drops) {
        for (const auto &[reason, count] : *watch.drops) {
            parts.push_back(reason + ' ' + text(count));
        }
    }
    return joined(parts);
}

/// The calculation as the wire bears it out or not; empty when both agree or nothing can be said.
std::string contradictedBy(const Workings &workings, const WatchView &view)
{
    const VerdictKind kind = workings.request.kind;
    const bool stopped = kind == VerdictKind::Drop || kind == VerdictKind::Reject;
    if (stopped
        && (view.answer != nullptr || (workings.forwards() && view.requestLeft.packets > 0))) {
        return view.answer != nullptr ? "answered" : "passed-on";
    }
    if (kind != VerdictKind::Accept || !workings.rulesComplete || view.answer != nullptr) {
        return {};
    }
    if (workings.question.direction == Way::Output) {
        return view.requestLeft.packets == 0 && workings.seen != nullptr ? "nothing-left"
                                                                         : std::string();
    }
    const bool arrived = view.requestArrived.packets > 0;
    const bool answerable = workings.forwards() || listenersFor(workings).serving != nullptr;
    const bool passedOn = workings.forwards() && view.requestLeft.packets > 0;
    if (arrived && answerable && !passedOn) {
        return view.reaction != nullptr ? "refused" : "silent";
    }
    return {};
}

} // namespace

WatchSubject watchSubjectFor(const Question &question, const Evidence &evidence)
{
    WatchSubject subject;
    subject.protocol = question.protocol;
    subject.port = question.port.value_or(0);
    subject.to = question.to;
    if (!question.fromAnyone) {
        subject.from = question.from;
    }
    const Workings workings(question, evidence);
    const Packet &after = workings.request.after;
    if (workings.request.destinationTranslatedBy && after.destination) {
        subject.translatedTo = after.destination;
        subject.translatedPort = after.destinationPort.value_or(0);
    }
    return subject;
}

WatchView watchView(const Workings &workings)
{
    const Evidence &evidence = workings.evidence;
    WatchView view;
    view.watched = evidence.watchRead == Reading::Done;
    if (!view.watched) {
        return view;
    }
    const bool towardsClient = workings.question.direction != Way::Output;
    view.requestArrived = sumOf(evidence.watch, SightingKind::Request, false);
    view.requestLeft = sumOf(evidence.watch, SightingKind::Request, true);
    view.answer = sumOf(evidence.watch, SightingKind::Answer, towardsClient).first;
    for (const SightingKind kind : {SightingKind::Reset, SightingKind::IcmpError}) {
        if (view.reaction == nullptr) {
            view.reaction = sumOf(evidence.watch, kind, towardsClient).first;
        }
    }
    return view;
}

bool wireBearsOut(const Workings &workings, VerdictKind kind)
{
    const WatchView view = watchView(workings);
    if (!view.watched || view.answer != nullptr || workings.question.direction == Way::Output
        || view.requestArrived.packets == 0
        || (workings.forwards() && view.requestLeft.packets > 0)) {
        return false;
    }
    return kind == VerdictKind::Reject ? view.reaction != nullptr : view.reaction == nullptr;
}

std::vector<Finding> arrivalCauses(const Workings &workings)
{
    const WatchView view = watchView(workings);
    const Question &question = workings.question;
    const PacketWatch &watch = workings.evidence.watch;
    const bool blind = watch.lost > 0 || watch.limited || watch.seconds < leastSeconds;
    if (!view.watched || blind || question.direction == Way::Output || !watch.sightings.empty()) {
        return {};
    }
    const bool tried = workings.seen != nullptr && workings.seen->fromWhere != "here"
        && !workings.seen->fromWhere.empty();
    if (workings.seen != nullptr && (!tried || workings.seen->outcome != ProbeOutcome::TimedOut)) {
        return {};
    }
    Finding finding;
    finding.cause = Cause::NotArriving;
    finding.certainty = tried ? Certainty::Proven : Certainty::Possible;
    const std::string address = addressText(question.to);
    finding.summary =
        fact("summary.not-arriving", protocolText(question), portText(question), address);
    if (tried) {
        finding.evidence.push_back(probeFact(workings, *workings.seen));
        finding.evidence.push_back(fact("evidence.probe-from", workings.seen->fromWhere));
    }
    finding.fixes.push_back(adviceFix(FixKind::None, fact("effect.none-look-elsewhere", address)));
    return {finding};
}

std::vector<Fact> watchFacts(const Workings &workings, bool explained)
{
    const WatchView view = watchView(workings);
    if (!view.watched) {
        return {};
    }
    std::vector<Fact> facts;
    const bool output = workings.question.direction == Way::Output;
    const SightingSum &request = output ? view.requestLeft : view.requestArrived;
    const std::string seconds = secondsText(workings.evidence.watch);
    if (request.packets == 0) {
        facts.push_back(output ? fact("evidence.watch-nothing-left", seconds)
                               : fact("evidence.watch-nothing-arrived", seconds));
    } else if (output) {
        facts.push_back(
            fact("evidence.watch-left", text(request.packets), request.first->interface));
    } else {
        facts.push_back(fact("evidence.watch-arrived", text(request.packets),
                             request.first->interface, request.first->source.toString()));
    }
    if (workings.forwards() && request.packets > 0) {
        facts.push_back(view.requestLeft.packets > 0
                            ? fact("evidence.watch-passed-on", text(view.requestLeft.packets),
                                   view.requestLeft.first->interface,
                                   view.requestLeft.first->source.toString())
                            : fact("evidence.watch-not-passed-on"));
    }
    if (view.answer != nullptr) {
        facts.push_back(reactionFact(*view.answer));
    }
    if (view.reaction != nullptr) {
        facts.push_back(reactionFact(*view.reaction));
    }
    if (request.packets > 0 && view.answer == nullptr && view.reaction == nullptr) {
        facts.push_back(output ? fact("evidence.watch-no-answer-came")
                               : fact("evidence.watch-no-answer-left"));
    }
    if (const std::string drops = dropsText(workings.evidence.watch); !drops.empty()) {
        facts.push_back(fact("evidence.kernel-drops", drops));
    }
    const bool accepted = workings.request.kind == VerdictKind::Accept;
    if (const std::string word = contradictedBy(workings, view);
        !word.empty() && !(accepted && explained)) {
        facts.push_back(fact("evidence.wire-disagreement", toString(workings.request.kind), word));
    }
    return facts;
}

Check watchCheck(const Workings &workings)
{
    const Evidence &evidence = workings.evidence;
    if (evidence.watchRead == Reading::Skipped) {
        return {"watch", CheckResult::Skipped, fact("check.watch.skipped")};
    }
    const WatchView view = watchView(workings);
    if (!view.watched) {
        return {"watch", CheckResult::Unknown, fact("check.watch.unknown", evidence.watchDetail)};
    }
    const bool output = workings.question.direction == Way::Output;
    const SightingSum &request = output ? view.requestLeft : view.requestArrived;
    const std::string seconds = secondsText(evidence.watch);
    if (view.answer != nullptr) {
        return {"watch", CheckResult::Ok,
                fact("check.watch.answered", wayText(*view.answer), view.answer->interface,
                     delayText(*view.answer))};
    }
    if (view.reaction != nullptr) {
        return {"watch", CheckResult::Problem,
                fact("check.watch.refused", wayText(*view.reaction), view.reaction->interface,
                     view.reaction->source.toString())};
    }
    if (request.packets > 0) {
        return {"watch", CheckResult::Problem,
                fact("check.watch.unanswered", text(request.packets), request.first->interface,
                     seconds)};
    }
    // Nobody may have tried; only a test connection says that somebody did.
    return {"watch", workings.seen != nullptr ? CheckResult::Problem : CheckResult::Unknown,
            output ? fact("check.watch.nothing-left", seconds)
                   : fact("check.watch.nothing-arrived", seconds)};
}

} // namespace Portlight::Core
