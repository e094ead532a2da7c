// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace Portlight::Core
{

/// A reading of /proc/sys/net/netfilter/nf_conntrack_{count,max,buckets}. The count belongs to the
/// network namespace, the limit to all of them together. Nothing at all: the module is not loaded.
struct ConntrackUsage {
    std::optional<std::uint64_t> count;
    std::optional<std::uint64_t> max; ///< 0 is unlimited
    std::optional<std::uint64_t> buckets;
    bool operator==(const ConntrackUsage &) const = default;
};

/// Of one processor, or sums over all, as `conntrack -S`. They only rise, but start again at 0 when
/// the module is loaded anew.
struct ConntrackStatistics {
    std::uint64_t found = 0;
    std::uint64_t invalid = 0;
    std::uint64_t insert = 0;
    std::uint64_t insertFailed = 0;
    std::uint64_t drop = 0;
    std::uint64_t earlyDrop = 0;
    std::uint64_t error = 0;
    std::uint64_t searchRestart = 0;
    std::uint64_t clashResolve = 0;
    std::uint64_t chainTooLong = 0;
    bool operator==(const ConntrackStatistics &) const = default;
};

ConntrackStatistics &operator+=(ConntrackStatistics &sum, const ConntrackStatistics &part);

/// The counters by the names that `conntrack -S` has for them.
struct StatisticField {
    std::string_view name;
    std::uint64_t ConntrackStatistics::*value;
};
inline constexpr std::array<StatisticField, 10> statisticFields = {{
    {"found", &ConntrackStatistics::found},
    {"invalid", &ConntrackStatistics::invalid},
    {"insert", &ConntrackStatistics::insert},
    {"insert_failed", &ConntrackStatistics::insertFailed},
    {"drop", &ConntrackStatistics::drop},
    {"early_drop", &ConntrackStatistics::earlyDrop},
    {"error", &ConntrackStatistics::error},
    {"search_restart", &ConntrackStatistics::searchRestart},
    {"clash_resolve", &ConntrackStatistics::clashResolve},
    {"chaintoolong", &ConntrackStatistics::chainTooLong},
}};

enum class UsageState : std::uint8_t {
    RoomToSpare,
    FillingUp,
    Full,
    NotInUse,
    NotTracking,
    Unlimited
};
std::string_view toString(UsageState state); ///< "room-to-spare", "filling-up", "full",
                                             ///< "not-in-use", "not-tracking", "unlimited"

/// FillingUp from 75 %, Full from 95 % or when `lossSeen`; a state is left only 2 percentage points
/// below its limit (`previous` is the state shown now).
UsageState usageState(const ConntrackUsage &usage, bool lossSeen,
                      std::optional<UsageState> previous = {});

/// 0..100, or nothing when it has no meaning.
std::optional<double> usedPercent(const ConntrackUsage &usage);

struct UsageSample {
    double seconds = 0; ///< on any clock that never goes back
    std::uint64_t count = 0;
    bool operator==(const UsageSample &) const = default;
};

enum class Trend : std::uint8_t { Steady, Rising, Falling, Unknown };

struct Forecast {
    Trend trend = Trend::Unknown;
    double perSecond = 0; ///< entries gained a second (least squares over the samples)
    std::optional<double> secondsToFull; ///< only while rising towards a limit
};
/// At least three samples over two seconds, else Unknown. Steady: less than 0.1 % of the limit a
/// minute.
Forecast forecast(const std::vector<UsageSample> &samples, std::optional<std::uint64_t> max);

/// What a person expects of the machine.
struct PlanInput {
    double newPerSecond = 0; ///< short connections a second, 0..1,000,000
    double secondsEach = 120; ///< how long an entry of a short one stays, 0..432,000
    std::uint64_t longLived = 0; ///< entries that stay, 0..16,000,000
    double reservePercent = 25; ///< to keep free, 0..90
    std::uint64_t max = 0; ///< the limit to try; 0 unlimited
    std::uint64_t buckets = 0;
    std::uint64_t bytesPerEntry = 384; ///< object plus extensions; 256..384 (FACTS.md 5.3)
    std::uint64_t memoryBytes = 0; ///< of this computer; 0 not known
};
struct Plan {
    std::uint64_t entries = 0; ///< rate x lifetime + long-lived (Little's law)
    std::optional<double> usedPercent; ///< of the limit tried
    std::optional<double> secondsToFull; ///< from empty, when the demand is above the limit
    std::uint64_t recommendedMax =
        0; ///< entries / (1 - reserve), up to the next multiple of 65,536
    std::uint64_t recommendedBuckets = 0; ///< as many as the recommended limit
    double chainLength = 0; ///< 2 x entries / buckets: each entry is hashed twice
    std::uint64_t bytesWhenFull = 0;
    std::optional<double> memoryPercent;
    bool operator==(const Plan &) const = default;
};
Plan plan(const PlanInput &input);

/// Presets of the planner, by stable name: "desktop", "containers", "peer-to-peer", "hotspot",
/// "load-test".
struct PlanPreset {
    std::string_view name;
    PlanInput input;
};
const std::vector<PlanPreset> &planPresets();

} // namespace Portlight::Core
