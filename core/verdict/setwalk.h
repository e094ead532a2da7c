// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/result.h"
#include "core/verdict/flow.h"
#include "core/verdict/nativesets.h"
#include "core/verdict/nativetwins.h"

#include <functional>
#include <map>
#include <span>
#include <unordered_map>
#include <vector>

namespace Portlight::Core
{

/// What becomes of a set of packets, told of the packets as they started. Each holds the packets
/// that may end so, whatever could not be told; a packet in just one of them surely ends so.
struct SetFate {
    PacketSet accepted = PacketSpace::none;
    PacketSet dropped = PacketSpace::none;
    PacketSet rejected = PacketSpace::none;
    PacketSet unknown = PacketSpace::none; ///< a target that Portlight does not know
};

/// What a walk saw at one rule, over all walks of one SetWalk and over all places that call its
/// chain. Packets as they were when they came there.
struct RuleTraffic {
    PacketSet arrived = PacketSpace::none;
    PacketSet hit = PacketSpace::none; ///< all its matches hold, or may hold
    PacketSet ended = PacketSpace::none; ///< what it surely kept from going on to the next rule
    /// What would hit it if it were the first rule of its chain; see SetWalk::wantAll().
    PacketSet wanted = PacketSpace::none;
};

/// Walks sets of packets through all hooks of a way, as walk() in core/verdict/engine.h does with
/// one. Exact for what PacketSpace can ask; everything else leaves a packet in more than one part
/// of the fate. A rule that gives a new destination starts a walk of its own for what it hits.
class SetWalk
{
public:
    /// What the arguments point at must outlive the walk; rules of another family are ignored.
    SetWalk(const RulesInForce &rules, const World &world, PacketSpace &space);

    /// LimitExceeded when the space ran out of memory, or the chains call each other too often.
    Result<SetFate> walk(Way way, PacketSet start);

    /// From now on RuleTraffic::wanted is recorded, too, and for each rule of a chain that packets
    /// enter.
    void wantAll()
    {
        m_wantsAll = true;
    }

    /// All packets, as they started, that may have met a rule with a new destination for them.
    PacketSet redirected() const
    {
        return m_redirected;
    }
    /// Null for a rule that no packet came to.
    const RuleTraffic *traffic(const Rule &rule) const;
    /// All packets that entered a chain.
    PacketSet entered(const Chain &chain) const;
    /// The part of `fate` that surely ends so: in `part` and in no other.
    PacketSet surely(const SetFate &fate, PacketSet part);

private:
    /// Packets under way together: the same hook, and the same new destination.
    struct Stream {
        Way way = Way::Input;
        Hook hook = Hook::Prerouting;
        std::size_t slot = 0; ///< of the next base chain at the hook
        PacketSet set = PacketSpace::none;
        bool translated = false;
        PacketSet original = PacketSpace::none; ///< before the new destination
        bool rewroteAddress = false;
        bool rewrotePort = false;
        bool rerouted = false; ///< its outgoing device was chosen anew
    };
    /// Where a chain is being walked, and what came of it.
    struct Place {
        const BaseChain *base = nullptr;
        Stream *stream = nullptr;
        PacketSet accepted = PacketSpace::none;
    };

    void follow(Stream stream);
    void walkBaseChain(const BaseChain &base, Stream &stream);
    PacketSet walkChain(const Chain &chain, PacketSet in, Place &place, unsigned depth);
    PacketSet applyRule(const Rule &rule, PacketSet in, PacketSet hit, PacketSet sure, Place &place,
                        unsigned depth, PacketSet &returned);
    PacketSet enter(const Rule &rule, PacketSet hit, Place &place, unsigned depth);
    PacketSet marked(const Rule &rule, PacketSet hit);
    PacketSet untracked(const Rule &rule, PacketSet hit);
    /// `apply` is what a rule does to one packet.
    void redirect(PacketSet hit, Place &place, const std::function<void(Flow &)> &apply);
    void divert(PacketSet hit, Stream stream);

    // Rules of nftables; in nativesetwalk.cpp.
    MatchSets comesBy(const BaseChain &base, const Stream &stream);
    PacketSet walkNativeChain(const NativeChain &chain, PacketSet in, Place &place, unsigned depth);
    PacketSet applyNative(const NativeRule &rule, PacketSet in, Place &place, unsigned depth,
                          PacketSet &returned);
    struct NativeStep;
    void perform(const NftStatement &statement, NativeStep &step);
    void decide(const NftDecision &decision, PacketSet hit, NativeStep &step);
    void chooseVerdict(const NftVerdictMap &map, NativeStep &step);
    void translate(const NftNat &nat, NativeStep &step);
    void assign(const NftAssignment &assignment, NativeStep &step);
    void untrack(NativeStep &step);
    const NativeChain *nativeChainNamed(const NativeTable &table, std::string_view name);
    bool isAskedLater(const Place &place) const;
    MatchSets setsOf(const Rule &rule, const Place &place);
    static unsigned placeNumber(const Place &place);
    void end(PacketSet &part, PacketSet set, const Stream &stream);
    const Chain *chainNamed(const Table &table, std::string_view name);

    NativeTwins m_twins;
    const World &m_world;
    PacketSpace &m_space;
    HookPlan m_plan;
    SetFate m_fate;
    PacketSet m_redirected = PacketSpace::none;
    std::vector<Stream> m_waiting;
    std::unordered_map<const Rule *, RuleTraffic> m_traffic;
    std::unordered_map<const Chain *, PacketSet> m_entered;
    struct RuleAt {
        const void *rule = nullptr; ///< or a statement of nftables
        unsigned place = 0; ///< hook, way, translated
        const BaseChain *base = nullptr; ///< of a statement, whose answer may depend on it
        bool operator==(const RuleAt &) const = default;
    };
    struct RuleAtHash {
        std::size_t operator()(const RuleAt &at) const;
    };
    std::unordered_map<RuleAt, MatchSets, RuleAtHash> m_sets;
    std::unordered_map<RuleAt, VerdictMapSets, RuleAtHash> m_verdictMaps;
    std::map<const Table *, std::unordered_map<std::string_view, const Chain *>> m_chains;
    std::map<const NativeTable *, std::unordered_map<std::string_view, const NativeChain *>>
        m_nativeChains;
    std::size_t m_rulesSeen = 0;
    std::size_t m_ruleLimit = 0;
    bool m_changesState = false;
    bool m_wantsAll = false;
    bool m_tooLong = false;
};

} // namespace Portlight::Core
