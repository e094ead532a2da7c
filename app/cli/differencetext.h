// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "app/cli/json.h"
#include "app/cli/output.h"
#include "core/ruleset/ruleset.h"

namespace Portlight::App::Cli
{

/// Prints what differs between two rulesets, chain by chain: "+" for what only `after` has, "-" for
/// what only `before` has, and a line of what both have around them. False when nothing does.
bool printDifference(const Output &output, const Core::Ruleset &before, const Core::Ruleset &after);

/// The same as JSON: [{"table","chain","removed":[…],"added":[…]}].
Json differenceJson(const Core::Ruleset &before, const Core::Ruleset &after);

} // namespace Portlight::App::Cli
