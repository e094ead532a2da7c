// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "app/cli/session.h"
#include "core/change/change.h"

namespace Portlight::App::Cli
{

/// The rules of one side as the helper read them; an empty ruleset where there are none yet.
/// Unsupported when they could not be read completely.
Core::Result<Core::Ruleset> rulesetOf(const RulesReply &reply, Core::Backend backend,
                                      Core::Family family);

/// Shows what changes would make of the rules: each list of rules that differs, with "-" before
/// what goes and "+" before what comes, and what that opens and closes; as JSON the lines, the
/// openings and the commands.
void printPreview(const Session &session, const Core::Ruleset &before, const Core::Ruleset &after,
                  const std::vector<Core::Change> &changes);

/// The rules after the changes; fails as applyChange does.
Core::Result<Core::Ruleset> rulesAfter(const Core::Ruleset &before,
                                       const std::vector<Core::Change> &changes);

} // namespace Portlight::App::Cli
