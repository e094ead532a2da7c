// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/change/change.h"

namespace Portlight::Core
{

/// Whether a change leaves everything alone that only nft can say (isNativeRule): Unsupported when
/// it would take away, replace or rewrite such a rule, or touches a base chain that nft made. A
/// rule of iptables beside one of nft can be changed: iptables-nft finds its place by the handle,
/// and never writes the others anew (seen with 1.8.9). The change must be resolved.
Result<void> leavesNativeAlone(const Ruleset &before, const Change &change);

} // namespace Portlight::Core
