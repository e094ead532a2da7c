// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/packet/packet.h"
#include "core/ruleset/ruleset.h"

#include <array>
#include <optional>
#include <span>
#include <vector>

namespace Portlight::Core
{

/// One chain the kernel calls at a hook. Points into the rulesets it was planned from.
struct BaseChain {
    const Ruleset *ruleset = nullptr;
    const Table *table = nullptr;
    const Chain *chain = nullptr;
    int priority = 0;
    bool isNat() const
    {
        return chain->nativeHook ? chain->nativeHook->type == "nat" : table->name == "nat";
    }
    bool isFilter() const
    {
        return table->name == "filter" && !chain->nativeHook;
    }
};

/// The base chains of each hook in the order in which the kernel calls them. Several rulesets at
/// equal priority stand in the order given (their true order depends on which was loaded last).
class HookPlan
{
public:
    HookPlan(std::span<const Ruleset> rulesets, Family family);
    const std::vector<BaseChain> &at(Hook hook) const
    {
        return m_chains[static_cast<std::size_t>(hook)];
    }

private:
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
