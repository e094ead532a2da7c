// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
// How SetWalk walks the rules of nftables.
#include "core/verdict/nativeeffects.h"
#include "core/verdict/setwalk.h"

#include <algorithm>

namespace Portlight::Core
{

namespace
{

/// NFT_JUMP_STACK_SIZE.
constexpr unsigned maxNativeDepth = 16;
constexpr std::uint32_t everyBit = 0xffffffffU;

/// Always the same, whatever the packet.
bool isFixed(const std::optional<NftExpression> &expression)
{
    return !expression || std::holds_alternative<NftConstant>(expression->is);
}

} // namespace

/// Packets within one rule.
struct SetWalk::NativeStep {
    Place &place;
    unsigned depth = 0;
    PacketSet &returned;
    NativeSetPlace where;
    PacketSet hit = PacketSpace::none; ///< that got so far
    PacketSet next = PacketSpace::none; ///< that go on to the next rule
};

/// Packets of a stream that come by a chain of its place.
MatchSets SetWalk::comesBy(const BaseChain &base, const Stream &stream)
{
    const bool in = stream.hook != Hook::Postrouting && stream.hook != Hook::Output;
    const Field field = in ? Field::InInterface : Field::OutInterface;
    switch (base.place) {
    case BaseChain::Place::Ordinary:
        return {};
    case BaseChain::Place::Ingress:
    case BaseChain::Place::Egress: {
        PacketSet devices = PacketSpace::none;
        for (const std::string &name : devicesOf(*base.nativeChain)) {
            devices = m_space.united(devices, m_space.device(field, name));
        }
        // Old versions of nft do not print the device.
        return devices == PacketSpace::none ? MatchSets{PacketSpace::none, PacketSpace::all}
                                            : MatchSets{devices, devices};
    }
    case BaseChain::Place::Bridge:
        break;
    }
    return {PacketSpace::none, m_space.complement(m_space.device(field, "lo"))};
}

PacketSet SetWalk::walkNativeChain(const NativeChain &chain, PacketSet in, Place &place,
                                   unsigned depth)
{
    PacketSet returned = PacketSpace::none;
    for (const NativeRule &rule : chain.rules) {
        if (in == PacketSpace::none) {
            break;
        }
        if (++m_rulesSeen > m_ruleLimit || m_space.isExhausted()) {
            m_tooLong = m_rulesSeen > m_ruleLimit;
            return PacketSpace::none;
        }
        in = applyNative(rule, in, place, depth, returned);
    }
    return m_space.united(returned, in);
}

/// What goes on to the next rule.
PacketSet SetWalk::applyNative(const NativeRule &rule, PacketSet in, Place &place, unsigned depth,
                               PacketSet &returned)
{
    const Stream &stream = *place.stream;
    NativeStep step{place,
                    depth,
                    returned,
                    {{m_world, stream.hook, stream.way, stream.translated},
                     *place.base,
                     *place.base->nativeTable},
                    in,
                    PacketSpace::none};
    for (const NftStatement &statement : rule.program.statements) {
        if (step.hit == PacketSpace::none) {
            break;
        }
        perform(statement, step);
    }
    return m_space.united(step.next, step.hit);
}

void SetWalk::perform(const NftStatement &statement, NativeStep &step)
{
    const auto narrow = [&](const MatchSets &sets) {
        step.next = m_space.united(step.next, m_space.difference(step.hit, sets.yes));
        step.hit = m_space.intersection(step.hit, sets.may);
    };
    const auto &is = statement.is;
    if (const auto *match = std::get_if<NftMatch>(&is)) {
        const RuleAt at{&statement, placeNumber(step.place), step.place.base};
        auto known = m_sets.find(at);
        if (known == m_sets.end()) {
            known = m_sets.emplace(at, nativeSets(*match, step.where, m_space)).first;
        }
        narrow(known->second);
    } else if (const auto *decision = std::get_if<NftDecision>(&is)) {
        const PacketSet hit = std::exchange(step.hit, PacketSpace::none);
        decide(*decision, hit, step);
    } else if (const auto *map = std::get_if<NftVerdictMap>(&is)) {
        chooseVerdict(*map, step);
    } else if (const auto *reject = std::get_if<NftReject>(&is)) {
        narrow(nativeSets(*reject, m_space));
        end(m_fate.rejected, std::exchange(step.hit, PacketSpace::none), *step.place.stream);
    } else if (const auto *nat = std::get_if<NftNat>(&is)) {
        translate(*nat, step);
    } else if (const auto *assignment = std::get_if<NftAssignment>(&is)) {
        assign(*assignment, step);
    } else if (std::holds_alternative<NftNotrack>(is)) {
        untrack(step);
    } else if (std::holds_alternative<NftQueue>(is)) {
        // A program decides: it lets the packet on to the next base chain, or drops it.
        const PacketSet hit = std::exchange(step.hit, PacketSpace::none);
        step.place.accepted = m_space.united(step.place.accepted, hit);
        end(m_fate.dropped, hit, *step.place.stream);
    } else if (std::holds_alternative<NftOpaque>(is)) {
        end(m_fate.unknown, step.hit, *step.place.stream);
    } else if (statement.mayEnd) {
        step.next = m_space.united(step.next, step.hit);
    }
}

void SetWalk::decide(const NftDecision &decision, PacketSet hit, NativeStep &step)
{
    Place &place = step.place;
    switch (decision.kind) {
    case NftDecision::Kind::Continue:
        step.hit = m_space.united(step.hit, hit);
        return;
    case NftDecision::Kind::Accept:
        place.accepted = m_space.united(place.accepted, hit);
        return;
    case NftDecision::Kind::Drop:
        end(m_fate.dropped, hit, *place.stream);
        return;
    case NftDecision::Kind::Return:
        step.returned = m_space.united(step.returned, hit);
        return;
    case NftDecision::Kind::Jump:
    case NftDecision::Kind::Goto:
        break;
    }
    PacketSet back = hit;
    const NativeChain *native = place.base->nativeChain != nullptr
        ? nativeChainNamed(*place.base->nativeTable, decision.chain)
        : nullptr;
    const Chain *chain =
        place.base->chain != nullptr ? chainNamed(*place.base->table, decision.chain) : nullptr;
    if ((native == nullptr && chain == nullptr) || step.depth >= maxNativeDepth) {
        end(m_fate.unknown, hit, *place.stream);
    } else if (hit != PacketSpace::none) {
        back = native != nullptr ? walkNativeChain(*native, hit, place, step.depth + 1)
                                 : walkChain(*chain, hit, place, step.depth + 1);
    }
    PacketSet &goesOn = decision.kind == NftDecision::Kind::Goto ? step.returned : step.next;
    goesOn = m_space.united(goesOn, back);
}

void SetWalk::chooseVerdict(const NftVerdictMap &map, NativeStep &step)
{
    const RuleAt at{&map, placeNumber(step.place), step.place.base};
    auto known = m_verdictMaps.find(at);
    if (known == m_verdictMaps.end()) {
        known = m_verdictMaps.emplace(at, nativeSets(map, step.where, m_space)).first;
    }
    const PacketSet asking = std::exchange(step.hit, PacketSpace::none);
    step.next = m_space.united(step.next, m_space.difference(asking, known->second.found));
    // The map may grow while a verdict leads to other rules.
    const std::vector<DecisionSets> decisions = known->second.decisions;
    for (const DecisionSets &one : decisions) {
        const PacketSet hit = m_space.intersection(asking, one.sets.may);
        if (hit == PacketSpace::none) {
            continue;
        }
        if (one.decision == nullptr) {
            end(m_fate.unknown, hit, *step.place.stream);
            step.next = m_space.united(step.next, hit);
        } else {
            decide(*one.decision, hit, step);
        }
    }
}

void SetWalk::translate(const NftNat &nat, NativeStep &step)
{
    Place &place = step.place;
    if (nat.family && *nat.family != m_space.family()) {
        step.next = m_space.united(step.next, std::exchange(step.hit, PacketSpace::none));
        return;
    }
    const PacketSet hit = std::exchange(step.hit, PacketSpace::none);
    const bool fixed = isFixed(nat.address) && isFixed(nat.port);
    if (!fixed) {
        // A map may have no answer.
        step.next = m_space.united(step.next, hit);
    }
    if (translatesSource(place.stream->hook)) {
        // A new source is of interest only to base chains that are asked after this one.
        if (isAskedLater(place)) {
            end(m_fate.unknown, hit, *place.stream);
        }
        place.accepted = m_space.united(place.accepted, hit);
        return;
    }
    if (fixed) {
        redirect(hit, place, [&](Flow &flow) {
            const Packet original = flow.packet;
            NativeContext context{
                flow, m_world, original, *place.base->nativeTable, *place.base, place.stream->hook};
            applyNativeNat(nat, natTargetOf(nat, context), place.stream->hook, m_world, flow);
        });
        return;
    }
    // Where it goes is not known, and so the way stays.
    Stream stream = *place.stream;
    stream.translated = true;
    stream.original = hit;
    stream.rewroteAddress = nat.address.has_value();
    stream.rewrotePort = nat.port || (nat.address && nat.address->types.size() > 1);
    stream.set = stream.rewroteAddress ? m_space.forget(hit, Field::Destination) : hit;
    if (stream.rewrotePort) {
        stream.set = m_space.forget(stream.set, Field::Port);
    }
    divert(hit, std::move(stream));
}

void SetWalk::assign(const NftAssignment &assignment, NativeStep &step)
{
    // What is written to a mark of zeros and to one of ones tells what becomes of each bit.
    const auto written = [&](std::uint32_t mark, bool &applies) {
        Flow flow;
        flow.packet = packetOfNoKind(step.where, m_space);
        flow.packet.mark = mark;
        const Packet original = flow.packet;
        NativeContext context{
            flow, m_world, original, step.where.table, step.where.base, step.where.place.hook};
        applies = assignmentApplies(assignment, context).answer == Answer::Yes;
        Flow after = flow;
        Core::assign(assignment, context, after);
        return after;
    };
    bool applies = true;
    const Flow zeros = written(0, applies);
    const Flow ones = written(everyBit, applies);
    if (!applies) {
        step.next = m_space.united(step.next, step.hit);
    }
    if (assignment.to.subject == NftSubject::Payload) {
        // Headers are seldom rewritten by hand; then what follows cannot be told.
        if (isAskedBySets(assignment.to, m_space)) {
            end(m_fate.unknown, step.hit, *step.place.stream);
        }
        return;
    }
    if (assignment.to.subject != NftSubject::Mark) {
        return;
    }
    const std::uint32_t flipped = zeros.packet.mark & ~ones.packet.mark;
    if (!zeros.markKnown || !ones.markKnown || flipped != 0) {
        step.hit = m_space.forget(step.hit, Field::Mark);
        return;
    }
    const std::uint32_t fixed = ~(zeros.packet.mark ^ ones.packet.mark);
    if (fixed != 0) {
        step.hit = m_space.assign(step.hit, Field::Mark, zeros.packet.mark, fixed);
    }
}

void SetWalk::untrack(NativeStep &step)
{
    const auto isUntracked = [&](const char *device) {
        Flow flow;
        flow.packet = packetOfNoKind(step.where, m_space);
        flow.packet.state = FlowState::New;
        flow.packet.inInterface = device;
        const Packet original = flow.packet;
        const NativeContext context{
            flow, m_world, original, step.where.table, step.where.base, step.where.place.hook};
        Flow after = flow;
        applyNativeNotrack(context, after);
        return after.packet.state == FlowState::Untracked;
    };
    const PacketSet loopback = m_space.device(Field::InInterface, "lo");
    PacketSet losing = PacketSpace::none;
    if (isUntracked("lo")) {
        losing = m_space.united(losing, m_space.intersection(step.hit, loopback));
    }
    if (isUntracked("other")) {
        losing = m_space.united(losing, m_space.difference(step.hit, loopback));
    }
    step.hit = m_space.united(m_space.difference(step.hit, losing),
                              m_space.intersection(m_space.forget(losing, Field::State),
                                                   m_space.state(FlowState::Untracked)));
}

const NativeChain *SetWalk::nativeChainNamed(const NativeTable &table, std::string_view name)
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

} // namespace Portlight::Core
