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
    /// A match of xtables. Those of `matches` before `place` come before it.
    struct Module {
        const Expression::Module *module;
        std::size_t place;
    };
    std::vector<Module> modules; ///< in order; they point into the rule
    struct Limit {
        Expression::Limit limit;
        std::size_t place; ///< as Module has it
        std::size_t modulesBefore;
    };
    std::vector<Limit> limits;
    std::optional<std::string_view> comment;
    std::optional<Counters> counters;
    enum class End : std::uint8_t { None, Verdict, Module, GroupLog, Trace };
    End end = End::None;
    const Expression::Verdict *verdict = nullptr;
    const Expression::Module *target = nullptr; ///< of xtables
    const Expression::GroupLog *log = nullptr;
};

/// Nothing when any part is not of iptables' making: another expression, an order or a combination
/// that iptables-nft cannot print.
std::optional<DecodedRule> decodeRule(const KernelRule &rule, Family family);

} // namespace Portlight::Core
