// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/diagnosis/workings.h"

#include <algorithm>
#include <iterator>

namespace Portlight::Core
{

namespace
{

bool stops(VerdictKind kind)
{
    return kind == VerdictKind::Drop || kind == VerdictKind::Reject;
}

void append(std::vector<Finding> &findings, std::vector<Finding> more)
{
    std::move(more.begin(), more.end(), std::back_inserter(findings));
}

bool isPressure(const Finding &finding)
{
    return finding.cause == Cause::ConntrackPressure;
}

/// All causes, in the order in which they must be fixed: what hides everything else first; then
/// along the request's way (route and forwarding, rules, translation, service), then the answer's;
/// what only threatens comes last.
std::vector<Finding> allCauses(Workings &workings)
{
    std::vector<Finding> findings;
    const std::vector<Finding> table = conntrackCauses(workings);
    const bool full = !table.empty() && table.front().cause == Cause::ConntrackFull;
    const bool fullSeen = full && table.front().certainty == Certainty::Proven;
    const bool input = workings.question.direction == Way::Input;
    const std::vector<Finding> arrival = arrivalCauses(workings);
    const bool never = !arrival.empty() && arrival.front().certainty == Certainty::Proven;
    if (never) {
        append(findings, arrival);
    }
    if (fullSeen) {
        append(findings, table);
    }
    if (input) {
        append(findings, upstreamCauses(workings));
    }
    append(findings, routeCauses(workings));
    append(findings, forwardingCauses(workings));
    append(findings, ruleCauses(workings));
    append(findings, doubtCauses(workings));
    append(findings, translationCauses(workings));
    append(findings, serviceCauses(workings));
    append(findings, replyCauses(workings));
    if (!input) {
        append(findings, upstreamCauses(workings));
    }
    if (!fullSeen) {
        append(findings, table);
    }
    // That nothing came while somebody watched may only mean that nobody tried.
    if (!never && findings.empty()) {
        append(findings, arrival);
    }
    return findings;
}

bool works(const Workings &workings)
{
    return workings.seen != nullptr && workings.seen->outcome == ProbeOutcome::Connected;
}

bool fails(const Workings &workings)
{
    return workings.seen != nullptr && isFailure(*workings.seen);
}

void addDoubts(const Workings &workings, Finding &finding)
{
    const Evidence &evidence = workings.evidence;
    for (const Doubt &doubt : workings.request.doubts) {
        finding.evidence.push_back(doubtFact(doubt));
    }
    for (const auto &[backend, reading] : evidence.rulesRead) {
        if (reading != Reading::Done && reading != Reading::NotThere) {
            const auto detail = evidence.rulesDetail.find(backend);
            finding.evidence.push_back(
                fact("evidence.rules-unread", toString(backend),
                     detail == evidence.rulesDetail.end() ? std::string() : detail->second));
        }
    }
    if (evidence.hasUnreadTables()) {
        finding.evidence.push_back(
            fact("evidence.other-firewall-present", joined(evidence.nativeTables)));
    }
}

/// Something stops the connection, nothing that could be calculated does, and there is a firewall
/// that is not calculated.
bool suspectsOtherFirewall(const Workings &workings)
{
    if (!fails(workings) || !workings.evidence.hasUnreadTables()) {
        return false;
    }
    const ProbeResult &seen = *workings.seen;
    return !seen.offender || workings.isOwn(*seen.offender)
        || (workings.question.direction == Way::Input && seen.offender == workings.question.to);
}

/// The end of a search that found nothing to blame here.
Finding nothingFound(const Workings &workings)
{
    const Question &question = workings.question;
    const std::string protocol = protocolText(question);
    const std::string port = portText(question);
    const std::string direction(toString(question.direction));
    const bool calculated = workings.rulesComplete && workings.request.kind == VerdictKind::Accept
        && !workings.evidence.hasUnreadTables() && !fails(workings)
        && (!workings.reply || workings.reply->kind == VerdictKind::Accept);
    Finding finding;
    finding.location = workings.request.deciding;
    if (works(workings)) {
        finding.certainty = Certainty::Proven;
    } else {
        finding.certainty = calculated ? Certainty::Calculated : Certainty::Possible;
    }
    if (suspectsOtherFirewall(workings)) {
        finding.cause = Cause::OtherFirewall;
        const std::string tables = joined(workings.evidence.nativeTables);
        finding.location.reset();
        finding.summary = fact("summary.other-firewall", tables);
        finding.fixes.push_back(
            adviceFix(FixKind::None, fact("effect.none-other-firewall", tables)));
    } else {
        finding.cause = Cause::Open;
        finding.summary = finding.certainty == Certainty::Possible
            ? fact("summary.open-possible", protocol, port, direction)
            : fact("summary.open", protocol, port, direction);
    }
    if (workings.seen != nullptr) {
        finding.evidence.push_back(probeFact(workings, *workings.seen));
    } else if (workings.farEnd != nullptr) {
        finding.evidence.push_back(probeFact(workings, *workings.farEnd));
    }
    const VerdictKind kind = workings.request.kind;
    const bool disagrees = (works(workings) && stops(kind))
        || (fails(workings) && kind == VerdictKind::Accept && workings.rulesComplete);
    if (disagrees) {
        finding.evidence.push_back(
            fact("evidence.disagreement", toString(kind), seenWord(workings.seen->outcome)));
    }
    if (workings.request.deciding && (stops(kind) || kind == VerdictKind::Accept)) {
        std::string action = "ACCEPT";
        if (stops(kind)) {
            action = kind == VerdictKind::Reject ? "REJECT" : "DROP";
        }
        finding.evidence.push_back(decidingFact(*workings.request.deciding, action));
    } else if (kind == VerdictKind::Accept && workings.rulesComplete) {
        finding.evidence.push_back(fact("evidence.no-rules-block"));
    }
    if (!works(workings)) {
        addDoubts(workings, finding);
    }
    if (fails(workings) && finding.cause == Cause::Open) {
        const std::optional<IpAddress> other =
            question.direction == Way::Input ? question.from : question.to;
        finding.fixes.push_back(
            adviceFix(FixKind::None, fact("effect.none-look-elsewhere", addressText(other))));
    }
    return finding;
}

Outcome outcomeOf(const Workings &workings, const std::vector<Finding> &findings)
{
    const bool surely = std::any_of(findings.begin(), findings.end(), [](const Finding &finding) {
        return !isPressure(finding) && finding.cause != Cause::Open
            && (finding.certainty != Certainty::Possible || finding.cause == Cause::ReplyBlocked);
    });
    const bool ruled = stops(workings.request.kind)
        && std::any_of(findings.begin(), findings.end(), [](const Finding &finding) {
                           return finding.location && finding.cause != Cause::Open;
                       });
    if (surely || ruled) {
        return Outcome::Blocked;
    }
    const bool anyBlame = std::any_of(findings.begin(), findings.end(), [](const Finding &finding) {
        return !isPressure(finding) && finding.cause != Cause::Open;
    });
    if (anyBlame) {
        return fails(workings) ? Outcome::Blocked : Outcome::Unknown;
    }
    if (fails(workings)) {
        // An answer that says no is plain; silence may have its reason far from here.
        return workings.seen->outcome == ProbeOutcome::TimedOut ? Outcome::Unknown
                                                                : Outcome::Blocked;
    }
    if (!works(workings)
        && (!workings.rulesComplete || workings.request.kind == VerdictKind::Unknown)) {
        return Outcome::Unknown;
    }
    return std::any_of(findings.begin(), findings.end(), isPressure) ? Outcome::Degraded
                                                                     : Outcome::Open;
}

} // namespace

Diagnosis diagnose(const Question &question, const Evidence &evidence)
{
    Workings workings(question, evidence);
    Diagnosis diagnosis;
    diagnosis.question = question;
    diagnosis.request = workings.request;
    diagnosis.findings = allCauses(workings);
    const bool blames = std::any_of(diagnosis.findings.begin(), diagnosis.findings.end(),
                                    [](const Finding &finding) {
                                        return !isPressure(finding);
                                    });
    const bool onlyPressure = !diagnosis.findings.empty() && !blames;
    if (!blames && (!onlyPressure || fails(workings))) {
        // Behind pressure that was found: it may well be why the connection failed.
        diagnosis.findings.push_back(nothingFound(workings));
    }
    const std::vector<Fact> seen = watchFacts(workings, blames);
    std::vector<Fact> &evidenceOfFirst = diagnosis.findings.front().evidence;
    evidenceOfFirst.insert(evidenceOfFirst.end(), seen.begin(), seen.end());
    findOpenings(workings, diagnosis.findings);
    diagnosis.outcome = outcomeOf(workings, diagnosis.findings);
    diagnosis.checks = checks(workings, diagnosis.findings);
    return diagnosis;
}

} // namespace Portlight::Core
