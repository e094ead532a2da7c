// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/ruleset/ruleset.h"

#include <string>
#include <string_view>

namespace Portlight::Helper
{

/// The text of a saved ruleset: iptables-save text without counters, and as its last line
/// "# portlight sha256=… lines=… tables=…" over all bytes before it. To iptables that is a comment;
/// to us it tells a whole file from an empty or cut one, which iptables-restore loads without a
/// word when the cut falls between two tables.
std::string savedText(const Core::Ruleset &ruleset);

enum class Seal {
    Whole, ///< the last line is there and right
    Missing, ///< no such line: written by somebody else
    Broken, ///< there is one, and it is wrong: edited, or damaged
};
/// Of the last line that looks like a seal. Text after it breaks it.
Seal sealOf(std::string_view text);

} // namespace Portlight::Helper
