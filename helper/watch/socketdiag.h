// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/packet/address.h"
#include "core/result.h"

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

namespace Portlight::Helper
{

/// A socket as NETLINK_SOCK_DIAG tells it.
struct DiagSocket {
    std::uint8_t protocol = 0;
    Core::IpAddress local;
    std::uint16_t localPort = 0;
    Core::IpAddress remote;
    std::uint16_t remotePort = 0;
    std::string interface; ///< SO_BINDTODEVICE, else empty
    std::uint32_t uid = 0;
    std::uint32_t inode = 0;
    bool ipv6Only = true; ///< told for listening IPv6 sockets only
};

/// All sockets of this network namespace, IPv4 then IPv6, that are in one of `states` (bits
/// 1 << TCP_LISTEN and so on, netinet/tcp.h).
Core::Result<std::vector<DiagSocket>> readSockets(std::uint8_t protocol, std::uint32_t states);

/// inode of a socket -> a process that holds it, as far as /proc lets this process look.
std::unordered_map<std::uint32_t, std::uint32_t> socketOwners();

std::string programOf(std::uint32_t pid); ///< "sshd"; empty when not known

} // namespace Portlight::Helper
