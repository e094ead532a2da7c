// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/models/dropwatch.h"

#include "app/models/sequencemerge.h"

#include <functional>

namespace Portlight::App
{

namespace
{

std::uint64_t placeDigest(const Core::Ruleset &ruleset, std::string_view table,
                          std::string_view chain)
{
    constexpr std::uint64_t golden = 0x9e3779b97f4a7c15ULL;
    const std::hash<std::string_view> hash;
    return ((hash(table) * golden + hash(chain)) * golden)
        + static_cast<std::uint64_t>(ruleset.backend) * 2
        + static_cast<std::uint64_t>(ruleset.family);
}

bool blocks(const Core::Rule &rule)
{
    using Kind = Core::Target::Kind;
    return (rule.target.kind == Kind::Drop || rule.target.kind == Kind::Reject) && rule.counters
        && rule.counters->packets > 0;
}

} // namespace

DropWatch::Sample DropWatch::sample(const FirewallData &data)
{
    Sample sample;
    std::vector<std::string_view> texts;
    std::vector<std::size_t> indexes;
    for (const auto &ruleset : data.rulesets) {
        for (const auto &table : ruleset->tables) {
            for (const auto &chain : table.chains) {
                texts.clear();
                indexes.clear();
                for (std::size_t i = 0; i < chain.rules.size(); ++i) {
                    if (blocks(chain.rules[i])) {
                        texts.emplace_back(chain.rules[i].text);
                        indexes.push_back(i);
                    }
                }
                const auto place = placeDigest(*ruleset, table.name, chain.name);
                const auto keys = sequenceKeys(texts);
                for (std::size_t i = 0; i < keys.size(); ++i) {
                    const auto &rule = chain.rules[indexes[i]];
                    sample.entries.push_back(
                        {place ^ keys[i],
                         rule.counters->packets,
                         {ruleset->backend, ruleset->family, table.name, chain.name,
                          static_cast<unsigned>(indexes[i]) + 1, rule.text}});
                }
                if (chain.policy == Core::Policy::Drop && chain.counters
                    && chain.counters->packets > 0) {
                    sample.entries.push_back({place,
                                              chain.counters->packets,
                                              {ruleset->backend, ruleset->family, table.name,
                                               chain.name, 0, "-P " + chain.name + " DROP"}});
                }
            }
        }
    }
    return sample;
}

void DropWatch::add(Sample sample, double seconds)
{
    m_times.push_back(seconds);
    while (m_times.size() > 2 && m_times[1] <= seconds - windowSeconds) {
        m_times.pop_front();
    }
    ++m_readings;
    for (auto &entry : sample.entries) {
        auto &track = m_tracks[entry.key];
        track.lastSeen = m_readings;
        track.location = std::move(entry.location);
        auto &changes = track.changes;
        if (changes.empty() || changes.back().packets != entry.packets) {
            changes.push_back({seconds, entry.packets});
        }
        while (changes.size() > 1 && changes[1].seconds <= m_times.front()) {
            changes.erase(changes.begin());
        }
    }
    std::erase_if(m_tracks, [this](const auto &track) {
        return track.second.lastSeen != m_readings;
    });
}

void DropWatch::clear()
{
    m_tracks.clear();
    m_times.clear();
}

std::uint64_t DropWatch::roseBy(const Track &track) const
{
    // The first reading says nothing about when its packets came.
    if (m_times.size() < 2) {
        return 0;
    }
    const auto &first = track.changes.front();
    const auto now = track.changes.back().packets;
    // A rule that came, or blocked for the first time, within the window began at zero; and so did
    // counters that somebody set back.
    const bool wasThere = first.seconds <= m_times.front();
    return wasThere && now >= first.packets ? now - first.packets : now;
}

DropWatch::Result DropWatch::result() const
{
    Result result;
    if (m_times.empty()) {
        return result;
    }
    result.watchedSeconds = m_times.back() - m_times.front();
    std::uint64_t topEver = 0;
    std::uint64_t topRecent = 0;
    const Track *mostEver = nullptr;
    const Track *mostRecent = nullptr;
    for (const auto &[key, track] : m_tracks) {
        const auto recent = roseBy(track);
        const auto ever = track.changes.back().packets;
        result.packets += recent;
        result.ever += ever;
        if (recent > topRecent) {
            topRecent = recent;
            mostRecent = &track;
        }
        if (ever > topEver) {
            topEver = ever;
            mostEver = &track;
        }
    }
    if (const auto *top = mostRecent != nullptr ? mostRecent : mostEver) {
        result.top = top->location;
        result.topPackets = mostRecent != nullptr ? topRecent : topEver;
    }
    return result;
}

} // namespace Portlight::App
