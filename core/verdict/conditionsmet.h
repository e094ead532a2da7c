// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/verdict/engine.h"

namespace Portlight::Core
{

/// Each condition of a rule, in its order, at the moment at which the packet comes by on its way:
/// after marks, translations and NOTRACK. Of rules of nftables, too. Empty for a policy and for a
/// rule that the packet does not come by. Where doubts make it come by more than once, the time at
/// which all of them held, else the last.
std::vector<Condition> conditionsMet(std::span<const Ruleset> rulesets, const NativeRuleset &native,
                                     const Packet &packet, const World &world,
                                     const Location &location);

} // namespace Portlight::Core
