// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/conntrack/tablesummary.h"

#include "core/conntrack/topcounter.h"
#include "core/packet/packet.h"

#include <algorithm>
#include <cstring>
#include <map>

namespace Portlight::Core
{

namespace
{

constexpr std::array<std::string_view, allGroupKeys.size()> keyNames = {
    "protocol", "state", "source", "destination", "port", "time-left"};

constexpr std::array<std::uint32_t, 7> timeSteps = {10, 30, 60, 120, 300, 3600, 86400};

/// Mixes all bits (the finalizer of MurmurHash3): addresses of one network differ in few of them,
/// so that those of one network do not crowd together.
std::uint64_t mixed(std::uint64_t value)
{
    value ^= value >> 33U;
    value *= 0xff51afd7ed558ccdU;
    value ^= value >> 33U;
    value *= 0xc4ceb9fe1a85ec53U;
    return value ^ (value >> 33U);
}

struct AddressHash {
    std::uint64_t seed = 0;
    std::size_t operator()(const IpAddress &address) const
    {
        std::uint64_t high = 0;
        std::uint64_t low = 0;
        std::memcpy(&high, address.bytes.data(), sizeof high);
        std::memcpy(&low, address.bytes.data() + sizeof high, sizeof low);
        return mixed(high ^ mixed((low ^ seed) + static_cast<std::uint64_t>(address.family))
                     ^ seed);
    }
};

struct NumberHash {
    std::uint64_t seed = 0;
    std::size_t operator()(std::uint32_t number) const
    {
        return mixed(number ^ seed);
    }
};

std::uint32_t portKey(const EntryTuple &tuple)
{
    constexpr std::uint32_t withPort = 1U << 24U;
    const std::uint32_t protocol = std::uint32_t{tuple.protocol} << 16U;
    return tracksPorts(tuple.protocol) ? withPort | protocol | tuple.destinationPort : protocol;
}

std::string portName(std::uint32_t key)
{
    const std::string protocol = protocolName(static_cast<std::uint8_t>(key >> 16U));
    return key >> 24U == 0 ? protocol : std::to_string(key & 0xffffU) + '/' + protocol;
}

std::size_t timeStep(std::uint32_t secondsLeft)
{
    return static_cast<std::size_t>(
        std::lower_bound(timeSteps.begin(), timeSteps.end(), secondsLeft) - timeSteps.begin());
}

/// The states of one protocol: 16 of its own, then those that stateText() has for all.
constexpr std::size_t ownStates = 16;
constexpr std::size_t allStates = ownStates + 3;

std::size_t stateIndex(const ConntrackEntry &entry)
{
    if (entry.state) {
        return std::min<std::size_t>(*entry.state, ownStates - 1);
    }
    if ((entry.status & FlowAssured) != 0) {
        return ownStates;
    }
    return (entry.status & FlowSeenReply) != 0 ? ownStates + 1 : ownStates + 2;
}

std::string stateName(std::uint8_t protocol, std::size_t index)
{
    ConntrackEntry entry;
    entry.original.protocol = protocol;
    if (index < ownStates) {
        entry.state = static_cast<std::uint8_t>(index);
    } else {
        entry.status = (index == ownStates ? std::uint32_t{FlowAssured} : 0U)
            | (index <= ownStates + 1 ? std::uint32_t{FlowSeenReply} : 0U);
    }
    return protocolName(protocol) + ' ' + stateText(entry);
}

void order(EntryGroups &groups, std::size_t limit)
{
    std::sort(groups.groups.begin(), groups.groups.end(),
              [](const EntryGroup &a, const EntryGroup &b) {
                  return a.count != b.count ? a.count > b.count : a.name < b.name;
              });
    if (groups.groups.size() > limit) {
        groups.groups.resize(limit);
    }
}

template<typename Counter, typename Name>
EntryGroups groupsOf(const Counter &counter, std::size_t limit, Name name)
{
    EntryGroups result;
    result.error = counter.error();
    for (const auto &[key, count] : counter.top(limit)) {
        result.groups.push_back({name(key), count});
    }
    return result;
}

} // namespace

std::string_view toString(GroupKey key)
{
    return keyNames.at(static_cast<std::size_t>(key));
}

std::optional<GroupKey> parseGroupKey(std::string_view text)
{
    for (const GroupKey key : allGroupKeys) {
        if (toString(key) == text) {
            return key;
        }
    }
    return std::nullopt;
}

struct TableCounter::Private {
    Timeouts timeouts;
    TableSummary sums; ///< all but the groups
    std::array<std::array<std::uint64_t, allStates>, 256> states{}; ///< by protocol
    std::array<std::uint64_t, timeSteps.size() + 1> timeLeft{};
    TopCounter<IpAddress, AddressHash> sources;
    TopCounter<IpAddress, AddressHash> destinations;
    TopCounter<std::uint32_t, NumberHash> ports;

