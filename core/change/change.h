// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/result.h"
#include "core/ruleset/ruleset.h"

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace Portlight::Core
{

struct ChainPlace {
    Backend backend = Backend::Nft;
    Family family = Family::Ipv4;
    std::string table;
    std::string chain;
    bool operator==(const ChainPlace &) const = default;
};

/// `rule` is the rule as text from its first match on, without "-A CHAIN" ("-p tcp --dport 80 -j
/// ACCEPT").
struct InsertRule { ///< position counts from 1; one past the end appends
    ChainPlace place;
    unsigned position = 1;
    std::string rule;
    Counters counters; ///< given back to a rule that an undo puts in again
    /// Texts of the rules it stood between, "" for none; an undo finds its place by them.
    std::string previous;
    std::string next;
    bool operator==(const InsertRule &) const = default;
};
struct AppendRule {
    ChainPlace place;
    std::string rule;
    bool operator==(const AppendRule &) const = default;
};
/// By content, checked at its position: if the rule at `position` is another one, the nearest rule
/// with the same text goes; if there is none the change fails with NotFound. Position 0: the first
/// one.
struct DeleteRule {
    ChainPlace place;
    unsigned position = 0;
    std::string rule;
    bool byNumber = false; ///< whatever stands at `position`; `rule` is then empty
    bool operator==(const DeleteRule &) const = default;
};
struct ReplaceRule {
    ChainPlace place;
    unsigned position = 1;
    std::string oldRule;
    std::string newRule;
    bool byNumber = false; ///< whatever stands at `position`; `oldRule` is then empty
    bool operator==(const ReplaceRule &) const = default;
};
/// Takes a rule to another position of its chain; it keeps its counters. Found as for DeleteRule.
struct MoveRule {
    ChainPlace place;
    unsigned position = 1;
    std::string rule;
    unsigned to = 1; ///< its position afterwards
    /// Texts of the rules it then stands between, "" for none; an undo finds its place by them.
    std::string previous;
    std::string next;
    bool operator==(const MoveRule &) const = default;
};
/// Off: the rule stays in the kernel at its place, with its counters, and never matches (see
/// switchedOffMatches); so it survives saving, and what others change around it. On: the rule as
/// it was. `rule` is its text before the change; found as for DeleteRule.
struct SwitchRule {
    ChainPlace place;
    unsigned position = 1;
    std::string rule;
    bool on = false;
    bool operator==(const SwitchRule &) const = default;
};
/// The count of packets that the policy decided begins anew, as with every -P.
struct SetPolicy {
    ChainPlace place;
    Policy policy = Policy::Accept;
    std::optional<Counters> counters = std::nullopt; ///< given back by an undo
    bool operator==(const SetPolicy &) const = default;
};
struct NewChain {
    ChainPlace place;
    bool operator==(const NewChain &) const = default;
};
struct DeleteChain {
    ChainPlace place;
    bool operator==(const DeleteChain &) const = default;
};
struct FlushChain {
    ChainPlace place;
    bool operator==(const FlushChain &) const = default;
};
/// The rules that jump to it follow, as in the kernel.
struct RenameChain {
    ChainPlace place;
    std::string name; ///< the new one
    bool operator==(const RenameChain &) const = default;
};
/// Sets counters to zero: of one rule, or (position 0) of all rules of the chain and its policy.
struct ZeroCounters {
    ChainPlace place;
    unsigned position = 0;
    bool operator==(const ZeroCounters &) const = default;
};
/// Takes ZeroCounters back: what was counted before is added to what was counted since. Packets
/// that come between reading and writing (milliseconds) may not be counted. Only an undo holds
/// it; no request may.
struct AddCounters {
    ChainPlace place;
    unsigned position = 0; ///< 0: the policy; `rule` is then empty
    std::string rule;
    Counters counters;
    bool operator==(const AddCounters &) const = default;
};
/// A sysctl by name ("net.ipv4.ip_forward"); only names of settings.h are accepted by the helper.
struct SetSetting {
    std::string name;
    std::string value;
    std::string oldValue; ///< as read before the change; empty: not known
    bool operator==(const SetSetting &) const = default;
};

using Change = std::variant<InsertRule, AppendRule, DeleteRule, ReplaceRule, MoveRule, SwitchRule,
                            SetPolicy, NewChain, DeleteChain, FlushChain, RenameChain, ZeroCounters,
                            AddCounters, SetSetting>;

/// The chain a change touches, or null for a setting.
const ChainPlace *placeOf(const Change &change);

/// The two matches that stand before the other modules of a rule that is switched off: a mark under
/// an empty mask is always 0, so "not 0" is never true; and the comment that says who did it.
inline constexpr std::string_view switchedOffMatches =
    "-m mark ! --mark 0x0/0x0 -m comment --comment \"portlight:off\"";
bool isSwitchedOff(const Rule &rule);
/// The text of a rule that is switched off as it is when on, without "-A CHAIN"; of another rule
/// its text.
std::string switchedOffBody(const Rule &rule);

/// What a person would type, without sudo: "iptables -I INPUT 3 -p tcp …", "sysctl -w …". The
/// program is iptables/ip6tables when `defaultBackend` equals the change's backend, else
/// iptables-legacy, iptables-nft and so on. Several lines where one command is not enough: a move
/// is a delete and an insert. Empty for a policy's counters, which no command can set.
std::string command(const Change &change, Backend defaultBackend);

/// Whether two rules (as in InsertRule::rule) are the same to the kernel, however they were typed.
bool isSameRule(std::string_view left, std::string_view right, Family family);

/// The change with all it says by number said by content, and with rules as iptables prints them;
/// a change that names a rule that is not there is NotFound.
Result<Change> resolved(const Ruleset &ruleset, const Change &change);

/// Applies a rule change to the model. Gives the changes that undo it, in the order in which they
/// must be applied. On failure the ruleset is untouched.
/// As the kernel does: a table that is not there yet comes with its built-in chains; a chain is
/// deleted only when it is empty and nothing jumps to it; user chains stand in alphabetical order.
/// A new rule is stored as iptables would print it. A setting is not part of the ruleset: it only
/// gives its inverse. Counters: a rule keeps its own through a move or a switch; a new policy, and
/// a rule that replaces another one, begin at zero.
Result<std::vector<Change>> applyChange(Ruleset &ruleset, const Change &change);

/// The part of `inverse` that still makes sense in `now`, with positions moved to where the rules
/// are today: undo takes back only our own change, what others changed meanwhile stays.
std::vector<Change> rebase(const std::vector<Change> &inverse, const Ruleset &now);

/// Limits for a text of changes.
inline constexpr std::size_t maxChanges = 20000;

/// Reads iptables-restore syntax as with --noflush ("*filter", ":CHAIN - [0:0]", "-A …", "-I …",
/// "-D …", "-R …", "-P …", "-N …", "-X …", "-F …", "-E …", "-Z …", "COMMIT"). Rules come out as
/// iptables prints them.
Result<std::vector<Change>> parseChanges(std::string_view text, Backend backend, Family family);

} // namespace Portlight::Core
