// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/verdict/matches/matches.h"

namespace Portlight::Core
{

MatchAnswer evaluateOpaque(const OpaqueMatch &match, MatchContext &context)
{
    if (!match.condition) {
        return {Answer::CannotTell, match.name};
    }
    return std::visit(
        [&context](const auto &condition) {
            return evaluate(condition, context);
        },
        match.condition->value);
}

} // namespace Portlight::Core
