// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/verdict/matcher.h"
#include "core/verdict/nativetwins.h"
#include "core/verdict/nativevalue.h"
#include "core/verdict/outcome.h"

#include <map>
#include <string>
#include <unordered_map>

namespace Portlight::Core
{

/// A place where the walk could not tell which way to go.
struct Fork {
    struct Part {
        std::string text;
        std::string name;
    };
    RuleRef at;
    std::vector<Part> parts;
    VerdictKind ifYes = VerdictKind::Unknown;
    VerdictKind ifNo = VerdictKind::Unknown;
};

/// What the matches of all rulesets look at, of what targets can change.
struct Sights {
    bool mark = false; ///< of the packet or its connection
    bool ttl = false;
    bool trafficClass = false;
    bool tcpOptions = false; ///< and the length, which they change
    bool sets = false;
};

/// Walks one packet through all hooks of its way.
///
/// Where a rule cannot be told, both branches are walked; the branch in which the rule matches goes
/// first and leaves behind, at each place where it comes back to the way of the other one (a return
/// from a chain, the next base chain), what that place led to. The other branch stops there when it
/// comes by in the same state. So the cost of doubts that do not matter is linear in their number.
class Walker
{
public:
    /// Points into `rulesets`, `native` (which may be null) and `world`.
    Walker(std::span<const Ruleset> rulesets, const NativeRuleset *native, const Packet &packet,
           const World &world);

    /// Notes the conditions of the rule at this place when the packet comes by. Before walk().
    void watch(const Location &location);
    const std::vector<Condition> &watched() const
    {
        return m_watched;
    }

    WalkEnd walk();
    const std::vector<Fork> &forks() const
    {
        return m_forks;
    }
    std::vector<RuleRef> steps(const WalkEnd &outcome) const
    {
        return m_paths.steps(outcome.path);
    }
    bool assumedInInterface() const
    {
        return m_assumedInInterface;
    }
    bool assumedOutInterface() const
    {
        return m_assumedOutInterface;
    }
    bool assumedNoIpsec() const
    {
        return m_assumedNoIpsec;
    }

private:
    struct Frame {
        const Chain *chain = nullptr; ///< of iptables, or
        unsigned next = 0; ///< index of the next rule
        const NativeChain *native = nullptr; ///< of nftables
        // Within a rule of nftables, for the branch in which a statement holds.
        std::size_t statement = 0;
        bool holds = false; ///< the statement is taken to hold
        const NftDecision *decision = nullptr; ///< and to give this verdict
    };
    /// Where the packet is. No frames: about to enter the base chain at `slot` of the hook.
    struct State {
        Flow flow;
        Hook hook = Hook::Prerouting;
        std::size_t slot = 0;
        std::vector<Frame> frames;
    };
    using Key = std::vector<std::uintptr_t>;
    struct Event {
        enum class Kind : std::uint8_t { Step, Accept, Fork, Checkpoint };
        Kind kind = Kind::Step;
        RuleRef step; ///< Step, Accept
        std::size_t index = 0; ///< of `pending` or `checkpoints`
    };
    struct Pending {
        unsigned fork = 0;
        WalkEnd other;
        bool otherIsYes = true;
    };
    /// What one run did, to be folded backwards into outcomes.
    struct Trace {
        bool isBranch = false;
        std::size_t lowWater = 0; ///< deepest stack at which to leave a checkpoint
        std::vector<Event> events;
        std::vector<Pending> pending;
        std::vector<Key> checkpoints;
    };

    WalkEnd run(State state, bool isBranch, std::optional<RuleRef> forced);
    WalkEnd follow(State &state, Trace &trace, std::optional<RuleRef> forced);
    WalkEnd fold(Trace &trace, WalkEnd outcome);
    WalkEnd combine(const Pending &pending, const WalkEnd &main);

    const BaseChain &base(const State &state) const;
    Answer passesBy(const BaseChain &chain, const State &state);
    bool skipsNat(const BaseChain &chain, State &state, Trace &trace);
    /// False when no base chain is left, or the kernel stops the packet itself.
    bool enterBaseChain(State &state, Trace &trace);
    std::optional<WalkEnd> endChain(State &state, Trace &trace);
    std::optional<WalkEnd> apply(const RuleRef &ref, State &state, Trace &trace);
    std::optional<WalkEnd> applyOpaque(const RuleRef &ref, State &state, Trace &trace);
    std::optional<WalkEnd> enterChain(const RuleRef &ref, State &state, Trace &trace);
    void accept(const RuleRef &ref, State &state, Trace &trace);

    // Rules of nftables; in nativewalk.cpp.
    struct Step;
    const NativeRule *nativeRuleAt(const Frame &frame) const;
    std::optional<WalkEnd> followNative(const NativeRule &rule, State &state, Trace &trace);
    NativeAnswer statementAnswer(Step &step);
    std::optional<WalkEnd> forkNative(Step &step, const NativeAnswer &answer, bool &left);
    std::optional<WalkEnd> perform(Step &step, bool &left);
    std::optional<WalkEnd> decide(Step &step, const NftDecision &decision, bool &left);
    std::optional<WalkEnd> translate(Step &step, const NftNat &nat, bool &left);
    std::optional<WalkEnd> queue(Step &step, const NftQueue &queue, bool &left);
    const NativeChain *nativeChainNamed(const NativeTable &table, std::string_view name);

    Answer ruleAnswer(const Rule &rule, const State &state, std::vector<Fork::Part> *unknown);
    void note(const Rule &rule, MatchContext context);
    void noteNative(Step &step);
    void note(std::vector<Condition> seen);
    bool isHarmless(const Target &target);
    const Sights &sights();
    const Chain *chainNamed(const Table &table, std::string_view name);

    bool mayFork() const;
    unsigned newFork(const RuleRef &at, std::vector<Fork::Part> parts);
    void addPending(Trace &trace, unsigned fork, WalkEnd other, bool otherIsYes) const;
    std::optional<WalkEnd> revisit(const State &state, Trace &trace);
    Key keyOf(const State &state);
    WalkEnd leaf(VerdictKind kind, const State &state, const RuleRef &decidedBy = {});
    WalkEnd giveUp(const RuleRef &at, const State &state, std::vector<Fork::Part> parts);

    std::span<const Ruleset> m_rulesets;
    const NativeRuleset *m_native;
    const World &m_world;
    HookPlan m_plan;
    Packet m_packet;
    PathArena m_paths;
    std::vector<Fork> m_forks;
    std::map<Key, WalkEnd> m_memo;
    std::vector<Flow> m_flows; ///< distinct ones seen at checkpoints
    std::map<const Table *, std::unordered_map<std::string_view, const Chain *>> m_chains;
    std::map<const NativeTable *, std::unordered_map<std::string_view, const NativeChain *>>
        m_nativeChains;
    /// Rules of nft's own in tables of iptables.
    NativeTwins m_nativeRules;
    std::optional<Sights> m_sights;
    const Rule *m_watchedRule = nullptr;
    const NativeRule *m_watchedNative = nullptr;
    std::vector<Condition> m_watched;
    const Rule *m_laterRule = nullptr; ///< some rules behind the one that is asked, or null
    bool m_assumedInInterface = false;
    bool m_assumedOutInterface = false;
    bool m_assumedNoIpsec = false;
    unsigned m_leaves = 0;
    unsigned m_identities = 0;
    std::size_t m_rulesSeen = 0;
    std::size_t m_ruleLimit = 0;
    std::size_t m_eventLimit = 0;
};

} // namespace Portlight::Core
