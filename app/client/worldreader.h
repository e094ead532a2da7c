// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "app/client/helperclient.h"

namespace Portlight::App
{

/// What surrounds these rules: interfaces, routes, settings, and the members of every set of ip_set
/// that a rule asks. `rulesets` is only looked at during the call. A set with more members than
/// Core::mostSetMembers, or with one that Portlight does not know, stays unknown; so does what
/// WorldReading::missing names. Fails only when the helper gives no answer at all.
void readWorld(HelperClient &helper, const std::vector<Core::Ruleset> &rulesets, QObject *context,
               const Callback<Core::WorldReading> &done);

} // namespace Portlight::App
