// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/result.h"
#include "core/ruleset/ruleset.h"

#include <string>
#include <vector>

namespace Portlight::Helper
{

/// Text of one family in one backend, in the network namespace of the calling process.
struct RulesText {
    enum class Status { Done, NotThere, Incomplete };
    Status status = Status::NotThere;
    std::string text; ///< as the save program prints it with -c
    std::string generation;
    std::string detail; ///< words of the tool when not Done
};

/// Reads without side effects: no table is created, no module loaded (FACTS.md 2.1). The whole
/// snapshot belongs to the generation given. Legacy is read through libiptc and libxtables in a
/// child process, nft through iptables-nft-save; both with a fixed environment, a deadline and an
/// output limit.
Core::Result<RulesText> readRules(Core::Backend backend, Core::Family family);

/// The same, and what the text means; for Incomplete and NotThere the ruleset has no tables. On
/// legacy the text is understood while it is still being printed, and not kept: each rule has its
/// own.
struct RulesModel {
    RulesText rules; ///< without text
    Core::Ruleset model; ///< with backend, family and generation
};
Core::Result<RulesModel> readModel(Core::Backend backend, Core::Family family);

/// "nft:ID" from NFT_MSG_GETGEN, or "legacy:DIGEST" over the rules without counters.
Core::Result<std::string> readGeneration(Core::Backend backend, Core::Family family);

/// Native nftables tables ("inet firewalld") that are not the tables of iptables-nft.
Core::Result<std::vector<std::string>> readNativeTables();

/// What the program `iptables` is here.
Core::Backend defaultBackend();

} // namespace Portlight::Helper
