// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/conntrack/usage.h"

#include <algorithm>
#include <cmath>

namespace Portlight::Core
{

namespace
{

// Sizes go up in these steps: the kernel rounds the bucket array to whole pages anyway, and round
// numbers are easier to recognise.
constexpr std::uint64_t sizeStep = 65536;
constexpr std::uint64_t bytesPerBucket = 8; // one hlist_nulls_head on a 64-bit kernel
constexpr std::uint64_t assumedBytesPerEntry = 384;

// Documented ranges of PlanInput; what is outside is brought to the nearest end.
constexpr double mostPerSecond = 1'000'000;
constexpr double mostSeconds = 432'000; // the kernel's time-out for established TCP: 5 days
constexpr double mostReserve = 90;
constexpr std::uint64_t mostLongLived = 16'000'000;

double within(double value, double most)
{
    return std::isfinite(value) ? std::clamp(value, 0.0, most) : 0.0;
}

} // namespace

Plan plan(const PlanInput &input)
{
    const double rate = within(input.newPerSecond, mostPerSecond);
    const double seconds = within(input.secondsEach, mostSeconds);
    const double reserve = within(input.reservePercent, mostReserve) / 100.0;
    const std::uint64_t longLived = std::min(input.longLived, mostLongLived);
    const std::uint64_t bytesPerEntry =
        input.bytesPerEntry > 0 ? input.bytesPerEntry : assumedBytesPerEntry;

    Plan result;
    // Little's law: what is in the system is the arrival rate times the time each stays.
    result.entries = static_cast<std::uint64_t>(std::ceil(rate * seconds)) + longLived;
    const auto entries = static_cast<double>(result.entries);

    if (input.max > 0) {
        result.usedPercent = entries * 100.0 / static_cast<double>(input.max);
        if (result.entries > input.max && longLived >= input.max) {
            result.secondsToFull = 0.0;
        } else if (result.entries > input.max) {
            // Until the first short one ends nothing leaves, so the table fills in a straight line;
            // and as the demand is above the limit, it is full before that.
            result.secondsToFull = static_cast<double>(input.max - longLived) / rate;
        }
    }

    const auto wanted = static_cast<std::uint64_t>(std::ceil(entries / (1.0 - reserve)));
    result.recommendedMax =
        std::max<std::uint64_t>((wanted + sizeStep - 1) / sizeStep, 1) * sizeStep;
    result.recommendedBuckets = result.recommendedMax;

    if (input.buckets > 0) {
        // Each entry is hashed twice, once a direction.
        result.chainLength = 2.0 * entries / static_cast<double>(input.buckets);
    }
    const std::uint64_t entriesWhenFull = input.max > 0 ? input.max : result.entries;
    result.bytesWhenFull = entriesWhenFull * bytesPerEntry + input.buckets * bytesPerBucket;
    if (input.memoryBytes > 0) {
        result.memoryPercent = static_cast<double>(result.bytesWhenFull) * 100.0
            / static_cast<double>(input.memoryBytes);
    }
    return result;
}

const std::vector<PlanPreset> &planPresets()
{
    // Rates are round numbers for a start; lifetimes are the kernel's own time-outs after the last
    // packet (TIME_WAIT 120 s, UDP stream 120 s, SYN_SENT 120 s; nf_conntrack-sysctl.rst).
    static const auto preset = [](double perSecond, double secondsEach, std::uint64_t longLived) {
        PlanInput input;
        input.newPerSecond = perSecond;
        input.secondsEach = secondsEach;
        input.longLived = longLived;
        return input;
    };
    static const std::vector<PlanPreset> presets = {
        {"desktop", preset(5, 120, 200)},         {"containers", preset(50, 130, 1000)},
        {"peer-to-peer", preset(100, 180, 5000)}, {"hotspot", preset(60, 130, 2000)},
        {"load-test", preset(5000, 120, 0)},
    };
    return presets;
}

} // namespace Portlight::Core
