// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/packet/workbounds.h"
#include "core/packet/world.h"
#include "core/result.h"
#include "core/ruleset/ruleset.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace Portlight::Core
{

enum class LintKind : std::uint8_t {
    NeverMatches, ///< its conditions exclude each other, or all that comes to its chain
    Hidden, ///< earlier rules take every packet that it asks for, and do the same or cannot be told
            ///< to differ
    Contradicted, ///< earlier rules take every packet that it asks for, and decide otherwise
    Needless, ///< later rules decide the same of every packet that comes to it
    UnusedChain, ///< no rule calls this chain
    NotEntered, ///< rules call this chain, but no packet gets there
    LoopbackBlocked, ///< programs on this computer cannot reach each other
    RepliesBlocked, ///< new connections may leave, their replies may not come back
    OpenToAll, ///< every port takes new connections from everyone, for a protocol
    OpenInOneFamily, ///< a port is open to everyone in this family and closed in the other one
};
/// "never-matches", …: stable, for JSON.
std::string_view toString(LintKind kind);

enum class LintSeverity : std::uint8_t { Note, Warning, Problem };
std::string_view toString(LintSeverity severity); ///< "note", "warning", "problem"

struct LintFinding {
    LintKind kind = LintKind::NeverMatches;
    LintSeverity severity = LintSeverity::Warning;
    /// The rule; of a chain or a whole ruleset number 0 and no rule (chain and table may be empty).
    Location at;
    std::vector<Location> by; ///< the rules that hide or repeat it, in order; at most maxLintCauses
    std::string detail; ///< OpenToAll, OpenInOneFamily: the protocol, or protocol and ports
    bool operator==(const LintFinding &) const = default;
};
inline constexpr std::size_t maxLintCauses = 16;

/// Looks at each ruleset by itself, and at two families of the same backend side by side. In the
/// order of the rules, findings about whole rulesets last. LimitExceeded when a ruleset needs more
/// memory than allowed, or its chains call each other too often; Cancelled when told to stop.
Result<std::vector<LintFinding>> lint(std::span<const Ruleset> rulesets, const World &world,
                                      const WorkBounds &bounds = {});

} // namespace Portlight::Core
