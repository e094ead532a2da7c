// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/conntrack/usage.h"

namespace Portlight::Core
{

namespace
{

// 75 %: Prometheus' node alert NodeHighNumberConntrackEntriesUsed. 95 %: above it the kernel's own
// garbage collector starts to evict early (nf_conntrack_max95 in
// net/netfilter/nf_conntrack_core.c).
constexpr double fillingUpFrom = 75.0;
constexpr double fullFrom = 95.0;
// A state is left only this far below its limit, so that the gauge does not flicker.
constexpr double hysteresis = 2.0;

} // namespace

ConntrackStatistics &operator+=(ConntrackStatistics &sum, const ConntrackStatistics &part)
{
    for (const StatisticField &field : statisticFields) {
        sum.*field.value += part.*field.value;
    }
    return sum;
}

std::string_view toString(UsageState state)
{
    switch (state) {
    case UsageState::RoomToSpare:
        return "room-to-spare";
    case UsageState::FillingUp:
        return "filling-up";
    case UsageState::Full:
        return "full";
    case UsageState::NotInUse:
        return "not-in-use";
    case UsageState::NotTracking:
        return "not-tracking";
    case UsageState::Unlimited:
        return "unlimited";
    }
    return "not-in-use";
}

std::optional<double> usedPercent(const ConntrackUsage &usage)
{
    if (!usage.count || !usage.max || *usage.max == 0) {
        return std::nullopt;
    }
    const double percent =
        static_cast<double>(*usage.count) * 100.0 / static_cast<double>(*usage.max);
    // A limit lowered below the count removes nothing, so the count can be above it.
    return percent > 100.0 ? 100.0 : percent;
}

UsageState usageState(const ConntrackUsage &usage, bool lossSeen,
                      std::optional<UsageState> previous)
{
    if (!usage.count || !usage.max) {
        return UsageState::NotInUse;
    }
    // Real loss outranks every percentage: chains can be too long in a table that is nearly empty.
    if (lossSeen) {
        return UsageState::Full;
    }
    if (*usage.max == 0) {
        return UsageState::Unlimited;
    }
    // The module can be loaded while no rule asks for tracking in this network namespace; then the
    // count stays 0 under any traffic.
    if (*usage.count == 0) {
        return UsageState::NotTracking;
    }
    const bool wasFull = previous == UsageState::Full;
    const bool wasFilling = wasFull || previous == UsageState::FillingUp;
    const double percent = *usedPercent(usage);
    if (percent >= (wasFull ? fullFrom - hysteresis : fullFrom)) {
        return UsageState::Full;
    }
    if (percent >= (wasFilling ? fillingUpFrom - hysteresis : fillingUpFrom)) {
        return UsageState::FillingUp;
    }
    return UsageState::RoomToSpare;
}

} // namespace Portlight::Core
