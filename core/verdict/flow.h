// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/packet/packet.h"
#include "core/packet/world.h"
#include "core/verdict/engine.h"
#include "core/verdict/hooks.h"

#include <optional>
#include <string>
#include <vector>

namespace Portlight::Core
{

/// A rule (number from 1) or the policy of its base chain (number 0). Points into the rulesets.
struct RuleRef {
    const BaseChain *base = nullptr;
    const Chain *chain = nullptr; ///< of iptables
    unsigned number = 0;
    const NativeChain *native = nullptr; ///< of nftables, instead of `chain`
    /// What nftables decided, where a rule alone does not say it: the verdict of a map.
    const NftDecision *decision = nullptr;

    explicit operator bool() const
    {
        return chain != nullptr || native != nullptr;
    }
    /// Null for a policy, and for a rule of a native chain.
    const Rule *rule() const
    {
        return number == 0 || chain == nullptr ? nullptr : &chain->rules[number - 1];
    }
    /// The rule as nftables has it; null for a rule of iptables.
    const NativeRule *nativeRule() const;
    bool operator==(const RuleRef &) const = default;
};

/// The packet on its way, with what targets did to it.
struct Flow {
    Packet packet;
    bool markKnown = true;
    Connection connection; ///< its entry; without meaning for a packet that has none
    bool notFirst = false; ///< assumed not to be the first packet although its state is not known
    bool reroute = false; ///< a new destination was chosen in OUTPUT
    RuleRef destinationBy;
    RuleRef sourceBy;
    Obstacle obstacle = Obstacle::None; ///< that ended the walk
    std::vector<std::string> changedSets; ///< by the SET target; their members are not known now
};

/// Whether two flows are treated alike by everything that follows.
bool sameFlow(const Flow &a, const Flow &b);

/// MARK, CONNMARK.
void applyMark(const Target &target, Flow &flow);
/// NOTRACK, CT --notrack.
void applyNotrack(const Target &target, Flow &flow);
/// TTL, HL, TOS, DSCP, ECN, TCPMSS and others that change fields of the packet.
void applyChange(const Target &target, Flow &flow);

/// DNAT, REDIRECT, NETMAP before routing; moves the packet between INPUT and FORWARD where the new
/// destination says so.
void applyDestinationNat(const Target &target, Hook hook, const World &world, Flow &flow);
/// SNAT, MASQUERADE, NETMAP after routing. An address that only the kernel chooses becomes unknown.
void applySourceNat(const Target &target, const World &world, Flow &flow);

/// The route that this computer's own packet takes before the OUTPUT hook.
Obstacle routeOut(const World &world, Flow &flow);
/// What the kernel does between PREROUTING and the next hook: reverse path filter, route, time to
/// live. It only finds what the world knows.
Obstacle routeIn(const World &world, Flow &flow);
/// After the OUTPUT hook the kernel looks for a route again when the destination changed.
void routeAgain(const World &world, Flow &flow);

} // namespace Portlight::Core
