// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/diagnosis/workings.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace Portlight::Core
{

namespace
{

constexpr double fullShare = 0.95; // the kernel's nf_conntrack_max95
constexpr double pressurePercent = 75.0;
constexpr double comfortableShare = 0.6; // FACTS 5.5: M = roundup_pow2(peak / 0.6)
constexpr std::uint64_t largestUnasked = 1'048'576; // kube-proxy's cap
constexpr std::uint64_t bytesPerEntry = 384; // object plus extensions, the upper measured value
constexpr std::uint64_t bytesPerBucket = 8;
constexpr std::uint64_t mebibyte = 1024U * 1024U;

std::uint64_t rise(std::uint64_t before, std::uint64_t after)
{
    return after > before ? after - before : 0; // the statistics can be reset in between
}

std::uint64_t largerMax(std::uint64_t count, std::uint64_t max)
{
    const auto wanted =
        static_cast<std::uint64_t>(std::ceil(static_cast<double>(count) / comfortableShare));
    const std::uint64_t larger = std::max(max * 2, std::bit_ceil(wanted));
    return larger > largestUnasked && max < largestUnasked ? std::max(largestUnasked, count * 5 / 4)
                                                           : larger;
}

Fix raiseFix(const Workings &workings)
{
    const ConntrackUsage &usage = workings.evidence.conntrack;
    const std::uint64_t max = usage.max.value_or(0);
    const std::uint64_t larger = largerMax(usage.count.value_or(0), max);
    const std::uint64_t buckets = std::max(usage.buckets.value_or(0), larger);
    std::vector<Change> changes = {
        SetSetting{"net.netfilter.nf_conntrack_max", text(larger), text(max)}};
    // Raising the limit alone makes the chains longer.
    if (usage.buckets.value_or(0) < larger) {
        changes.emplace_back(SetSetting{"net.netfilter.nf_conntrack_buckets", text(larger),
                                        usage.buckets ? text(*usage.buckets) : std::string()});
    }
    const std::uint64_t memory = (larger * bytesPerEntry + buckets * bytesPerBucket) / mebibyte;
    return settingFix(workings, FixKind::RaiseConntrackMax, Risk::Low,
                      fact("effect.raise-conntrack-max", text(max), text(larger), text(memory)),
                      changes);
}

void addRises(const Evidence &evidence, Finding &finding)
{
    if (!evidence.statistics || !evidence.statisticsAfterProbe) {
        return;
    }
    const auto add = [&finding](const char *name, std::uint64_t before, std::uint64_t after) {
        if (after > before) {
            finding.evidence.push_back(
                fact("evidence.statistic-rose", name, text(before), text(after)));
        }
    };
    const ConntrackStatistics &before = *evidence.statistics;
    const ConntrackStatistics &after = *evidence.statisticsAfterProbe;
    add("drop", before.drop, after.drop);
    add("early_drop", before.earlyDrop, after.earlyDrop);
    add("chaintoolong", before.chainTooLong, after.chainTooLong);
}

} // namespace

ConntrackLoss conntrackLoss(const Evidence &evidence)
{
    if (!evidence.statistics || !evidence.statisticsAfterProbe) {
        return {};
    }
    const ConntrackStatistics &before = *evidence.statistics;
    const ConntrackStatistics &after = *evidence.statisticsAfterProbe;
    return {rise(before.drop, after.drop), rise(before.earlyDrop, after.earlyDrop),
            rise(before.chainTooLong, after.chainTooLong), true};
}

std::vector<Finding> conntrackCauses(const Workings &workings)
{
    const Evidence &evidence = workings.evidence;
    const ConntrackUsage &usage = evidence.conntrack;
    if (evidence.conntrackRead != Reading::Done || !usage.count || !usage.max) {
        return {};
    }
    const std::uint64_t count = *usage.count;
    const std::uint64_t max = *usage.max;
    const bool limited = max > 0;
    const ConntrackLoss loss = conntrackLoss(evidence);
    const double percent = usedPercent(usage).value_or(0);
    const bool nearLimit =
        limited && static_cast<double>(count) >= fullShare * static_cast<double>(max);
    const bool works =
        workings.seen != nullptr && workings.seen->outcome == ProbeOutcome::Connected;

    Finding finding;
    if (nearLimit && loss.drop > 0) {
        finding.cause = Cause::ConntrackFull;
        finding.certainty = Certainty::Proven;
    } else if (limited && count >= max && !loss.watched && !works) {
        finding.cause = Cause::ConntrackFull;
        finding.certainty = Certainty::Calculated;
    } else if (loss.drop > 0 || loss.earlyDrop > 0 || loss.chainTooLong > 0) {
        // Half-open connections are evicted first, and a chain can be too long below the limit:
        // some suffer, but the table does not refuse all.
        finding.cause = Cause::ConntrackPressure;
        finding.certainty = Certainty::Proven;
    } else if (limited && percent >= pressurePercent) {
        finding.cause = Cause::ConntrackPressure;
        finding.certainty = Certainty::Calculated;
    } else {
        return {};
    }
    finding.summary = finding.cause == Cause::ConntrackFull
        ? fact("summary.conntrack-full", text(count), text(max))
        : fact("summary.conntrack-pressure", text(count), text(max), percentText(percent));
    finding.evidence.push_back(
        fact("evidence.conntrack-usage", text(count), text(max), percentText(percent)));
    addRises(evidence, finding);
    if (limited) {
        finding.fixes.push_back(raiseFix(workings));
    }
    return {finding};
}

} // namespace Portlight::Core
