// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "app/cli/session.h"

#include "core/ruleset/native.h"

namespace Portlight::App::Cli
{

/// One reading of the rules of a backend and family.
struct RulesReading {
    Core::Backend backend = Core::Backend::Nft;
    Core::Family family = Core::Family::Ipv4;
    Core::Result<RulesReply> reply;
};

/// Reads several at once.
std::vector<RulesReading> readAllRules(Session &session, const std::vector<Core::Backend> &backends,
                                       const std::vector<Core::Family> &families);

struct LiveSnapshot {
    std::vector<Core::Ruleset> rulesets;
    Core::NativeRuleset native; ///< empty where there is no nftables
    /// What surrounds them; empty where the helper could not tell.
    Core::WorldReading around;
    std::vector<Core::IpAddress> localAddresses;
};

/// The rules in use, of both backends and of native nftables, with the world around, for the
/// engine. Fails when one of them could not be read: a verdict over half of the rules would be a
/// guess.
Core::Result<LiveSnapshot> readLive(Session &session, Core::Family family);

} // namespace Portlight::App::Cli
