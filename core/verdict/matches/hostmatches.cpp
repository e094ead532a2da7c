// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/packet/routing.h"
#include "core/verdict/matches/matches.h"

#include <algorithm>

namespace Portlight::Core
{

namespace
{

/// Only negated options hold where there is no socket.
Answer withoutSocket(const OwnerCondition &condition)
{
    const bool all = (!condition.uid || condition.uid->inverted)
        && (!condition.gid || condition.gid->inverted)
        && condition.socketExists.value_or(false) == false;
    return answerOf(all);
}

bool patternFits(std::string_view pattern, std::string_view name)
{
    if (pattern.ends_with('+')) {
        return name.starts_with(pattern.substr(0, pattern.size() - 1));
    }
    return pattern == name;
}

/// The bridge port a packet came or leaves by: empty without one; nothing if not known. A device
/// that is no bridge has no port.
std::optional<std::string> portOf(const std::optional<std::string> &given,
                                  const std::optional<std::string> &device,
                                  const MatchContext &context)
{
    if (given || !device || !context.world.interfaces) {
        return given;
    }
    const auto &devices = *context.world.interfaces;
    const bool isBridge =
        std::any_of(devices.begin(), devices.end(), [&device](const NetworkInterface &entry) {
            return entry.bridge == *device;
        });
    const bool known = std::all_of(devices.begin(), devices.end(), [](const auto &entry) {
        return entry.bridge.has_value();
    });
    return known && !isBridge ? std::optional<std::string>(std::in_place) : std::nullopt;
}

} // namespace

/// xt_owner.c, owner_mt().
MatchAnswer evaluate(const OwnerCondition &condition, const MatchContext &context)
{
    const Packet &packet = context.packet;
    if (packet.way != Way::Output || packet.hasSender == false) {
        return {withoutSocket(condition), {}};
    }
    AllOf all;
    if (condition.socketExists) {
        // A packet with an owner has a socket.
        const auto exists = packet.hasSender || packet.uid || packet.gid ? std::optional(true)
                                                                         : std::optional<bool>();
        all.ask(exists, "socket-exists", !*condition.socketExists, [](bool value) {
            return value;
        });
    }
    if (condition.uid) {
        all.ask(packet.uid, "uid", condition.uid->inverted, [&condition](std::uint32_t uid) {
            return condition.uid->value.contains(uid);
        });
    }
    if (condition.gid) {
        const Range<std::uint32_t> &range = condition.gid->value;
        std::optional<bool> member;
        if (packet.gid && range.contains(*packet.gid)) {
            member = true;
        } else if (packet.gid && !condition.supplementaryGroups) {
            member = false;
        } else if (packet.groups && condition.supplementaryGroups) {
            const bool other =
                std::any_of(packet.groups->begin(), packet.groups->end(), [&](std::uint32_t group) {
                    return range.contains(group);
                });
            member = other || packet.gid ? std::optional(other) : std::nullopt;
        }
        all.ask(member, "gid", condition.gid->inverted, [](bool value) {
            return value;
        });
    }
    return all.result();
}

/// xt_socket.c: a socket that listens on all addresses only counts with --nowildcard.
MatchAnswer evaluate(const SocketCondition &condition, const MatchContext &context)
{
    const auto &socket = context.packet.socket;
    if (!socket) {
        return {Answer::CannotTell, "socket"};
    }
    return {answerOf(socket->exists && (condition.wildcardsToo || !socket->wildcard)
                     && (!condition.transparent || socket->transparent)),
            {}};
}

/// xt_cgroup.c: only packets with a socket have one.
MatchAnswer evaluate(const CgroupCondition &condition, const MatchContext &context)
{
    const Packet &packet = context.packet;
    if (packet.way == Way::Forward || packet.hasSender == false) {
        return {Answer::No, {}};
    }
    if (condition.classId) {
        AllOf all;
        all.ask(packet.cgroupClass, "cgroup", condition.inverted, [&condition](std::uint32_t id) {
            return id == *condition.classId;
        });
        return all.result();
    }
    AllOf all;
    all.ask(packet.cgroupPath, "cgroup", condition.inverted, [&condition](const std::string &path) {
        return condition.path.empty() || path == condition.path
            || path.starts_with(condition.path + '/');
    });
    return all.result();
}

/// xt_policy.c. Of a packet without a word about IPsec it is assumed that it did not use it.
MatchAnswer evaluate(const PolicyCondition &condition, MatchContext &context)
{
    if (!context.packet.ipsec) {
        context.assumedNoIpsec = true;
    }
    if (!context.packet.ipsec.value_or(false)) {
        return {answerOf(condition.none), {}};
    }
    if (condition.none) {
        return {Answer::No, {}};
    }
    return condition.elements ? MatchAnswer{Answer::CannotTell, "policy"}
                              : MatchAnswer{Answer::Yes, {}};
}

/// xt_rpfilter.c.
MatchAnswer evaluate(const ReversePathCondition &condition, const MatchContext &context)
{
    if (condition.useMark && !context.markKnown) {
        return {Answer::CannotTell, "mark"};
    }
    const auto passes = passesReversePath(context.world, context.packet, condition.loose,
                                          condition.useMark, condition.acceptLocal);
    AllOf all;
    all.ask(passes, "rpfilter", condition.inverted, [](bool value) {
        return value;
    });
    return all.result();
}

/// xt_physdev.c, physdev_mt().
MatchAnswer evaluate(const BridgePortCondition &condition, const MatchContext &context)
{
    const Packet &packet = context.packet;
    const bool leaves = packet.way != Way::Input;
    const auto in = packet.way == Way::Output
        ? std::optional<std::string>(std::in_place)
        : portOf(packet.bridgePortIn, packet.inInterface, context);
    // Before POSTROUTING what this computer sends does not know its port.
    const bool early = packet.way == Way::Output && context.hook == Hook::Output;
    const auto out = !leaves || early ? std::optional<std::string>(std::in_place)
                                      : portOf(packet.bridgePortOut, packet.outInterface, context);
    const auto isSet = [](const std::string &name) {
        return !name.empty();
    };
    AllOf all;
    if (condition.isBridged) {
        // Through ports on both sides of one bridge.
        const auto bridged = in && out ? std::optional(!in->empty() && !out->empty())
            : (in && in->empty()) || (out && out->empty()) ? std::optional(false)
                                                           : std::nullopt;
        all.ask(bridged, "physdev", !*condition.isBridged, [](bool value) {
            return value;
        });
    }
    if (condition.isIn) {
        all.ask(in, "physdev", !*condition.isIn, isSet);
    }
    if (condition.isOut) {
        all.ask(out, "physdev", !*condition.isOut, isSet);
    }
    const auto fits = [&all, &isSet](const std::optional<Negatable<std::string>> &asked,
                                     const std::optional<std::string> &port) {
        if (asked) {
            all.ask(port, "physdev", asked->inverted, [&](const std::string &name) {
                return isSet(name) && patternFits(asked->value, name);
            });
        }
    };
    fits(condition.in, in);
    fits(condition.out, out);
    return all.result();
}

} // namespace Portlight::Core
