// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/packet/packet.h"

#include <cstdint>
#include <string>

namespace Portlight::Core
{

/// A program that waits for connections or datagrams.
struct Listener {
    std::uint8_t protocol = ProtocolTcp;
    IpAddress address; ///< unspecified: all addresses of the family
    std::uint16_t port = 0;
    std::string program; ///< empty when not known
    std::uint32_t pid = 0;
    std::uint32_t uid = 0;
    bool ipv6Only = true; ///< a listener on [::] with ipv6Only false answers IPv4, too
    std::string interface; ///< SO_BINDTODEVICE, else empty
    bool operator==(const Listener &) const = default;
};

} // namespace Portlight::Core
