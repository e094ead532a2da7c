// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/conntrack/usage.h"
#include "core/diagnosis/packetwatch.h"
#include "core/diagnosis/question.h"
#include "core/packet/listener.h"
#include "core/packet/world.h"
#include "core/ruleset/native.h"
#include "core/ruleset/ruleset.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace Portlight::Core
{

/// How a reading went: what could not be read is never taken for "nothing there".
enum class Reading : std::uint8_t { Done, NotThere, Denied, Failed, Skipped };

enum class ProbeOutcome : std::uint8_t {
    Connected, ///< TCP: answered by SYN and ACK; UDP and ping: an answer came
    Refused, ///< a TCP reset
    Rejected, ///< an ICMP error; see icmpType, icmpCode, offender
    TimedOut,
    Unreachable, ///< the local kernel had no way (no route, EPERM by a local rule, …); see
                 ///< errorNumber
    NotTried,
};
/// "connected", "refused", "rejected", "timed-out", "unreachable", "not-tried".
std::string_view outcomeName(ProbeOutcome outcome);
std::optional<ProbeOutcome> parseProbeOutcome(std::string_view text);

struct ProbeResult {
    ProbeOutcome outcome = ProbeOutcome::NotTried;
    int errorNumber = 0; ///< errno of connect(), 0 if none
    std::optional<std::uint8_t> icmpType;
    std::optional<std::uint8_t> icmpCode;
    std::optional<IpAddress> offender; ///< who sent the ICMP error
    double milliseconds = 0;
    std::optional<IpAddress> boundTo; ///< the source address it was bound to, if any
    std::string fromWhere; ///< "here", or the name of a practice computer ("client")
    bool operator==(const ProbeResult &) const = default;
};

/// Another program that manages the firewall: "ufw", "firewalld", "docker", "fail2ban", "libvirt",
/// "netfilter-persistent", "iptables-services", "nftables".
struct Manager {
    std::string name;
    bool active = false;
    std::string detail;
    bool operator==(const Manager &) const = default;
};

/// Everything a diagnosis knows. Each part says how its reading went.
struct Evidence {
    std::vector<Ruleset> rulesets;
    std::map<Backend, Reading> rulesRead;
    std::map<Backend, std::string> rulesDetail; ///< words of the tool when a reading failed
    std::vector<std::string> nativeTables; ///< "inet firewalld": native nftables tables seen
    std::optional<NativeRuleset> native; ///< nothing: not read, and so not walked
    Reading listenersRead = Reading::Skipped;
    std::vector<Listener> listeners;
    Reading interfacesRead = Reading::Skipped;
    std::vector<NetworkInterface> interfaces;
    World world; ///< what surrounds the rules, sets included; empty where it could not be read
    Reading routeRead = Reading::Skipped;
    Route route; ///< towards the destination of the request
    Route routeBack; ///< towards its source
    std::map<std::string, std::string> settings; ///< sysctl name -> value; absent: not readable
    Reading conntrackRead = Reading::Skipped;
    ConntrackUsage conntrack;
    std::optional<ConntrackStatistics> statistics;
    std::optional<ConntrackStatistics> statisticsAfterProbe;
    std::optional<ProbeResult> probe; ///< of the asked connection
    std::optional<ProbeResult>
        probeFromInside; ///< forward: bound to this computer's address that faces the client
    /// Rules and policies whose counters rose during the probe, when they were read before and
    /// after.
    std::vector<Location> countersRose;
    /// What was seen on the wire while the connection was tried; Skipped when nobody watched.
    Reading watchRead = Reading::Skipped;
    std::string watchDetail; ///< why it could not be watched
    PacketWatch watch;
    std::vector<Manager> managers;
    std::string
        persistence; ///< "netfilter-persistent", "iptables-services", "firewalld", "ufw", "none"
    Backend defaultBackend = Backend::Nft; ///< what plain `iptables` is here
    std::vector<IpAddress> localAddresses() const;
    /// There are native tables that verdicts know nothing of.
    bool hasUnreadTables() const
    {
        return !nativeTables.empty() && !native;
    }
};

} // namespace Portlight::Core
