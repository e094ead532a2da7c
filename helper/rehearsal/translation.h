// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/change/change.h"
#include "core/packet/address.h"
#include "core/ruleset/ruleset.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace Portlight::Helper
{

/// Where a rule sends packets instead of where they want to go.
struct Translation {
    Core::IpAddress address; ///< the first one, where the rule names a range
    std::optional<std::uint16_t> port; ///< nothing: the one that was asked for
    std::string rule; ///< its text, for people
};

struct Translations {
    std::vector<Translation> known;
    std::vector<std::string> unknown; ///< the text of rules whose destination is not one address
};

/// The DNAT rules of one family: those of iptables as they stand and as they will be with the
/// changes, and those in the text of nft's own tables. At most 64 of each kind; further ones count
/// as unknown.
Translations translationsOf(const std::vector<Core::Ruleset> &rulesets,
                            const std::vector<std::string> &nativeTables,
                            const std::vector<Core::Change> &changes, Core::Family family);

} // namespace Portlight::Helper
