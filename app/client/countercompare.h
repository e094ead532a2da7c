// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/ruleset/ruleset.h"

#include <vector>

namespace Portlight::App
{

/// The rules and policies whose packet counter is higher in `after`. Chains whose rules changed in
/// between are left out: their counters belong to something else.
std::vector<Core::Location> countersThatRose(const Core::Ruleset &before,
                                             const Core::Ruleset &after);

} // namespace Portlight::App
