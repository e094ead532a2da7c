// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/result.h"
#include "core/ruleset/ruleset.h"
#include "helper/netfilter/rulesource.h"

#include <optional>
#include <string>

namespace Portlight::Helper
{

/// The rules of iptables-nft, all of one generation: readNftAlone(), and where that does not do,
/// readNftChecked().
Core::Result<RulesText> readNft(Core::Family family);

/// Printed from the kernel's own dump (core/text/kernelsave.h), as iptables-nft-save prints them:
/// one walk over the rules where the save program and a check of it need two. Nothing when a rule,
/// chain or table is not wholly of iptables' making.
Core::Result<std::optional<RulesText>> readNftAlone(Core::Family family);

/// The text of the save program, held against the kernel's own dump and made true where it is not
/// (core/text/savecheck.h).
Core::Result<RulesText> readNftChecked(Core::Family family);

/// All of nftables as `nft -j list ruleset` prints it, of one generation.
struct NftablesText {
    RulesText::Status status = RulesText::Status::NotThere;
    std::string json;
    std::string generation;
    std::string detail; ///< words of the tool when it is not there
};
Core::Result<NftablesText> readNftables();

} // namespace Portlight::Helper
