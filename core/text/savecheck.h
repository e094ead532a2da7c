// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/ruleset/kernelrule.h"
#include "core/ruleset/ruleset.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace Portlight::Core
{

/// iptables-nft-save prints rules that others wrote as something else, without a word: a rule with
/// a set of ports comes out as one for every port (FACTS.md 2.1). So each line is held against what
/// the kernel has, part by part: addresses, devices, protocol, ports, flags, marks, limits,
/// verdicts by value; matches and targets of xtables by name and order, since only iptables writes
/// those.

/// Whether `text` ("-A CHAIN …") says exactly what the rule in the kernel does. In doubt: no.
bool confirms(const KernelRule &rule, std::string_view chain, std::string_view text, Family family);

/// A rule that has no right text: which it is, for the words of nft.
struct UnconfirmedRule {
    std::string table;
    std::string chain;
    std::uint64_t handle = 0;
};

struct SaveCheck {
    std::vector<UnconfirmedRule> unconfirmed;
    /// The text differs from the kernel in something else: a base chain of nft's own, a table left
    /// out, a rule without a counter.
    bool differs = false;
    bool confirmed() const
    {
        return unconfirmed.empty() && !differs;
    }
};
SaveCheck checkSave(std::string_view text, const KernelTables &kernel, Family family);

/// nft's words for a rule of a table.
using NativeWords = std::function<std::string(std::string_view table, std::uint64_t handle)>;

struct TrueText {
    std::string text;
    /// What cannot be told in this text at all: a chain ("filter
    /// a-name-of-more-than-28-characters") or a table that the kernel does not ask ("nat
    /// (dormant)").
    std::vector<std::string> leftOut;
};

/// The text made true: each rule that the check could not confirm stands at its place as
///   -A CHAIN -m nft --handle N --rule "WORDS OF NFT" [-j VERDICT]
/// which no restore program takes, and which parseSave reads as a rule of nft (isNativeRule). Base
/// chains of nft's own become ":NAME POLICY [0:0] TYPE HOOK PRIORITY". A rule that nft keeps
/// without a counter has none.
TrueText trueSaveText(std::string_view text, const KernelTables &kernel, Family family,
                      const NativeWords &words);

/// What such a rule says, of a rule that is one (isNativeRule).
struct NativeRuleWords {
    std::uint64_t handle = 0;
    std::string words;
    bool operator==(const NativeRuleWords &) const = default;
};
std::optional<NativeRuleWords> nativeRuleWords(const Rule &rule);

} // namespace Portlight::Core
