// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/result.h"
#include "core/ruleset/counters.h"

#include <optional>

namespace Portlight::Helper
{

/// The counters alone, asked from the kernel without any program and without side effects, in the
/// network namespace of the calling thread. Chains come as the kernel has them (nft) or as
/// iptables-save prints them (legacy). A backend that is not there has a generation and no chains.
/// Busy when other programs change the rules all the time.
Core::Result<Core::CounterReading> readCounters(Core::Backend backend, Core::Family family);

/// The counter of a rule from NFT_MSG_GETRULE: that of its last counter expression, 0 without one.
/// Nothing when the message is not whole. `message` points at the attributes behind nfgenmsg.
struct NftRuleCounters {
    std::string table;
    std::string chain;
    Core::Counters counters;
};
std::optional<NftRuleCounters> nftRuleCounters(const void *attributes, std::size_t size);

} // namespace Portlight::Helper
