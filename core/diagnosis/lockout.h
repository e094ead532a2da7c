// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/change/change.h"
#include "core/diagnosis/evidence.h"
#include "core/packet/address.h"
#include "core/result.h"
#include "core/ruleset/ruleset.h"
#include "core/verdict/engine.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace Portlight::Core
{

/// An established TCP connection between this computer and another one.
struct Session {
    IpAddress local;
    std::uint16_t localPort = 0;
    IpAddress remote;
    std::uint16_t remotePort = 0;
    std::string interface; ///< towards `remote`; empty when not known
    std::string program; ///< empty when not known
    std::uint32_t pid = 0;
    std::uint32_t uid = 0;
    bool own = false; ///< the caller's own way in: cut it, and he cannot answer any more
    bool operator==(const Session &) const = default;
};

/// What sshd puts into SSH_CONNECTION: "REMOTE PORT LOCAL PORT".
std::optional<Session> parseSshConnection(std::string_view text);

/// Marks the session that SSH_CONNECTION names as the caller's own, and adds it when it is not in
/// the list (which then could not be read completely). Text that says nothing changes nothing.
void markOwnSession(std::vector<Session> &sessions, std::string_view sshConnection);

/// What a change would cut.
struct LockOut {
    enum class Part {
        Received, ///< packets of the session that come in
        Sent, ///< packets of the session that go out
        NextFromThere, ///< another connection from there to the same port here
        NextFromHere, ///< another connection from here to the same port there
    };
    Session session;
    Part part = Part::Received;
    bool certain = true; ///< false: the verdict cannot be told
    std::optional<Location> deciding; ///< the rule or policy; none when not certain
    std::string action; ///< "DROP", "REJECT", "policy DROP"
    std::vector<Doubt> doubts; ///< when not certain
    bool operator==(const LockOut &) const = default;
};

/// The rules as they would be. Fails as applyChange does; changes of settings are skipped.
/// A ruleset that a change is about and that is not there is taken for an empty one.
Result<std::vector<Ruleset>> withChanges(const std::vector<Ruleset> &rulesets,
                                         const std::vector<Change> &changes);

/// Which sessions, and which next connections like them, pass with the rules `before` and not with
/// the rules `after` (all backends and families of this computer; sessions of a family without
/// rulesets are skipped). One entry for each thing that would be cut, the caller's own session
/// first, then sessions before next connections. A session that is open proves that its packets
/// pass now, whatever cannot be told of the old rules. Connections of one peer that the rules treat
/// alike count once as next connection. A port is one of ours when a listener is on it.
std::vector<LockOut> lockOuts(const std::vector<Ruleset> &before, const std::vector<Ruleset> &after,
                              const std::vector<Session> &sessions,
                              const std::vector<Listener> &listeners,
                              const std::vector<IpAddress> &localAddresses);

} // namespace Portlight::Core
