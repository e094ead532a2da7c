// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/conntrack/usage.h"
#include "core/result.h"
#include "helper/conntrack/settings.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace Portlight::Helper
{

/// Reading only; a module that is not loaded is never loaded for it.
Core::ConntrackUsage readConntrackUsage(const SettingStore &settings = SettingStore());

/// Whether connection tracking is there. Asking ctnetlink on a kernel without it would load
/// modules.
bool isTracking();

/// One for each processor, as `conntrack -S`, from ctnetlink. Unsupported without connection
/// tracking.
Core::Result<std::vector<Core::ConntrackStatistics>> readConntrackStatistics();

/// Bytes of one entry in the slab allocator, from /proc/slabinfo (root only).
std::optional<std::uint64_t> conntrackObjectSize(const std::string &slabinfo = "/proc/slabinfo");

} // namespace Portlight::Helper
