// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/diagnosis/lockout.h"
#include "core/result.h"

#include <vector>

namespace Portlight::Helper
{

/// Established TCP connections of this network namespace, IPv4 and IPv6, from NETLINK_SOCK_DIAG,
/// with the interface that the route to the other end takes. An IPv4 connection of an IPv6 socket
/// counts as IPv4. LimitExceeded beyond 20,000. Program and process are told as far as /proc lets
/// this process look.
Core::Result<std::vector<Core::Session>> readSessions();

} // namespace Portlight::Helper
