// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/client/probesocket.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include <arpa/inet.h>
#include <linux/errqueue.h>
#include <poll.h>
#include <unistd.h>

namespace Portlight::App
{

namespace
{

Core::IpAddress addressOf(const sockaddr_in &from)
{
    Core::IpAddress address = Core::IpAddress::any(Core::Family::Ipv4);
    std::memcpy(address.bytes.data(), &from.sin_addr, 4);
    return address;
}

Core::IpAddress addressOf(const sockaddr_in6 &from)
{
    Core::IpAddress address = Core::IpAddress::any(Core::Family::Ipv6);
    std::memcpy(address.bytes.data(), &from.sin6_addr, 16);
    return address;
}

/// The sender of an ICMP error stands right behind the kernel's record.
std::optional<Core::IpAddress> offenderBehind(const unsigned char *data, std::size_t size)
{
    sa_family_t family = AF_UNSPEC;
    if (size < sizeof(family)) {
        return std::nullopt;
    }
    std::memcpy(&family, data, sizeof(family));
    if (family == AF_INET && size >= sizeof(sockaddr_in)) {
        sockaddr_in from{};
        std::memcpy(&from, data, sizeof(from));
        return addressOf(from);
    }
    if (family == AF_INET6 && size >= sizeof(sockaddr_in6)) {
        sockaddr_in6 from{};
        std::memcpy(&from, data, sizeof(from));
        return addressOf(from);
    }
    return std::nullopt;
}

} // namespace

SocketAddress::SocketAddress(const Core::IpAddress &address, std::uint16_t port)
{
    if (address.family == Core::Family::Ipv4) {
        sockaddr_in in{};
        in.sin_family = AF_INET;
        in.sin_port = htons(port);
        std::memcpy(&in.sin_addr, address.bytes.data(), 4);
        std::memcpy(&storage, &in, sizeof(in));
        length = sizeof(in);
    } else {
        sockaddr_in6 in{};
        in.sin6_family = AF_INET6;
        in.sin6_port = htons(port);
        std::memcpy(&in.sin6_addr, address.bytes.data(), 16);
        std::memcpy(&storage, &in, sizeof(in));
        length = sizeof(in);
    }
}

const sockaddr *SocketAddress::data() const
{
    return reinterpret_cast<const sockaddr *>(&storage);
}

ProbeSocket::ProbeSocket(Core::Family family, int type, int protocol)
    : m_family(family)
{
    const int domain = family == Core::Family::Ipv4 ? AF_INET : AF_INET6;
    m_descriptor = ::socket(domain, type | SOCK_NONBLOCK | SOCK_CLOEXEC, protocol);
    if (m_descriptor < 0) {
        return;
    }
    const int on = 1;
    const bool ipv4 = family == Core::Family::Ipv4;
    // Without this the errors still arrive as errno; only who sent them stays unknown.
    (void)::setsockopt(m_descriptor, ipv4 ? IPPROTO_IP : IPPROTO_IPV6,
                       ipv4 ? IP_RECVERR : IPV6_RECVERR, &on, sizeof(on));
}

ProbeSocket::~ProbeSocket()
{
    if (m_descriptor >= 0) {
        ::close(m_descriptor);
    }
}

int ProbeSocket::bindTo(const Core::IpAddress &address)
{
    const SocketAddress own(address, 0);
    return ::bind(m_descriptor, own.data(), own.length) == 0 ? 0 : errno;
}

int ProbeSocket::connectTo(const Core::IpAddress &address, std::uint16_t port)
{
    const SocketAddress other(address, port);
    int result = 0;
    do {
        result = ::connect(m_descriptor, other.data(), other.length);
    } while (result != 0 && errno == EINTR);
    return result == 0 ? 0 : errno;
}

bool ProbeSocket::waitFor(short events, Clock::time_point deadline) const
{
    for (;;) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now());
        pollfd one{m_descriptor, events, 0};
        const int ready =
            ::poll(&one, 1, static_cast<int>(std::max<std::int64_t>(0, left.count())));
        if (ready > 0) {
            return true;
        }
        if (ready == 0 || errno != EINTR) {
            return false;
        }
    }
}

int ProbeSocket::takeError() const
{
    int error = 0;
    socklen_t length = sizeof(error);
    return ::getsockopt(m_descriptor, SOL_SOCKET, SO_ERROR, &error, &length) == 0 ? error : errno;
}

std::optional<ProbeSocket::IcmpError> ProbeSocket::readErrorQueue() const
{
    std::array<unsigned char, 256> packet{};
    alignas(cmsghdr) std::array<unsigned char, 512> control{};
    iovec part{packet.data(), packet.size()};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    for (;;) {
        message.msg_control = control.data();
        message.msg_controllen = control.size();
        if (::recvmsg(m_descriptor, &message, MSG_ERRQUEUE | MSG_DONTWAIT) < 0) {
            return std::nullopt;
        }
        const int level = m_family == Core::Family::Ipv4 ? SOL_IP : SOL_IPV6;
        const int type = m_family == Core::Family::Ipv4 ? IP_RECVERR : IPV6_RECVERR;
        for (cmsghdr *header = CMSG_FIRSTHDR(&message); header != nullptr;
             header = CMSG_NXTHDR(&message, header)) {
            const std::size_t size = header->cmsg_len - CMSG_LEN(0);
            if (header->cmsg_level != level || header->cmsg_type != type
                || size < sizeof(sock_extended_err)) {
                continue;
            }
            sock_extended_err error{};
            std::memcpy(&error, CMSG_DATA(header), sizeof(error));
            if (error.ee_origin != SO_EE_ORIGIN_ICMP && error.ee_origin != SO_EE_ORIGIN_ICMP6) {
                continue;
            }
            return IcmpError{
                error.ee_type, error.ee_code,
                offenderBehind(CMSG_DATA(header) + sizeof(error), size - sizeof(error)),
                static_cast<int>(error.ee_errno)};
        }
    }
}

} // namespace Portlight::App
