// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/diagnosis/evidence.h"
#include "core/diagnosis/question.h"

#include <chrono>

namespace Portlight::Helper
{

/// Sends the asked packet from this network namespace, waits for what comes back at most `wait`,
/// and tells it: TCP connects, UDP sends one datagram and expects it back, ping sends an echo
/// request. `from` must be an address of this namespace when it is set; `to` must be set.
Core::ProbeResult attempt(const Core::Question &question, std::chrono::milliseconds wait);

} // namespace Portlight::Helper
