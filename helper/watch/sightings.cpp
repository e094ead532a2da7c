// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/watch/sightings.h"

#include <algorithm>

namespace Portlight::Helper
{

Sightings::Sightings(std::function<std::string(unsigned)> nameOf)
    : m_nameOf(std::move(nameOf))
{
    m_watch.running = true;
}

void Sightings::add(const WatchedPacket &packet, double milliseconds)
{
    const std::pair client(packet.client, packet.clientPort);
    const auto asked = m_asked.find(client);
    std::optional<double> delay;
    if (packet.kind == Core::SightingKind::Request) {
        // The first place that sees a request is where its time counts from.
        constexpr double samePacket = 50;
        if (asked == m_asked.end() && m_asked.size() < mostFlows) {
            m_asked.emplace(client, milliseconds);
        } else if (asked != m_asked.end() && milliseconds - asked->second > samePacket) {
            asked->second = milliseconds;
        }
    } else if (asked != m_asked.end()) {
        delay = std::max(0.0, milliseconds - asked->second);
    }
    Core::Sighting seen;
    seen.kind = packet.kind;
    seen.interface = m_nameOf(packet.interface);
    seen.outgoing = packet.outgoing;
    seen.source = packet.source;
    seen.destination = packet.destination;
    seen.port = packet.port;
    seen.icmpType = packet.icmpType;
    seen.icmpCode = packet.icmpCode;
    const auto known = std::find_if(
        m_watch.sightings.begin(), m_watch.sightings.end(), [&seen](const Core::Sighting &one) {
            return one.kind == seen.kind
                && one.interface == seen.interface && one.outgoing == seen.outgoing
                && one.source == seen.source && one.destination == seen.destination
                && one.port == seen.port && one.icmpType == seen.icmpType
                && one.icmpCode == seen.icmpCode;
        });
    if (known != m_watch.sightings.end()) {
        ++known->packets;
        known->last = milliseconds;
        return;
    }
    if (m_watch.sightings.size() == mostPlaces) {
        m_watch.limited = true;
        return;
    }
    seen.packets = 1;
    seen.first = milliseconds;
    seen.last = milliseconds;
    seen.afterRequest = delay;
    m_watch.sightings.push_back(std::move(seen));
}

} // namespace Portlight::Helper
