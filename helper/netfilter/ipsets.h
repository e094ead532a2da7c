// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/result.h"
#include "core/text/addressset.h"

#include <string>
#include <vector>

namespace Portlight::Helper
{

/// Type and members of the sets named, from the kernel's ip_set by netlink. A set that is not there
/// is left out, and so are all where the kernel has not loaded ip_set: asking would load it. At
/// most `most` members of a set, and Core::mostMembersAtOnce of all.
Core::Result<std::vector<Core::AddressSet>> readSets(const std::vector<std::string> &names,
                                                     std::size_t most = Core::maxSetMembers);

} // namespace Portlight::Helper
