// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/diagnosis/workings.h"
#include "core/text/savewriter.h"
#include "core/verdict/packetpath.h"

#include <algorithm>
#include <array>
#include <cerrno>

namespace Portlight::Core
{

namespace
{

constexpr int mostFindings = 4;
constexpr int mostBlockersBeforeAccept = 8;
constexpr std::size_t mostDoubts = 3;

bool stops(VerdictKind kind)
{
    return kind == VerdictKind::Drop || kind == VerdictKind::Reject;
}

bool isRateModule(std::string_view name)
{
    constexpr std::array modules = {"limit", "hashlimit", "connlimit", "recent"};
    return std::find(modules.begin(), modules.end(), name) != modules.end();
}

struct IcmpError {
    std::string_view name; ///< of --reject-with
    std::uint8_t type;
    std::uint8_t code;
};
// The types and codes of include/uapi/linux/icmp.h and icmpv6.h that REJECT can send.
constexpr std::array icmpErrors = {
    IcmpError{"icmp-net-unreachable", 3, 0},   IcmpError{"icmp-host-unreachable", 3, 1},
    IcmpError{"icmp-proto-unreachable", 3, 2}, IcmpError{"icmp-port-unreachable", 3, 3},
    IcmpError{"icmp-net-prohibited", 3, 9},    IcmpError{"icmp-host-prohibited", 3, 10},
    IcmpError{"icmp-admin-prohibited", 3, 13}, IcmpError{"icmp6-no-route", 1, 0},
    IcmpError{"icmp6-adm-prohibited", 1, 1},   IcmpError{"icmp6-addr-unreachable", 1, 3},
    IcmpError{"icmp6-port-unreachable", 1, 4}, IcmpError{"icmp6-policy-fail", 1, 5},
    IcmpError{"icmp6-reject-route", 1, 6},
};

bool matchesRejection(const Workings &workings, const std::string &rejectWith)
{
    const ProbeResult &seen = *workings.seen;
    // Another hop that says the same words is not this rule.
    const bool fromUs =
        !seen.offender || workings.isOwn(*seen.offender) || seen.offender == workings.question.to;
    return seen.outcome == ProbeOutcome::Rejected && fromUs
        && std::any_of(icmpErrors.begin(), icmpErrors.end(), [&](const IcmpError &error) {
               return error.name == rejectWith && error.type == seen.icmpType
                   && error.code == seen.icmpCode;
           });
}

/// Whether what was seen can only be explained by this rule or policy.
bool isProven(const Workings &workings, const Verdict &verdict, const Location &location)
{
    const bool rose = counterRose(workings.evidence, location);
    if (workings.seen == nullptr) {
        return rose && wireBearsOut(workings, verdict.kind);
    }
    if (!isFailure(*workings.seen)) {
        return false;
    }
    if (verdict.kind == VerdictKind::Reject) {
        if (rose || matchesRejection(workings, verdict.rejectWith)) {
            return true;
        }
        // On the wire a reset by a rule equals one for want of a listener; here there is a
        // listener, so it was the rule.
        return verdict.rejectWith == "tcp-reset" && workings.seen->outcome == ProbeOutcome::Refused
            && workings.question.direction == Way::Input && !workings.forwards()
            && listenersFor(workings).serving != nullptr;
    }
    const bool sendRefused = workings.question.direction == Way::Output
        && workings.seen->outcome == ProbeOutcome::Unreachable
        && workings.seen->errorNumber == EPERM;
    return sendRefused || (rose && workings.seen->outcome == ProbeOutcome::TimedOut);
}

Certainty certaintyOf(const Workings &workings, const Verdict &verdict, const Location &location)
{
    if (isProven(workings, verdict, location)) {
        return Certainty::Proven;
    }
    return workings.rulesComplete ? Certainty::Calculated : Certainty::Possible;
}

std::string actionOf(const Verdict &verdict)
{
    return verdict.kind == VerdictKind::Reject ? "REJECT" : "DROP";
}

/// Whether the rule was written for this port, address or kind of ping, and not for everything.
bool isSpecific(const Rule &rule)
{
    return std::any_of(rule.matches.begin(), rule.matches.end(), [](const Match &match) {
        if (const auto *transport = std::get_if<TransportMatch>(&match)) {
            return transport->destinationPorts.has_value() || transport->sourcePorts.has_value();
        }
        return std::holds_alternative<MultiportMatch>(match)
            || std::holds_alternative<AddressMatch>(match)
            || std::holds_alternative<IcmpMatch>(match);
    });
}

bool namesPort(const Rule &rule)
{
    return std::any_of(rule.matches.begin(), rule.matches.end(), [](const Match &match) {
        const auto *transport = std::get_if<TransportMatch>(&match);
        return (transport != nullptr && transport->destinationPorts.has_value())
            || std::holds_alternative<MultiportMatch>(match);
    });
}

/// Back to the numbers before `removed` (in the order of removal) was taken away.
Location beforeRemoval(Location location, const std::vector<Location> &removed)
{
    for (auto gone = removed.rbegin(); gone != removed.rend(); ++gone) {
        if (gone->backend == location.backend && gone->table == location.table
            && gone->chain == location.chain && location.number >= gone->number) {
            ++location.number;
        }
    }
    return location;
}

/// The ACCEPT for this packet that stands behind the blocking rule. Found by taking the blocking
/// rules away one after the other, so jumps, goto and RETURN are followed as the kernel does.
std::optional<Location> acceptBehind(Workings &workings, const Verdict &blocked,
                                     const Packet &packet)
{
    if (!blocked.deciding || blocked.deciding->number == 0) {
        return std::nullopt;
    }
    const Location first = *blocked.deciding;
    const std::optional<Rule> blocking = workings.rehearsal.rule(first);
    const bool portIsBlocked = blocking && namesPort(*blocking);
    std::vector<Location> removed;
    std::vector<Change> changes;
    Verdict verdict = blocked;
    for (int round = 0; round < mostBlockersBeforeAccept; ++round) {
        const Location stop = *verdict.deciding;
        if (stop.number == 0 || stop.backend != first.backend || stop.table != first.table) {
            return std::nullopt;
        }
        const auto at =
            std::find_if(verdict.path.begin(), verdict.path.end(), [&stop](const PathStep &step) {
                return step.location == stop;
            });
        const auto shared = static_cast<std::size_t>(at - verdict.path.begin());
        removed.push_back(stop);
        changes.push_back(deletionOf(stop));
        std::optional<Verdict> next = workings.rehearsal.walkWith(changes, packet);
        if (!next) {
            return std::nullopt;
        }
        for (std::size_t index = shared; index < next->path.size(); ++index) {
            const PathStep &step = next->path[index];
            if (step.location.backend != first.backend || step.location.table != first.table) {
                continue;
            }
            if (step.location.number == 0) {
                return std::nullopt;
            }
            if (step.action == "ACCEPT") {
                const Location place = beforeRemoval(step.location, removed);
                const std::optional<Rule> accept = workings.rehearsal.rule(place);
                // "Allow everything else" is not an ACCEPT for a port that was closed by name.
                const bool meant = accept && (isSpecific(*accept) || !portIsBlocked);
                return meant ? std::optional(place) : std::nullopt;
            }
        }
        if (!stops(next->kind) || !next->deciding) {
            return std::nullopt;
        }
        verdict = std::move(*next);
    }
    return std::nullopt;
}

struct SpecialState {
    std::string state;
    std::optional<Location> because; ///< the rule that switched tracking off
};

/// Whether it is stopped only for being INVALID or UNTRACKED.
std::optional<SpecialState> specialState(Workings &workings, const Verdict &verdict,
                                         const Packet &packet)
{
    const std::optional<Rule> rule = workings.rehearsal.rule(*verdict.deciding);
    if (rule) {
        for (const Match &match : rule->matches) {
            const auto *state = std::get_if<StateMatch>(&match);
            if (state == nullptr || state->inverted || state->states.empty()) {
                continue;
            }
            if (std::all_of(state->states.begin(), state->states.end(), [](FlowState one) {
                    return one == FlowState::Invalid || one == FlowState::Untracked;
                })) {
                return SpecialState{std::string(toString(state->states.front())), std::nullopt};
            }
        }
    }
    for (const PathStep &step : verdict.path) {
        const std::optional<Rule> passed = workings.rehearsal.rule(step.location);
        if (!passed || passed->target.kind != Target::Kind::Notrack) {
            continue;
        }
        const auto tracked = workings.rehearsal.walkWith({deletionOf(step.location)}, packet);
        if (tracked && tracked->kind == VerdictKind::Accept) {
            return SpecialState{"UNTRACKED", step.location};
        }
    }
    return std::nullopt;
}

std::optional<std::string> rateModuleOf(const std::optional<Rule> &rule)
{
    if (!rule) {
        return std::nullopt;
    }
    for (const Match &match : rule->matches) {
        const auto *opaque = std::get_if<OpaqueMatch>(&match);
        if (opaque != nullptr && isRateModule(opaque->name)) {
            return opaque->name;
        }
    }
    return std::nullopt;
}

void addCommonEvidence(const Workings &workings, const Location &location, Finding &finding)
{
    const Evidence &evidence = workings.evidence;
    if (workings.seen != nullptr) {
        finding.evidence.push_back(probeFact(workings, *workings.seen));
        if (!workings.seen->fromWhere.empty() && workings.seen->fromWhere != "here") {
            finding.evidence.push_back(fact("evidence.probe-from", workings.seen->fromWhere));
        }
    }
    const std::string number = text(location.number);
    if (counterRose(evidence, location)) {
        finding.evidence.push_back(
            fact("evidence.counter-rose", number, location.chain, location.table));
    } else if (!evidence.countersRose.empty()) {
        finding.evidence.push_back(
            fact("evidence.counter-still", number, location.chain, location.table));
    }
    if (workings.question.fromAnyone) {
        finding.evidence.push_back(
            fact("evidence.assumed-source", addressText(workings.question.from)));
    }
    for (const auto &[backend, reading] : evidence.rulesRead) {
        if (reading != Reading::Done && reading != Reading::NotThere) {
            const auto detail = evidence.rulesDetail.find(backend);
            finding.evidence.push_back(
                fact("evidence.rules-unread", toString(backend),
                     detail == evidence.rulesDetail.end() ? std::string() : detail->second));
        }
    }
}

void setPlainCause(const Workings &workings, const Verdict &verdict, Finding &finding)
{
    const Location &at = *finding.location;
    const std::string protocol = protocolText(workings.question);
    const std::string port = portText(workings.question);
    if (at.backend == Backend::Native) {
        finding.cause = Cause::OtherFirewall;
        finding.summary = fact("summary.other-firewall-blocks", at.table, at.chain, protocol, port,
                               actionOf(verdict));
    } else if (at.number == 0) {
        finding.cause = Cause::PolicyDrop;
        finding.summary = fact("summary.policy-drop", at.chain, at.table, protocol, port);
    } else if (verdict.kind == VerdictKind::Reject) {
        finding.cause = Cause::RuleReject;
        finding.summary = fact("summary.rule-reject", text(at.number), at.chain, at.table, protocol,
                               port, verdict.rejectWith);
    } else {
        finding.cause = Cause::RuleDrop;
        finding.summary =
            fact("summary.rule-drop", text(at.number), at.chain, at.table, protocol, port);
    }
}

/// A rejection that is never seen is no contradiction: the kernel limits the rate of ICMP errors.
bool contradicts(const ProbeResult &seen, const Verdict &verdict)
{
    return seen.outcome == ProbeOutcome::Connected
        || (verdict.kind == VerdictKind::Drop
            && (seen.outcome == ProbeOutcome::Refused || seen.outcome == ProbeOutcome::Rejected));
}

/// What stops the request, under its most telling name (DESIGN.md 5).
Finding requestFinding(Workings &workings, const Verdict &verdict)
{
    Finding finding;
    finding.location = verdict.deciding;
    const Location &at = *finding.location;
    const std::string number = text(at.number);
    const std::string protocol = protocolText(workings.question);
    const std::string port = portText(workings.question);
    const std::optional<Rule> rule = workings.rehearsal.rule(at);

    finding.certainty = certaintyOf(workings, verdict, at);
    finding.evidence.push_back(decidingFact(at, actionOf(verdict)));
    if (rule) {
        finding.conditions = conditions(*rule, verdict.after);
    }
    setPlainCause(workings, verdict, finding);
    if (const auto accept = acceptBehind(workings, verdict, workings.packet)) {
        finding.cause = Cause::AcceptTooLate;
        finding.summary = fact("summary.accept-too-late", number, at.chain, at.table, protocol,
                               port, text(accept->number), accept->chain);
        finding.evidence.push_back(fact("evidence.accept-rule-later", text(accept->number),
                                        accept->chain, accept->table, accept->rule));
    } else if (const auto module = rateModuleOf(rule)) {
        finding.cause = Cause::RateLimited;
        finding.summary =
            fact("summary.rate-limited", number, at.chain, at.table, protocol, port, *module);
    } else if (const auto special = specialState(workings, verdict, workings.packet)) {
        finding.cause = Cause::StateInvalid;
        finding.summary = fact("summary.state-invalid", number, at.chain, at.table, protocol, port,
                               special->state);
        if (special->because) {
            finding.evidence.push_back(decidingFact(*special->because, "NOTRACK"));
        }
    }
    if (workings.seen != nullptr && contradicts(*workings.seen, verdict)) {
        finding.evidence.push_back(fact("evidence.disagreement", toString(verdict.kind),
                                        seenWord(workings.seen->outcome)));
    }
    addCommonEvidence(workings, at, finding);
    return finding;
}

/// The connection worked although the rules say otherwise. A test by somebody who is not the one
/// asked about (a stranger stands for anyone) is no proof against the rules.
bool seenToWork(const Workings &workings)
{
    return workings.seen != nullptr && workings.seen->outcome == ProbeOutcome::Connected
        && !workings.question.fromAnyone;
}

bool clearAway(Workings &workings, const Finding &finding)
{
    for (const Fix &fix : finding.fixes) {
        if (!fix.changes.empty()) {
            return workings.rehearsal.keep(fix.changes);
        }
    }
    return false;
}

/// The rule or policy that stops it if the doubt is settled the bad way.
std::optional<Verdict> badBranch(Workings &workings, const Doubt &doubt)
{
    const std::optional<Rule> rule = workings.rehearsal.rule(doubt.location);
    if (!rule) {
        return std::nullopt;
    }
    if (stops(doubt.ifYes)) {
        // As if the part held: the same rule without it.
        Rule without = *rule;
        std::erase_if(without.matches, [&doubt](const Match &match) {
            const auto *opaque = std::get_if<OpaqueMatch>(&match);
            return opaque != nullptr && (opaque->text == doubt.part || opaque->name == doubt.name);
        });
        const std::string body = ruleBody(*rule);
        without.text = canonicalRuleText(doubt.location.chain, without);
        const Change change = ReplaceRule{{doubt.location.backend, doubt.location.family,
                                           doubt.location.table, doubt.location.chain},
                                          doubt.location.number,
                                          body,
                                          ruleBody(without)};
        std::optional<Verdict> verdict = workings.rehearsal.walkWith({change}, workings.packet);
        if (verdict && stops(verdict->kind) && verdict->deciding) {
            if (verdict->deciding->number == doubt.location.number
                && verdict->deciding->chain == doubt.location.chain
                && verdict->deciding->table == doubt.location.table) {
                verdict->deciding = doubt.location;
            }
            return verdict;
        }
    }
    if (stops(doubt.ifNo)) {
        std::optional<Verdict> verdict =
            workings.rehearsal.walkWith({deletionOf(doubt.location)}, workings.packet);
        if (verdict && stops(verdict->kind) && verdict->deciding) {
            if (verdict->deciding->number > 0) {
                verdict->deciding = beforeRemoval(*verdict->deciding, {doubt.location});
            }
            return verdict;
        }
    }
    return std::nullopt;
}

Finding doubtFinding(Workings &workings, const Doubt &doubt, const Verdict &bad)
{
    Finding finding;
    const bool limited = isRateModule(doubt.name);
    finding.location = limited ? doubt.location : *bad.deciding;
    finding.certainty =
        isProven(workings, bad, *bad.deciding) ? Certainty::Proven : Certainty::Possible;
    if (limited) {
        const Location &at = doubt.location;
        finding.cause = Cause::RateLimited;
        finding.summary =
            fact("summary.rate-limited", text(at.number), at.chain, at.table,
                 protocolText(workings.question), portText(workings.question), doubt.name);
    } else {
        setPlainCause(workings, bad, finding);
    }
    finding.evidence.push_back(doubtFact(doubt));
    finding.evidence.push_back(decidingFact(*bad.deciding, actionOf(bad)));
    addCommonEvidence(workings, *bad.deciding, finding);
    if (const std::optional<Rule> rule = workings.rehearsal.rule(*finding.location)) {
        finding.conditions = conditions(*rule, bad.after);
    }
    finding.fixes = ruleFixes(workings, finding, workings.packet, bad);
    return finding;
}

/// What native tables do cannot be tried without one of their rules; the doubt itself says which
/// rule it is.
std::optional<Finding> nativeDoubtFinding(const Workings &workings, const Doubt &doubt)
{
    const bool limited = isRateModule(doubt.name);
    if (!stops(doubt.ifYes) && !stops(doubt.ifNo)) {
        return std::nullopt;
    }
    const Location &at = doubt.location;
    const VerdictKind bad = stops(doubt.ifYes) ? doubt.ifYes : doubt.ifNo;
    Finding finding;
    finding.location = at;
    finding.certainty = Certainty::Possible;
    finding.cause = limited ? Cause::RateLimited : Cause::OtherFirewall;
    finding.summary = limited
        ? fact("summary.rate-limited", text(at.number), at.chain, at.table,
               protocolText(workings.question), portText(workings.question), doubt.name)
        : fact("summary.other-firewall-blocks", at.table, at.chain, protocolText(workings.question),
               portText(workings.question),
               std::string(bad == VerdictKind::Reject ? "REJECT" : "DROP"));
    finding.evidence.push_back(doubtFact(doubt));
    addCommonEvidence(workings, at, finding);
    finding.fixes.push_back(adviceFix(FixKind::None, fact("effect.none-other-firewall", at.table)));
    return finding;
}

} // namespace

std::vector<Finding> ruleCauses(Workings &workings)
{
    std::vector<Finding> findings;
    if (seenToWork(workings)) {
        return findings;
    }
    for (int round = 0; round < mostFindings; ++round) {
        if (!stops(workings.cleared.kind) || !workings.cleared.deciding) {
            break;
        }
        Finding finding = requestFinding(workings, workings.cleared);
        finding.fixes = ruleFixes(workings, finding, workings.packet, workings.cleared);
        findings.push_back(finding);
        if (!clearAway(workings, finding)) {
            break;
        }
        workings.cleared = workings.rehearsal.walk(workings.packet);
    }
    return findings;
}

std::vector<Finding> doubtCauses(Workings &workings)
{
    std::vector<Finding> findings;
    if (workings.cleared.kind != VerdictKind::Unknown
        || (workings.seen != nullptr && workings.seen->outcome == ProbeOutcome::Connected)) {
        return findings;
    }
    const std::vector<Doubt> doubts = workings.cleared.doubts;
    for (const Doubt &doubt : doubts) {
        if (findings.size() == mostDoubts) {
            break;
        }
        if (doubt.location.backend == Backend::Native) {
            if (auto finding = nativeDoubtFinding(workings, doubt)) {
                findings.push_back(*std::move(finding));
                break;
            }
            continue;
        }
        const std::optional<Verdict> bad = badBranch(workings, doubt);
        if (!bad) {
            continue;
        }
        Finding finding = doubtFinding(workings, doubt, *bad);
        const bool known =
            std::any_of(findings.begin(), findings.end(), [&finding](const Finding &other) {
                return other.cause == finding.cause && other.location == finding.location;
            });
        if (!known) {
            findings.push_back(std::move(finding));
        }
    }
    return findings;
}

std::vector<Finding> replyCauses(Workings &workings)
{
    std::vector<Finding> findings;
    if (workings.cleared.kind != VerdictKind::Accept) {
        return findings;
    }
    const Packet answer = answerTo(workings.packet, workings.cleared);
    for (int round = 0; round < mostFindings; ++round) {
        const Verdict verdict = workings.rehearsal.walk(answer);
        workings.reply = verdict;
        if (!stops(verdict.kind) || !verdict.deciding || seenToWork(workings)) {
            break;
        }
        Finding finding;
        finding.cause = Cause::ReplyBlocked;
        finding.aboutReply = true;
        finding.location = verdict.deciding;
        const Location &at = *finding.location;
        finding.certainty = certaintyOf(workings, verdict, at);
        finding.summary =
            fact("summary.reply-blocked", text(at.number), at.chain, at.table,
                 protocolText(workings.question), portText(workings.question), actionOf(verdict));
        finding.evidence.push_back(decidingFact(at, actionOf(verdict)));
        addCommonEvidence(workings, at, finding);
        if (const std::optional<Rule> rule = workings.rehearsal.rule(at)) {
            finding.conditions = conditions(*rule, verdict.after);
        }
        finding.fixes = ruleFixes(workings, finding, answer, verdict);
        findings.push_back(finding);
        if (!clearAway(workings, finding)) {
            break;
        }
    }
    return findings;
}

} // namespace Portlight::Core
