// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/conntrack/helperrules.h"

#include "core/packet/packet.h"

#include <algorithm>

namespace Portlight::Core
{

const TrackingHelper *trackingHelper(std::string_view name)
{
    const auto *const found = std::find_if(trackingHelpers.begin(), trackingHelpers.end(),
                                           [name](const TrackingHelper &helper) {
                                               return helper.name == name;
                                           });
    return found == trackingHelpers.end() ? nullptr : found;
}

std::vector<Change> assignHelper(const TrackingHelper &helper, std::uint16_t port, Backend backend,
                                 Family family)
{
    const std::string protocol = protocolName(helper.protocol);
    const std::string rule = "-p " + protocol + " -m " + protocol + " --dport "
        + std::to_string(port) + " -j CT --helper " + std::string(helper.name);
    std::vector<Change> changes;
    for (const char *chain : {"PREROUTING", "OUTPUT"}) {
        AppendRule append;
        append.place = {backend, family, "raw", chain};
        append.rule = rule;
        changes.emplace_back(std::move(append));
    }
    return changes;
}

} // namespace Portlight::Core
