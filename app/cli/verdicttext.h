// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "app/cli/output.h"
#include "core/verdict/engine.h"

#include <span>

namespace Portlight::App::Cli
{

/// The verdict in a sentence, the rule that decides with its conditions, what would settle a doubt,
/// and the path.
void printVerdict(const Output &output, std::span<const Core::Ruleset> rulesets,
                  const Core::Packet &packet, const Core::Verdict &verdict,
                  const std::vector<Core::Condition> &conditionsOfDeciding);

/// "yes", "no", "can't tell" before each condition of a rule.
void printConditions(const Output &output, const std::vector<Core::Condition> &conditions,
                     const QString &indent);

} // namespace Portlight::App::Cli
