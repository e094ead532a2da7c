// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/change/change.h"
#include "core/diagnosis/evidence.h"
#include "core/diagnosis/lockout.h"
#include "core/diagnosis/rehearsalreport.h"
#include "core/result.h"
#include "core/ruleset/counters.h"
#include "core/text/addressset.h"
#include "helper/ipc/wiretypes.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace Portlight::Ipc
{

/// Between what crosses the bus and values of core. Neither side trusts the other: every fromWire
/// checks sizes first and then each value through core, and refuses with InvalidArgument or
/// LimitExceeded naming the value; nothing is clamped.

QString text(std::string_view value);

/// "legacy" and "nft" only.
Core::Result<Core::Backend> backendFromWire(const QString &value);
Core::Result<Core::Family> familyFromWire(const QString &value);
QString toWire(Core::Backend value);
QString toWire(Core::Family value);
QString toWire(Core::Policy value);

Core::Result<Core::IpAddress> addressFromWire(const QString &value);
/// 1 to 15 bytes without blanks, slashes and control characters.
Core::Result<std::string> interfaceNameFromWire(const QString &value);

WireInterfaces toWire(const std::vector<Core::NetworkInterface> &values);
Core::Result<std::vector<Core::NetworkInterface>> interfacesFromWire(const WireInterfaces &values);

QString toWire(Core::RouteKind kind);
Core::Result<Core::Route> routeFromWire(const QString &kind, const QString &outInterface,
                                        const QString &gateway, const QString &preferredSource);

WireListeners toWire(const std::vector<Core::Listener> &values);
Core::Result<std::vector<Core::Listener>> listenersFromWire(const WireListeners &values);

WireSessions toWire(const std::vector<Core::Session> &values);
Core::Result<std::vector<Core::Session>> sessionsFromWire(const WireSessions &values);

WireManagers toWire(const std::vector<Core::Manager> &values);
std::vector<Core::Manager> managersFromWire(const WireManagers &values);

/// A chain's counters travel as LEB128 numbers: packets and bytes of the policy, if it has one, and
/// of each rule. 50,000 rules that count nothing are 100 KB.
WireSets toWire(const std::vector<Core::AddressSet> &sets);
Core::Result<std::vector<Core::AddressSet>> setsFromWire(const WireSets &wires);

WireCounters toWire(const std::vector<Core::ChainCounters> &chains);
Core::Result<std::vector<Core::ChainCounters>> countersFromWire(const WireCounters &wires);

/// Rules travel as tokens. Fails with ParseFailed when a rule's text cannot be split.
Core::Result<WireChange> toWire(const Core::Change &change);

/// All of them, or why one cannot be sent.
Core::Result<WireChanges> toWire(const std::vector<Core::Change> &changes);

/// The rule text that comes out is printed anew from its typed parts: no text of the caller reaches
/// a tool, apart from the tokens of matches and targets that core keeps as opaque, which must be a
/// named module with options of its own. Names of settings are checked in form only.
Core::Result<Core::Change> changeFromWire(const WireChange &change);
Core::Result<std::vector<Core::Change>> changesFromWire(const WireChanges &changes);

/// "nft/ipv4" -> generation.
WireMap toWire(const std::map<std::string, std::string> &generations);
Core::Result<std::map<std::string, std::string>> generationsFromWire(const WireMap &generations);

/// A question with both addresses, except `from` of what goes out. Both of one family, tcp, udp or
/// a ping of that family, a port but for a ping.
WireQuestion toWire(const Core::Question &question);
Core::Result<Core::Question> questionFromWire(const WireQuestion &question);

struct WireRun {
    WireAttempt attempt;
    WireMovedRules moved;
};
WireRun toWire(const Core::RehearsedRun &run);
Core::Result<Core::RehearsedRun> runFromWire(const WireRun &run);
WireLimits toWire(const std::vector<Core::RehearsalLimit> &limits);
/// A gap that this version does not know is skipped.
std::vector<Core::RehearsalLimit> limitsFromWire(const WireLimits &limits);

/// What a packet watch may look for: tcp, udp or a ping, a port but for a ping, addresses of one
/// family, at most 8 interfaces.
WireWatchSubject toWire(const Core::WatchSubject &subject);
Core::Result<Core::WatchSubject> watchSubjectFromWire(const WireWatchSubject &subject);
WireSightings toWire(const std::vector<Core::Sighting> &sightings);
Core::Result<std::vector<Core::Sighting>> sightingsFromWire(const WireSightings &wires);

/// The text without control characters and at most `limit` characters long, for messages and logs.
std::string printable(const QString &value, int limit = 80);

} // namespace Portlight::Ipc
