// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/diagnosis/packetwatch.h"

#include <algorithm>
#include <array>
#include <utility>

namespace Portlight::Core
{

namespace
{

constexpr std::array<std::pair<SightingKind, std::string_view>, 4> kindNames = {{
    {SightingKind::Request, "request"},
    {SightingKind::Answer, "answer"},
    {SightingKind::Reset, "reset"},
    {SightingKind::IcmpError, "icmp-error"},
}};

/// Loopback shows each packet once, as coming in (libpcap leaves the other out): it went both ways.
bool wentThere(const Sighting &one, SightingKind kind, bool outgoing)
{
    return one.kind == kind && (one.outgoing == outgoing || one.interface == "lo");
}

} // namespace

std::string_view toString(SightingKind kind)
{
    for (const auto &[one, name] : kindNames) {
        if (one == kind) {
            return name;
        }
    }
    return {};
}

std::optional<SightingKind> parseSightingKind(std::string_view text)
{
    for (const auto &[kind, name] : kindNames) {
        if (name == text) {
            return kind;
        }
    }
    return std::nullopt;
}

SightingSum sumOf(const PacketWatch &watch, SightingKind kind, bool outgoing)
{
    SightingSum best;
    for (const Sighting &start : watch.sightings) {
        if (!wentThere(start, kind, outgoing)) {
            continue;
        }
        // A bridge and its port both see the same packet: places are not added up.
        std::uint64_t here = 0;
        for (const Sighting &one : watch.sightings) {
            if (wentThere(one, kind, outgoing) && one.interface == start.interface) {
                here += one.packets;
            }
        }
        if (here > best.packets) {
            best = {here, &start};
        }
    }
    return best;
}

bool hasClearSign(const PacketWatch &watch, double patience)
{
    const auto ends = [](const Sighting &one) {
        return one.kind != SightingKind::Request;
    };
    if (std::any_of(watch.sightings.begin(), watch.sightings.end(), ends)) {
        return true;
    }
    return std::any_of(watch.sightings.begin(), watch.sightings.end(), [&](const Sighting &one) {
        return watch.seconds * 1000 - one.first >= patience;
    });
}

} // namespace Portlight::Core
