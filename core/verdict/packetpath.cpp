// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/verdict/packetpath.h"

#include "core/verdict/hooks.h"

#include <algorithm>

namespace Portlight::Core
{

namespace
{

constexpr std::array allHooks{Hook::Prerouting, Hook::Input, Hook::Forward, Hook::Output,
                              Hook::Postrouting};

HookChain describe(const BaseChain &base, Family family)
{
    HookChain chain;
    chain.family = family;
    chain.priority = base.priority;
    chain.policy = base.policy();
    chain.isNat = base.isNat();
    if (base.nativeChain != nullptr && base.chain == nullptr) {
        chain.backend = Backend::Native;
        chain.table = base.nativeTable->family + ' ' + base.nativeTable->name;
        chain.chain = base.nativeChain->name;
        chain.ruleCount = base.nativeChain->rules.size();
    } else {
        chain.backend = base.ruleset->backend;
        chain.table = base.table->name;
        chain.chain = base.chain->name;
        chain.ruleCount = base.chain->rules.size();
    }
    return chain;
}

/// NF_IP_PRI_CONNTRACK; ingress and bridge chains stand before it whatever their priority says.
bool isBehindLookup(const BaseChain &base)
{
    constexpr int lookupPriority = -200;
    switch (base.place) {
    case BaseChain::Place::Ordinary:
        return base.isNat() || base.priority > lookupPriority;
    case BaseChain::Place::Egress:
        return true;
    case BaseChain::Place::Ingress:
    case BaseChain::Place::Bridge:
        break;
    }
    return false;
}

struct Place {
    Hook hook = Hook::Prerouting;
    std::size_t chain = 0;
    bool operator==(const Place &) const = default;
};

std::optional<Place> placeOf(const HookStations &stations, const Location &location,
                             const std::string &baseChain)
{
    for (const HookStation &station : stations) {
        for (std::size_t i = 0; i < station.chains.size(); ++i) {
            const HookChain &chain = station.chains[i];
            if (chain.backend == location.backend && chain.table == location.table
                && chain.chain == baseChain) {
                return Place{station.hook, i};
            }
        }
    }
    return std::nullopt;
}

/// The hooks of a way, in its order.
std::vector<Hook> hooksOf(Way way)
{
    std::vector<Hook> hooks;
    for (std::optional<Hook> hook = firstHook(way); hook; hook = nextHook(*hook, way)) {
        hooks.push_back(*hook);
    }
    return hooks;
}

void addSteps(const HookStations &stations, const Verdict &verdict, PacketPath &path)
{
    for (const PathStep &step : verdict.path) {
        const auto place = placeOf(stations, step.location, step.baseChain);
        if (!place) {
            continue;
        }
        if (path.stops.empty() || path.stops.back().hook != place->hook
            || path.stops.back().chain != place->chain) {
            path.stops.push_back({place->hook, place->chain, {}, StopEnd::Passed});
        }
        path.stops.back().steps.push_back(step);
    }
}

/// Where the packet's way can be told no longer: everything behind it is left out.
void cutAtDoubt(const HookStations &stations, const Verdict &verdict,
                const std::vector<Hook> &hooks, PacketPath &path)
{
    const auto orderOf = [&hooks](const Place &place) {
        const auto hook = std::find(hooks.begin(), hooks.end(), place.hook);
        return std::pair(hook - hooks.begin(), place.chain);
    };
    std::optional<Place> first;
    for (const Doubt &doubt : verdict.doubts) {
        const auto place = placeOf(stations, doubt.location, doubt.baseChain);
        if (place && (!first || orderOf(*place) < orderOf(*first))) {
            first = place;
        }
    }
    if (!first) {
        return;
    }
    const auto isBehind = [&](const PathStop &stop) {
        return orderOf({stop.hook, stop.chain}) > orderOf(*first);
    };
    path.stops.erase(std::remove_if(path.stops.begin(), path.stops.end(), isBehind),
                     path.stops.end());
    if (path.stops.empty() || path.stops.back().hook != first->hook
        || path.stops.back().chain != first->chain) {
        path.stops.push_back({first->hook, first->chain, {}, StopEnd::Passed});
    }
    path.stops.back().end = StopEnd::Unclear;
}

void addHooks(const std::vector<Hook> &hooks, PacketPath &path)
{
    const bool endsInRules = !path.stops.empty() && path.stops.back().end != StopEnd::Passed;
    const bool isStopped = path.verdict.stoppedBy != Obstacle::None;
    for (const Hook hook : hooks) {
        path.hooks.push_back(hook);
        // The kernel routes behind the first hook, in both directions.
        if ((endsInRules && hook == path.stops.back().hook) || isStopped) {
            return;
        }
    }
}

RoutingDecision routingOf(const PacketPath &path, const World &world)
{
    const Packet &after = path.verdict.after;
    RoutingDecision routing;
    routing.way = after.way;
    routing.destination = after.destination;
    routing.outInterface = after.way == Way::Input ? std::nullopt : after.outInterface;
    if (path.verdict.stoppedBy != Obstacle::None) {
        routing.reason = RouteReason::Obstacle;
        return routing;
    }
    if (after.way == Way::Output) {
        routing.reason = RouteReason::Sent;
        return routing;
    }
    if (!after.destination) {
        return routing;
    }
    std::optional<bool> isOwn = isLocalAddress(world, *after.destination);
    if (!isOwn && !after.localAddresses.empty()) {
        isOwn =
            std::find(after.localAddresses.begin(), after.localAddresses.end(), *after.destination)
            != after.localAddresses.end();
    }
    if (isOwn == true && after.way == Way::Input) {
        routing.reason = RouteReason::OwnAddress;
    } else if (isOwn == false && after.way == Way::Forward) {
        routing.reason = RouteReason::OtherAddress;
    }
    return routing;
}

void addChange(const HookStations &stations, Side side, PacketPath &path)
{
    const bool isSource = side == Side::Source;
    const auto &by =
        isSource ? path.verdict.sourceTranslatedBy : path.verdict.destinationTranslatedBy;
    if (!by) {
        return;
    }
    const auto step = std::find_if(path.verdict.path.begin(), path.verdict.path.end(),
                                   [&by](const PathStep &one) {
                                       return one.location == *by;
                                   });
    const auto place = step == path.verdict.path.end()
        ? std::nullopt
        : placeOf(stations, step->location, step->baseChain);
    if (!place || !path.visits(place->hook)) {
        return;
    }
    const Packet &before = path.packet;
    const Packet &after = path.verdict.after;
    const auto &portBefore = isSource ? before.sourcePort : before.destinationPort;
    const auto &portAfter = isSource ? after.sourcePort : after.destinationPort;
    path.changes.push_back({place->hook, side, *by, isSource ? after.source : after.destination,
                            portAfter != portBefore ? portAfter : std::nullopt});
}

} // namespace

HookStations hookStations(std::span<const Ruleset> rulesets, const NativeRuleset *native,
                          Family family)
{
    const HookPlan plan(rulesets, native, family);
    HookStations stations;
    for (const Hook hook : allHooks) {
        HookStation &station = stations[static_cast<std::size_t>(hook)];
        station.hook = hook;
        const bool looksUp = hook == Hook::Prerouting || hook == Hook::Output;
        for (const BaseChain &base : plan.at(hook)) {
            if (looksUp && !station.connectionLookup && isBehindLookup(base)) {
                station.connectionLookup = station.chains.size();
            }
            station.chains.push_back(describe(base, family));
        }
        if (looksUp && !station.connectionLookup) {
            station.connectionLookup = station.chains.size();
        }
    }
    return stations;
}

bool PacketPath::visits(Hook hook) const
{
    return std::find(hooks.begin(), hooks.end(), hook) != hooks.end();
}

bool PacketPath::isThrough() const
{
    return verdict.stoppedBy == Obstacle::None
        && (stops.empty() || stops.back().end == StopEnd::Passed);
}

const PathStop *PacketPath::stopAt(Hook hook, std::size_t chain) const
{
    const auto found = std::find_if(stops.begin(), stops.end(), [&](const PathStop &stop) {
        return stop.hook == hook && stop.chain == chain;
    });
    return found == stops.end() ? nullptr : &*found;
}

PacketPath packetPath(const HookStations &stations, const Packet &packet, const Verdict &verdict,
                      const World &world)
{
    PacketPath path;
    path.packet = packet;
    path.verdict = verdict;
    addSteps(stations, verdict, path);
    const std::vector<Hook> hooks = hooksOf(verdict.after.way);
    switch (verdict.kind) {
    case VerdictKind::Drop:
    case VerdictKind::Reject:
        if (verdict.deciding && !path.stops.empty()) {
            path.stops.back().end =
                verdict.kind == VerdictKind::Drop ? StopEnd::Dropped : StopEnd::Rejected;
        }
        break;
    case VerdictKind::Unknown:
        cutAtDoubt(stations, verdict, hooks, path);
        break;
    case VerdictKind::Accept:
        break;
    }
    addHooks(hooks, path);
    path.routing = routingOf(path, world);
    addChange(stations, Side::Destination, path);
    addChange(stations, Side::Source, path);
    return path;
}

Packet answerTo(const Packet &request, const Verdict &verdict)
{
    Packet arrived = verdict.after;
    arrived.source = request.source;
    arrived.sourcePort = request.sourcePort;
    Packet answer = replyTo(arrived);
    if (verdict.after.state == FlowState::Untracked) {
        answer.state.reset(); // depends on whether the answer is exempt from tracking, too
    }
    return answer;
}

} // namespace Portlight::Core
