// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "app/cli/json.h"
#include "app/cli/output.h"
#include "core/lint/openings.h"

#include <QStringList>

namespace Portlight::App::Cli
{

/// Members "family", "protocol", "first_port", "last_port", "devices", "sources", "all_but",
/// "many_sources", "sure" and "conditional" of core/lint/openings.h.
Json openingJson(Core::Family family, const Core::Opening &opening);

/// The lines of openings of TCP and UDP; whoever uses another transport protocol asks with --json.
QStringList openingLines(const std::vector<Core::Opening> &openings);

/// What a change of one ruleset opens and closes to other computers, and what it lets through this
/// one. Says nothing where there is no difference, or where it cannot be calculated.
void printOpeningDifference(const Output &output, const Core::Ruleset &before,
                            const Core::Ruleset &after);
/// {"opened": […], "closed": […]} of what comes in; null where it cannot be calculated.
Json openingDifferenceJson(const Core::Ruleset &before, const Core::Ruleset &after);

} // namespace Portlight::App::Cli
