// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/diagnosis/lockout.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <set>
#include <tuple>

namespace Portlight::Core
{

namespace
{

using Part = LockOut::Part;

std::optional<std::uint16_t> portFrom(std::string_view text)
{
    std::uint16_t port = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
    return error == std::errc() && end == text.data() + text.size() && port != 0
        ? std::optional(port)
        : std::nullopt;
}

bool isNext(Part part)
{
    return part == Part::NextFromThere || part == Part::NextFromHere;
}

bool isIncoming(const Session &session, const std::vector<Listener> &listeners)
{
    return std::any_of(listeners.begin(), listeners.end(), [&session](const Listener &listener) {
        return listener.protocol == ProtocolTcp && listener.port == session.localPort
            && (listener.address.isUnspecified() || listener.address == session.local);
    });
}

/// A packet of the session, or the first one of the next connection like it.
Packet packetOf(const Session &session, Part part, const std::vector<IpAddress> &localAddresses)
{
    const bool comesIn = part == Part::Received || part == Part::NextFromThere;
    Packet packet;
    packet.family = session.local.family;
    packet.way = comesIn ? Way::Input : Way::Output;
    packet.protocol = ProtocolTcp;
    packet.source = comesIn ? session.remote : session.local;
    packet.destination = comesIn ? session.local : session.remote;
    packet.sourcePort = comesIn ? session.remotePort : session.localPort;
    packet.destinationPort = comesIn ? session.localPort : session.remotePort;
    if (isNext(part)) {
        packet.sourcePort.reset(); // the next one gets another
        packet.tcpFlags = TcpSyn;
        packet.state = FlowState::New;
    } else {
        packet.tcpFlags = TcpAck;
        packet.state = FlowState::Established;
    }
    if (!session.interface.empty()) {
        (comesIn ? packet.inInterface : packet.outInterface) = session.interface;
    }
    if (!comesIn) {
        packet.uid = session.uid;
    }
    packet.localAddresses = localAddresses;
    return packet;
}

bool isCut(const Verdict &verdict)
{
    return verdict.kind == VerdictKind::Drop || verdict.kind == VerdictKind::Reject;
}

std::string actionOf(const Verdict &verdict)
{
    if (!verdict.deciding) {
        return {};
    }
    for (const PathStep &step : verdict.path) {
        if (step.location == *verdict.deciding) {
            return step.action;
        }
    }
    return {};
}

/// What the change does to one kind of packet, or nothing when it passes or did not pass before.
std::optional<LockOut> judge(const std::vector<Ruleset> &before, const std::vector<Ruleset> &after,
                             const Session &session, Part part,
                             const std::vector<IpAddress> &localAddresses)
{
    const Packet packet = packetOf(session, part, localAddresses);
    const Verdict then = walk(after, packet);
    if (then.kind == VerdictKind::Accept) {
        return std::nullopt;
    }
    const Verdict now = walk(before, packet);
    // A doubt that was there before is not the change's doing.
    const bool unchanged =
        isCut(now) || (now.kind == VerdictKind::Unknown && then.kind == VerdictKind::Unknown);
    if (unchanged) {
        return std::nullopt;
    }
    LockOut cut;
    cut.session = session;
    cut.part = part;
    cut.certain = isCut(then);
    if (cut.certain) {
        cut.deciding = then.deciding;
        cut.action = actionOf(then);
    } else {
        cut.doubts = then.doubts;
    }
    return cut;
}

/// What the next connection like a session is told apart by.
using NextKey = std::tuple<bool, IpAddress, IpAddress, std::uint16_t, std::string, std::uint32_t>;

NextKey nextKey(const Session &session, bool incoming)
{
    return {incoming,          session.local,
            session.remote,    incoming ? session.localPort : session.remotePort,
            session.interface, incoming ? 0 : session.uid};
}

} // namespace

std::optional<Session> parseSshConnection(std::string_view text)
{
    std::array<std::string_view, 4> parts;
    for (std::string_view &part : parts) {
        const std::size_t end = std::min(text.find(' '), text.size());
        part = text.substr(0, end);
        text.remove_prefix(std::min(text.size(), end + 1));
    }
    const auto remote = IpAddress::parse(parts[0]);
    const auto remotePort = portFrom(parts[1]);
    const auto local = IpAddress::parse(parts[2]);
    const auto localPort = portFrom(parts[3]);
    if (!text.empty() || !remote || !remotePort || !local || !localPort
        || remote->family != local->family) {
        return std::nullopt;
    }
    Session session;
    session.local = *local;
    session.localPort = *localPort;
    session.remote = *remote;
    session.remotePort = *remotePort;
    session.own = true;
    return session;
}

void markOwnSession(std::vector<Session> &sessions, std::string_view sshConnection)
{
    auto own = parseSshConnection(sshConnection);
    if (!own) {
        return;
    }
    const auto found = std::find_if(sessions.begin(), sessions.end(), [&own](const Session &one) {
        return one.local == own->local && one.localPort == own->localPort
            && one.remote == own->remote && one.remotePort == own->remotePort;
    });
    if (found != sessions.end()) {
        found->own = true;
    } else {
        sessions.push_back(std::move(*own));
    }
}

Result<std::vector<Ruleset>> withChanges(const std::vector<Ruleset> &rulesets,
                                         const std::vector<Change> &changes)
{
    std::vector<Ruleset> result = rulesets;
    for (const Change &change : changes) {
        const ChainPlace *place = placeOf(change);
        if (place == nullptr) {
            continue;
        }
        auto ruleset = std::find_if(result.begin(), result.end(), [place](const Ruleset &one) {
            return one.backend == place->backend && one.family == place->family;
        });
        if (ruleset == result.end()) {
            ruleset = result.insert(result.end(), Ruleset{});
            ruleset->backend = place->backend;
            ruleset->family = place->family;
        }
        if (auto applied = applyChange(*ruleset, change); !applied) {
            return tl::unexpected(applied.error());
        }
    }
    return result;
}

std::vector<LockOut> lockOuts(const std::vector<Ruleset> &before, const std::vector<Ruleset> &after,
                              const std::vector<Session> &sessions,
                              const std::vector<Listener> &listeners,
                              const std::vector<IpAddress> &localAddresses)
{
    std::vector<LockOut> cuts;
    std::set<NextKey> judged;
    for (const Session &session : sessions) {
        const bool hasRules =
            std::any_of(after.begin(), after.end(), [&session](const Ruleset &ruleset) {
                return ruleset.family == session.local.family;
            });
        if (!hasRules) {
            continue;
        }
        const auto add = [&](Part part) {
            if (auto cut = judge(before, after, session, part, localAddresses)) {
                cuts.push_back(std::move(*cut));
            }
        };
        add(Part::Received);
        add(Part::Sent);
        const bool incoming = session.own || isIncoming(session, listeners);
        if (judged.insert(nextKey(session, incoming)).second) {
            add(incoming ? Part::NextFromThere : Part::NextFromHere);
        }
    }
    std::stable_sort(cuts.begin(), cuts.end(), [](const LockOut &a, const LockOut &b) {
        const auto rank = [](const LockOut &cut) {
            return std::tuple(!cut.session.own, isNext(cut.part), !cut.certain);
        };
        return rank(a) < rank(b);
    });
    return cuts;
}

} // namespace Portlight::Core
