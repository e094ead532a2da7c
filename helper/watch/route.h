// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/diagnosis/evidence.h"
#include "core/result.h"

#include <optional>
#include <string>

namespace Portlight::Helper
{

/// Where the kernel would send a packet to `destination`; with `inInterface`, one that came in
/// there. Only routes are judged: a computer that forwards nothing still has the route it would use
/// (net.ipv4.ip_forward is a check of its own), so a refused lookup with an interface is asked
/// again without.
Core::Result<Core::Route> lookUpRoute(const Core::IpAddress &destination,
                                      const std::optional<Core::IpAddress> &source,
                                      const std::string &inInterface);

} // namespace Portlight::Helper
