// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/verdict/flow.h"

#include "core/text/saveparser.h"
#include "core/verdict/tracking.h"

#include <charconv>

namespace Portlight::Core
{

namespace
{

std::optional<std::uint32_t> parseWord(std::string_view text)
{
    int base = 10;
    if (text.starts_with("0x") || text.starts_with("0X")) {
        base = 16;
        text.remove_prefix(2);
    }
    std::uint32_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
    if (text.empty() || error != std::errc{} || end != text.data() + text.size()) {
        return std::nullopt;
    }
    return value;
}

struct Masked {
    std::uint32_t value = 0;
    std::uint32_t mask = 0xffffffff;
};

std::optional<Masked> parseMasked(std::string_view text)
{
    const std::size_t slash = text.find('/');
    const auto value = parseWord(text.substr(0, slash));
    const auto mask = slash == std::string_view::npos ? std::optional<std::uint32_t>(0xffffffff)
                                                      : parseWord(text.substr(slash + 1));
    if (!value || !mask) {
        return std::nullopt;
    }
    return Masked{*value, *mask};
}

/// The new mark by one of the --set options, if the target has one of them.
std::optional<std::uint32_t> setMark(const Target &target, std::uint32_t mark)
{
    const auto masked = [&target](std::string_view name) -> std::optional<Masked> {
        const auto text = targetOption(target, name);
        return text ? parseMasked(*text) : std::nullopt;
    };
    if (const auto set = masked("set-xmark")) {
        return (mark & ~set->mask) ^ set->value;
    }
    if (const auto set = masked("set-mark")) {
        return (mark & ~set->mask) | set->value;
    }
    if (const auto set = masked("and-mark")) {
        return mark & set->value;
    }
    if (const auto set = masked("or-mark")) {
        return mark | set->value;
    }
    if (const auto set = masked("xor-mark")) {
        return mark ^ set->value;
    }
    return std::nullopt;
}

std::uint32_t maskOption(const Target &target, std::string_view name)
{
    const auto text = targetOption(target, name);
    const auto both = text ? text : targetOption(target, "mask");
    return both ? parseWord(*both).value_or(0xffffffff) : 0xffffffff;
}

void applyConnectionMark(const Target &target, Flow &flow)
{
    const std::uint32_t packetMask = maskOption(target, "nfmask");
    const std::uint32_t connectionMask = maskOption(target, "ctmask");
    // Without an entry in the connection table the kernel leaves the packet as it is.
    if (hasConnection(flow.packet) == false) {
        return;
    }
    std::optional<std::uint32_t> &mark = flow.connection.mark;
    if (target.options.find("--restore-mark") != std::string::npos) {
        flow.markKnown = flow.markKnown && mark;
        flow.packet.mark = (flow.packet.mark & ~packetMask) ^ (mark.value_or(0) & connectionMask);
    } else if (target.options.find("--save-mark") != std::string::npos) {
        if (flow.markKnown && mark) {
            mark = (*mark & ~connectionMask) ^ (flow.packet.mark & packetMask);
        } else {
            mark.reset();
        }
    } else if (mark) {
        mark = setMark(target, *mark);
    }
}

} // namespace

bool sameFlow(const Flow &a, const Flow &b)
{
    const Packet &p = a.packet;
    const Packet &q = b.packet;
    // Only what targets can change.
    return p.way == q.way && p.source == q.source && p.destination == q.destination
        && p.sourcePort == q.sourcePort && p.destinationPort == q.destinationPort
        && p.inInterface == q.inInterface && p.outInterface == q.outInterface && p.state == q.state
        && p.mark == q.mark && p.ttl == q.ttl && p.trafficClass == q.trafficClass
        && p.tcpFlags == q.tcpFlags && p.tcpOptions == q.tcpOptions && p.length == q.length
        && p.priority == q.priority && a.markKnown == b.markKnown && a.connection == b.connection
        && a.notFirst == b.notFirst && a.reroute == b.reroute && a.destinationBy == b.destinationBy
        && a.sourceBy == b.sourceBy && a.changedSets == b.changedSets;
}

void applyMark(const Target &target, Flow &flow)
{
    if (target.name == "CONNMARK") {
        applyConnectionMark(target, flow);
        return;
    }
    const auto mark = target.name == "MARK" ? setMark(target, flow.packet.mark) : std::nullopt;
    if (!mark) {
        flow.markKnown = false;
        return;
    }
    // A mark that is set as a whole is known whatever it was before.
    if (const auto text = targetOption(target, "set-xmark")) {
        const auto set = parseMasked(*text);
        flow.markKnown = flow.markKnown || (set && set->mask == 0xffffffff);
    }
    flow.packet.mark = *mark;
}

void applyNotrack(const Target &target, Flow &flow)
{
    // A packet that comes back over the loopback device keeps the entry it got on its way out.
    const bool keepsEntry = flow.packet.way == Way::Input && flow.packet.inInterface == "lo"
        && hasConnection(flow.packet) != false;
    if (keepsEntry) {
        return;
    }
    if (target.name == "NOTRACK" || target.options.find("--notrack") != std::string::npos) {
        flow.packet.state = FlowState::Untracked;
    }
}

} // namespace Portlight::Core
