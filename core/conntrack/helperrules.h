// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/change/change.h"

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

namespace Portlight::Core
{

/// A connection tracking helper of the kernel: reads a protocol that agrees on further connections,
/// so that these count as RELATED. Since Linux 6.0 none is assigned by itself: a CT rule must.
struct TrackingHelper {
    std::string_view name; ///< as the CT target takes it
    std::uint8_t protocol;
    std::uint16_t port; ///< the usual one
    bool ipv6; ///< knows IPv6, too
};

/// From the modules net/netfilter/nf_conntrack_*.c. The kernel loads the module with the rule.
inline constexpr std::array<TrackingHelper, 10> trackingHelpers = {{
    {"ftp", 6, 21, true},
    {"sip", 17, 5060, true},
    {"tftp", 17, 69, true},
    {"irc", 6, 6667, false},
    {"amanda", 17, 10080, true},
    {"Q.931", 6, 1720, true}, // H.323
    {"pptp", 6, 1723, false},
    {"netbios-ns", 17, 137, false},
    {"snmp", 17, 161, false},
    {"sane", 6, 6566, true},
}};
const TrackingHelper *trackingHelper(std::string_view name); ///< null: none of these

/// The rules that assign it to connections to `port`, of others and of this computer: in the table
/// raw, whose chains come before connection tracking.
std::vector<Change> assignHelper(const TrackingHelper &helper, std::uint16_t port, Backend backend,
                                 Family family);

} // namespace Portlight::Core
