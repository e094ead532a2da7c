// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/change/change.h"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace Portlight::Helper
{

/// A rule that a change puts in: where it stands in the end (from 0), and the text we gave it
/// without "-A CHAIN". The kernel's tool may print it differently ("--limit 5/m" becomes
/// "5/min").
struct OwnRule {
    std::size_t index = 0;
    std::string text;
};

/// What one chain must look like, without keeping all its rules: enough to tell whether a commit
/// ended in exactly the expected difference, and whether it happened at all.
struct Footprint {
    Core::ChainPlace place;
    bool exists = true;
    std::optional<Core::Policy> policy;
    std::size_t rules = 0;
    std::vector<OwnRule> own; ///< by index
    std::string others; ///< digest of the texts of all rules that are not own
};

/// A rule's text without "-A CHAIN ".
std::string ruleBody(const Core::Rule &rule, const std::string &chain);

/// The footprint of a chain as it is in `ruleset`. A built-in chain that is not there yet is an
/// empty one with the policy ACCEPT: iptables-nft creates it with its first use.
Footprint footprintOf(const Core::Ruleset &ruleset, const Core::ChainPlace &place,
                      std::vector<OwnRule> own = {});

/// Whether the chain is as `expected`; own rules may have any text.
bool matches(const Core::Ruleset &now, const Footprint &expected);

/// Our text -> the kernel's, of all own rules of footprints that match.
std::map<std::string, std::string> kernelTexts(const Core::Ruleset &now,
                                               const std::vector<Footprint> &footprints);

/// Replaces the texts of own rules in an inverse by those of the kernel.
void adoptTexts(std::vector<Core::Change> &inverse,
                const std::map<std::string, std::string> &texts);

} // namespace Portlight::Helper
