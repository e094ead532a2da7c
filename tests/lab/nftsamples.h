// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <vector>

/// Rulesets in the manner of programs that write nftables, for CompareNetwork's addresses. A
/// ruleset of iptables may stand beside one.
struct NftSample {
    const char *name;
    const char *nft;
    const char *iptables; ///< for iptables-nft-restore and iptables-legacy-restore; or ""
    /// Not beside legacy: chains of both at one priority have no order that can be known.
    bool sharesPriority = false;
};
std::vector<NftSample> nftSamples();
