// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/conntrack/capacity.h"

#include "core/packet/packet.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace Portlight::Core
{

namespace
{

constexpr double mostPerSecond = 1'000'000;
constexpr double mostSeconds = 432'000;
constexpr double mostReserve = 90;
constexpr std::uint64_t mostLongLived = 16'000'000;
constexpr std::uint64_t bytesPerBucket = 8; // one hlist_nulls_head on a 64-bit kernel
constexpr std::uint64_t sizeStep = 65536; // round numbers are easier to recognise
constexpr std::uint64_t gibibyte = 1ULL << 30U;
constexpr double longChain = 8;
constexpr double usualChain = 2;
constexpr double muchMemoryPercent = 5;

// The collector of net/netfilter/nf_conntrack_core.c (gc_worker): it comes again after the average
// time that entries have left, each taken as 1 to 300 s, where 100 entries of 60 s are always
// thought of, and at least every minute.
constexpr double collectorEntries = 100;
constexpr double collectorMost = 60;
constexpr double collectorLeast = 1;
constexpr double collectorEntryMost = 300;

double within(double value, double most)
{
    return std::isfinite(value) ? std::clamp(value, 0.0, most) : 0.0;
}

struct Load {
    double rate;
    double seconds;
};

std::vector<Load> checked(const CapacityInput &input)
{
    std::vector<Load> loads;
    for (const FlowLoad &load : input.loads) {
        loads.push_back(
            {within(load.perSecond, mostPerSecond), within(load.secondsEach, mostSeconds)});
    }
    return loads;
}

/// Entries whose last packet is their first one have half their lives left on average.
double collectSeconds(const std::vector<Load> &loads, double longLived)
{
    double entries = collectorEntries + longLived;
    double secondsLeft = collectorEntries * collectorMost + longLived * collectorEntryMost;
    for (const Load &load : loads) {
        const double live = load.rate * load.seconds;
        entries += live;
        secondsLeft += live * std::clamp(load.seconds / 2, collectorLeast, collectorEntryMost);
    }
    return std::clamp(secondsLeft / entries, collectorLeast, collectorMost);
}

std::uint64_t roundedUp(double entries)
{
    const auto whole = static_cast<std::uint64_t>(std::ceil(entries));
    return std::max<std::uint64_t>((whole + sizeStep - 1) / sizeStep, 1) * sizeStep;
}

std::vector<CapacityAdvice> adviceFor(const CapacityPlan &plan, const CapacityInput &input,
                                      const std::vector<Load> &loads)
{
    std::vector<CapacityAdvice> advice;
    if (input.max > 0 && plan.recommendedMax > input.max) {
        advice.push_back(CapacityAdvice::RaiseMax);
    }
    if (input.buckets > 0 && plan.chainLengthWhenFull > longChain) {
        advice.push_back(CapacityAdvice::RaiseBuckets);
    } else if (input.buckets > 0 && plan.chainLengthWhenFull > usualChain) {
        advice.push_back(CapacityAdvice::MatchBuckets);
    }
    if (plan.memoryPercent.value_or(0) > muchMemoryPercent) {
        advice.push_back(CapacityAdvice::TooMuchMemory);
    }
    // An hour: no usual connection is that long; the entry of one whose peer vanished stays 5 days.
    constexpr double waitsLong = 3600;
    double waiting = 0;
    for (const Load &load : loads) {
        waiting += load.seconds >= waitsLong ? load.rate * load.seconds : 0;
    }
    if (waiting * 2 > static_cast<double>(plan.entries)) {
        advice.push_back(CapacityAdvice::ShortenTimeout);
    }
    if (advice.empty()) {
        advice.push_back(CapacityAdvice::Enough);
    }
    return advice;
}

} // namespace

std::string_view toString(ValueSource source)
{
    constexpr std::array<std::string_view, 4> names = {"assumed", "measured", "table", "kernel"};
    return names.at(static_cast<std::size_t>(source));
}

std::string_view toString(CapacityAdvice advice)
{
    constexpr std::array<std::string_view, 6> names = {"raise-max",       "raise-buckets",
                                                       "match-buckets",   "too-much-memory",
                                                       "shorten-timeout", "enough"};
    return names.at(static_cast<std::size_t>(advice));
}

CapacityPlan planCapacity(const CapacityInput &input)
{
    const std::vector<Load> loads = checked(input);
    const auto longLived = static_cast<double>(std::min(input.longLived, mostLongLived));
    const double reserve = within(input.reservePercent, mostReserve) / 100.0;

    CapacityPlan plan;
    plan.collectSeconds = collectSeconds(loads, longLived);
    for (std::size_t i = 0; i < loads.size(); ++i) {
        const double live = loads[i].rate * loads[i].seconds;
        const double waiting = loads[i].rate * plan.collectSeconds;
        plan.live += live;
        plan.waiting += waiting;
        plan.byKind.emplace_back(input.loads[i].name, live + waiting);
    }
    const double entries = plan.live + plan.waiting + longLived;
    plan.entries = static_cast<std::uint64_t>(std::ceil(entries));
    plan.recommendedMax = roundedUp(entries / (1.0 - reserve));
    plan.recommendedBuckets = plan.recommendedMax;
    if (input.max > 0) {
        plan.usedPercent = entries * 100.0 / static_cast<double>(input.max);
        plan.secondsToFull = secondsToReach(static_cast<double>(input.max), input);
    }
    const std::uint64_t whenFull = input.max > 0 ? input.max : plan.entries;
    if (input.buckets > 0) {
        // Each entry is hashed twice, once a direction.
        const auto buckets = static_cast<double>(input.buckets);
        plan.chainLength = 2.0 * entries / buckets;
        plan.chainLengthWhenFull = 2.0 * static_cast<double>(whenFull) / buckets;
    }
    const std::uint64_t each =
        input.bytesPerEntry > 0 ? input.bytesPerEntry : CapacityInput().bytesPerEntry;
    plan.bytesWhenFull = whenFull * each + input.buckets * bytesPerBucket;
    plan.recommendedBytes = plan.recommendedMax * each + plan.recommendedBuckets * bytesPerBucket;
    if (input.memoryBytes > 0) {
        plan.memoryPercent = static_cast<double>(plan.bytesWhenFull) * 100.0
            / static_cast<double>(input.memoryBytes);
        plan.kernelDefault = kernelDefaultMax(input.memoryBytes);
    }
    plan.perCoreRule = input.processors > 0 ? perCoreMax(input.processors) : 0;
    plan.advice = adviceFor(plan, input, loads);
    return plan;
}

std::uint64_t kernelDefaultMax(std::uint64_t memoryBytes)
{
    constexpr std::uint64_t some = 65536;
    constexpr std::uint64_t many = 262144;
    constexpr std::uint64_t least = 1024;
    if (memoryBytes > 4 * gibibyte) {
        return many;
    }
    if (memoryBytes > gibibyte) {
        return some;
    }
    // A share of memory in pointers: 1/16384 of it, in buckets of 8 bytes.
    return std::max(memoryBytes / 16384 / bytesPerBucket, least);
}

std::uint64_t perCoreMax(unsigned processors)
{
    constexpr std::uint64_t each = 32768;
    constexpr std::uint64_t least = 131072;
    constexpr std::uint64_t most = 1048576;
    return std::clamp<std::uint64_t>(each * processors, least, most);
}

std::optional<double> secondsToReach(double limit, const CapacityInput &input)
{
    const std::vector<Load> loads = checked(input);
    double held = static_cast<double>(std::min(input.longLived, mostLongLived));
    if (held >= limit) {
        return 0.0;
    }
    // Each kind grows in a straight line until its first entries are collected.
    const double collect = collectSeconds(loads, held);
    std::vector<std::pair<double, double>> ends; // when, and the rate that then stands still
    double rate = 0;
    for (const Load &load : loads) {
        rate += load.rate;
        ends.emplace_back(load.seconds + collect, load.rate);
    }
    std::sort(ends.begin(), ends.end());
    double at = 0;
    for (const auto &[end, less] : ends) {
        if (rate > 0 && held + rate * (end - at) >= limit) {
            return at + (limit - held) / rate;
        }
        held += rate * (end - at);
        rate -= less;
        at = end;
    }
    return std::nullopt;
}

std::optional<CapacityInput> capacityPreset(std::string_view name)
{
    // Rates are round numbers for a start. Lifetimes are the kernel's own time-outs after the last
    // packet (closed TCP 120 s, a UDP question and its answer 30 s, a UDP stream 120 s, a
    // connection that nobody answers 120 s; nf_conntrack-sysctl.rst) plus what it lasts itself.
    struct Preset {
        std::string_view name;
        double web, lookups, streams, probes; ///< new ones a second
        std::uint64_t longLived;
    };
    constexpr std::array<Preset, 5> presets = {{
        {"desktop", 4, 3, 1, 0, 200},
        {"containers", 35, 30, 5, 0, 1000},
        {"peer-to-peer", 30, 10, 60, 30, 5000},
        {"hotspot", 40, 30, 15, 0, 2000},
        {"load-test", 4000, 0, 0, 1000, 0},
    }};
    for (const Preset &preset : presets) {
        if (preset.name != name) {
            continue;
        }
        CapacityInput input;
        input.longLived = preset.longLived;
        const auto add = [&input](const char *kind, double rate, double seconds) {
            if (rate > 0) {
                input.loads.push_back(
                    {kind, rate, seconds, ValueSource::Assumed, ValueSource::Kernel});
            }
        };
        add("tcp", preset.web, 125);
        add("udp lookup", preset.lookups, 30);
        add("udp stream", preset.streams, 150);
        add("tcp unanswered", preset.probes, 120);
        return input;
    }
    return std::nullopt;
}

CapacityInput measuredInput(const FlowRates &rates, const TableSummary &table,
                            const Timeouts &timeouts)
{
    CapacityInput input;
    double explained = 0;
    for (const FlowRate &row : rates.byProtocol()) {
        if (rates.seconds <= 0 || row.began == 0) {
            continue;
        }
        FlowLoad load;
        load.name = protocolName(row.protocol);
        load.perSecond = static_cast<double>(row.began) / rates.seconds;
        load.rateFrom = ValueSource::Measured;
        const auto &protocols = table.by(GroupKey::Protocol).groups;
        const auto held =
            std::find_if(protocols.begin(), protocols.end(), [&load](const EntryGroup &group) {
                return group.name == load.name;
            });
        // Time-outs that end a flow which is over: what is left of it in the table.
        const std::size_t kind = row.protocol == ProtocolTcp
            ? timeoutKindOfSetting("net.netfilter.nf_conntrack_tcp_timeout_time_wait")
            : row.protocol == ProtocolUdp
            ? timeoutKindOfSetting("net.netfilter.nf_conntrack_udp_timeout")
            : timeoutKindOfSetting("net.netfilter.nf_conntrack_icmp_timeout");
        if (const auto seen = row.meanLifetime()) {
            load.secondsEach = *seen;
            load.lifetimeFrom = ValueSource::Measured;
        } else if (held != protocols.end() && held->count > row.began) {
            load.secondsEach = static_cast<double>(held->count) / load.perSecond;
            load.lifetimeFrom = ValueSource::Table;
        } else {
            load.secondsEach = timeouts.at(kind);
            load.lifetimeFrom = ValueSource::Kernel;
        }
        load.secondsEach = within(load.secondsEach, mostSeconds);
        explained += load.perSecond * load.secondsEach;
        input.loads.push_back(std::move(load));
    }
    const auto all = static_cast<double>(table.entries);
    input.longLived = all > explained ? static_cast<std::uint64_t>(all - explained) : 0;
    return input;
}

} // namespace Portlight::Core
