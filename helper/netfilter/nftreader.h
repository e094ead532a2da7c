// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/result.h"
#include "core/ruleset/ruleset.h"
#include "helper/netfilter/rulesource.h"

#include <string>

namespace Portlight::Helper
{

/// The rules of iptables-nft: the text of its save program, held against the kernel's own dump and
/// made true where it is not (core/text/savecheck.h). All of one generation.
Core::Result<RulesText> readNft(Core::Family family);

/// All of nftables as `nft -j list ruleset` prints it, of one generation.
struct NftablesText {
    RulesText::Status status = RulesText::Status::NotThere;
    std::string json;
    std::string generation;
    std::string detail; ///< words of the tool when it is not there
};
Core::Result<NftablesText> readNftables();

} // namespace Portlight::Helper
