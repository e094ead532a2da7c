// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/ruleset/kernelrule.h"

#include <functional>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace Portlight::Core
{

/// The lines of iptables-save text, cut but not understood; all views end with the text.

struct RuleLine {
    std::string_view line; ///< with its counters
    std::string_view rule; ///< from "-A" on
};

struct SavedTable {
    std::string_view name;
    std::vector<std::string_view> chains; ///< ":INPUT ACCEPT [0:0]"
    std::vector<RuleLine> rules;
};

/// Calls for each table that ends with COMMIT; one that stops half-way is as good as none.
void forEachSavedTable(std::string_view text,
                       const std::function<void(const SavedTable &)> &function);

/// "INPUT" of ":INPUT ACCEPT [0:0]".
std::string_view chainOfLine(std::string_view line);

/// ":INPUT ACCEPT [0:0]" of a built-in chain: what the save program prints for one that the kernel
/// does not have.
bool isUnusedChain(std::string_view table, std::string_view line);

/// Every chain declared, with its rules in order.
std::unordered_map<std::string_view, std::vector<RuleLine>> linesByChain(const SavedTable &saved);

/// A user chain, or a base chain with the type, hook and priority that iptables gives it.
bool isIptablesChain(std::string_view table, const KernelChain &chain);

Target targetOf(const Expression::Verdict &verdict);

} // namespace Portlight::Core
