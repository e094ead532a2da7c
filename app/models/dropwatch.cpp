// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/models/dropwatch.h"

namespace Portlight::App
{

void DropWatch::add(const FirewallData &data, double seconds)
{
    using Kind = Core::Target::Kind;
    Sample sample;
    sample.seconds = seconds;
    for (const auto &ruleset : data.rulesets) {
        for (const auto &table : ruleset->tables) {
            for (const auto &chain : table.chains) {
                unsigned number = 0;
                for (const auto &rule : chain.rules) {
                    ++number;
                    const bool blocks =
                        rule.target.kind == Kind::Drop || rule.target.kind == Kind::Reject;
                    if (blocks && rule.counters && rule.counters->packets > 0) {
                        auto &entry = sample.packets[{ruleset->backend, ruleset->family, table.name,
                                                      chain.name, rule.text}];
                        entry.first += rule.counters->packets;
                        entry.second = number;
                    }
                }
                if (chain.policy == Core::Policy::Drop && chain.counters
                    && chain.counters->packets > 0) {
                    sample.packets[{ruleset->backend, ruleset->family, table.name, chain.name,
                                    "-P " + chain.name + " DROP"}] = {chain.counters->packets, 0};
                }
            }
        }
    }
    m_samples.push_back(std::move(sample));
    while (m_samples.size() > 2 && m_samples[1].seconds <= seconds - windowSeconds) {
        m_samples.pop_front();
    }
    // Ten a minute are enough for a window of minutes: the oldest pair is kept exact.
    constexpr std::size_t mostSamples = 400;
    if (m_samples.size() > mostSamples) {
        m_samples.erase(m_samples.begin() + 1);
    }
}

void DropWatch::clear()
{
    m_samples.clear();
}

DropWatch::Result DropWatch::result() const
{
    Result result;
    if (m_samples.empty()) {
        return result;
    }
    const Sample &first = m_samples.front();
    const Sample &last = m_samples.back();
    result.watchedSeconds = last.seconds - first.seconds;
    std::uint64_t topRecent = 0;
    std::uint64_t topEver = 0;
    const auto locate = [](const Place &place, unsigned number) {
        const auto &[backend, family, table, chain, rule] = place;
        return Core::Location{backend, family, table, chain, number, rule};
    };
    for (const auto &[place, entry] : last.packets) {
        const auto before = first.packets.find(place);
        const std::uint64_t old = before == first.packets.end() ? 0 : before->second.first;
        const std::uint64_t rose = entry.first >= old ? entry.first - old : entry.first;
        // The first reading says nothing about when its packets came.
        const std::uint64_t recent = m_samples.size() > 1 ? rose : 0;
        result.packets += recent;
        result.ever += entry.first;
        if (recent > topRecent) {
            topRecent = recent;
            result.top = locate(place, entry.second);
            result.topPackets = recent;
        }
        if (topRecent == 0 && entry.first > topEver) {
            topEver = entry.first;
            result.top = locate(place, entry.second);
            result.topPackets = entry.first;
        }
    }
    return result;
}

} // namespace Portlight::App
