// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/verdict/hooks.h"

#include <algorithm>

namespace Portlight::Core
{

namespace
{

struct TableHook {
    std::string_view table;
    Hook hook;
    int priority;
};

// include/uapi/linux/netfilter_ipv4.h, enum nf_ip_hook_priorities; the nat table looks at
// destinations before the filter table and at sources after it.
constexpr std::array tableHooks{
    TableHook{"raw", Hook::Prerouting, -300},     TableHook{"raw", Hook::Output, -300},
    TableHook{"mangle", Hook::Prerouting, -150},  TableHook{"mangle", Hook::Input, -150},
    TableHook{"mangle", Hook::Forward, -150},     TableHook{"mangle", Hook::Output, -150},
    TableHook{"mangle", Hook::Postrouting, -150}, TableHook{"nat", Hook::Prerouting, -100},
    TableHook{"nat", Hook::Output, -100},         TableHook{"filter", Hook::Input, 0},
    TableHook{"filter", Hook::Forward, 0},        TableHook{"filter", Hook::Output, 0},
    TableHook{"security", Hook::Input, 50},       TableHook{"security", Hook::Forward, 50},
    TableHook{"security", Hook::Output, 50},      TableHook{"nat", Hook::Input, 100},
    TableHook{"nat", Hook::Postrouting, 100},
};

/// iptables-nft registers its security table at 150, so after the nat table of INPUT; seen in
/// 1.8.9 (`nft list ruleset`) and in the counters of a dropped packet.
int priorityOf(const TableHook &place, Backend backend)
{
    constexpr int nftSecurityPriority = 150;
    return backend == Backend::Nft && place.table == "security" ? nftSecurityPriority
                                                                : place.priority;
}

} // namespace

HookPlan::HookPlan(std::span<const Ruleset> rulesets, Family family)
{
    for (const Ruleset &ruleset : rulesets) {
        if (ruleset.family != family) {
            continue;
        }
        for (const TableHook &place : tableHooks) {
            const Table *table = ruleset.table(place.table);
            const Chain *chain = table != nullptr ? table->chain(toString(place.hook)) : nullptr;
            if (chain != nullptr && chain->policy && !chain->nativeHook) {
                m_chains[static_cast<std::size_t>(place.hook)].push_back(
                    {&ruleset, table, chain, priorityOf(place, ruleset.backend)});
            }
        }
        for (const Table &table : ruleset.tables) {
            for (const Chain &chain : table.chains) {
                if (chain.nativeHook) {
                    m_chains[static_cast<std::size_t>(chain.nativeHook->hook)].push_back(
                        {&ruleset, &table, &chain, chain.nativeHook->priority});
                }
            }
        }
    }
    for (std::vector<BaseChain> &chains : m_chains) {
        std::stable_sort(chains.begin(), chains.end(), [](const BaseChain &a, const BaseChain &b) {
            return a.priority < b.priority;
        });
    }
}

Hook firstHook(Way way)
{
    return way == Way::Output ? Hook::Output : Hook::Prerouting;
}

std::optional<Hook> nextHook(Hook hook, Way way)
{
    switch (hook) {
    case Hook::Prerouting:
        return way == Way::Input ? Hook::Input : Hook::Forward;
    case Hook::Forward:
    case Hook::Output:
        return Hook::Postrouting;
    case Hook::Input:
    case Hook::Postrouting:
        break;
    }
    return std::nullopt;
}

bool hookHasDevice(Side side, Hook hook, Way way)
{
    switch (hook) {
    case Hook::Prerouting:
    case Hook::Input:
        return side == Side::Source;
    case Hook::Forward:
        return true;
    case Hook::Output:
        return side == Side::Destination;
    case Hook::Postrouting:
        return side == Side::Destination || way == Way::Forward;
    }
    return true;
}

bool translatesSource(Hook hook)
{
    return hook == Hook::Input || hook == Hook::Postrouting;
}

} // namespace Portlight::Core
