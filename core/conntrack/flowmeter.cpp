// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/conntrack/flowmeter.h"

#include <algorithm>

namespace Portlight::Core
{

namespace
{

constexpr std::uint32_t hasPort = 1U << 24U;

/// The kernel's ids are hashes themselves, but of which bits is not promised.
std::uint32_t mixed(std::uint32_t value)
{
    value ^= value >> 16U;
    value *= 0x85ebca6bU;
    value ^= value >> 13U;
    value *= 0xc2b2ae35U;
    return value ^ (value >> 16U);
}

void add(FlowRate &sum, const FlowRate &part)
{
    sum.began += part.began;
    sum.ended += part.ended;
    sum.lifetimes += part.lifetimes;
    sum.lifetimeSeconds += part.lifetimeSeconds;
    sum.openSeconds += part.openSeconds;
}

void sortRows(std::vector<FlowRate> &rows)
{
    std::sort(rows.begin(), rows.end(), [](const FlowRate &a, const FlowRate &b) {
        if (a.began != b.began) {
            return a.began > b.began;
        }
        return a.protocol != b.protocol ? a.protocol < b.protocol : a.port < b.port;
    });
}

} // namespace

std::optional<double> FlowRate::meanLifetime(std::uint64_t fewest) const
{
    if (lifetimes == 0 || lifetimes < fewest) {
        return std::nullopt;
    }
    return (lifetimeSeconds + openSeconds) / static_cast<double>(lifetimes);
}

std::uint64_t FlowRates::began() const
{
    std::uint64_t sum = 0;
    for (const FlowRate &row : flows) {
        sum += row.began;
    }
    return sum;
}

std::uint64_t FlowRates::ended() const
{
    std::uint64_t sum = 0;
    for (const FlowRate &row : flows) {
        sum += row.ended;
    }
    return sum;
}

std::vector<FlowRate> FlowRates::byProtocol() const
{
    std::vector<FlowRate> result;
    for (const FlowRate &row : flows) {
        auto found = std::find_if(result.begin(), result.end(), [&row](const FlowRate &known) {
            return known.protocol == row.protocol;
        });
        if (found == result.end()) {
            found = result.insert(result.end(), FlowRate{});
            found->protocol = row.protocol;
        }
        add(*found, row);
    }
    sortRows(result);
    return result;
}

FlowRates between(const FlowRates &before, const FlowRates &now)
{
    if (before.meter != now.meter || before.seconds > now.seconds) {
        return now;
    }
    FlowRates result = now;
    result.seconds -= before.seconds;
    result.overruns -= std::min(before.overruns, now.overruns);
    for (FlowRate &row : result.flows) {
        const auto old =
            std::find_if(before.flows.begin(), before.flows.end(), [&row](const FlowRate &known) {
                return known.protocol == row.protocol && known.port == row.port;
            });
        if (old != before.flows.end()) {
            row.began -= std::min(old->began, row.began);
            row.ended -= std::min(old->ended, row.ended);
            row.lifetimes -= std::min(old->lifetimes, row.lifetimes);
            row.lifetimeSeconds -= std::min(old->lifetimeSeconds, row.lifetimeSeconds);
        }
    }
    sortRows(result.flows);
    return result;
}

FlowMeter::FlowMeter(std::uint64_t number, double startedAt)
    : m_number(number)
    , m_startedAt(startedAt)
{
}

std::uint32_t FlowMeter::rowOf(const EntryTuple &tuple)
{
    const std::uint32_t protocol = std::uint32_t{tuple.protocol} << 16U;
    std::uint32_t key =
        tracksPorts(tuple.protocol) ? hasPort | protocol | tuple.destinationPort : protocol;
    if (m_rows.size() >= mostPorts && !m_rows.contains(key)) {
        key = protocol; // at most one more for each protocol
    }
    FlowRate &row = m_rows[key];
    row.protocol = tuple.protocol;
    if ((key & hasPort) != 0) {
        row.port = tuple.destinationPort;
    }
    return key;
}

bool FlowMeter::isFollowed(std::uint32_t id) const
{
    return (mixed(id) & m_sample) == 0;
}

void FlowMeter::began(const ConntrackEntry &entry, double at)
{
    const std::uint32_t row = rowOf(entry.original);
    ++m_rows[row].began;
    if (!isFollowed(entry.id)) {
        return;
    }
    m_open[entry.id] = {row, at};
    if (m_open.size() > mostFollowed) {
        // Every other one from now on: a sample by id does not prefer short or long lives.
        m_sample = m_sample * 2 + 1;
        std::erase_if(m_open, [this](const auto &open) {
            return !isFollowed(open.first);
        });
    }
}

void FlowMeter::ended(const ConntrackEntry &entry, double at)
{
    const std::uint32_t key = rowOf(entry.original);
    ++m_rows[key].ended;
    const auto open = m_open.find(entry.id);
    if (open == m_open.end()) {
        return;
    }
    FlowRate &row = m_rows[open->second.row];
    ++row.lifetimes;
    row.lifetimeSeconds += std::max(0.0, at - open->second.since);
    m_open.erase(open);
}

void FlowMeter::overrun()
{
    ++m_overruns;
    m_open.clear();
}

FlowRates FlowMeter::reading(double at) const
{
    FlowRates result;
    result.meter = m_number;
    result.seconds = std::max(0.0, at - m_startedAt);
    result.overruns = m_overruns;
    auto rows = m_rows;
    for (const auto &[id, open] : m_open) {
        rows[open.row].openSeconds += std::max(0.0, at - open.since);
    }
    for (const auto &[key, row] : rows) {
        result.flows.push_back(row);
    }
    sortRows(result.flows);
    return result;
}

} // namespace Portlight::Core
