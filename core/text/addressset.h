// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/ruleset/ruleset.h"

#include <string>
#include <vector>

namespace Portlight::Core
{

/// A set of the kernel's ip_set, as `ipset list NAME` shows it.
struct AddressSet {
    std::string name;
    std::string type; ///< "hash:ip", "hash:net,port", "list:set", …
    std::vector<std::string> members; ///< "192.0.2.0/24,tcp:80 timeout 30", at most maxSetMembers
    std::uint64_t count = 0; ///< of all members
    bool operator==(const AddressSet &) const = default;
};
inline constexpr std::size_t maxSetMembers = 1000;
/// IPSET_MAXNAMELEN of include/uapi/linux/netfilter/ipset/ip_set.h, without its zero.
inline constexpr std::size_t maxSetNameLength = 31;

/// The sets that a rule asks ("-m set --match-set NAME …") or writes ("-j SET --add-set NAME …"),
/// each once.
std::vector<std::string> setsOf(const Rule &rule);

} // namespace Portlight::Core
