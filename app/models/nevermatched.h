// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "app/models/rulesearch.h"

#include <vector>

namespace Portlight::App
{

/// Rules whose packets are counted and that none matched yet. Those switched off are left out, and
/// so are chains without such a rule.
std::vector<ChainHits> neverMatched(const Core::Ruleset &ruleset);
std::vector<ChainHits> neverMatched(const Core::NativeRuleset &ruleset);
/// The rules that are in both; chains without one are left out.
std::vector<ChainHits> inBoth(const std::vector<ChainHits> &a, const std::vector<ChainHits> &b);

} // namespace Portlight::App
