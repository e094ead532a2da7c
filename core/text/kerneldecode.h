// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/ruleset/kernelrule.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace Portlight::Core
{

/// What a rule in the kernel says, as far as it is made of the pieces that iptables-nft makes.
struct DecodedRule {
    std::vector<Match> matches; ///< address, interface, protocol, fragment, transport, mark
    std::vector<std::string_view> modules; ///< matches of xtables, in order; views into the rule
    std::vector<Expression::Limit> limits;
    std::optional<std::string_view> comment;
    std::optional<Counters> counters;
    enum class End : std::uint8_t { None, Verdict, Module, GroupLog, Trace };
    End end = End::None;
    const Expression::Verdict *verdict = nullptr;
    std::string_view target; ///< of xtables
    const Expression::GroupLog *log = nullptr;
};

/// Nothing when any part is not of iptables' making: another expression, an order or a combination
/// that iptables-nft cannot print.
std::optional<DecodedRule> decodeRule(const KernelRule &rule, Family family);

} // namespace Portlight::Core
