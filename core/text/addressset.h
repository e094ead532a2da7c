// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/packet/ipset.h"
#include "core/ruleset/ruleset.h"

#include <cstdint>
#include <optional>
#include <span>
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
    Family family = Family::Ipv4; ///< without meaning for types without addresses
    /// Of "netmask N"; 0: not given; 255: a "bitmask" that is no prefix.
    unsigned prefixLength = 0;
    std::uint32_t markMask = 0xffffffff; ///< of "markmask N"
    bool operator==(const AddressSet &) const = default;
};
/// Enough for a look at a set; more on request, but never more than the second of them, and not
/// more than the third in one answer. The counts are always whole.
inline constexpr std::size_t maxSetMembers = 1000;
inline constexpr std::size_t mostSetMembers = 65536;
inline constexpr std::size_t mostMembersAtOnce = 262144;
/// IPSET_MAXNAMELEN of include/uapi/linux/netfilter/ipset/ip_set.h, without its zero.
inline constexpr std::size_t maxSetNameLength = 31;

/// The sets that a rule asks ("-m set --match-set NAME …") or writes ("-j SET --add-set NAME …"),
/// each once.
std::vector<std::string> setsOf(const Rule &rule);
/// Those of all rules.
std::vector<std::string> setsOf(std::span<const Ruleset> rulesets);

/// The set as the verdict engine asks it. Nothing when it does not hold all members, or one of them
/// or the type is not known: no answer is better than a wrong one.
std::optional<IpSet> ipSetOf(const AddressSet &set);

} // namespace Portlight::Core
