// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/ruleset/ruleset.h"

#include <string_view>

namespace Portlight::Core
{

/// What "-j NAME" means in a chain. Unknown names are taken as chains (Jump); who knows the chains
/// of the table corrects that.
Target::Kind targetKind(std::string_view name, std::string_view chain);

/// Rewrites the options of targets that Portlight understands to what iptables-save prints for
/// them: REJECT always says what with, MARK always with value and mask, LOG its level as a number.
/// False when a value can never be right.
bool normalizeTarget(Target &target, Family family);

} // namespace Portlight::Core
