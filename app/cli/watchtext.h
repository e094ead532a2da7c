// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "app/cli/json.h"
#include "app/cli/output.h"
#include "core/diagnosis/packetwatch.h"

namespace Portlight::App::Cli
{

/// Says on stderr what a packet watch sees, as it comes: a line for each kind and place.
class LiveSightings
{
public:
    explicit LiveSightings(const Output &output)
        : m_output(&output)
    {
    }
    void operator()(const Core::PacketWatch &watch);

private:
    const Output *m_output;
    std::size_t m_shown = 0;
};

/// As in portlight.watch/1 and portlight.log/1.
Json sightingJson(const Core::Sighting &sighting);

} // namespace Portlight::App::Cli
