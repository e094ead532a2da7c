// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/ruleset/native.h"
#include "core/ruleset/nftexpr.h"

#include <nlohmann/json_fwd.hpp>

#include <map>
#include <span>
#include <string>
#include <vector>

namespace Portlight::Core
{

/// What expressions of one table can refer to.
struct NftScope {
    std::string family; ///< of the table: "inet"
    std::span<const NativeSet> sets;
    std::map<std::string, std::size_t, std::less<>> setsByName;
};

/// An expression of nft's JSON (libnftables-json(5)), as something that is read. Never fails: what
/// is not understood is an NftUnknown with its words. `wanted` are the types of what it stands for,
/// where the expression itself does not say (constants, what a map gives).
NftExpression nftExpressionOf(const nlohmann::ordered_json &json, const NftScope &scope,
                              const std::vector<NftType> &wanted = {});

/// A set or map by its name ("@bad") or written out; with neither, one that is not there.
NftSetRef nftSetRefOf(const nlohmann::ordered_json &json, const NftScope &scope,
                      const std::vector<NftType> &key, const std::vector<NftType> &data,
                      bool isMap);

/// The statements of a rule, its "expr".
NftProgram nftProgramOf(const nlohmann::ordered_json &statements, const NftScope &scope);

/// The verdict a statement or an element of a verdict map is; nothing when it is none.
std::optional<NftDecision> nftDecisionOf(const nlohmann::ordered_json &json);

/// Adds elements ("elem" of a set or map, or "set" of an anonymous one). `data` is empty for a set
/// and for a verdict map.
void addNftElements(NftElements &elements, const nlohmann::ordered_json &list,
                    const std::vector<NftType> &key, const std::vector<NftType> &data, bool isMap);

} // namespace Portlight::Core
