// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace Portlight::Core
{

/// nft's own words for parts of its JSON, as `nft list ruleset` prints them (held against nft 1.0.6
/// in tests). Counters come without their numbers. A part that is not known is its JSON text, so
/// that nothing is hidden.
std::string nftStatementWords(const nlohmann::ordered_json &statement);
/// All statements of a rule's "expr", in a table of that family.
std::string nftRuleWords(const nlohmann::ordered_json &statements, const std::string &family);
/// An element of a set ("10.0.0.0/8 timeout 1h") or of a map ("80 : accept"); `type` is the type of
/// its key ("mark" is printed in another base).
std::string nftElementWords(const nlohmann::ordered_json &element, const std::string &type);

} // namespace Portlight::Core
