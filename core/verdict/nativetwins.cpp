// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/verdict/nativetwins.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace Portlight::Core
{

namespace
{

std::optional<std::uint64_t> handleOf(const Rule &rule)
{
    constexpr std::string_view option = "--handle ";
    for (const Match &match : rule.matches) {
        const auto *opaque = std::get_if<OpaqueMatch>(&match);
        const std::size_t at = opaque != nullptr && opaque->name == nativeModule
            ? opaque->text.find(option)
            : std::string::npos;
        if (at == std::string::npos) {
            continue;
        }
        const char *begin = opaque->text.data() + at + option.size();
        std::uint64_t handle = 0;
        if (std::from_chars(begin, opaque->text.data() + opaque->text.size(), handle).ec
            == std::errc{}) {
            return handle;
        }
    }
    return std::nullopt;
}

} // namespace

const NativeRule *nativeTwin(const Rule &rule, const NativeChain *chain)
{
    const auto handle = chain != nullptr ? handleOf(rule) : std::nullopt;
    if (!handle) {
        return nullptr;
    }
    const auto found =
        std::find_if(chain->rules.begin(), chain->rules.end(), [&handle](const NativeRule &one) {
            return one.handle == *handle;
        });
    return found == chain->rules.end() ? nullptr : &*found;
}

NativeTwins nativeTwins(std::span<const Ruleset> rulesets, const NativeRuleset &native)
{
    NativeTwins twins;
    for (const Ruleset &ruleset : rulesets) {
        if (ruleset.backend != Backend::Nft) {
            continue;
        }
        const std::string_view family = ruleset.family == Family::Ipv4 ? "ip" : "ip6";
        for (const Table &table : ruleset.tables) {
            const NativeTable *same = native.table(family, table.name);
            for (const Chain &chain : table.chains) {
                if (same == nullptr || !hasNativePart(chain)) {
                    continue;
                }
                const NativeChain *rules = same->chain(chain.name);
                for (const Rule &rule : chain.rules) {
                    if (const NativeRule *found = nativeTwin(rule, rules)) {
                        twins.emplace(&rule, found);
                    }
                }
            }
        }
    }
    return twins;
}

} // namespace Portlight::Core
