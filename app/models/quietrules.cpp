// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/models/quietrules.h"

#include "app/models/sequencemerge.h"

#include <functional>

namespace Portlight::App
{

namespace
{

std::uint64_t chainDigest(std::string_view table, std::string_view chain)
{
    constexpr std::uint64_t golden = 0x9e3779b97f4a7c15ULL;
    return std::hash<std::string_view>{}(table)*golden + std::hash<std::string_view>{}(chain);
}

} // namespace

QuietRules QuietRules::after(const QuietRules &before, const Core::Ruleset &reading, qint64 now)
{
    QuietRules result;
    result.m_since.reserve(reading.ruleCount());
    std::vector<std::string_view> texts;
    for (const auto &table : reading.tables) {
        for (const auto &chain : table.chains) {
            texts.clear();
            for (const auto &rule : chain.rules) {
                texts.emplace_back(rule.text);
            }
            const auto keys = sequenceKeys(texts);
            const auto place = chainDigest(table.name, chain.name);
            for (std::size_t i = 0; i < keys.size(); ++i) {
                const auto &counters = chain.rules[i].counters;
                if (counters && counters->packets == 0) {
                    const auto known = before.m_since.find(place ^ keys[i]);
                    result.m_since.emplace(place ^ keys[i],
                                           known == before.m_since.end() ? now : known->second);
                }
            }
        }
    }
    return result;
}

std::optional<qint64> QuietRules::since(std::string_view table, std::string_view chain,
                                        std::uint64_t key) const
{
    const auto found = m_since.find(chainDigest(table, chain) ^ key);
    return found == m_since.end() ? std::nullopt : std::optional(found->second);
}

} // namespace Portlight::App
