// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/packet/packet.h"
#include "core/packet/world.h"
#include "core/ruleset/native.h"
#include "core/ruleset/ruleset.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace Portlight::Core
{

enum class VerdictKind : std::uint8_t { Accept, Drop, Reject, Unknown };
std::string_view toString(VerdictKind kind); ///< "accept", "drop", "reject", "unknown"

/// Why the kernel itself stops a packet, beside all rules.
enum class Obstacle : std::uint8_t {
    None,
    NoRoute, ///< no route, or an unreachable, blackhole or prohibit one
    ReversePath, ///< rp_filter, or a source address that is this computer's own
    ForwardingDisabled,
    HopLimit, ///< the time to live ends here
};
std::string_view toString(Obstacle obstacle); ///< "", "no-route", "rp-filter",
                                              ///< "forwarding-disabled", "hop-limit"

/// A rule whose matches all held, or (number 0) a policy that applied.
struct PathStep {
    Location location;
    std::string action; ///< "ACCEPT", "REJECT", "policy DROP", "LOG", the name of a chain jumped
                        ///< to, "" for none
    std::string baseChain; ///< of the location's table, from which the packet got there
    bool operator==(const PathStep &) const = default;
};

/// A part that could not be told and that could change the outcome.
struct Doubt {
    Location location;
    std::string part; ///< exact text of the match or target ("-m limit --limit 3/min")
    std::string name; ///< module or field: "limit", "in-interface", "source"
    VerdictKind ifYes = VerdictKind::Unknown;
    VerdictKind ifNo = VerdictKind::Unknown;
    std::string baseChain; ///< see PathStep
    bool operator==(const Doubt &) const = default;
};

/// Three-valued answer of one match, for condition tables.
enum class Answer : std::uint8_t { No, Yes, CannotTell };

struct Verdict {
    VerdictKind kind = VerdictKind::Unknown;
    std::string rejectWith; ///< for Reject: "icmp-port-unreachable", "tcp-reset", …
    std::optional<Location> deciding; ///< the rule or policy that ended it; for Accept the one in
                                      ///< the filter table; none when the kernel itself stopped it
    Obstacle stoppedBy = Obstacle::None; ///< Drop without a deciding rule
    std::vector<PathStep> path; ///< in kernel order, over all tables and hooks passed
    std::vector<Doubt> doubts; ///< non-empty exactly when kind is Unknown
    std::vector<std::string> assumptions; ///< "in-interface", "ipsec": see Packet
    Packet
        after; ///< the packet as it leaves the last hook: after DNAT, MARK, SNAT to a fixed address
    std::optional<Location> destinationTranslatedBy;
    std::optional<Location> sourceTranslatedBy;
};

/// Walks a packet through all hooks of its way, over all rulesets given (legacy and nft together;
/// those of another family are ignored). Follows the kernel: tables by hook priority (raw -300,
/// mangle -150, nat -100, filter 0, security 50 (iptables-nft: 150), nat for source translation and
/// INPUT 100); the nat table only for state NEW; ACCEPT ends its own base chain only; DROP and
/// REJECT end everything. At equal priority the order of legacy and nft is not known (the last
/// registered hook runs first): a drop in either decides. Loops and depth are bounded; 64 branches
/// of doubt at most, then Unknown.
Verdict walk(std::span<const Ruleset> rulesets, const Packet &packet, const World &world = {});

/// The same with native nftables. Its tables that iptables-nft uses are walked as `rulesets` has
/// them, rules of nft's own in them as nftables has them; without a ruleset of iptables-nft they
/// are native like all others. A place in nftables names its table with the family ("inet
/// firewalld"), its rule ends in "# handle N". Chains of nft at equal priority: the youngest first.
Verdict walk(std::span<const Ruleset> rulesets, const NativeRuleset &native, const Packet &packet,
             const World &world = {});

struct Condition {
    std::string
        text; ///< exact text of the part: "-p tcp", "! -s 10.0.0.0/8", "-m limit --limit 3/min"
    Answer answer = Answer::CannotTell;
    bool operator==(const Condition &) const = default;
};

/// Each condition of a rule against a packet, in the rule's order.
std::vector<Condition> conditions(const Rule &rule, const Packet &packet, const World &world = {});

/// One line of the JSON of `explain` (DESIGN.md 10).
std::string explainJson(const Packet &packet, const Verdict &verdict);

} // namespace Portlight::Core
