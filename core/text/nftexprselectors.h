// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/ruleset/nftexpr.h"

#include <nlohmann/json_fwd.hpp>

#include <optional>
#include <string>

namespace Portlight::Core
{

/// What an expression of that name ("payload", "meta", "ct", …) reads; nothing when it is not one
/// that reads a packet. What cannot be evaluated is an NftSubject::Unknown with its name.
std::optional<NftSelector> nftSelectorOf(const std::string &name,
                                         const nlohmann::ordered_json &value,
                                         const std::string &family);

} // namespace Portlight::Core
