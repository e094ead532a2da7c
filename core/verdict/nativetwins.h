// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/ruleset/native.h"

#include <span>
#include <unordered_map>

namespace Portlight::Core
{

/// The rule of nft's own that a rule of an iptables text stands for; null: it is no such rule, or
/// the chain (which may be null) has it not.
const NativeRule *nativeTwin(const Rule &rule, const NativeChain *chain);

/// All of them in the tables that iptables-nft uses.
using NativeTwins = std::unordered_map<const Rule *, const NativeRule *>;
NativeTwins nativeTwins(std::span<const Ruleset> rulesets, const NativeRuleset &native);

} // namespace Portlight::Core
