// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/packet/packetspace.h"
#include "core/packet/world.h"
#include "core/ruleset/rulesinforce.h"

#include <vector>

namespace Portlight::Core
{

/// A match as sets: where it surely holds, and where it holds or cannot be told. `yes` is part of
/// `may`.
struct MatchSets {
    PacketSet yes = PacketSpace::all;
    PacketSet may = PacketSpace::all;
    bool isSure() const
    {
        return yes == may;
    }
};

/// Where and on what way a rule is asked.
struct SetPlace {
    const World &world;
    Hook hook = Hook::Input;
    Way way = Way::Input;
    bool destinationTranslated = false; ///< by an earlier rule of this walk
};

/// What a match says of all packets of a space at once; the same answers as evaluate() in
/// core/verdict/matcher.h gives one by one. A match about something that sets cannot ask (length,
/// owner, …) may hold anywhere, unless it answers alike for every packet.
MatchSets matchSets(const Match &match, const SetPlace &place, PacketSpace &space);
/// All matches of a rule together.
MatchSets ruleSets(const Rule &rule, const SetPlace &place, PacketSpace &space);

/// The devices that rules mention, as patterns of -i and -o, for DeviceNames.
std::vector<std::string> devicePatterns(const RulesInForce &rules);

} // namespace Portlight::Core
