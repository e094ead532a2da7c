// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/verdict/engine.h"
#include "core/verdict/flow.h"

#include <memory>
#include <vector>

namespace Portlight::Core
{

/// Paths that share their ends: a node is a step and the rest of the path. Held in one arena, so
/// that 50,000 steps cost no recursion and branches that meet again are found by their shared node.
class PathArena
{
public:
    using Path = std::uint32_t;
    static constexpr Path empty = 0;

    PathArena();
    Path prepend(const RuleRef &step, Path rest);
    /// The steps that both paths have, in their order.
    Path common(Path a, Path b);
    std::vector<RuleRef> steps(Path path) const;

private:
    std::vector<RuleRef> stepsUntil(Path path, Path end) const;
    struct Node {
        RuleRef step;
        Path rest = empty;
        std::uint32_t length = 0;
    };
    std::vector<Node> m_nodes;
};

/// The chain that let a packet through, and how well it stands for the whole walk.
struct Acceptance {
    RuleRef by;
    int rank = 0; ///< 0 none, 1 any, 2 policy of a native filter chain, 3 filter, 4 filter of nft
};
const Acceptance &better(const Acceptance &earlier, const Acceptance &later);

/// What a rule that rejects says, in the words of iptables: "icmp-port-unreachable".
std::string rejectionBy(const RuleRef &ref, Family family);

/// What a walk from some point on leads to.
struct WalkEnd {
    VerdictKind kind = VerdictKind::Unknown;
    RuleRef decidedBy; ///< Drop and Reject
    Acceptance acceptance; ///< Accept
    PathArena::Path path = PathArena::empty;
    std::shared_ptr<const Flow> flow; ///< as it left the last hook passed
    std::vector<unsigned> doubts; ///< indexes of relevant forks, ascending; Unknown only
    unsigned identity = 0; ///< equal for outcomes that are one and the same
};

} // namespace Portlight::Core
