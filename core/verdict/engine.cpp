// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/verdict/engine.h"

#include "core/text/saveparser.h"
#include "core/text/savewriter.h"
#include "core/verdict/walker.h"

#include <algorithm>

namespace Portlight::Core
{

namespace
{

constexpr std::size_t maxDoubts = 64;

Location locationOf(const RuleRef &ref)
{
    Location location;
    location.backend = ref.base->ruleset->backend;
    location.family = ref.base->ruleset->family;
    location.table = ref.base->table->name;
    location.chain = ref.chain->name;
    location.number = ref.number;
    if (const Rule *rule = ref.rule()) {
        location.rule = rule->text;
    } else {
        location.rule = "-P " + ref.chain->name + ' '
            + std::string(toString(ref.chain->policy.value_or(Policy::Accept)));
    }
    return location;
}

std::string actionOf(const RuleRef &ref)
{
    if (const Rule *rule = ref.rule()) {
        return rule->target.name;
    }
    return "policy " + std::string(toString(ref.chain->policy.value_or(Policy::Accept)));
}

std::string rejectWith(const RuleRef &ref)
{
    const auto given = targetOption(ref.rule()->target, "reject-with");
    if (given) {
        return *given;
    }
    return ref.base->ruleset->family == Family::Ipv4 ? "icmp-port-unreachable"
                                                     : "icmp6-port-unreachable";
}

std::optional<Location> optionalLocation(const RuleRef &ref)
{
    return ref ? std::optional(locationOf(ref)) : std::nullopt;
}

std::vector<Doubt> doubtsOf(const WalkEnd &outcome, const std::vector<Fork> &forks)
{
    std::vector<Doubt> doubts;
    for (const unsigned index : outcome.doubts) {
        const Fork &fork = forks[index];
        for (const Fork::Part &part : fork.parts) {
            Doubt doubt{locationOf(fork.at), part.text, part.name, fork.ifYes, fork.ifNo};
            if (std::find(doubts.begin(), doubts.end(), doubt) == doubts.end()) {
                doubts.push_back(std::move(doubt));
            }
            if (doubts.size() == maxDoubts) {
                return doubts;
            }
        }
    }
    return doubts;
}

} // namespace

std::string_view toString(VerdictKind kind)
{
    switch (kind) {
    case VerdictKind::Accept:
        return "accept";
    case VerdictKind::Drop:
        return "drop";
    case VerdictKind::Reject:
        return "reject";
    case VerdictKind::Unknown:
        break;
    }
    return "unknown";
}

Verdict walk(std::span<const Ruleset> rulesets, const Packet &packet, const World &world)
{
    Walker walker(rulesets, packet, world);
    const WalkEnd outcome = walker.walk();

    Verdict verdict;
    verdict.kind = outcome.kind;
    switch (outcome.kind) {
    case VerdictKind::Accept:
        verdict.deciding = optionalLocation(outcome.acceptance.by);
        break;
    case VerdictKind::Reject:
        verdict.rejectWith = rejectWith(outcome.decidedBy);
        [[fallthrough]];
    case VerdictKind::Drop:
        verdict.deciding = optionalLocation(outcome.decidedBy);
        break;
    case VerdictKind::Unknown:
        verdict.doubts = doubtsOf(outcome, walker.forks());
        break;
    }
    for (const RuleRef &step : walker.steps(outcome)) {
        verdict.path.push_back({locationOf(step), actionOf(step)});
    }
    if (walker.assumedInInterface()) {
        verdict.assumptions.emplace_back("in-interface");
    }
    if (walker.assumedOutInterface()) {
        verdict.assumptions.emplace_back("out-interface");
    }
    verdict.after = outcome.flow->packet;
    verdict.destinationTranslatedBy = optionalLocation(outcome.flow->destinationBy);
    verdict.sourceTranslatedBy = optionalLocation(outcome.flow->sourceBy);
    return verdict;
}

std::vector<Condition> conditions(const Rule &rule, const Packet &packet, const World &world)
{
    Packet derived = packet;
    deriveInterfaces(derived, world);
    MatchContext context{derived, world, std::nullopt};
    // What earlier rules of the nat table did is not known to a rule by itself.
    context.sourceTranslated = std::nullopt;
    context.destinationTranslated = std::nullopt;
    std::vector<Condition> result;
    for (const Match &match : rule.matches) {
        std::string text = matchText(match);
        if (!text.empty()) {
            result.push_back({std::move(text), evaluate(match, context).answer});
        }
    }
    return result;
}

} // namespace Portlight::Core
