// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/ruleset/nftexpr.h"
#include "core/ruleset/owner.h"
#include "core/ruleset/ruleset.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace Portlight::Core
{

/// nftables as `nft -j list ruleset` tells it: read only. Nothing is left out; what Portlight has
/// no words for is kept as JSON text.

struct NativeRule {
    std::uint64_t handle = 0;
    std::string text; ///< in nft's own words: "tcp dport 22 counter accept"; core/text/nftwords.h
    std::string json; ///< its "expr" array, exact
    std::string comment;
    std::optional<Counters> counters; ///< nft counts only where a rule says so
    NftProgram program; ///< what of it was understood; follows from `json`
};

struct NativeChain {
    std::string name;
    std::uint64_t handle = 0;
    /// Base chains only: "filter", "nat", "route"; hook as nft calls it ("input", "ingress").
    std::string type;
    std::string hook;
    std::string device; ///< ingress and egress
    std::optional<int> priority;
    std::optional<Policy> policy;
    std::vector<NativeRule> rules;
};

struct NativeSet { ///< sets and maps
    std::string name;
    std::uint64_t handle = 0;
    std::string type; ///< "ipv4_addr", "inet_service . ipv4_addr"
    std::string mapsTo; ///< "verdict", "ipv4_addr"; empty for a set
    std::vector<std::string> flags; ///< "interval", "timeout", "dynamic", "constant"
    std::vector<std::string> elements; ///< in nft's words, at most maxNativeElements of them
    std::size_t elementCount = 0;
    std::optional<std::size_t> size; ///< how many it can hold
    /// Rules add to it or take away (nft does not print the flag "dynamic"): what it holds when a
    /// packet comes is not known.
    bool changes = false;
    std::vector<NftType> keyTypes; ///< one a part of a concatenation
    std::vector<NftType> dataTypes; ///< maps to values only
    std::shared_ptr<const NftElements> members; ///< all of them, typed
};
inline constexpr std::size_t maxNativeElements = 10000;

struct NativeTable {
    std::string family; ///< "ip", "ip6", "inet", "arp", "bridge", "netdev"
    std::string name;
    std::uint64_t handle = 0;
    std::vector<std::string> flags; ///< "dormant": the kernel does not ask it; "owner"
    /// One of the tables that iptables-nft uses ("ip filter"); it may hold native parts all the
    /// same.
    bool sharedWithIptables = false;
    std::vector<NativeChain> chains;
    std::vector<NativeSet> sets;
    std::vector<std::string> others; ///< counters, quotas, flow tables, …: kind and name
    Ownership owner;

    const NativeChain *chain(std::string_view chainName) const;
};

struct NativeRuleset {
    std::string generation;
    std::vector<NativeTable> tables;
    const NativeTable *table(std::string_view family, std::string_view name) const;
    std::size_t ruleCount() const;
};

} // namespace Portlight::Core
