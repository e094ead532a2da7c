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

/// "prerouting", …, as nftables calls the hooks.
std::optional<Hook> nativeHookNamed(std::string_view name)
{
    constexpr std::array<std::pair<std::string_view, Hook>, 5> hooks{
        {{"prerouting", Hook::Prerouting},
         {"input", Hook::Input},
         {"forward", Hook::Forward},
         {"output", Hook::Output},
         {"postrouting", Hook::Postrouting}}};
    for (const auto &[word, hook] : hooks) {
        if (word == name) {
            return hook;
        }
    }
    return std::nullopt;
}

/// Smaller is earlier.
struct Order {
    int place = 0;
    int priority = 0; ///< of the hook; of all chains of type nat it is the same
    bool isNat = false;
    int ownPriority = 0;
    bool isNft = false;
    std::uint64_t youngerTable = 0;
    std::uint64_t youngerChain = 0;
    auto operator<=>(const Order &) const = default;
};

/// Within Prerouting and Postrouting: where the bridge's own hooks stand beside the stack's.
int placeOf(const BaseChain &chain, Hook hook)
{
    constexpr int stack = 10;
    switch (chain.place) {
    case BaseChain::Place::Ordinary:
        return stack;
    case BaseChain::Place::Ingress:
        return 0;
    case BaseChain::Place::Egress:
        return 2 * stack;
    case BaseChain::Place::Bridge:
        break;
    }
    const std::string &own = chain.nativeChain->hook;
    if (hook == Hook::Postrouting) {
        return own == "output" ? stack + 1 : stack + 2;
    }
    return own == "input" ? 2 : 1;
}

Order orderOf(const BaseChain &chain, Hook hook)
{
    constexpr int destinationNat = -100;
    constexpr int sourceNat = 100;
    Order order;
    order.place = placeOf(chain, hook);
    order.ownPriority = chain.priority;
    order.isNat = chain.isNat();
    order.priority = !order.isNat ? chain.priority
        : translatesSource(hook)  ? sourceNat
                                  : destinationNat;
    if (chain.nativeTable != nullptr) {
        order.isNft = true;
        // Numbers are given out in ascending order.
        order.youngerTable = ~chain.nativeTable->handle;
        const NativeChain *own = chain.nativeChain != nullptr
            ? chain.nativeChain
            : chain.nativeTable->chain(chain.chain->name);
        order.youngerChain = own != nullptr ? ~own->handle : 0;
    }
    return order;
}

} // namespace

bool BaseChain::isNat() const
{
    if (nativeChain != nullptr) {
        return nativeChain->type == "nat";
    }
    return chain->nativeHook ? chain->nativeHook->type == "nat" : table->name == "nat";
}

bool BaseChain::isFilter() const
{
    if (nativeChain != nullptr) {
        const std::string &hook = nativeChain->hook;
        return nativeChain->type == "filter" && place == Place::Ordinary
            && (hook == "input" || hook == "forward" || hook == "output");
    }
    return table->name == "filter" && !chain->nativeHook;
}

Policy BaseChain::policy() const
{
    return (nativeChain != nullptr ? nativeChain->policy : chain->policy).value_or(Policy::Accept);
}

HookPlan::HookPlan(std::span<const Ruleset> rulesets, const NativeRuleset *native, Family family)
{
    bool hasIptablesNft = false;
    for (const Ruleset &ruleset : rulesets) {
        if (ruleset.family == family) {
            addIptables(ruleset, native);
            hasIptablesNft = hasIptablesNft || ruleset.backend == Backend::Nft;
        }
    }
    if (native != nullptr) {
        const std::string_view own = family == Family::Ipv4 ? "ip" : "ip6";
        for (const NativeTable &table : native->tables) {
            const bool asked = table.family == own || table.family == "inet"
                || table.family == "netdev" || table.family == "bridge";
            const bool walkedAlready =
                hasIptablesNft && table.family == own && table.sharedWithIptables;
            const bool dormant =
                std::find(table.flags.begin(), table.flags.end(), "dormant") != table.flags.end();
            if (asked && !walkedAlready && !dormant) {
                addNative(table);
            }
        }
    }
    sort();
}

void HookPlan::addIptables(const Ruleset &ruleset, const NativeRuleset *native)
{
    const std::string_view family = ruleset.family == Family::Ipv4 ? "ip" : "ip6";
    const auto nativeOf = [&](const Table &table) {
        return native != nullptr && ruleset.backend == Backend::Nft
            ? native->table(family, table.name)
            : nullptr;
    };
    for (const TableHook &place : tableHooks) {
        const Table *table = ruleset.table(place.table);
        const Chain *chain = table != nullptr ? table->chain(toString(place.hook)) : nullptr;
        if (chain != nullptr && chain->policy && !chain->nativeHook) {
            chains(place.hook)
                .push_back({&ruleset, table, chain, priorityOf(place, ruleset.backend),
                            BaseChain::Place::Ordinary, nativeOf(*table), nullptr});
        }
    }
    for (const Table &table : ruleset.tables) {
        for (const Chain &chain : table.chains) {
            if (chain.nativeHook) {
                chains(chain.nativeHook->hook)
                    .push_back({&ruleset, &table, &chain, chain.nativeHook->priority,
                                BaseChain::Place::Ordinary, nativeOf(table), nullptr});
            }
        }
    }
}

void HookPlan::addNative(const NativeTable &table)
{
    for (const NativeChain &chain : table.chains) {
        if (chain.hook.empty()) {
            continue;
        }
        BaseChain base;
        base.priority = chain.priority.value_or(0);
        base.nativeTable = &table;
        base.nativeChain = &chain;
        if (chain.hook == "ingress" || chain.hook == "egress") {
            const bool in = chain.hook == "ingress";
            base.place = in ? BaseChain::Place::Ingress : BaseChain::Place::Egress;
            chains(in ? Hook::Prerouting : Hook::Postrouting).push_back(base);
            continue;
        }
        const std::optional<Hook> hook = nativeHookNamed(chain.hook);
        if (!hook) {
            continue;
        }
        if (table.family == "bridge") {
            base.place = BaseChain::Place::Bridge;
            // What comes to this computer passes the bridge before the stack, and what leaves it
            // passes it after.
            const Hook beside = *hook == Hook::Input ? Hook::Prerouting
                : *hook == Hook::Output              ? Hook::Postrouting
                                                     : *hook;
            chains(beside).push_back(base);
            continue;
        }
        chains(*hook).push_back(base);
    }
}

void HookPlan::sort()
{
    for (const Hook hook :
         {Hook::Prerouting, Hook::Input, Hook::Forward, Hook::Output, Hook::Postrouting}) {
        std::stable_sort(chains(hook).begin(), chains(hook).end(),
                         [hook](const BaseChain &a, const BaseChain &b) {
                             return orderOf(a, hook) < orderOf(b, hook);
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
