// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/ruleset/ruleset.h"
#include "helper/netfilter/legacylayout.h"

#include <functional>
#include <string>
#include <vector>

namespace Portlight::Helper
{

struct BuiltRule {
    EntryBlob entry;
    std::vector<unsigned char> mask; ///< 0xff for the bytes that make two rules the same
};

/// Makes struct ipt_entry or ip6t_entry of a rule's arguments (from the one after "-A CHAIN" on),
/// as iptables-legacy does it: with the parsers of libxtables. A target that is `isChain` becomes a
/// jump, by its name; libiptc turns that into an offset. Ends the process with the library's words
/// when the rule cannot be built; so a rule is built before anything is changed.
///
/// Only what core prints is understood: matches by name, no implied ones.
BuiltRule buildRule(Core::Family family, const std::vector<std::string> &arguments,
                    const Core::Counters &counters,
                    const std::function<bool(const std::string &)> &isChain);

} // namespace Portlight::Helper
