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

/// What a match may look at. Points into the flow and the world.
struct MatchContext {
    const Packet &packet;
    const World &world;
    const Connection &connection; ///< its entry in the table of connections
    std::optional<Hook> hook; ///< nothing: any hook of the packet's way
    bool markKnown = true;
    /// The packet has an entry in the table of connections; false also before the kernel looked
    /// for it (raw). Nothing: not known.
    std::optional<bool> tracked = true;
    const std::vector<std::string> *changedSets = nullptr; ///< by a target; not known any more
    /// Set to true when an answer rests on "some device other than lo".
    bool assumedInInterface = false;
    bool assumedOutInterface = false;
    bool assumedNoIpsec = false; ///< an answer rests on that
    std::optional<FlowState> state() const
    {
        return tracked == false && packet.state != FlowState::Untracked
            ? std::optional(FlowState::Invalid)
            : packet.state;
    }
};

/// `unknown` names what would settle a CannotTell: a field of the packet, by the name of its packet
/// option, or a module. It lives as long as the match.
struct MatchAnswer {
    Answer answer = Answer::CannotTell;
    std::string_view unknown;
};

MatchAnswer evaluate(const Match &match, MatchContext &context);

/// By what the options of the module say; without a condition the module's name is the doubt.
MatchAnswer evaluateOpaque(const OpaqueMatch &match, MatchContext &context);

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
