// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/ruleset/native.h"

#include <algorithm>

namespace Portlight::Core
{

const NativeTable *NativeRuleset::table(std::string_view family, std::string_view name) const
{
    const auto found = std::find_if(tables.begin(), tables.end(), [&](const NativeTable &table) {
        return table.family == family && table.name == name;
    });
    return found == tables.end() ? nullptr : &*found;
}

std::size_t NativeRuleset::ruleCount() const
{
    std::size_t count = 0;
    for (const NativeTable &one : tables) {
        for (const NativeChain &chain : one.chains) {
            count += chain.rules.size();
        }
    }
    return count;
}

const NativeChain *NativeTable::chain(std::string_view chainName) const
{
    const auto found = std::find_if(chains.begin(), chains.end(), [&](const NativeChain &one) {
        return one.name == chainName;
    });
    return found == chains.end() ? nullptr : &*found;
}

} // namespace Portlight::Core
