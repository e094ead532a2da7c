// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/change/change.h"
#include "core/result.h"
#include "core/ruleset/ruleset.h"

#include <string>
#include <string_view>

namespace Portlight::Core
{

/// Reads a rule without its "-A CHAIN"; Rule::text becomes what iptables would print. Positions in
/// errors count from the rule's first character.
Result<Rule> parseRuleBody(std::string_view chain, std::string_view body, Family family);

/// The text of a rule after "-A CHAIN ".
std::string_view bodyOf(std::string_view chain, std::string_view ruleText);

/// "chain INPUT in table filter"
std::string describe(const ChainPlace &place);
tl::unexpected<Error> chainMissing(const ChainPlace &place);

/// The position of the rule a change means: the one at `position`, else the nearest equal one.
Result<unsigned> findRule(const Chain *chain, const ChainPlace &place, unsigned position,
                          const std::string &wanted, bool byNumber);

} // namespace Portlight::Core
