// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/ruleset/match.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace Portlight::Core
{

/// Where rules come from. File is text given on the command line.
enum class Backend : std::uint8_t { Legacy, Nft, Native, File };
std::string_view toString(Backend backend); ///< "legacy", "nft", "native", "file"
std::optional<Backend> parseBackend(std::string_view text);

enum class Hook : std::uint8_t { Prerouting, Input, Forward, Output, Postrouting };
std::string_view toString(Hook hook); ///< "PREROUTING", … as the base chain is called
std::optional<Hook> parseHook(std::string_view chainName);

struct Counters {
    std::uint64_t packets = 0;
    std::uint64_t bytes = 0;
    bool operator==(const Counters &) const = default;
};

enum class Policy : std::uint8_t { Accept, Drop };
std::string_view toString(Policy policy); ///< "ACCEPT", "DROP"

/// What a rule does when all its matches hold.
struct Target {
    enum class Kind : std::uint8_t {
        None, ///< no target: the rule only counts
        Accept,
        Drop,
        Return,
        Queue, ///< QUEUE, NFQUEUE: a program decides
        Reject,
        Log, ///< LOG, NFLOG, TRACE, AUDIT and others that never end the walk
        Jump, ///< -j CHAIN
        Goto, ///< -g CHAIN
        Mark, ///< MARK, CONNMARK: continues, may change the mark
        Notrack, ///< NOTRACK, CT: continues
        DestinationNat, ///< DNAT, REDIRECT, NETMAP in PREROUTING or OUTPUT
        SourceNat, ///< SNAT, MASQUERADE
        Change, ///< other targets of the mangle table that continue (TTL, TOS, TCPMSS, …)
        Opaque, ///< not known: may end the walk or not
    };
    Kind kind = Kind::None;
    std::string name; ///< "ACCEPT", "REJECT", the chain's name, …; empty for None
    std::string
        options; ///< exact text after the name, without a leading space; "--reject-with tcp-reset"
    bool operator==(const Target &) const = default;
};

/// One rule. `text` is exactly what iptables-save prints for it, from "-A" on and without counters;
/// `matches` and `target` are what Portlight understood of it. Nothing is left out: what is not
/// understood is an OpaqueMatch or an Opaque target.
struct Rule {
    std::string text;
    std::optional<Counters> counters;
    std::vector<Match> matches;
    Target target;
    bool operator==(const Rule &) const = default;
};

/// Iptables cannot say this rule: somebody wrote it with nft into a table of iptables. It is shown
/// in nft's words and never saved, restored or changed from a text of iptables. For the verdict
/// engine its match cannot be told, and its target only when it is a plain verdict. In text it is
/// "-A CHAIN -m nft --handle N --rule WORDS [-j VERDICT]" (core/text/savecheck.h).
bool isNativeRule(const Rule &rule);
inline constexpr std::string_view nativeModule = "nft";

/// Where the kernel calls a base chain that is not one of iptables, in a table of iptables.
struct NativeHook {
    std::string type; ///< "filter", "nat", "route"
    Hook hook = Hook::Input;
    int priority = 0;
    bool operator==(const NativeHook &) const = default;
};

struct Chain {
    std::string name;
    std::optional<Policy> policy; ///< base chains only
    std::optional<Counters> counters; ///< of the policy
    std::vector<Rule> rules;
    std::optional<NativeHook> nativeHook; ///< a base chain that nft made: read only
    bool operator==(const Chain &) const = default;
};

struct Table {
    std::string name;
    std::vector<Chain> chains; ///< in the order of their ":CHAIN" lines
    std::vector<std::string> commentsBefore; ///< "# …" lines before "*table", with the '#'
    std::vector<std::string> commentsAfter; ///< "# …" lines right after COMMIT
    const Chain *chain(std::string_view chainName) const;
    Chain *chain(std::string_view chainName);
    bool operator==(const Table &) const = default;
};

/// All tables of one family in one backend.
struct Ruleset {
    Backend backend = Backend::File;
    Family family = Family::Ipv4;
    std::string generation; ///< empty for files; else see helper/netfilter/generation.h
    std::vector<Table> tables;
    std::vector<std::string> comments; ///< "# …" lines of a text that has no table at all
    const Table *table(std::string_view tableName) const;
    Table *table(std::string_view tableName);
    std::size_t ruleCount() const;
    bool operator==(const Ruleset &) const = default;
};

/// The place of a rule (number from 1, as `iptables -L --line-numbers`) or of a policy (number 0).
struct Location {
    Backend backend = Backend::File;
    Family family = Family::Ipv4;
    std::string table;
    std::string chain;
    unsigned number = 0;
    std::string rule; ///< exact text; "-P CHAIN POLICY" for a policy
    bool operator==(const Location &) const = default;
};

/// A chain that holds a rule of nft's own, or is one: its text is not for a restore program.
bool hasNativePart(const Chain &chain);

/// The rule at a place, or null if there is none (or if it is a policy).
const Rule *ruleAt(const Ruleset &ruleset, const Location &location);

/// iptables' limits (include/uapi/linux/netfilter/x_tables.h, xtables.h).
inline constexpr std::size_t maxChainNameLength = 28;
inline constexpr std::size_t maxInterfaceNameLength = 15;
inline constexpr std::size_t maxCommentLength = 255;
/// 1 to 28 printable characters without space, not starting with '-' or '!'.
bool isValidChainName(std::string_view name);
bool isBuiltInChain(std::string_view table, std::string_view chain);
/// raw, mangle, nat, filter, security.
bool isKnownTable(std::string_view table);

} // namespace Portlight::Core
