// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/verdict/nativeeffects.h"
#include "core/verdict/nativetwins.h"
#include "core/verdict/walker.h"

#include <algorithm>

namespace Portlight::Core
{

namespace
{

/// NFT_JUMP_STACK_SIZE: so many jumps, and the base chain.
constexpr std::size_t maxNativeDepth = 17;

} // namespace

const NativeRule *RuleRef::nativeRule() const
{
    if (number == 0) {
        return nullptr;
    }
    if (native != nullptr) {
        return &native->rules[number - 1];
    }
    return base->nativeTable == nullptr
        ? nullptr
        : nativeTwin(chain->rules[number - 1], base->nativeTable->chain(chain->name));
}

/// Where a rule of nftables is carried out.
struct Walker::Step {
    const NativeRule &rule;
    State &state;
    Trace &trace;
    RuleRef ref;
    NativeContext context;
    const NftStatement *statement = nullptr;
    std::size_t index = 0;
    bool holds = false; ///< it is taken to hold
    /// What the verdict map of this statement gave, or is taken to give.
    const NftDecision *decision = nullptr;

    void leave()
    {
        Frame &frame = state.frames.back();
        ++frame.next;
        frame.statement = 0;
        frame.holds = false;
        frame.decision = nullptr;
    }
};

const NativeRule *Walker::nativeRuleAt(const Frame &frame) const
{
    if (frame.native != nullptr) {
        return &frame.native->rules[frame.next];
    }
    if (m_nativeRules.empty()) {
        return nullptr;
    }
    const auto found = m_nativeRules.find(&frame.chain->rules[frame.next]);
    return found == m_nativeRules.end() ? nullptr : found->second;
}

const NativeChain *Walker::nativeChainNamed(const NativeTable &table, std::string_view name)
{
    auto &chains = m_nativeChains[&table];
    if (chains.empty()) {
        for (const NativeChain &chain : table.chains) {
            chains.emplace(chain.name, &chain);
        }
    }
    const auto found = chains.find(name);
    return found == chains.end() ? nullptr : found->second;
}

std::optional<WalkEnd> Walker::followNative(const NativeRule &rule, State &state, Trace &trace)
{
    const Frame frame = state.frames.back();
    const BaseChain &chain = base(state);
    Step step{rule,
              state,
              trace,
              {&chain, frame.chain, frame.next + 1, frame.native},
              {state.flow, m_world, m_packet, *chain.nativeTable, chain, state.hook}};
    const NftProgram &program = rule.program;
    step.holds = frame.holds;
    step.decision = frame.decision;
    if (&rule == m_watchedNative && frame.statement == 0 && !frame.holds) {
        noteNative(step);
    }
    if (program.statements.empty()) {
        trace.events.push_back({Event::Kind::Step, step.ref, 0});
    }
    for (std::size_t i = frame.statement; i < program.statements.size(); ++i) {
        step.statement = &program.statements[i];
        step.index = i;
        if (step.statement->mayEnd && !step.holds) {
            const NativeAnswer answer = statementAnswer(step);
            m_assumedInInterface = m_assumedInInterface || step.context.assumedInInterface;
            m_assumedOutInterface = m_assumedOutInterface || step.context.assumedOutInterface;
            const bool harmless = i >= program.effectsEnd || (program.onlyMarks && !sights().mark);
            if (answer.answer == Answer::No || (answer.answer == Answer::CannotTell && harmless)) {
                step.leave();
                return std::nullopt;
            }
            if (answer.answer == Answer::CannotTell) {
                bool left = false;
                auto end = forkNative(step, answer, left);
                if (end || left) {
                    return end;
                }
            }
        }
        step.ref.decision = step.decision;
        if (i + 1 == program.conditionsEnd || (program.conditionsEnd == 0 && i == 0)) {
            trace.events.push_back({Event::Kind::Step, step.ref, 0});
        }
        bool left = false;
        auto end = perform(step, left);
        if (end || left) {
            return end;
        }
        step.holds = false;
        step.decision = nullptr;
    }
    step.leave();
    return std::nullopt;
}

void Walker::noteNative(Step &step)
{
    std::vector<Condition> seen;
    for (const NftStatement &statement : step.rule.program.statements) {
        const bool asks = std::holds_alternative<NftMatch>(statement.is)
            || std::holds_alternative<NftUntold>(statement.is)
            || std::holds_alternative<NftVerdictMap>(statement.is);
        if (asks) {
            step.statement = &statement;
            seen.push_back({statement.text, statementAnswer(step).answer});
        }
    }
    step.statement = nullptr;
    step.decision = nullptr;
    note(std::move(seen));
}

NativeAnswer Walker::statementAnswer(Step &step)
{
    const auto &is = step.statement->is;
    if (const auto *match = std::get_if<NftMatch>(&is)) {
        return evaluate(*match, step.context);
    }
    if (const auto *untold = std::get_if<NftUntold>(&is)) {
        return {Answer::CannotTell, untold->name};
    }
    if (const auto *map = std::get_if<NftVerdictMap>(&is)) {
        const NativeLookup found = lookUp(map->set, evaluate(map->key, step.context), step.context);
        if (found.found == Answer::Yes) {
            step.decision = found.data != nullptr ? std::get_if<NftDecision>(found.data) : nullptr;
            if (step.decision == nullptr) {
                return {Answer::CannotTell, "vmap"};
            }
        }
        return {found.found, found.settledBy};
    }
    if (const auto *reject = std::get_if<NftReject>(&is)) {
        return rejectApplies(*reject, step.state.flow.packet);
    }
    if (const auto *nat = std::get_if<NftNat>(&is)) {
        const NatTarget target = natTargetOf(*nat, step.context);
        return {target.applies, target.settledBy};
    }
    if (const auto *assignment = std::get_if<NftAssignment>(&is)) {
        return assignmentApplies(*assignment, step.context);
    }
    return {Answer::CannotTell, "set"};
}

/// Follows each way a statement that cannot be told may lead; the rule's end without a match is the
/// one this walk goes on with.
std::optional<WalkEnd> Walker::forkNative(Step &step, const NativeAnswer &answer, bool &left)
{
    const std::vector<Fork::Part> parts{{step.statement->text, std::string(answer.settledBy)}};
    if (!mayFork()) {
        return giveUp(step.ref, step.state, parts);
    }
    const auto branch = [&](const NftDecision *decision) {
        State state = step.state;
        Frame &frame = state.frames.back();
        frame.statement = step.index;
        frame.holds = true;
        frame.decision = decision;
        return run(std::move(state), true, std::nullopt);
    };
    const auto *map = std::get_if<NftVerdictMap>(&step.statement->is);
    if (map == nullptr) {
        addPending(step.trace, newFork(step.ref, parts), branch(nullptr), true);
    } else {
        const NativeLookup found = lookUp(map->set, evaluate(map->key, step.context), step.context);
        if (found.mayBeOther || found.found == Answer::Yes) {
            addPending(step.trace, newFork(step.ref, parts), leaf(VerdictKind::Unknown, step.state),
                       true);
        }
        for (std::size_t i = 0; i < found.candidates.size(); ++i) {
            const auto *decision = std::get_if<NftDecision>(found.candidates[i]);
            const bool last = i + 1 == found.candidates.size();
            if (last && !found.mayMiss && !found.mayBeOther && decision != nullptr) {
                // One of them it is; this walk goes on with the last.
                step.decision = decision;
                return std::nullopt;
            }
            const unsigned fork = newFork(step.ref, parts);
            addPending(step.trace, fork,
                       decision != nullptr && mayFork() ? branch(decision)
                                                        : leaf(VerdictKind::Unknown, step.state),
                       true);
        }
    }
    left = true;
    step.leave();
    return revisit(step.state, step.trace);
}

std::optional<WalkEnd> Walker::perform(Step &step, bool &left)
{
    const auto &is = step.statement->is;
    if (const auto *decision = std::get_if<NftDecision>(&is)) {
        return decide(step, *decision, left);
    }
    if (std::holds_alternative<NftVerdictMap>(is)) {
        if (step.decision == nullptr) {
            return giveUp(step.ref, step.state, {{step.statement->text, "vmap"}});
        }
        return decide(step, *step.decision, left);
    }
    if (std::holds_alternative<NftReject>(is)) {
        return leaf(VerdictKind::Reject, step.state, step.ref);
    }
    if (const auto *nat = std::get_if<NftNat>(&is)) {
        return translate(step, *nat, left);
    }
    if (const auto *assignment = std::get_if<NftAssignment>(&is)) {
        assign(*assignment, step.context, step.state.flow);
        return std::nullopt;
    }
    if (std::holds_alternative<NftNotrack>(is)) {
        applyNativeNotrack(step.context, step.state.flow);
        return std::nullopt;
    }
    if (const auto *toProgram = std::get_if<NftQueue>(&is)) {
        return queue(step, *toProgram, left);
    }
    if (const auto *opaque = std::get_if<NftOpaque>(&is)) {
        const unsigned fork = newFork(step.ref, {{step.statement->text, opaque->name}});
        addPending(step.trace, fork, leaf(VerdictKind::Unknown, step.state), true);
    }
    return std::nullopt;
}

std::optional<WalkEnd> Walker::decide(Step &step, const NftDecision &decision, bool &left)
{
    State &state = step.state;
    left = decision.kind != NftDecision::Kind::Continue;
    switch (decision.kind) {
    case NftDecision::Kind::Continue:
        return std::nullopt;
    case NftDecision::Kind::Accept:
        accept(step.ref, state, step.trace);
        return std::nullopt;
    case NftDecision::Kind::Drop:
        return leaf(VerdictKind::Drop, state, step.ref);
    case NftDecision::Kind::Return:
        return endChain(state, step.trace);
    case NftDecision::Kind::Jump:
    case NftDecision::Kind::Goto:
        break;
    }
    const bool native = state.frames.back().native != nullptr;
    const NativeTable &table = step.context.table;
    Frame entered;
    if (native) {
        entered.native = nativeChainNamed(table, decision.chain);
    } else {
        entered.chain = chainNamed(*step.ref.base->table, decision.chain);
    }
    if (entered.native == nullptr && entered.chain == nullptr) {
        const unsigned fork = newFork(step.ref, {{step.statement->text, decision.chain}});
        addPending(step.trace, fork, leaf(VerdictKind::Unknown, state), true);
        step.leave();
        return std::nullopt;
    }
    step.leave();
    if (decision.kind == NftDecision::Kind::Goto) {
        // The end of the new chain is the end of this one.
        state.frames.pop_back();
    }
    if (state.frames.size() >= maxNativeDepth) {
        return giveUp(step.ref, state, {{step.statement->text, "loop"}});
    }
    state.frames.push_back(entered);
    return std::nullopt;
}

std::optional<WalkEnd> Walker::translate(Step &step, const NftNat &nat, bool &left)
{
    State &state = step.state;
    applyNativeNat(nat, natTargetOf(nat, step.context), state.hook, m_world, state.flow);
    (translatesSource(state.hook) ? state.flow.sourceBy : state.flow.destinationBy) = step.ref;
    accept(step.ref, state, step.trace);
    left = true;
    return std::nullopt;
}

std::optional<WalkEnd> Walker::queue(Step &step, const NftQueue &, bool &left)
{
    // A program decides: it lets the packet on to the next base chain, or drops it.
    const unsigned fork = newFork(step.ref, {{step.statement->text, "queue"}});
    addPending(step.trace, fork, leaf(VerdictKind::Drop, step.state, step.ref), false);
    accept(step.ref, step.state, step.trace);
    left = true;
    return std::nullopt;
}

} // namespace Portlight::Core
