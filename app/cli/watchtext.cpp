// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/cli/watchtext.h"

#include "app/wording/wording.h"

#include <QTime>

#include <cmath>

namespace Portlight::App::Cli
{

namespace
{

using namespace Core;

/// Microseconds are all the kernel tells.
double rounded(double value)
{
    return std::round(value * 1000) / 1000;
}

} // namespace

Json sightingJson(const Sighting &one)
{
    Json json{{"kind", toString(one.kind)},       {"way", one.outgoing ? "out" : "in"},
              {"interface", one.interface},       {"from", one.source.toString()},
              {"to", one.destination.toString()}, {"port", one.port},
              {"packets", one.packets},           {"first_ms", rounded(one.first)},
              {"last_ms", rounded(one.last)}};
    if (one.port == 0) {
        json.erase("port");
    }
    if (one.icmpType && one.icmpCode) {
        json["icmp_type"] = *one.icmpType;
        json["icmp_code"] = *one.icmpCode;
    }
    if (one.afterRequest) {
        json["after_request_ms"] = rounded(*one.afterRequest);
    }
    return json;
}

void LiveSightings::operator()(const Core::PacketWatch &watch)
{
    // Places keep their order and are never taken away.
    for (; m_shown < watch.sightings.size(); ++m_shown) {
        m_output->talk(QTime::currentTime().toString(QStringLiteral("HH:mm:ss"))
                       + QStringLiteral("  ") + sightingText(watch.sightings[m_shown]));
    }
}

} // namespace Portlight::App::Cli
