// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/verdict/engine.h"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace Portlight::Core
{

/// A verdict laid out along the hooks, for a diagram or a list. Values only: it outlives the rules.

/// One chain the kernel asks at a hook.
struct HookChain {
    Backend backend = Backend::File;
    Family family = Family::Ipv4;
    std::string table; ///< "filter"; of nftables with its family: "inet firewalld"
    std::string chain;
    int priority = 0;
    std::size_t ruleCount = 0; ///< of its own, without those of the chains it calls
    Policy policy = Policy::Accept;
    bool isNat = false;
    bool operator==(const HookChain &) const = default;
};

/// A hook with its chains in the order in which the kernel asks them.
struct HookStation {
    Hook hook = Hook::Prerouting;
    std::vector<HookChain> chains;
    /// The table of connections is looked up before the chain with this index (it may be one past
    /// the end): between the priorities -300 (raw) and -150 (mangle). PREROUTING and OUTPUT only.
    std::optional<std::size_t> connectionLookup;
    bool operator==(const HookStation &) const = default;
};

/// All five, in the order of enum Hook.
using HookStations = std::array<HookStation, 5>;
/// `native` may be null; see HookPlan.
HookStations hookStations(std::span<const Ruleset> rulesets, const NativeRuleset *native,
                          Family family);

/// What became of a packet in a chain.
enum class StopEnd : std::uint8_t {
    Passed, ///< it goes on with the next chain
    Dropped,
    Rejected,
    Unclear, ///< from here on it cannot be told
};

/// A chain that the packet came by.
struct PathStop {
    Hook hook = Hook::Prerouting;
    std::size_t chain = 0; ///< index within the station
    std::vector<PathStep> steps; ///< in this chain and those it calls
    StopEnd end = StopEnd::Passed;
    bool operator==(const PathStop &) const = default;
};

/// An address or port that a rule changed, written on the arrow behind the hook.
struct AddressChange {
    Hook hook = Hook::Prerouting;
    Side side = Side::Destination;
    Location by;
    std::optional<IpAddress> address; ///< nothing: the kernel chooses it
    std::optional<std::uint16_t> port; ///< only when it is another one
    bool operator==(const AddressChange &) const = default;
};

/// Why a packet goes the way it goes.
enum class RouteReason : std::uint8_t {
    AsAsked, ///< the world does not tell; the packet was said to go this way
    OwnAddress, ///< its destination is an address of this computer
    OtherAddress, ///< its destination is not
    Obstacle, ///< the kernel stops it here: Verdict::stoppedBy
    Sent, ///< a program of this computer sends it: the route is chosen before OUTPUT
};

struct RoutingDecision {
    Way way = Way::Input;
    RouteReason reason = RouteReason::AsAsked;
    std::optional<IpAddress> destination; ///< after translation
    std::optional<std::string> outInterface; ///< when it is known
    bool operator==(const RoutingDecision &) const = default;
};

struct PacketPath {
    Packet packet;
    Verdict verdict;
    std::vector<Hook> hooks; ///< those the packet came by, in its order
    std::vector<PathStop> stops; ///< in its order; the last one is where it ended
    RoutingDecision routing;
    std::vector<AddressChange> changes;

    bool visits(Hook hook) const;
    /// Whether it came through all hooks of its way, whatever `verdict` says of the rest.
    bool isThrough() const;
    const PathStop *stopAt(Hook hook, std::size_t chain) const;
};

/// `stations` and `verdict` come from the same rules.
PacketPath packetPath(const HookStations &stations, const Packet &packet, const Verdict &verdict,
                      const World &world = {});

/// The answer to an accepted packet as the rules of the way back see it: the destination stays
/// translated until after them, the source does not. Its state is not known where the request was
/// exempt from tracking.
Packet answerTo(const Packet &request, const Verdict &verdict);

} // namespace Portlight::Core
