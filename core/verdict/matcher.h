// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/packet/packet.h"
#include "core/ruleset/match.h"
#include "core/ruleset/ruleset.h"
#include "core/verdict/engine.h"

#include <optional>
#include <string_view>

namespace Portlight::Core
{

/// What a match may look at.
struct MatchContext {
    const Packet &packet;
    const World &world;
    std::optional<Hook> hook; ///< nothing: any hook of the packet's way
    bool markKnown = true;
    std::optional<bool> sourceTranslated = false; ///< nothing: not known
    std::optional<bool> destinationTranslated = false;
    /// Set to true when an answer rests on "some device other than lo".
    bool assumedInInterface = false;
    bool assumedOutInterface = false;
};

/// `unknown` names what would settle a CannotTell: a field of the packet, by the name of its packet
/// option, or a module. It lives as long as the match.
struct MatchAnswer {
    Answer answer = Answer::CannotTell;
    std::string_view unknown;
};

MatchAnswer evaluate(const Match &match, MatchContext &context);

/// OpaqueMatch: the few modules whose options can be read off their text (iprange, owner by
/// number).
MatchAnswer evaluateOpaque(const OpaqueMatch &match, const MatchContext &context);

/// Whether an address is this computer's own; nothing when neither packet nor world say.
std::optional<bool> isLocalAddress(const IpAddress &address, const Packet &packet,
                                   const World &world);

/// Fills in the loopback device where the addresses leave no other.
void deriveInterfaces(Packet &packet, const World &world);

inline Answer answerOf(bool yes)
{
    return yes ? Answer::Yes : Answer::No;
}

inline Answer inverted(Answer answer, bool invert)
{
    if (!invert || answer == Answer::CannotTell) {
        return answer;
    }
    return answer == Answer::Yes ? Answer::No : Answer::Yes;
}

} // namespace Portlight::Core
