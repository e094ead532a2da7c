// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/packet/world.h"
#include "core/result.h"

#include <vector>

namespace Portlight::Helper
{

/// Routes of all tables of a family, as `ip route show table all` lists them: without dead ones and
/// without what the kernel only remembers. LimitExceeded beyond Core::maxRoutes.
Core::Result<std::vector<Core::RouteEntry>>
readRoutes(Core::Family family, const std::vector<Core::NetworkInterface> &interfaces);

/// `ip rule` of a family. Unsupported when one of them asks for something that a RoutingRule does
/// not have (a VRF, a tunnel), LimitExceeded beyond Core::maxRoutingRules.
Core::Result<std::vector<Core::RoutingRule>> readRoutingRules(Core::Family family);

} // namespace Portlight::Helper
