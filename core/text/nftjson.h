// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/result.h"
#include "core/ruleset/native.h"

#include <string_view>

namespace Portlight::Core
{

/// Limits for what nft prints; JSON that nests deeper is no ruleset.
inline constexpr std::size_t maxNftJsonBytes = std::size_t{64} * 1024 * 1024;
inline constexpr int maxNftJsonDepth = 64;

/// Reads what `nft -j list ruleset` prints (libnftables-json(5)). Strict on structure: chains,
/// rules and sets belong to a table that came before. Nothing is lost: statements without words
/// keep their JSON, objects that are not known are named in NativeTable::others. Owners are filled
/// in. Errors of JSON have a position.
Result<NativeRuleset> parseNftJson(std::string_view text);

} // namespace Portlight::Core
