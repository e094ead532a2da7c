// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

namespace Portlight::Core
{

/// The rules in what `nft --handle list table …` prints, by handle, one line each. For display
/// only: nft translates parts of xtables in its own way.
std::unordered_map<std::uint64_t, std::string> rulesOfListing(std::string_view text);

} // namespace Portlight::Core
