// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/verdict/walker.h"

#include "core/text/savewriter.h"

namespace Portlight::Core
{

namespace
{

constexpr std::size_t maxDepth = 64;

} // namespace

Walker::Walker(std::span<const Ruleset> rulesets, const Packet &packet, const World &world)
    : m_rulesets(rulesets)
    , m_world(world)
    , m_plan(rulesets, packet.family)
    , m_packet(packet)
{
    deriveInterfaces(m_packet, m_world);
    std::size_t rules = 0;
    for (const Ruleset &ruleset : rulesets) {
        rules += ruleset.ruleCount();
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
    if (m_packet.state == FlowState::New) {
        state.flow.connectionMark = 0;
    }
    state.hook = firstHook(m_packet.way);
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
                return leaf(VerdictKind::Accept, state);
            }
            continue;
        }
        Frame &frame = state.frames.back();
        if (frame.next >= frame.chain->rules.size()) {
            if (auto end = endChain(state, trace)) {
                return *end;
            }
            continue;
        }
        const Rule &rule = frame.chain->rules[frame.next++];
        const RuleRef ref{&base(state), frame.chain, frame.next};
        if (++m_rulesSeen > m_ruleLimit || trace.events.size() > m_eventLimit) {
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

bool Walker::enterBaseChain(State &state, Trace &trace)
{
    while (true) {
        const std::vector<BaseChain> &chains = m_plan.at(state.hook);
        for (; state.slot < chains.size(); ++state.slot) {
            const BaseChain &chain = chains[state.slot];
            Flow &flow = state.flow;
            if (chain.isNat()) {
                // Once a flow has its translation no further nat chain is asked. A packet that
                // comes back over the loopback device got it on its way out.
                const bool translated = static_cast<bool>(
                    translatesSource(state.hook) ? flow.sourceBy : flow.destinationBy);
                const bool returned =
                    flow.packet.way == Way::Input && flow.packet.inInterface == "lo";
                if (translated || returned || flow.notFirst) {
                    continue;
                }
                if (!flow.packet.state && mayFork()) {
                    const unsigned fork =
                        newFork({&chain, chain.chain, 0}, {{std::string(), "state"}});
                    State first = state;
                    first.flow.packet.state = FlowState::New;
                    addPending(trace, fork, run(std::move(first), true, std::nullopt), true);
                    flow.notFirst = true;
                    continue;
                }
                if (flow.packet.state != FlowState::New) {
                    continue;
                }
            }
            state.frames.push_back({chain.chain, 0});
            return true;
        }
        if (state.hook == Hook::Output) {
            routeAgain(m_world, state.flow);
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
    const RuleRef policy{&chain, chain.chain, 0};
    trace.events.push_back({Event::Kind::Step, policy, 0});
    if (chain.chain->policy == Policy::Drop) {
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
    case Target::Kind::Log:
    case Target::Kind::Change:
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
            applySourceNat(target, state.flow);
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
    case Target::Kind::Opaque: {
        const unsigned fork = newFork(ref, {{targetText(target), target.name}});
        addPending(trace, fork, leaf(VerdictKind::Unknown, state), true);
        return std::nullopt;
    }
    }
    return std::nullopt;
}

Answer Walker::ruleAnswer(const Rule &rule, const State &state, std::vector<Fork::Part> *unknown)
{
    MatchContext context{state.flow.packet,
                         m_world,
                         state.hook,
                         state.flow.markKnown,
                         static_cast<bool>(state.flow.sourceBy),
                         static_cast<bool>(state.flow.destinationBy)};
    Answer result = Answer::Yes;
    for (const Match &match : rule.matches) {
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
    return result;
}

bool Walker::isHarmless(const Target &target)
{
    switch (target.kind) {
    case Target::Kind::None:
    case Target::Kind::Log:
    case Target::Kind::Change:
        return true;
    case Target::Kind::Mark:
        return !marksMatter();
    default:
        return false;
    }
}

bool Walker::marksMatter()
{
    if (!m_marksMatter) {
        m_marksMatter = false;
        for (const Ruleset &ruleset : m_rulesets) {
            for (const Table &table : ruleset.tables) {
                for (const Chain &chain : table.chains) {
                    for (const Rule &rule : chain.rules) {
                        for (const Match &match : rule.matches) {
                            if (std::holds_alternative<MarkMatch>(match)) {
                                m_marksMatter = true;
                                return true;
                            }
                        }
                    }
                }
            }
        }
    }
    return *m_marksMatter;
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
