// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/diagnosis/evidence.h"

#include <chrono>
#include <optional>

#include <netinet/in.h>
#include <sys/socket.h>

namespace Portlight::App
{

/// An address in the shape the socket calls want.
struct SocketAddress {
    SocketAddress(const Core::IpAddress &address, std::uint16_t port);
    const sockaddr *data() const;

    sockaddr_storage storage{};
    socklen_t length = 0;
};

/// One socket of a probe: non-blocking, closed at its end, and told by the kernel about ICMP errors
/// (IP_RECVERR, IPV6_RECVERR).
class ProbeSocket
{
public:
    using Clock = std::chrono::steady_clock;

    ProbeSocket(Core::Family family, int type, int protocol);
    ~ProbeSocket();
    ProbeSocket(const ProbeSocket &) = delete;
    ProbeSocket &operator=(const ProbeSocket &) = delete;

    bool isOpen() const
    {
        return m_descriptor >= 0;
    }
    int descriptor() const
    {
        return m_descriptor;
    }
    /// 0, or the errno of the call.
    int bindTo(const Core::IpAddress &address);
    int connectTo(const Core::IpAddress &address, std::uint16_t port);
    /// Waits for these poll(2) events or an error; false when the deadline passed.
    bool waitFor(short events, Clock::time_point deadline) const;
    /// The pending error; asking clears it, so ask before readErrorQueue.
    int takeError() const;

    struct IcmpError {
        std::uint8_t type = 0;
        std::uint8_t code = 0;
        std::optional<Core::IpAddress> offender;
        int errorNumber = 0;
    };
    /// The next ICMP error that came for this socket; a TCP reset leaves none.
    std::optional<IcmpError> readErrorQueue() const;

private:
    Core::Family m_family;
    int m_descriptor = -1;
};

} // namespace Portlight::App
