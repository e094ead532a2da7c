// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/result.h"
#include "core/ruleset/ruleset.h"

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
    bool operator==(const DeleteRule &) const = default;
};
struct ReplaceRule {
    ChainPlace place;
    unsigned position = 1;
    std::string oldRule;
    std::string newRule;
    bool operator==(const ReplaceRule &) const = default;
};
struct SetPolicy {
    ChainPlace place;
    Policy policy = Policy::Accept;
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
/// A sysctl by name ("net.ipv4.ip_forward"); only names of settings.h are accepted by the helper.
struct SetSetting {
    std::string name;
    std::string value;
    std::string oldValue; ///< as read before the change; empty: not known
    bool operator==(const SetSetting &) const = default;
};

using Change = std::variant<InsertRule, AppendRule, DeleteRule, ReplaceRule, SetPolicy, NewChain,
                            DeleteChain, FlushChain, SetSetting>;

/// The chain a change touches, or null for a setting.
const ChainPlace *placeOf(const Change &change);

/// What a person would type, without sudo: "iptables -I INPUT 3 -p tcp …", "sysctl -w …". The
/// program is iptables/ip6tables when `defaultBackend` equals the change's backend, else
/// iptables-legacy, iptables-nft and so on.
std::string command(const Change &change, Backend defaultBackend);

/// The line for iptables-restore --noflush -c, with counters for inserted rules.
std::string restoreLine(const Change &change);

/// Applies a rule change to the model. Gives the changes that undo it, in the order in which they
/// must be applied. On failure the ruleset is untouched.
Result<std::vector<Change>> applyChange(Ruleset &ruleset, const Change &change);

/// The part of `inverse` that still makes sense in `now`, with positions moved to where the rules
/// are today: undo takes back only our own change, what others changed meanwhile stays.
std::vector<Change> rebase(const std::vector<Change> &inverse, const Ruleset &now);

/// Reads iptables-restore syntax as with --noflush ("*filter", ":CHAIN - [0:0]", "-A …", "-I …",
/// "-D …", "-R …", "-P …", "-N …", "-X …", "-F …", "COMMIT").
Result<std::vector<Change>> parseChanges(std::string_view text, Backend backend, Family family);

} // namespace Portlight::Core
