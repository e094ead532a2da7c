// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/conntrack/entry.h"
#include "core/conntrack/timeouts.h"

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace Portlight::Core
{

/// By what the entries are counted in groups.
enum class GroupKey : std::uint8_t { Protocol, State, Source, Destination, Port, TimeLeft };
inline constexpr std::array allGroupKeys = {GroupKey::Protocol, GroupKey::State,
                                            GroupKey::Source,   GroupKey::Destination,
                                            GroupKey::Port,     GroupKey::TimeLeft};
/// "protocol", "state", "source", "destination", "port", "time-left".
std::string_view toString(GroupKey key);
std::optional<GroupKey> parseGroupKey(std::string_view text);

struct EntryGroup {
    /// "tcp"; "tcp ESTABLISHED"; an address; "443/tcp", or the protocol where there are no ports;
    /// seconds left at most ("10", "30", "60", "120", "300", "3600", "86400"), "more" for longer.
    std::string name;
    std::uint64_t count = 0;
    bool operator==(const EntryGroup &) const = default;
};

struct EntryGroups {
    std::vector<EntryGroup> groups; ///< largest first; by time left: in order of time
    /// How much each count may be too low, because there were too many groups to count all of them;
    /// 0: exact. Every group with more entries than this is in the list, if the list was not cut.
    std::uint64_t error = 0;
    bool operator==(const EntryGroups &) const = default;
};

/// What is in the table, without any of its entries.
struct TableSummary {
    std::uint64_t entries = 0;
    std::uint64_t ipv4 = 0;
    std::uint64_t ipv6 = 0;
    std::uint64_t assured = 0; ///< not evicted when the table is full
    std::uint64_t unreplied = 0; ///< no answer seen so far
    std::uint64_t translated = 0;
    std::uint64_t withHelper = 0;
    std::uint64_t offloaded = 0;
    std::array<EntryGroups, allGroupKeys.size()> groups; ///< in the order of allGroupKeys
    TableAges ages; ///< how long ago the last packet came, by kind of time-out

    const EntryGroups &by(GroupKey key) const
    {
        return groups.at(static_cast<std::size_t>(key));
    }
    bool operator==(const TableSummary &) const = default;
};

/// Counts entries while they stream by. Memory does not grow with the number of entries: sources,
/// destinations and ports are counted exactly up to `mostGroups` different ones, see TopCounter.
class TableCounter
{
public:
    static constexpr std::size_t mostGroups = 65536;

    /// `timeouts`: those in force, to tell an entry's age from the time it has left. `seed`: a
    /// number that who sends packets cannot know, lest they choose addresses that are slow to
    /// count.
    explicit TableCounter(const Timeouts &timeouts, std::uint64_t seed,
                          std::size_t groups = mostGroups);
    TableCounter(TableCounter &&) noexcept;
    TableCounter &operator=(TableCounter &&) noexcept;
    ~TableCounter();

    void add(const ConntrackEntry &entry);
    std::uint64_t entries() const;
    /// The `limit` largest groups of each kind.
    TableSummary summary(std::size_t limit) const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

struct GroupGrowth {
    std::string name;
    std::int64_t growth = 0; ///< entries more than before
    std::uint64_t count = 0; ///< now
    bool operator==(const GroupGrowth &) const = default;
};
/// What grew or shrank between two summaries, the largest growth first; groups that stayed equal
/// are left out. A group that one of the summaries does not list counts as 0 there, so both should
/// list as many as possible.
std::vector<GroupGrowth> growth(const EntryGroups &before, const EntryGroups &now);

} // namespace Portlight::Core
