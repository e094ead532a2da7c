// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/conntrack/metrics.h"

#include <string_view>

namespace Portlight::Core
{

namespace
{

void add(std::string &text, const std::string &name, std::string_view type, std::string_view help,
         std::uint64_t value)
{
    const std::string full = "portlight_conntrack_" + name;
    text.append("# HELP ").append(full).append(" ").append(help).append("\n");
    text.append("# TYPE ").append(full).append(" ").append(type).append("\n");
    text.append(full).append(" ").append(std::to_string(value)).append("\n");
}

} // namespace

std::string metricsText(const ConntrackUsage &usage, const ConntrackStatistics &statistics,
                        std::optional<std::uint64_t> objectSize)
{
    std::string text;
    add(text, "in_use", "gauge", "Whether connection tracking is loaded.", usage.count ? 1 : 0);
    if (!usage.count) {
        return text;
    }
    add(text, "entries", "gauge", "Entries in the table of this network namespace.", *usage.count);
    if (usage.max) {
        add(text, "entries_limit", "gauge", "Entries that the table may have; 0 is no limit.",
            *usage.max);
    }
    if (usage.buckets) {
        add(text, "buckets", "gauge", "Buckets of the hash table.", *usage.buckets);
    }
    if (objectSize) {
        add(text, "entry_size_bytes", "gauge", "Memory of one entry without its extensions.",
            *objectSize);
    }
    for (const StatisticField &field : statisticFields) {
        add(text, std::string(field.name) + "_total", "counter",
            "Counted by the kernel on all processors, as conntrack -S shows it.",
            statistics.*field.value);
    }
    return text;
}

} // namespace Portlight::Core
