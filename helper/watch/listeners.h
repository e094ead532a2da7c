// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/diagnosis/evidence.h"
#include "core/result.h"

#include <vector>

namespace Portlight::Helper
{

/// Listening TCP and unconnected UDP sockets of this network namespace, IPv4 and IPv6, from
/// NETLINK_SOCK_DIAG. Program and process are told as far as /proc lets this process look.
Core::Result<std::vector<Core::Listener>> readListeners();

} // namespace Portlight::Helper
