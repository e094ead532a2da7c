// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "helper/trial/sideplan.h"

#include <string>
#include <vector>

namespace Portlight::Helper
{

/// The rules of a chain without "-A CHAIN "; none when there is no such chain.
std::vector<std::string> bodiesOf(const Core::Ruleset &ruleset, const Core::ChainPlace &place);

/// After a commit during which others changed the same chains: what takes rules that went to a
/// wrong place to the right one, between the nearest of their planned neighbours. A rule that is
/// not there any more was taken away by somebody else. `done` must still have its `planned`.
std::vector<Core::Change> corrections(const SidePlan &done, const Core::Ruleset &now);

} // namespace Portlight::Helper
