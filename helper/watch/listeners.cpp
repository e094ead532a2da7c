// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/watch/listeners.h"

#include "helper/watch/socketdiag.h"

#include <netinet/tcp.h>
#include <unordered_map>

namespace Portlight::Helper
{

Core::Result<std::vector<Core::Listener>> readListeners()
{
    std::vector<DiagSocket> found;
    for (const std::uint8_t protocol : {Core::ProtocolTcp, Core::ProtocolUdp}) {
        // A UDP socket that is not connected is in the state TCP calls CLOSE.
        auto sockets =
            readSockets(protocol, 1U << (protocol == Core::ProtocolTcp ? TCP_LISTEN : TCP_CLOSE));
        if (!sockets) {
            return tl::unexpected(sockets.error());
        }
        found.insert(found.end(), sockets->begin(), sockets->end());
    }
    std::vector<Core::Listener> listeners;
    const auto owners =
        found.empty() ? std::unordered_map<std::uint32_t, std::uint32_t>() : socketOwners();
    for (const DiagSocket &one : found) {
        if (one.localPort == 0) {
            continue;
        }
        Core::Listener listener;
        listener.protocol = one.protocol;
        listener.address = one.local;
        listener.port = one.localPort;
        listener.uid = one.uid;
        listener.ipv6Only = one.ipv6Only;
        listener.interface = one.interface;
        if (const auto owner = owners.find(one.inode); owner != owners.end()) {
            listener.pid = owner->second;
            listener.program = programOf(owner->second);
        }
        listeners.push_back(std::move(listener));
    }
    return listeners;
}

} // namespace Portlight::Helper
