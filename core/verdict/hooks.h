// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/packet/packet.h"
#include "core/ruleset/native.h"
#include "core/ruleset/ruleset.h"

#include <array>
#include <optional>
#include <span>
#include <vector>

namespace Portlight::Core
{

/// One chain the kernel calls at a hook: of a table of iptables, or of nftables. Points into the
/// rulesets it was planned from.
struct BaseChain {
    /// Where packets come by it that do not come by every chain of the hook.
    enum class Place : std::uint8_t {
        Ordinary,
        Ingress, ///< of one device, before everything else
        Egress, ///< of one device, after everything else
        Bridge, ///< of frames that come or go through a bridge
    };
    const Ruleset *ruleset = nullptr;
    const Table *table = nullptr;
    const Chain *chain = nullptr;
    int priority = 0;
    Place place = Place::Ordinary;
    /// The table in nftables: always for a native chain; of one of iptables-nft when it was read.
    const NativeTable *nativeTable = nullptr;
    const NativeChain *nativeChain = nullptr;

    bool isNat() const;
    /// Whether its verdict is the one people mean by "the firewall lets it through".
    bool isFilter() const;
    Policy policy() const;
};

/// The base chains of each hook in the order in which the kernel calls them. Chains of nftables at
/// equal priority: the youngest first (net/netfilter/core.c puts a new hook before its equals), as
/// far as the numbers of tables and chains tell. Legacy and nft at equal priority stand in the
/// order given (their true order depends on which was loaded last). The nat table has its place
/// whatever the priority of a chain of type nat says (net/netfilter/nf_nat_proto.c); that only
/// orders such chains among themselves.
class HookPlan
{
public:
    /// `native` may be null. Its tables that iptables-nft uses are taken from `rulesets` where
    /// these have them.
    HookPlan(std::span<const Ruleset> rulesets, const NativeRuleset *native, Family family);
    HookPlan(std::span<const Ruleset> rulesets, Family family)
        : HookPlan(rulesets, nullptr, family)
    {
    }
    const std::vector<BaseChain> &at(Hook hook) const
    {
        return m_chains[static_cast<std::size_t>(hook)];
    }

private:
    void addIptables(const Ruleset &ruleset, const NativeRuleset *native);
    void addNative(const NativeTable &table);
    void sort();
    std::vector<BaseChain> &chains(Hook hook)
    {
        return m_chains[static_cast<std::size_t>(hook)];
    }

    std::array<std::vector<BaseChain>, 5> m_chains;
};

Hook firstHook(Way way);
/// Nothing after the last hook of the way.
std::optional<Hook> nextHook(Hook hook, Way way);

/// Whether the kernel knows the incoming (Source) or outgoing (Destination) device at a hook; where
/// it does not, rules compare with an empty name.
bool hookHasDevice(Side side, Hook hook, Way way);

/// In the nat table INPUT and POSTROUTING choose a new source, PREROUTING and OUTPUT a new
/// destination.
bool translatesSource(Hook hook);

} // namespace Portlight::Core
