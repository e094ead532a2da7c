// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/ruleset/owner.h"
#include "core/ruleset/ruleset.h"

#include <cstdint>
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
    bool operator==(const NativeRule &) const = default;
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
    bool operator==(const NativeChain &) const = default;
};

struct NativeSet { ///< sets and maps
    std::string name;
    std::uint64_t handle = 0;
    std::string type; ///< "ipv4_addr", "inet_service . ipv4_addr"
    std::string mapsTo; ///< "verdict", "ipv4_addr"; empty for a set
    std::vector<std::string> flags; ///< "interval", "timeout", "dynamic", "constant"
    std::vector<std::string> elements; ///< in nft's words, at most maxNativeElements of them
    std::size_t elementCount = 0;
    bool operator==(const NativeSet &) const = default;
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
    bool operator==(const NativeTable &) const = default;
};

struct NativeRuleset {
    std::string generation;
    std::vector<NativeTable> tables;
    const NativeTable *table(std::string_view family, std::string_view name) const;
    bool operator==(const NativeRuleset &) const = default;
};

} // namespace Portlight::Core
