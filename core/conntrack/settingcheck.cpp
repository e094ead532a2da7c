// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/conntrack/settingcheck.h"

#include <array>

namespace Portlight::Core
{

namespace
{

constexpr std::uint64_t bytesPerBucket = 8;
constexpr std::uint64_t mostPerBucket = 4; // kube-proxy keeps a quarter as many buckets as entries

} // namespace

std::string_view toString(SettingDoubt doubt)
{
    constexpr std::array<std::string_view, 3> names = {"below-use", "beyond-memory", "long-chains"};
    return names.at(static_cast<std::size_t>(doubt));
}

std::optional<SettingDoubt> settingDoubt(std::string_view name, std::uint64_t value,
                                         const ConntrackUsage &usage, std::uint64_t bytesPerEntry,
                                         std::uint64_t memoryBytes)
{
    const bool isMax = name == "net.netfilter.nf_conntrack_max";
    const bool isBuckets = name == "net.netfilter.nf_conntrack_buckets";
    if (!isMax && !isBuckets) {
        return std::nullopt;
    }
    const bool unlimited = isMax && value == 0;
    if (isMax && !unlimited && value < usage.count.value_or(0)) {
        return SettingDoubt::BelowUse;
    }
    const std::uint64_t each = isMax ? bytesPerEntry : bytesPerBucket;
    if (memoryBytes > 0 && (unlimited || (each > 0 && value > memoryBytes / each))) {
        return SettingDoubt::BeyondMemory;
    }
    const std::uint64_t max = isMax ? value : usage.max.value_or(0);
    const std::uint64_t buckets = isBuckets ? value : usage.buckets.value_or(0);
    if (buckets > 0 && max / buckets >= mostPerBucket && max > buckets * mostPerBucket) {
        return SettingDoubt::LongChains;
    }
    return std::nullopt;
}

} // namespace Portlight::Core
