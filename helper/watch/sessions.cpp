// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/watch/sessions.h"

#include "helper/watch/route.h"
#include "helper/watch/socketdiag.h"

#include <algorithm>
#include <array>
#include <map>
#include <netinet/tcp.h>

namespace Portlight::Helper
{

namespace
{

constexpr std::size_t mostSessions = 20000;

/// "::ffff:192.0.2.1" is an IPv4 packet on the wire.
Core::IpAddress asOnTheWire(const Core::IpAddress &address)
{
    constexpr std::array<std::uint8_t, 12> mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
    if (address.family != Core::Family::Ipv6
        || !std::equal(mapped.begin(), mapped.end(), address.bytes.begin())) {
        return address;
    }
    Core::IpAddress ipv4;
    std::copy_n(address.bytes.begin() + mapped.size(), ipv4.size(), ipv4.bytes.begin());
    return ipv4;
}

/// Asks once for each pair of addresses: a busy server has thousands of connections to a few.
class Interfaces
{
public:
    const std::string &towards(const Core::IpAddress &remote, const Core::IpAddress &local)
    {
        const auto [entry, isNew] = m_known.try_emplace({remote, local});
        if (isNew) {
            if (const auto route = lookUpRoute(remote, local, {})) {
                entry->second = route->outInterface;
            }
        }
        return entry->second;
    }

private:
    std::map<std::pair<Core::IpAddress, Core::IpAddress>, std::string> m_known;
};

} // namespace

Core::Result<std::vector<Core::Session>> readSessions()
{
    const auto sockets =
        readSockets(Core::ProtocolTcp, 1U << TCP_ESTABLISHED | 1U << TCP_CLOSE_WAIT);
    if (!sockets) {
        return tl::unexpected(sockets.error());
    }
    if (sockets->size() > mostSessions) {
        return Core::failure(Core::ErrorCode::LimitExceeded, "list the connections",
                             "more connections than fit into one message");
    }
    std::vector<Core::Session> sessions;
    if (sockets->empty()) {
        return sessions;
    }
    const auto owners = socketOwners();
    Interfaces interfaces;
    for (const DiagSocket &socket : *sockets) {
        Core::Session session;
        session.local = asOnTheWire(socket.local);
        session.localPort = socket.localPort;
        session.remote = asOnTheWire(socket.remote);
        session.remotePort = socket.remotePort;
        session.interface = socket.interface.empty()
            ? interfaces.towards(session.remote, session.local)
            : socket.interface;
        session.uid = socket.uid;
        if (const auto owner = owners.find(socket.inode); owner != owners.end()) {
            session.pid = owner->second;
            session.program = programOf(owner->second);
        }
        sessions.push_back(std::move(session));
    }
    return sessions;
}

} // namespace Portlight::Helper
