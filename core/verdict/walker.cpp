// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/verdict/walker.h"

#include "core/ruleset/condition.h"
#include "core/text/addressset.h"
#include "core/text/savewriter.h"
#include "core/verdict/tracking.h"

#include <algorithm>

namespace Portlight::Core
{

namespace
{

constexpr std::size_t maxDepth = 64;

bool readsMarks(const NativeRuleset &native)
{
    for (const NativeTable &table : native.tables) {
        for (const NativeChain &chain : table.chains) {
            for (const NativeRule &rule : chain.rules) {
                if (rule.program.readsMark) {
                    return true;
                }
            }
        }
    }
    return false;
}

} // namespace

Walker::Walker(std::span<const Ruleset> rulesets, const NativeRuleset *native, const Packet &packet,
               const World &world)
    : m_rulesets(rulesets)
    , m_native(native)
    , m_world(world)
    , m_plan(rulesets, native, packet.family)
    , m_packet(packet)
{
    deriveInterfaces(m_packet, m_world);
    std::size_t rules = 0;
    for (const Ruleset &ruleset : rulesets) {
        rules += ruleset.ruleCount();
    }
    if (native != nullptr) {
        rules += native->ruleCount();
        m_nativeRules = nativeTwins(rulesets, *native);
    }
    // Far beyond what a ruleset without loops needs, so that only loops (which the kernel would
    // not load, but a file may hold) and chains that double at each level meet these limits.
    m_ruleLimit = 2'000'000 + 64 * rules;
    m_eventLimit = 4096 + 8 * rules;
}

WalkEnd Walker::walk()
{
    State state;
    state.flow.packet = m_packet;
    state.flow.connection = connectionAtStart(m_packet);
    state.hook = firstHook(m_packet.way);
    if (m_packet.way == Way::Output) {
        state.flow.obstacle = routeOut(m_world, state.flow);
        if (state.flow.obstacle != Obstacle::None) {
            return leaf(VerdictKind::Drop, state);
        }
    }
    return run(std::move(state), false, std::nullopt);
}

const BaseChain &Walker::base(const State &state) const
{
    return m_plan.at(state.hook)[state.slot];
}

WalkEnd Walker::run(State state, bool isBranch, std::optional<RuleRef> forced)
{
    Trace trace;
    trace.isBranch = isBranch;
    trace.lowWater = state.frames.size();
    WalkEnd end = follow(state, trace, forced);
    return fold(trace, std::move(end));
}

namespace
{

/// How many rules ahead memory is asked for: the time of one access to it, in rules.
constexpr std::size_t fetchedAhead = 10;

/// What a module asks lies in a place of its own. A walk through many rules with modules waits for
/// memory most of its time unless it asks early: when one rule's module is evaluated, that of a
/// later rule will be, too.
void fetchModule(const Rule *later, std::size_t match)
{
    if (later != nullptr && match < later->matches.size()) {
        if (const auto *module = std::get_if<OpaqueMatch>(&later->matches[match])) {
            __builtin_prefetch(module->condition.get());
        }
    }
}

} // namespace

WalkEnd Walker::follow(State &state, Trace &trace, std::optional<RuleRef> forced)
{
    if (forced) {
        if (auto end = apply(*forced, state, trace)) {
            return *end;
        }
    }
    std::vector<Fork::Part> unknown;
    while (true) {
        if (state.frames.empty()) {
            if (auto known = revisit(state, trace)) {
                return *known;
            }
            if (!enterBaseChain(state, trace)) {
                return leaf(state.flow.obstacle == Obstacle::None ? VerdictKind::Accept
                                                                  : VerdictKind::Drop,
                            state);
            }
            continue;
        }
        Frame &frame = state.frames.back();
        const std::size_t count =
            frame.native != nullptr ? frame.native->rules.size() : frame.chain->rules.size();
        if (frame.next >= count) {
            if (auto end = endChain(state, trace)) {
                return *end;
            }
            continue;
        }
        const bool tooMany = ++m_rulesSeen > m_ruleLimit || trace.events.size() > m_eventLimit;
        if (const NativeRule *native = nativeRuleAt(frame)) {
            if (tooMany) {
                return giveUp({&base(state), frame.chain, frame.next + 1, frame.native}, state,
                              {{native->text, "loop"}});
            }
            if (auto end = followNative(*native, state, trace)) {
                return *end;
            }
            continue;
        }
        const std::vector<Rule> &rules = frame.chain->rules;
        m_laterRule =
            frame.next + fetchedAhead < rules.size() ? &rules[frame.next + fetchedAhead] : nullptr;
        const Rule &rule = rules[frame.next++];
        const RuleRef ref{&base(state), frame.chain, frame.next};
        if (tooMany) {
            return giveUp(ref, state, {{targetText(rule.target), "loop"}});
        }
        switch (ruleAnswer(rule, state, nullptr)) {
        case Answer::No:
            continue;
        case Answer::Yes:
            if (auto end = apply(ref, state, trace)) {
                return *end;
            }
            continue;
        case Answer::CannotTell:
            break;
        }
        if (isHarmless(rule.target)) {
            continue;
        }
        unknown.clear();
        ruleAnswer(rule, state, &unknown);
        if (!mayFork()) {
            return giveUp(ref, state, unknown);
        }
        const unsigned fork = newFork(ref, unknown);
        addPending(trace, fork, run(state, true, ref), true);
        if (auto known = revisit(state, trace)) {
            return *known;
        }
    }
}

/// Whether packets like this one come by a chain of its place.
Answer Walker::passesBy(const BaseChain &chain, const State &state)
{
    const Packet &packet = state.flow.packet;
    const bool in = state.hook != Hook::Postrouting && state.hook != Hook::Output;
    const std::optional<std::string> &device = in ? packet.inInterface : packet.outInterface;
    switch (chain.place) {
    case BaseChain::Place::Ordinary:
        return Answer::Yes;
    case BaseChain::Place::Ingress:
    case BaseChain::Place::Egress: {
        const std::string &asked = chain.nativeChain->device;
        if (!device && asked == "lo") {
            (in ? m_assumedInInterface : m_assumedOutInterface) = true;
            return Answer::No;
        }
        // Old versions of nft do not print the device.
        if (!device || asked.empty()) {
            return Answer::CannotTell;
        }
        return answerOf((", " + asked + ',').find(", " + *device + ',') != std::string::npos);
    }
    case BaseChain::Place::Bridge:
        break;
    }
    const bool bridged = packet.bridgePortIn && packet.bridgePortOut
        && !packet.bridgePortIn->empty() && !packet.bridgePortOut->empty();
    const std::string &hook = chain.nativeChain->hook;
    if ((hook == "input" && bridged) || (hook == "forward" && !bridged)) {
        return Answer::No;
    }
    const std::optional<std::string> &port = in ? packet.bridgePortIn : packet.bridgePortOut;
    if (port) {
        return answerOf(!port->empty());
    }
    if (!device || !m_world.interfaces) {
        return device == "lo" ? Answer::No : Answer::CannotTell;
    }
    // The stack sees the bridge in the place of its port.
    const auto &devices = *m_world.interfaces;
    const bool allKnown = std::all_of(devices.begin(), devices.end(), [](const auto &one) {
        return one.bridge.has_value();
    });
    const bool isBridge = std::any_of(devices.begin(), devices.end(), [&device](const auto &one) {
        return one.bridge == device;
    });
    return isBridge ? Answer::Yes : allKnown ? Answer::No : Answer::CannotTell;
}

/// Whether a nat chain is not asked. Once a flow has its translation no further one is; a packet
/// that comes back over the loopback device got it on its way out.
bool Walker::skipsNat(const BaseChain &chain, State &state, Trace &trace)
{
    Flow &flow = state.flow;
    const bool translated =
        static_cast<bool>(translatesSource(state.hook) ? flow.sourceBy : flow.destinationBy);
    const bool returned = flow.packet.way == Way::Input && flow.packet.inInterface == "lo";
    if (translated || returned || flow.notFirst) {
        return true;
    }
    if (!flow.packet.state && mayFork()) {
        const unsigned fork =
            newFork({&chain, chain.chain, 0, chain.nativeChain}, {{std::string(), "state"}});
        State first = state;
        first.flow.packet.state = FlowState::New;
        addPending(trace, fork, run(std::move(first), true, std::nullopt), true);
        flow.notFirst = true;
        return true;
    }
    return flow.packet.state != FlowState::New;
}

bool Walker::enterBaseChain(State &state, Trace &trace)
{
    while (true) {
        const std::vector<BaseChain> &chains = m_plan.at(state.hook);
        for (; state.slot < chains.size(); ++state.slot) {
            const BaseChain &chain = chains[state.slot];
            if (chain.isNat() && skipsNat(chain, state, trace)) {
                continue;
            }
            const Answer passes = passesBy(chain, state);
            if (passes == Answer::No || (passes == Answer::CannotTell && !mayFork())) {
                continue;
            }
            const Frame entered{chain.chain, 0, chain.nativeChain};
            if (passes == Answer::CannotTell) {
                const unsigned fork = newFork({&chain, chain.chain, 0, chain.nativeChain},
                                              {{std::string(), "device"}});
                State inside = state;
                inside.frames.push_back(entered);
                addPending(trace, fork, run(std::move(inside), true, std::nullopt), true);
                continue;
            }
            state.frames.push_back(entered);
            return true;
        }
        if (state.hook == Hook::Output) {
            routeAgain(m_world, state.flow);
        }
        if (state.hook == Hook::Prerouting) {
            state.flow.obstacle = routeIn(m_world, state.flow);
            if (state.flow.obstacle != Obstacle::None) {
                return false;
            }
        }
        const std::optional<Hook> next = nextHook(state.hook, state.flow.packet.way);
        if (!next) {
            return false;
        }
        state.hook = *next;
        state.slot = 0;
    }
}

std::optional<WalkEnd> Walker::endChain(State &state, Trace &trace)
{
    state.frames.pop_back();
    if (!state.frames.empty()) {
        return revisit(state, trace);
    }
    const BaseChain &chain = base(state);
    const RuleRef policy{&chain, chain.chain, 0, chain.nativeChain};
    trace.events.push_back({Event::Kind::Step, policy, 0});
    if (chain.policy() == Policy::Drop) {
        return leaf(VerdictKind::Drop, state, policy);
    }
    accept(policy, state, trace);
    return std::nullopt;
}

void Walker::accept(const RuleRef &ref, State &state, Trace &trace)
{
    trace.events.push_back({Event::Kind::Accept, ref, 0});
    state.frames.clear();
    ++state.slot;
}

std::optional<WalkEnd> Walker::enterChain(const RuleRef &ref, State &state, Trace &trace)
{
    const Target &target = ref.rule()->target;
    const Chain *chain = chainNamed(*ref.base->table, target.name);
    if (chain == nullptr) {
        const unsigned fork = newFork(ref, {{targetText(target), target.name}});
        addPending(trace, fork, leaf(VerdictKind::Unknown, state), true);
        return std::nullopt;
    }
    if (target.kind == Target::Kind::Goto) {
        // The end of the new chain is the end of this one.
        state.frames.pop_back();
    }
    if (state.frames.size() >= maxDepth) {
        return giveUp(ref, state, {{targetText(target), "loop"}});
    }
    state.frames.push_back({chain, 0});
    return std::nullopt;
}

std::optional<WalkEnd> Walker::apply(const RuleRef &ref, State &state, Trace &trace)
{
    trace.events.push_back({Event::Kind::Step, ref, 0});
    const Target &target = ref.rule()->target;
    switch (target.kind) {
    case Target::Kind::None:
        return std::nullopt;
    case Target::Kind::Log:
        if (target.name == "SET") {
            for (std::string &name : setsOf(*ref.rule())) {
                state.flow.changedSets.push_back(std::move(name));
            }
        }
        return std::nullopt;
    case Target::Kind::Change:
        applyChange(target, state.flow);
        return std::nullopt;
    case Target::Kind::Accept:
        accept(ref, state, trace);
        return std::nullopt;
    case Target::Kind::Drop:
        return leaf(VerdictKind::Drop, state, ref);
    case Target::Kind::Reject:
        return leaf(VerdictKind::Reject, state, ref);
    case Target::Kind::Return:
        return endChain(state, trace);
    case Target::Kind::Jump:
    case Target::Kind::Goto:
        return enterChain(ref, state, trace);
    case Target::Kind::Mark:
        applyMark(target, state.flow);
        return std::nullopt;
    case Target::Kind::Notrack:
        applyNotrack(target, state.flow);
        return std::nullopt;
    case Target::Kind::DestinationNat:
    case Target::Kind::SourceNat:
        // NETMAP is one word for both; the hook tells which.
        if (translatesSource(state.hook)) {
            applySourceNat(target, m_world, state.flow);
            state.flow.sourceBy = ref;
        } else {
            applyDestinationNat(target, state.hook, m_world, state.flow);
            state.flow.destinationBy = ref;
        }
        accept(ref, state, trace);
        return std::nullopt;
    case Target::Kind::Queue: {
        // A program decides: it lets the packet on to the next base chain, or drops it.
        const unsigned fork = newFork(ref, {{targetText(target), target.name}});
        addPending(trace, fork, leaf(VerdictKind::Drop, state, ref), false);
        accept(ref, state, trace);
        return std::nullopt;
    }
    case Target::Kind::Opaque:
        return applyOpaque(ref, state, trace);
    }
    return std::nullopt;
}

Answer Walker::ruleAnswer(const Rule &rule, const State &state, std::vector<Fork::Part> *unknown)
{
    const Flow &flow = state.flow;
    MatchContext context{flow.packet, m_world, flow.connection, state.hook, flow.markKnown};
    context.changedSets = &flow.changedSets;
    // Before priority -200 the kernel has not looked for an entry yet; a packet that comes back
    // over the loopback device brings its own.
    constexpr int trackingPriority = -200;
    const bool returned = flow.packet.way == Way::Input && flow.packet.inInterface == "lo";
    context.tracked = base(state).priority < trackingPriority && !returned
        ? std::optional(false)
        : hasConnection(flow.packet);
    if (&rule == m_watchedRule && unknown == nullptr) {
        note(rule, context);
    }
    Answer result = Answer::Yes;
    for (const Match &match : rule.matches) {
        if (std::holds_alternative<OpaqueMatch>(match)) {
            fetchModule(m_laterRule, static_cast<std::size_t>(&match - rule.matches.data()));
        }
        const MatchAnswer answer = evaluate(match, context);
        if (answer.answer == Answer::No) {
            result = Answer::No;
            break;
        }
        if (answer.answer == Answer::CannotTell) {
            result = Answer::CannotTell;
            if (unknown != nullptr) {
                unknown->push_back({matchText(match), std::string(answer.unknown)});
            }
        }
    }
    m_assumedInInterface = m_assumedInInterface || context.assumedInInterface;
    m_assumedOutInterface = m_assumedOutInterface || context.assumedOutInterface;
    m_assumedNoIpsec = m_assumedNoIpsec || context.assumedNoIpsec;
    return result;
}

bool Walker::isHarmless(const Target &target)
{
    switch (target.kind) {
    case Target::Kind::None:
        return true;
    case Target::Kind::Log:
        return target.name != "SET" || !sights().sets;
    case Target::Kind::Change:
        if (target.name == "TTL" || target.name == "HL") {
            return !sights().ttl;
        }
        if (target.name == "TOS" || target.name == "DSCP") {
            return !sights().trafficClass;
        }
        if (target.name == "ECN" || target.name == "TCPMSS" || target.name == "TCPOPTSTRIP") {
            return !sights().tcpOptions;
        }
        return true; // checksums, classes and security marks, at which no match looks
    case Target::Kind::Mark:
        return !sights().mark;
    default:
        return false;
    }
}

namespace
{

/// What a match looks at, of what targets can change.
void addSights(const Match &match, Sights &seen)
{
    seen.mark = seen.mark || std::holds_alternative<MarkMatch>(match);
    const auto *transport = std::get_if<TransportMatch>(&match);
    seen.tcpOptions = seen.tcpOptions || (transport != nullptr && transport->tcpOption);
    const auto *opaque = std::get_if<OpaqueMatch>(&match);
    if (opaque == nullptr || !opaque->condition) {
        return;
    }
    const auto &condition = opaque->condition->value;
    if (const auto *numbers = std::get_if<NumberCondition>(&condition)) {
        for (const NumberTest &test : numbers->tests) {
            using Field = NumberTest::Field;
            seen.mark = seen.mark || test.field == Field::ConnectionMark;
            seen.ttl = seen.ttl || test.field == Field::Ttl;
            seen.trafficClass = seen.trafficClass || test.field == Field::TrafficClass;
            seen.tcpOptions = seen.tcpOptions || test.field == Field::Length;
        }
        return;
    }
    const bool bytes = std::holds_alternative<U32Condition>(condition);
    const bool ecn = std::holds_alternative<EcnCondition>(condition);
    const bool set = std::holds_alternative<SetCondition>(condition);
    seen.ttl = seen.ttl || bytes;
    seen.trafficClass = seen.trafficClass || bytes || ecn;
    seen.tcpOptions =
        seen.tcpOptions || bytes || ecn || std::holds_alternative<TcpMssCondition>(condition);
    seen.sets = seen.sets || set;
    seen.mark = seen.mark || set || std::holds_alternative<ReversePathCondition>(condition);
}

bool asksForMark(const std::optional<std::vector<RoutingRule>> &rules)
{
    return rules && std::any_of(rules->begin(), rules->end(), [](const RoutingRule &rule) {
               return rule.markMask != 0;
           });
}

} // namespace

const Sights &Walker::sights()
{
    if (m_sights) {
        return *m_sights;
    }
    Sights &seen = m_sights.emplace();
    seen.mark = asksForMark(m_world.routingRules4) || asksForMark(m_world.routingRules6)
        || (m_native != nullptr && readsMarks(*m_native));
    // Rules of nft may look at any part of a packet.
    seen.ttl = seen.trafficClass = seen.tcpOptions = m_native != nullptr;
    for (const Ruleset &ruleset : m_rulesets) {
        for (const Table &table : ruleset.tables) {
            for (const Chain &chain : table.chains) {
                for (const Rule &rule : chain.rules) {
                    for (const Match &match : rule.matches) {
                        addSights(match, seen);
                    }
                }
            }
        }
    }
    return seen;
}

const Chain *Walker::chainNamed(const Table &table, std::string_view name)
{
    auto &chains = m_chains[&table];
    if (chains.empty()) {
        for (const Chain &chain : table.chains) {
            chains.emplace(chain.name, &chain);
        }
    }
    const auto found = chains.find(name);
    return found == chains.end() ? nullptr : found->second;
}

} // namespace Portlight::Core
