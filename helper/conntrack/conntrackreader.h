// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/conntrack/usage.h"
#include "core/result.h"
#include "helper/conntrack/settings.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace Portlight::Helper
{

/// Reading only; a module that is not loaded is never loaded for it.
Core::ConntrackUsage readConntrackUsage(const SettingStore &settings = SettingStore());

/// Sums over all processors, from ctnetlink. Unsupported without connection tracking.
Core::Result<Core::ConntrackStatistics> readConntrackStatistics();

/// Bytes of one entry in the slab allocator, from /proc/slabinfo (root only).
std::optional<std::uint64_t> conntrackObjectSize(const std::string &slabinfo = "/proc/slabinfo");

enum class GroupKey : std::uint8_t { Protocol, State, Source, Destination, Port };
/// "protocol", "state", "source", "destination", "port".
std::optional<GroupKey> parseGroupKey(std::string_view text);

struct ConntrackGroups {
    std::uint64_t total = 0; ///< every entry, also those of groups that are not listed
    std::vector<std::pair<std::string, std::uint64_t>> groups; ///< largest first
};

/// Counts the entries of this network namespace in groups while the kernel streams them: memory
/// grows with the groups, not with the entries, and stops at 100,000 groups (entries of further
/// ones are in the total only). State is the TCP state, or for other protocols UNREPLIED, REPLIED
/// or ASSURED. Port is "443/tcp", the destination port of the first packet.
Core::Result<ConntrackGroups> readConntrackGroups(GroupKey key, unsigned limit);

} // namespace Portlight::Helper
