// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/ruleset/native.h"
#include "core/ruleset/ruleset.h"

#include <span>
#include <vector>

namespace Portlight::Core
{

/// All rules that packets meet: tables of iptables in both backends and families, and those of
/// nftables. Points at values that outlive it.
struct RulesInForce {
    std::span<const Ruleset> rulesets;
    const NativeRuleset *native = nullptr; ///< null: none, or not read

    RulesInForce(std::span<const Ruleset> all, const NativeRuleset *nativeTables = nullptr)
        : rulesets(all)
        , native(nativeTables)
    {
    }
    RulesInForce(const std::vector<Ruleset> &all, const NativeRuleset *nativeTables = nullptr)
        : rulesets(all)
        , native(nativeTables)
    {
    }
};

} // namespace Portlight::Core
