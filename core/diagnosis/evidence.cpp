// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/diagnosis/evidence.h"

namespace Portlight::Core
{

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
