// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/conntrack/flowmeter.h"
#include "core/conntrack/tablesummary.h"
#include "core/conntrack/timeouts.h"
#include "core/conntrack/usage.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace Portlight::Core
{

/// Where a number of a plan comes from.
enum class ValueSource : std::uint8_t {
    Assumed, ///< by a preset, or typed
    Measured, ///< from the kernel's events
    Table, ///< from the entries in the table and the rate at which they come
    Kernel, ///< a setting in force
};
std::string_view toString(ValueSource source); ///< "assumed", "measured", "table", "kernel"

/// Flows of one kind: so many new ones a second, and how long the entry of each stays: as long as
/// the connection lasts, and then until its time-out.
struct FlowLoad {
    std::string name; ///< "tcp", "udp", …
    double perSecond = 0; ///< 0 to 1,000,000
    double secondsEach = 0; ///< 0 to 432,000 (five days: established TCP)
    ValueSource rateFrom = ValueSource::Assumed;
    ValueSource lifetimeFrom = ValueSource::Assumed;
};

struct CapacityInput {
    std::vector<FlowLoad> loads;
    std::uint64_t longLived = 0; ///< entries that stay, 0 to 16,000,000
    double reservePercent = 25; ///< to keep free, 0 to 90
    std::uint64_t max = 0; ///< the limit to try; 0: none
    std::uint64_t buckets = 0; ///< to try
    std::uint64_t bytesPerEntry = 384; ///< object and extensions; 256 to 400 (FACTS.md 5.3)
    std::uint64_t memoryBytes = 0; ///< of this computer; 0: not known
    unsigned processors = 0; ///< of this computer; 0: not known
};

enum class CapacityAdvice : std::uint8_t {
    RaiseMax, ///< the peak, or the peak with its reserve, is above the limit
    RaiseBuckets, ///< chains would be longer than eight entries
    MatchBuckets, ///< two entries in a chain on average, as the kernel has it, would be better
    TooMuchMemory, ///< more than 5 % of the memory when full, none of which can be swapped out
    ShortenTimeout, ///< most of the table are connections that only wait for their time-out
    Enough, ///< nothing to do
};
std::string_view toString(CapacityAdvice advice); ///< "raise-max", …

struct CapacityPlan {
    double live = 0; ///< entries in use at a time: the sum of rate x lifetime (Little's law)
    /// Ended entries that still take places until the kernel's collector comes round.
    double waiting = 0;
    double collectSeconds = 0; ///< how long they may wait, 1 to 60
    std::uint64_t entries = 0; ///< at the busiest moment: live, waiting and long-lived
    std::vector<std::pair<std::string, double>> byKind; ///< live and waiting, in the order of loads
    std::optional<double> usedPercent; ///< of the limit tried
    std::optional<double> secondsToFull; ///< from an empty table, when `entries` is above the limit
    std::uint64_t recommendedMax = 0;
    std::uint64_t recommendedBuckets = 0;
    double chainLength = 0; ///< entries a bucket, with `entries` in the table
    double chainLengthWhenFull = 0;
    std::uint64_t bytesWhenFull = 0; ///< of `max`, or of `entries` when there is no limit
    std::uint64_t recommendedBytes = 0;
    std::optional<double> memoryPercent; ///< bytesWhenFull of this computer's memory
    std::uint64_t kernelDefault = 0; ///< the limit that the kernel would choose; 0: not known
    std::uint64_t perCoreRule = 0; ///< kube-proxy's rule; 0: not known
    std::vector<CapacityAdvice> advice;
};

/// Values outside their ranges count as the nearest end of it; what is no number counts as 0.
CapacityPlan planCapacity(const CapacityInput &input);

/// From nf_conntrack_init_start() of kernels since 5.15.
std::uint64_t kernelDefaultMax(std::uint64_t memoryBytes);
/// max(131,072, 32,768 a processor), at most 1,048,576, as kube-proxy sets it.
std::uint64_t perCoreMax(unsigned processors);

/// When `entries` that come in at the rates of the loads, from an empty table, reach `limit`;
/// nothing when they never do.
std::optional<double> secondsToReach(double limit, const CapacityInput &input);

/// "desktop", "containers", "peer-to-peer", "hotspot", "load-test" (UX.md 4c), each of several
/// kinds of flow. Nothing for an unknown name.
std::optional<CapacityInput> capacityPreset(std::string_view name);

/// What was measured, by protocol: lifetimes from ends that were seen, or else from the entries in
/// the table (entries / rate), or else the time-out in force. What is in the table beyond that is
/// long-lived.
CapacityInput measuredInput(const FlowRates &rates, const TableSummary &table,
                            const Timeouts &timeouts);

} // namespace Portlight::Core
