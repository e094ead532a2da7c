// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/text/savewriter.h"
#include "core/verdict/walker.h"

#include <algorithm>
#include <iterator>

namespace Portlight::Core
{

namespace
{

constexpr unsigned maxLeaves = 64;
/// Also bounds how deep branches nest on the stack.
constexpr std::size_t maxForks = 512;

Acceptance acceptanceBy(const RuleRef &ref)
{
    if (!ref.base->isFilter()) {
        return {ref, 1};
    }
    if (ref.base->nativeChain != nullptr) {
        // The policy of a table that only watches is no word on the packet.
        return {ref, ref.number == 0 ? 2 : 4};
    }
    return {ref, ref.base->ruleset->backend == Backend::Nft ? 4 : 3};
}

bool sameVerdict(const WalkEnd &a, const WalkEnd &b)
{
    if (a.kind != b.kind || a.kind == VerdictKind::Unknown) {
        return false;
    }
    return a.kind != VerdictKind::Reject
        || rejectionBy(a.decidedBy, a.flow->packet.family)
        == rejectionBy(b.decidedBy, b.flow->packet.family);
}

/// The flow of one branch, without what is not true of both.
std::shared_ptr<const Flow> commonFlow(const std::shared_ptr<const Flow> &flow,
                                       const std::shared_ptr<const Flow> &other)
{
    if (flow->destinationBy == other->destinationBy && flow->sourceBy == other->sourceBy) {
        return flow;
    }
    auto result = std::make_shared<Flow>(*flow);
    if (flow->destinationBy != other->destinationBy) {
        result->destinationBy = {};
    }
    if (flow->sourceBy != other->sourceBy) {
        result->sourceBy = {};
    }
    return result;
}

} // namespace

bool Walker::mayFork() const
{
    return m_leaves < maxLeaves && m_forks.size() < maxForks;
}

unsigned Walker::newFork(const RuleRef &at, std::vector<Fork::Part> parts)
{
    m_forks.push_back({at, std::move(parts), VerdictKind::Unknown, VerdictKind::Unknown});
    return static_cast<unsigned>(m_forks.size() - 1);
}

void Walker::addPending(Trace &trace, unsigned fork, WalkEnd other, bool otherIsYes) const
{
    trace.pending.push_back({fork, std::move(other), otherIsYes});
    trace.events.push_back({Event::Kind::Fork, {}, trace.pending.size() - 1});
}

std::optional<WalkEnd> Walker::applyOpaque(const RuleRef &ref, State &state, Trace &trace)
{
    const Target &target = ref.rule()->target;
    const auto fork = [&] {
        return newFork(ref, {{targetText(target), target.name}});
    };
    if (target.name == "TPROXY") {
        // xt_TPROXY.c: with a proxy's socket the packet goes on to it, without one it is dropped.
        addPending(trace, fork(), leaf(VerdictKind::Drop, state, ref), false);
        state.flow.markKnown = false;
        accept(ref, state, trace);
        return std::nullopt;
    }
    if (target.name == "DNPT" || target.name == "SNPT") {
        // ip6t_NPT.c: another prefix, outside the nat table.
        (target.name == "DNPT" ? state.flow.packet.destination : state.flow.packet.source).reset();
        return std::nullopt;
    }
    if (target.name == "SYNPROXY" && state.flow.packet.protocol == ProtocolTcp) {
        // ipt_SYNPROXY.c: it answers a SYN itself, takes the client's ACK, and lets the rest pass.
        const auto flags = state.flow.packet.tcpFlags & (TcpSyn | TcpAck | TcpRst | TcpFin);
        if (flags == TcpSyn) {
            WalkEnd end = leaf(VerdictKind::Accept, state);
            end.acceptance = acceptanceBy(ref);
            return end;
        }
        if (flags != TcpAck) {
            return std::nullopt;
        }
    }
    addPending(trace, fork(), leaf(VerdictKind::Unknown, state), true);
    return std::nullopt;
}

WalkEnd Walker::leaf(VerdictKind kind, const State &state, const RuleRef &decidedBy)
{
    ++m_leaves;
    WalkEnd outcome;
    outcome.kind = kind;
    outcome.decidedBy = decidedBy;
    outcome.flow = std::make_shared<Flow>(state.flow);
    outcome.identity = ++m_identities;
    return outcome;
}

WalkEnd Walker::giveUp(const RuleRef &at, const State &state, std::vector<Fork::Part> parts)
{
    WalkEnd outcome = leaf(VerdictKind::Unknown, state);
    outcome.doubts.push_back(newFork(at, std::move(parts)));
    return outcome;
}

Walker::Key Walker::keyOf(const State &state)
{
    const auto known = std::find_if(m_flows.begin(), m_flows.end(), [&state](const Flow &flow) {
        return sameFlow(flow, state.flow);
    });
    const auto flow = static_cast<std::uintptr_t>(known - m_flows.begin());
    if (known == m_flows.end()) {
        m_flows.push_back(state.flow);
    }
    Key key{static_cast<std::uintptr_t>(state.hook), state.slot, flow};
    key.reserve(key.size() + 3 * state.frames.size());
    for (const Frame &frame : state.frames) {
        // A pointer is only an identity here; nothing is ordered by it that anyone sees.
        key.push_back(reinterpret_cast<std::uintptr_t>(frame.chain));
        key.push_back(reinterpret_cast<std::uintptr_t>(frame.native));
        key.push_back(frame.next);
    }
    return key;
}

std::optional<WalkEnd> Walker::revisit(const State &state, Trace &trace)
{
    const bool leavesCheckpoint = trace.isBranch && state.frames.size() <= trace.lowWater;
    if (m_memo.empty() && !leavesCheckpoint) {
        return std::nullopt;
    }
    Key key = keyOf(state);
    const auto known = m_memo.find(key);
    if (known != m_memo.end()) {
        return known->second;
    }
    if (leavesCheckpoint) {
        trace.lowWater = state.frames.empty() ? 0 : state.frames.size() - 1;
        trace.checkpoints.push_back(std::move(key));
        trace.events.push_back({Event::Kind::Checkpoint, {}, trace.checkpoints.size() - 1});
    }
    return std::nullopt;
}

WalkEnd Walker::fold(Trace &trace, WalkEnd outcome)
{
    for (auto event = trace.events.rbegin(); event != trace.events.rend(); ++event) {
        switch (event->kind) {
        case Event::Kind::Step:
            outcome.path = m_paths.prepend(event->step, outcome.path);
            break;
        case Event::Kind::Accept:
            outcome.acceptance = better(acceptanceBy(event->step), outcome.acceptance);
            break;
        case Event::Kind::Fork:
            outcome = combine(trace.pending[event->index], outcome);
            break;
        case Event::Kind::Checkpoint:
            m_memo.emplace(std::move(trace.checkpoints[event->index]), outcome);
            break;
        }
    }
    return outcome;
}

WalkEnd Walker::combine(const Pending &pending, const WalkEnd &main)
{
    const WalkEnd &yes = pending.otherIsYes ? pending.other : main;
    const WalkEnd &no = pending.otherIsYes ? main : pending.other;
    Fork &fork = m_forks[pending.fork];
    fork.ifYes = yes.kind;
    fork.ifNo = no.kind;

    WalkEnd result = no;
    result.path = m_paths.common(yes.path, no.path);
    if (yes.identity == no.identity) {
        result.acceptance = better(yes.acceptance, no.acceptance);
        return result;
    }
    result.flow = commonFlow(no.flow, yes.flow);
    result.identity = ++m_identities;
    if (sameVerdict(yes, no)) {
        return result;
    }
    result.kind = VerdictKind::Unknown;
    result.doubts.clear();
    std::set_union(yes.doubts.begin(), yes.doubts.end(), no.doubts.begin(), no.doubts.end(),
                   std::back_inserter(result.doubts));
    result.doubts.insert(std::lower_bound(result.doubts.begin(), result.doubts.end(), pending.fork),
                         pending.fork);
    return result;
}

} // namespace Portlight::Core
