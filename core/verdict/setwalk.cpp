// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/verdict/setwalk.h"

#include "core/verdict/matcher.h"

#include <algorithm>
#include <functional>

namespace Portlight::Core
{

namespace
{

constexpr unsigned maxDepth = 64;
constexpr std::uint32_t everyBit = 0xffffffffU;

bool hasTarget(std::span<const Ruleset> rulesets, Target::Kind kind)
{
    for (const Ruleset &ruleset : rulesets) {
        for (const Table &table : ruleset.tables) {
            for (const Chain &chain : table.chains) {
                for (const Rule &rule : chain.rules) {
                    if (rule.target.kind == kind) {
                        return true;
                    }
                }
            }
        }
    }
    return false;
}

bool hasNotrack(const NativeRuleset &native)
{
    for (const NativeTable &table : native.tables) {
        for (const NativeChain &chain : table.chains) {
            for (const NativeRule &rule : chain.rules) {
                for (const NftStatement &statement : rule.program.statements) {
                    if (std::holds_alternative<NftNotrack>(statement.is)) {
                        return true;
                    }
                }
            }
        }
    }
    return false;
}

} // namespace

std::size_t SetWalk::RuleAtHash::operator()(const RuleAt &at) const
{
    return std::hash<const void *>()(at.rule) * 64 + at.place;
}

SetWalk::SetWalk(const RulesInForce &rules, const World &world, PacketSpace &space)
    : m_twins(rules.native != nullptr ? nativeTwins(rules.rulesets, *rules.native) : NativeTwins())
    , m_world(world)
    , m_space(space)
    , m_plan(rules.rulesets, rules.native, space.family())
    , m_changesState(hasTarget(rules.rulesets, Target::Kind::Notrack)
                     || (rules.native != nullptr && hasNotrack(*rules.native)))
{
    std::size_t count = 0;
    for (const Ruleset &ruleset : rules.rulesets) {
        count += ruleset.ruleCount();
    }
    if (rules.native != nullptr) {
        count += rules.native->ruleCount();
    }
    // Only loops and chains that double at each level come near.
    m_ruleLimit = 1'000'000 + 64 * count;
}

Result<SetFate> SetWalk::walk(Way way, PacketSet start)
{
    m_fate = {};
    SetFate all;
    // A rule that takes packets out of tracking forgets their state, so each state walks by itself.
    std::vector<PacketSet> starts;
    if (m_changesState) {
        for (const FlowState state : {FlowState::New, FlowState::Established, FlowState::Related,
                                      FlowState::Invalid, FlowState::Untracked}) {
            starts.push_back(m_space.intersection(start, m_space.state(state)));
        }
    } else {
        starts.push_back(start);
    }
    for (const PacketSet part : starts) {
        m_fate = {};
        Stream stream;
        stream.way = way;
        stream.hook = firstHook(way);
        stream.set = part;
        m_waiting.push_back(stream);
        while (!m_waiting.empty()) {
            const Stream next = m_waiting.back();
            m_waiting.pop_back();
            follow(next);
        }
        // What marks and states became is no matter of the packet as it started.
        const auto started = [&](PacketSet set) {
            set = m_space.forget(set, Field::Mark);
            if (m_changesState) {
                set = m_space.forget(set, Field::State);
            }
            return m_space.intersection(set, part);
        };
        all.accepted = m_space.united(all.accepted, started(m_fate.accepted));
        all.dropped = m_space.united(all.dropped, started(m_fate.dropped));
        all.rejected = m_space.united(all.rejected, started(m_fate.rejected));
        all.unknown = m_space.united(all.unknown, started(m_fate.unknown));
    }
    if (m_space.isExhausted()) {
        return m_space.exhaustion("calculate sets of packets");
    }
    if (m_tooLong) {
        return failure(ErrorCode::LimitExceeded, "calculate sets of packets",
                       "the chains call each other too often");
    }
    return all;
}

const RuleTraffic *SetWalk::traffic(const Rule &rule) const
{
    const auto found = m_traffic.find(&rule);
    return found == m_traffic.end() ? nullptr : &found->second;
}

PacketSet SetWalk::entered(const Chain &chain) const
{
    const auto found = m_entered.find(&chain);
    return found == m_entered.end() ? PacketSpace::none : found->second;
}

PacketSet SetWalk::surely(const SetFate &fate, PacketSet part)
{
    for (const PacketSet other : {fate.accepted, fate.dropped, fate.rejected, fate.unknown}) {
        if (other != part) {
            part = m_space.difference(part, other);
        }
    }
    return part;
}

void SetWalk::follow(Stream stream)
{
    while (stream.set != PacketSpace::none) {
        const std::vector<BaseChain> &chains = m_plan.at(stream.hook);
        if (stream.slot < chains.size()) {
            walkBaseChain(chains[stream.slot++], stream);
            continue;
        }
        const std::optional<Hook> next = nextHook(stream.hook, stream.way);
        if (!next) {
            end(m_fate.accepted, stream.set, stream);
            return;
        }
        stream.hook = *next;
        stream.slot = 0;
    }
}

void SetWalk::walkBaseChain(const BaseChain &base, Stream &stream)
{
    const MatchSets coming = comesBy(base, stream);
    PacketSet passing = m_space.difference(stream.set, coming.yes);
    PacketSet in = m_space.intersection(stream.set, coming.may);
    if (base.isNat()) {
        // Only the first packet of a flow asks; one that has its translation asks no more, nor one
        // that comes back over the loopback device.
        PacketSet asking = m_space.intersection(in, m_space.state(FlowState::New));
        if (stream.way == Way::Input) {
            asking = m_space.difference(asking, m_space.device(Field::InInterface, "lo"));
        }
        if (stream.translated && !translatesSource(stream.hook)) {
            asking = PacketSpace::none;
        }
        passing = m_space.united(passing, m_space.difference(in, asking));
        in = asking;
    }
    Place place{&base, &stream, PacketSpace::none};
    const PacketSet rest = base.nativeChain != nullptr
        ? walkNativeChain(*base.nativeChain, in, place, 0)
        : walkChain(*base.chain, in, place, 0);
    if (base.policy() == Policy::Drop) {
        end(m_fate.dropped, rest, stream);
    } else {
        place.accepted = m_space.united(place.accepted, rest);
    }
    stream.set = m_space.united(passing, place.accepted);
}

PacketSet SetWalk::walkChain(const Chain &chain, PacketSet in, Place &place, unsigned depth)
{
    PacketSet &entered = m_entered.try_emplace(&chain, PacketSpace::none).first->second;
    entered = m_space.united(entered, in);
    const PacketSet first = in;
    PacketSet returned = PacketSpace::none;
    for (const Rule &rule : chain.rules) {
        if (in == PacketSpace::none && (!m_wantsAll || first == PacketSpace::none)) {
            break;
        }
        if (++m_rulesSeen > m_ruleLimit || m_space.isExhausted()) {
            m_tooLong = m_rulesSeen > m_ruleLimit;
            return PacketSpace::none;
        }
        if (const auto twin = m_twins.find(&rule); twin != m_twins.end()) {
            in = applyNative(*twin->second, in, place, depth, returned);
            continue;
        }
        const MatchSets sets = setsOf(rule, place);
        const PacketSet hit = m_space.intersection(in, sets.may);
        const PacketSet sure = sets.isSure() ? hit : m_space.intersection(in, sets.yes);
        const PacketSet next =
            hit == PacketSpace::none ? in : applyRule(rule, in, hit, sure, place, depth, returned);
        // The map may have grown while the rule called chains.
        RuleTraffic &seen = m_traffic[&rule];
        seen.arrived = m_space.united(seen.arrived, in);
        seen.hit = m_space.united(seen.hit, hit);
        seen.ended = m_space.united(seen.ended, m_space.difference(in, next));
        if (m_wantsAll) {
            seen.wanted = m_space.united(seen.wanted, m_space.intersection(first, sets.may));
        }
        in = next;
    }
    return m_space.united(returned, in);
}

/// What goes on to the next rule.
PacketSet SetWalk::applyRule(const Rule &rule, PacketSet in, PacketSet hit, PacketSet sure,
                             Place &place, unsigned depth, PacketSet &returned)
{
    const PacketSet others = m_space.difference(in, sure);
    const Target &target = rule.target;
    switch (target.kind) {
    case Target::Kind::None:
    case Target::Kind::Log:
    case Target::Kind::Change:
        return in;
    case Target::Kind::Accept:
        place.accepted = m_space.united(place.accepted, hit);
        return others;
    case Target::Kind::Drop:
        end(m_fate.dropped, hit, *place.stream);
        return others;
    case Target::Kind::Reject:
        end(m_fate.rejected, hit, *place.stream);
        return others;
    case Target::Kind::Return:
        returned = m_space.united(returned, hit);
        return others;
    case Target::Kind::Jump:
        return m_space.united(others, enter(rule, hit, place, depth));
    case Target::Kind::Goto:
        // The end of the new chain is the end of this one.
        returned = m_space.united(returned, enter(rule, hit, place, depth));
        return others;
    case Target::Kind::Mark:
        return m_space.united(others, marked(rule, hit));
    case Target::Kind::Notrack:
        return m_space.united(others, untracked(rule, hit));
    case Target::Kind::DestinationNat:
    case Target::Kind::SourceNat:
        if (translatesSource(place.stream->hook)) {
            // A new source is of interest only to base chains that are asked after this one.
            if (isAskedLater(place)) {
                end(m_fate.unknown, hit, *place.stream);
            }
            place.accepted = m_space.united(place.accepted, hit);
        } else {
            redirect(hit, place, [&](Flow &flow) {
                applyDestinationNat(target, place.stream->hook, m_world, flow);
            });
        }
        return others;
    case Target::Kind::Queue:
        place.accepted = m_space.united(place.accepted, hit);
        end(m_fate.dropped, hit, *place.stream);
        return others;
    case Target::Kind::Opaque:
        end(m_fate.unknown, hit, *place.stream);
        return in;
    }
    return in;
}

PacketSet SetWalk::enter(const Rule &rule, PacketSet hit, Place &place, unsigned depth)
{
    const Chain *chain = chainNamed(*place.base->table, rule.target.name);
    if (chain == nullptr || depth >= maxDepth) {
        end(m_fate.unknown, hit, *place.stream);
        return hit;
    }
    return walkChain(*chain, hit, place, depth + 1);
}

PacketSet SetWalk::marked(const Rule &rule, PacketSet hit)
{
    // What the target does to a mark of zeros and to one of ones tells what it does to each bit.
    Flow zeros;
    Flow ones;
    ones.packet.mark = everyBit;
    applyMark(rule.target, zeros);
    applyMark(rule.target, ones);
    const std::uint32_t flipped = zeros.packet.mark & ~ones.packet.mark;
    if (!zeros.markKnown || !ones.markKnown || flipped != 0) {
        return m_space.forget(hit, Field::Mark);
    }
    const std::uint32_t fixed = ~(zeros.packet.mark ^ ones.packet.mark);
    return fixed == 0 ? hit : m_space.assign(hit, Field::Mark, zeros.packet.mark, fixed);
}

PacketSet SetWalk::untracked(const Rule &rule, PacketSet hit)
{
    Flow flow;
    applyNotrack(rule.target, flow);
    if (flow.packet.state != FlowState::Untracked) {
        return hit;
    }
    return m_space.intersection(m_space.forget(hit, Field::State),
                                m_space.state(FlowState::Untracked));
}

bool SetWalk::isAskedLater(const Place &place) const
{
    const std::vector<BaseChain> &chains = m_plan.at(place.stream->hook);
    return std::any_of(chains.begin() + static_cast<std::ptrdiff_t>(place.stream->slot),
                       chains.end(), [](const BaseChain &chain) {
                           return chain.nativeChain != nullptr ? !chain.nativeChain->rules.empty()
                                                               : !chain.chain->rules.empty();
                       });
}

void SetWalk::redirect(PacketSet hit, Place &place, const std::function<void(Flow &)> &apply)
{
    // The target does to two packets that differ in everything what it does to all: where both come
    // out alike the field is rewritten, where both stay as they were it is not.
    Stream stream = *place.stream;
    const auto example = [&](const char *address, std::uint16_t port) {
        Flow flow;
        flow.packet.family = m_space.family();
        flow.packet.way = stream.way;
        flow.packet.destination = IpAddress::parse(address);
        flow.packet.destinationPort = port;
        return flow;
    };
    const bool isIpv4 = m_space.family() == Family::Ipv4;
    const Flow before = example(isIpv4 ? "192.0.2.1" : "2001:db8::1", 1);
    const Flow otherBefore = example(isIpv4 ? "198.51.100.254" : "3fff::fffe", 65534);
    Flow after = before;
    Flow otherAfter = otherBefore;
    apply(after);
    apply(otherAfter);

    stream.translated = true;
    stream.original = hit;
    stream.set = hit;
    const Packet &packet = after.packet;
    if (packet.destination != before.packet.destination
        || otherAfter.packet.destination != otherBefore.packet.destination) {
        stream.rewroteAddress = true;
        stream.set = m_space.forget(stream.set, Field::Destination);
        if (packet.destination && packet.destination == otherAfter.packet.destination) {
            stream.set = m_space.intersection(
                stream.set, m_space.address(Field::Destination, *packet.destination));
        }
    }
    if (packet.destinationPort != before.packet.destinationPort
        || otherAfter.packet.destinationPort != otherBefore.packet.destinationPort) {
        stream.rewrotePort = true;
        stream.set = m_space.forget(stream.set, Field::Port);
        if (packet.destinationPort && packet.destinationPort == otherAfter.packet.destinationPort) {
            stream.set = m_space.intersection(stream.set,
                                              m_space.equal(Field::Port, *packet.destinationPort));
        }
    }
    if (packet.way != stream.way || after.reroute) {
        stream.way = packet.way;
        stream.rerouted = true;
        stream.set = m_space.forget(stream.set, Field::OutInterface);
    }
    divert(hit, std::move(stream));
}

/// Lets packets go on with their new destination, as a stream of their own.
void SetWalk::divert(PacketSet hit, Stream stream)
{
    m_redirected = m_space.united(m_redirected,
                                  m_space.forget(m_space.forget(hit, Field::Mark), Field::State));
    m_waiting.push_back(std::move(stream));
}

MatchSets SetWalk::setsOf(const Rule &rule, const Place &place)
{
    const Stream &stream = *place.stream;
    const RuleAt at{&rule, placeNumber(place), nullptr};
    if (const auto known = m_sets.find(at); known != m_sets.end()) {
        return known->second;
    }
    const MatchSets sets =
        ruleSets(rule, {m_world, stream.hook, stream.way, stream.translated}, m_space);
    m_sets.emplace(at, sets);
    return sets;
}

/// Of hook, way, and whether the packets have a new destination: below 64.
unsigned SetWalk::placeNumber(const Place &place)
{
    const Stream &stream = *place.stream;
    return static_cast<unsigned>(stream.hook) * 8 + static_cast<unsigned>(stream.way) * 2
        + (stream.translated ? 1U : 0U);
}

/// Adds packets to a part of the fate, told as they started.
void SetWalk::end(PacketSet &part, PacketSet set, const Stream &stream)
{
    if (stream.translated) {
        if (stream.rewroteAddress) {
            set = m_space.forget(set, Field::Destination);
        }
        if (stream.rewrotePort) {
            set = m_space.forget(set, Field::Port);
        }
        if (stream.rerouted) {
            set = m_space.forget(set, Field::OutInterface);
        }
        // Marks and states may have changed since, too.
        set = m_space.forget(m_space.forget(set, Field::Mark), Field::State);
        set = m_space.intersection(set, stream.original);
    }
    part = m_space.united(part, set);
}

const Chain *SetWalk::chainNamed(const Table &table, std::string_view name)
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
