// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/conntrack/usage.h"

#include <cstdint>
#include <optional>
#include <string>

namespace Portlight::Core
{

/// The state of connection tracking in Prometheus' text format 0.0.4, as the text file collector of
/// node exporter reads it. What is not known is left out; "portlight_conntrack_in_use" is always
/// there.
std::string metricsText(const ConntrackUsage &usage, const ConntrackStatistics &statistics,
                        std::optional<std::uint64_t> objectSize);

} // namespace Portlight::Core
