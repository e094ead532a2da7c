// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/verdict/engine.h"

#include "core/text/saveparser.h"
#include "core/text/savewriter.h"
#include "core/verdict/nativewords.h"
#include "core/verdict/tracking.h"
#include "core/verdict/walker.h"

#include <algorithm>

namespace Portlight::Core
{

namespace
{

constexpr std::size_t maxDoubts = 64;

std::string policyWord(const BaseChain &base)
{
    return base.policy() == Policy::Drop ? "drop" : "accept";
}

Location locationOf(const RuleRef &ref, Family family)
{
    Location location;
    location.family = family;
    location.number = ref.number;
    if (ref.native != nullptr) {
        const NativeTable &table = *ref.base->nativeTable;
        location.backend = Backend::Native;
        location.table = table.family + ' ' + table.name;
        location.chain = ref.native->name;
        location.rule =
            ref.number == 0 ? "policy " + policyWord(*ref.base) : nativeRuleText(*ref.nativeRule());
        return location;
    }
    location.backend = ref.base->ruleset->backend;
    location.table = ref.base->table->name;
    location.chain = ref.chain->name;
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
    if (ref.number == 0) {
        return "policy " + std::string(toString(ref.base->policy()));
    }
    if (const NativeRule *native = ref.nativeRule()) {
        return nativeAction(native->program, ref.decision);
    }
    return ref.rule()->target.name;
}

std::string baseChainOf(const RuleRef &ref)
{
    return ref.base->nativeChain != nullptr ? ref.base->nativeChain->name : ref.base->chain->name;
}

std::optional<Location> optionalLocation(const RuleRef &ref, Family family)
{
    return ref ? std::optional(locationOf(ref, family)) : std::nullopt;
}

std::vector<Doubt> doubtsOf(const WalkEnd &outcome, const std::vector<Fork> &forks, Family family)
{
    std::vector<Doubt> doubts;
    for (const unsigned index : outcome.doubts) {
        const Fork &fork = forks[index];
        for (const Fork::Part &part : fork.parts) {
            Doubt doubt{locationOf(fork.at, family), part.text, part.name, fork.ifYes, fork.ifNo,
                        baseChainOf(fork.at)};
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

Verdict walked(std::span<const Ruleset> rulesets, const NativeRuleset *native, const Packet &packet,
               const World &world)
{
    Walker walker(rulesets, native, packet, world);
    const WalkEnd outcome = walker.walk();
    const Family family = packet.family;

    Verdict verdict;
    verdict.kind = outcome.kind;
    switch (outcome.kind) {
    case VerdictKind::Accept:
        verdict.deciding = optionalLocation(outcome.acceptance.by, family);
        break;
    case VerdictKind::Reject:
        verdict.rejectWith = rejectionBy(outcome.decidedBy, family);
        [[fallthrough]];
    case VerdictKind::Drop:
        verdict.deciding = optionalLocation(outcome.decidedBy, family);
        verdict.stoppedBy = outcome.decidedBy ? Obstacle::None : outcome.flow->obstacle;
        break;
    case VerdictKind::Unknown:
        verdict.doubts = doubtsOf(outcome, walker.forks(), family);
        break;
    }
    for (const RuleRef &step : walker.steps(outcome)) {
        verdict.path.push_back({locationOf(step, family), actionOf(step), baseChainOf(step)});
    }
    if (walker.assumedInInterface()) {
        verdict.assumptions.emplace_back("in-interface");
    }
    if (walker.assumedOutInterface()) {
        verdict.assumptions.emplace_back("out-interface");
    }
    if (walker.assumedNoIpsec()) {
        verdict.assumptions.emplace_back("ipsec");
    }
    verdict.after = outcome.flow->packet;
    verdict.destinationTranslatedBy = optionalLocation(outcome.flow->destinationBy, family);
    verdict.sourceTranslatedBy = optionalLocation(outcome.flow->sourceBy, family);
    return verdict;
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

std::string_view toString(Obstacle obstacle)
{
    switch (obstacle) {
    case Obstacle::NoRoute:
        return "no-route";
    case Obstacle::ReversePath:
        return "rp-filter";
    case Obstacle::ForwardingDisabled:
        return "forwarding-disabled";
    case Obstacle::HopLimit:
        return "hop-limit";
    case Obstacle::None:
        break;
    }
    return "";
}

Verdict walk(std::span<const Ruleset> rulesets, const Packet &packet, const World &world)
{
    return walked(rulesets, nullptr, packet, world);
}

Verdict walk(std::span<const Ruleset> rulesets, const NativeRuleset &native, const Packet &packet,
             const World &world)
{
    return walked(rulesets, &native, packet, world);
}

std::vector<Condition> conditions(const Rule &rule, const Packet &packet, const World &world)
{
    Packet derived = packet;
    deriveInterfaces(derived, world);
    Connection connection = connectionAtStart(derived);
    if (!packet.connection) {
        // What earlier rules did is not known to a rule by itself.
        connection.reply = {};
        connection.sourceTranslated.reset();
        connection.destinationTranslated.reset();
    }
    MatchContext context{derived, world, connection, std::nullopt};
    context.tracked = hasConnection(derived);
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
