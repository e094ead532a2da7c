// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/ruleset/nftelements.h"

#include <nlohmann/json_fwd.hpp>

#include <optional>
#include <string_view>
#include <vector>

namespace Portlight::Core
{

/// A data type by nft's name ("ipv4_addr"); what is not known is Unknown.
NftType nftTypeNamed(std::string_view name);
unsigned nftTypeBits(NftType type); ///< 128 for names and for what is not known

/// A value, range, prefix or list of flags of nft's JSON. A word without a number that Portlight
/// knows gives a range that is not `known`, never another value.
NftRange nftRangeOf(const nlohmann::ordered_json &value, NftType type);
/// A key of a set or what an expression is compared with: one range a type.
std::vector<NftRange> nftPartsOf(const nlohmann::ordered_json &value,
                                 const std::vector<NftType> &types);

} // namespace Portlight::Core
