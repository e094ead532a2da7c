// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/diagnosis/evidence.h"
#include "core/result.h"

#include <vector>

namespace Portlight::Helper
{

/// The interfaces of this network namespace with their addresses, group and bridge, from
/// rtnetlink. Settings of the kernel are not read.
Core::Result<std::vector<Core::NetworkInterface>> readInterfaces();

} // namespace Portlight::Helper
