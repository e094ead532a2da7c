// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/diagnosis/diagnosis.h"

#include <optional>
#include <string>

namespace Portlight::Core
{

/// A temporary rule that hands over the asked packets right before the rule or policy that is
/// suspected. It decides nothing, and a packet that it sees has passed all rules before it.
struct LogRule {
    Change change;
    std::string rule; ///< exact text, from "-A" on
    /// What it stands before. Its number is that of now, before the change; 0 is the policy.
    Location before;
    bool suspected = false; ///< `before` is blamed; else it is only where the packets come by first
    /// What portlight-capture reads it with.
    WatchSubject subject;
    bool operator==(const LogRule &) const = default;
};

/// The rule for this diagnosis, in the chain of the first finding that blames a rule or a policy of
/// iptables; without one at the beginning of the chain that decides. `group` (1 to 65535) and
/// `prefix` (see longestLogPrefix) tell it from all others. Nothing when there is no such chain, or
/// the question is about something else than TCP, UDP or a ping.
std::optional<LogRule> logRuleFor(const Diagnosis &diagnosis, const Evidence &evidence,
                                  std::uint16_t group, const std::string &prefix);

} // namespace Portlight::Core
