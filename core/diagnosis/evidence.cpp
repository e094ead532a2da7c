// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/diagnosis/evidence.h"

#include <algorithm>
#include <array>

namespace Portlight::Core
{

namespace
{

constexpr std::array outcomeNames = {
    "connected", "refused", "rejected", "timed-out", "unreachable", "not-tried",
};
static_assert(outcomeNames.size() == static_cast<std::size_t>(ProbeOutcome::NotTried) + 1);

} // namespace

std::string_view outcomeName(ProbeOutcome outcome)
{
    return outcomeNames[static_cast<std::size_t>(outcome)];
}

std::optional<ProbeOutcome> parseProbeOutcome(std::string_view text)
{
    const auto found = std::find(outcomeNames.begin(), outcomeNames.end(), text);
    return found == outcomeNames.end()
        ? std::nullopt
        : std::optional(static_cast<ProbeOutcome>(std::distance(outcomeNames.begin(), found)));
}

std::vector<IpAddress> Evidence::localAddresses() const
{
    std::vector<IpAddress> result;
    for (const NetworkInterface &device : interfaces) {
        for (const IpNetwork &network : device.addresses) {
            result.push_back(network.address);
        }
    }
    return result;
}

} // namespace Portlight::Core