    Private(const Timeouts &inForce, std::uint64_t seed, std::size_t groups)
        : timeouts(inForce)
        , sources(groups, AddressHash{seed})
        , destinations(groups, AddressHash{seed})
        , ports(groups, NumberHash{seed})
    {
    }
};

TableCounter::TableCounter(const Timeouts &timeouts, std::uint64_t seed, std::size_t groups)
    : d(std::make_unique<Private>(timeouts, seed, groups))
{
}

TableCounter::TableCounter(TableCounter &&) noexcept = default;
TableCounter &TableCounter::operator=(TableCounter &&) noexcept = default;
TableCounter::~TableCounter() = default;

void TableCounter::add(const ConntrackEntry &entry)
{
    TableSummary &sums = d->sums;
    const EntryTuple &tuple = entry.original;
    ++sums.entries;
    ++(tuple.source.family == Family::Ipv6 ? sums.ipv6 : sums.ipv4);
    sums.assured += (entry.status & FlowAssured) != 0 ? 1 : 0;
    sums.unreplied += (entry.status & FlowSeenReply) == 0 ? 1 : 0;
    sums.offloaded += (entry.status & (FlowOffload | FlowHardwareOffload)) != 0 ? 1 : 0;
    sums.withHelper += entry.helper.empty() ? 0 : 1;
    const Translation translation = translationOf(entry);
    sums.translated += translation.source || translation.destination ? 1 : 0;
    ++d->states[tuple.protocol][stateIndex(entry)];
    ++d->timeLeft[timeStep(entry.secondsLeft)];
    d->sources.add(tuple.source);
    d->destinations.add(tuple.destination);
    d->ports.add(portKey(tuple));
    if (const std::size_t kind = timeoutKindOf(entry); kind != noTimeoutKind) {
        const std::uint32_t full = d->timeouts[kind];
        // The kernel rounds the time left down: with 57 of 60 s left the last packet is 2 to 3 s
        // ago.
        sums.ages[kind].add(full > entry.secondsLeft ? full - entry.secondsLeft - 1 : 0);
    }
}

std::uint64_t TableCounter::entries() const
{
    return d->sums.entries;
}

TableSummary TableCounter::summary(std::size_t limit) const
{
    TableSummary result = d->sums;
    auto &protocols = result.groups[static_cast<std::size_t>(GroupKey::Protocol)];
    auto &states = result.groups[static_cast<std::size_t>(GroupKey::State)];
    for (unsigned number = 0; number < d->states.size(); ++number) {
        const auto protocol = static_cast<std::uint8_t>(number);
        std::uint64_t sum = 0;
        for (std::size_t state = 0; state < allStates; ++state) {
            if (const std::uint64_t count = d->states[number][state]; count != 0) {
                states.groups.push_back({stateName(protocol, state), count});
                sum += count;
            }
        }
        if (sum != 0) {
            protocols.groups.push_back({protocolName(protocol), sum});
        }
    }
    order(protocols, limit);
    order(states, limit);
    const auto address = [](const IpAddress &key) {
        return key.toString();
    };
    result.groups[static_cast<std::size_t>(GroupKey::Source)] =
        groupsOf(d->sources, limit, address);
    result.groups[static_cast<std::size_t>(GroupKey::Destination)] =
        groupsOf(d->destinations, limit, address);
    result.groups[static_cast<std::size_t>(GroupKey::Port)] = groupsOf(d->ports, limit, portName);
    auto &times = result.groups[static_cast<std::size_t>(GroupKey::TimeLeft)];
    for (std::size_t step = 0; step < d->timeLeft.size(); ++step) {
        if (d->timeLeft[step] != 0) {
            times.groups.push_back(
                {step < timeSteps.size() ? std::to_string(timeSteps[step]) : "more",
                 d->timeLeft[step]});
        }
    }
    return result;
}

std::vector<GroupGrowth> growth(const EntryGroups &before, const EntryGroups &now)
{
    std::map<std::string_view, GroupGrowth> all;
    for (const EntryGroup &group : before.groups) {
        all[group.name].growth -= static_cast<std::int64_t>(group.count);
    }
    for (const EntryGroup &group : now.groups) {
        GroupGrowth &entry = all[group.name];
        entry.growth += static_cast<std::int64_t>(group.count);
        entry.count = group.count;
    }
    std::vector<GroupGrowth> result;
    for (auto &[name, entry] : all) {
        if (entry.growth != 0) {
            entry.name = name;
            result.push_back(std::move(entry));
        }
    }
    std::stable_sort(result.begin(), result.end(), [](const GroupGrowth &a, const GroupGrowth &b) {
        return a.growth > b.growth;
    });
    return result;
}

} // namespace Portlight::Core
