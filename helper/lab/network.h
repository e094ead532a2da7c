// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "helper/lab/namespaces.h"
#include "helper/lab/story.h"

namespace Portlight::Helper::Lab
{

enum class RulesBackend { Legacy, Nft };

std::string_view toString(RulesBackend backend);

/// Makes the story's network in `world`: nodes, links, addresses, sysctls, routes, rules with the
/// backend's own restore program, services that already listen. IPv6 parts are left out on a
/// kernel without IPv6.
Core::Result<void> buildNetwork(Namespaces &world, const Story &story, RulesBackend backend);

} // namespace Portlight::Helper::Lab
