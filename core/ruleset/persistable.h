// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/ruleset/owner.h"
#include "core/ruleset/ruleset.h"

#include <string>
#include <string_view>
#include <vector>

namespace Portlight::Core
{

/// Why something is not saved.
enum class LeftOutReason : std::uint8_t {
    Owned, ///< its owner makes it anew
    LeadsToOwned, ///< a person's rule that jumps to a chain which is not saved
    InOwnedChain, ///< a person's rule in a chain of another program: after a restart it is gone
    NeedsSet, ///< names an ipset that nothing brings back: the whole file would not load
    NoPlace, ///< the firewall manager of this system has no place for it
    Native, ///< made with nft in a table of iptables, which has no words for it
};
std::string_view toString(LeftOutReason reason); ///< "owned", "leads-to-owned", …: for JSON
std::optional<LeftOutReason> parseLeftOutReason(std::string_view text);

/// Something of the running rules that is not saved: a whole chain, or one rule.
struct LeftOut {
    Backend backend = Backend::Nft;
    Family family = Family::Ipv4;
    std::string table;
    std::string chain;
    std::string rule; ///< exact text; empty: the whole chain
    std::size_t rules = 1; ///< how many rules go with it
    Owner owner = Owner::Hand;
    LeftOutReason reason = LeftOutReason::Owned;
    bool operator==(const LeftOut &) const = default;
};

/// Whether it is lost at a restart although a person made it.
inline bool isLoss(const LeftOut &what)
{
    return what.reason != LeftOutReason::Owned;
}

/// The ruleset without counters and comments, and without tables in which nothing is set (loading
/// one would load its modules), apart from "filter": what two rulesets that load the same have in
/// common.
Ruleset bare(const Ruleset &ruleset);

/// No rules, no chains of people's own, every policy ACCEPT.
bool isDefault(const Ruleset &ruleset);

struct Persistable {
    Ruleset ruleset; ///< loads on its own: no rule leads to a chain that is not in it
    std::vector<LeftOut> leftOut;
};

/// What of a ruleset may be loaded again at the next start: people's chains and rules, and all
/// policies. Chains and rules that a program makes for itself are left out (FACTS.md 4, complaint
/// 27), those of ufw and firewalld too, because these bring them back themselves. The result is
/// bare().
/// `setsAreRestored`: ipsets are brought back before the rules; else rules that need one go.
Persistable persistablePart(const Ruleset &ruleset, bool setsAreRestored);

/// `wanted` with the chains and rules of other programs as they are in `now`: what a person's older
/// ruleset becomes on a machine where Docker and its like have gone on meanwhile. A rule of theirs
/// keeps its place behind the person's rule that stands before it now, or at the beginning.
Ruleset keepingForeign(const Ruleset &now, const Ruleset &wanted);

} // namespace Portlight::Core
