// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/result.h"
#include "core/verdict/flow.h"
#include "core/verdict/matchsets.h"

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
    /// All arguments must outlive the walk; rulesets of another family are ignored.
    SetWalk(std::span<const Ruleset> rulesets, const World &world, PacketSpace &space);

    /// LimitExceeded when the space ran out of memory, or the chains call each other too often.
    Result<SetFate> walk(Way way, PacketSet start);

    /// From now on RuleTraffic::wanted is recorded, too, and for each rule of a chain that packets
    /// enter.
    void wantAll()
    {
        m_wantsAll = true;
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
    void redirect(const Rule &rule, PacketSet hit, Place &place);
    bool isAskedLater(const Place &place) const;
    MatchSets setsOf(const Rule &rule, const Place &place);
    void end(PacketSet &part, PacketSet set, const Stream &stream);
    const Chain *chainNamed(const Table &table, std::string_view name);

    const World &m_world;
    PacketSpace &m_space;
    HookPlan m_plan;
    SetFate m_fate;
    std::vector<Stream> m_waiting;
    std::unordered_map<const Rule *, RuleTraffic> m_traffic;
    std::unordered_map<const Chain *, PacketSet> m_entered;
    struct RuleAt {
        const Rule *rule = nullptr;
        unsigned place = 0; ///< hook, way, translated
        bool operator==(const RuleAt &) const = default;
    };
    struct RuleAtHash {
        std::size_t operator()(const RuleAt &at) const;
    };
    std::unordered_map<RuleAt, MatchSets, RuleAtHash> m_sets;
    std::map<const Table *, std::unordered_map<std::string_view, const Chain *>> m_chains;
    std::size_t m_rulesSeen = 0;
    std::size_t m_ruleLimit = 0;
    bool m_changesState = false;
    bool m_wantsAll = false;
    bool m_tooLong = false;
};

} // namespace Portlight::Core
