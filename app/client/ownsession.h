// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/diagnosis/lockout.h"

#include <vector>

namespace Portlight::App
{

/// Marks the caller's own way in: the session that SSH_CONNECTION names and, because sudo takes
/// that away, any that is held by an sshd this program descends from. A practice network knows
/// nothing of the session we are in: one whose address is not in `localAddresses` is left out.
void markOwnSessions(std::vector<Core::Session> &sessions,
                     const std::vector<Core::IpAddress> &localAddresses);

} // namespace Portlight::App
