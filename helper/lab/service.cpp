// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/lab/service.h"

#include <cerrno>
#include <csignal>
#include <cstring>

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/prctl.h>
#include <sys/socket.h>

namespace Portlight::Helper::Lab
{

namespace
{

constexpr int backlog = 128;

/// -1 with errno. IPv6 sockets take IPv6 only, so that a story decides on each family.
int openSocket(const Service &service)
{
    const bool ipv6 = service.address.find(':') != std::string::npos;
    const bool tcp = service.protocol == "tcp";
    const int fd =
        ::socket(ipv6 ? AF_INET6 : AF_INET, (tcp ? SOCK_STREAM : SOCK_DGRAM) | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return -1;
    const int yes = 1;
    ::setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    sockaddr_in6 six{};
    sockaddr_in four{};
    const sockaddr *address = nullptr;
    socklen_t length = 0;
    if (ipv6) {
        ::setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &yes, sizeof yes);
        six.sin6_family = AF_INET6;
        six.sin6_port = htons(service.port);
        ::inet_pton(AF_INET6, service.address.c_str(), &six.sin6_addr);
        address = reinterpret_cast<const sockaddr *>(&six);
        length = sizeof six;
    } else {
        four.sin_family = AF_INET;
        four.sin_port = htons(service.port);
        ::inet_pton(AF_INET, service.address.c_str(), &four.sin_addr);
        address = reinterpret_cast<const sockaddr *>(&four);
        length = sizeof four;
    }
    if (::bind(fd, address, length) != 0 || (tcp && ::listen(fd, backlog) != 0)) {
        ::close(fd);
        return -1;
    }
    return fd;
}

void serveTcp(int listener, const std::string &greeting)
{
    for (;;) {
        const UniqueFd caller(::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC));
        if (!caller.isValid())
            continue;
        // Unread data at close() would turn the farewell into a reset.
        char ignored[4096];
        while (::recv(caller.fd(), ignored, sizeof ignored, MSG_DONTWAIT) > 0) { }
        ::send(caller.fd(), greeting.data(), greeting.size(), MSG_NOSIGNAL);
        ::shutdown(caller.fd(), SHUT_WR);
    }
}

void serveUdp(int socket)
{
    char datagram[65536];
    for (;;) {
        sockaddr_storage peer{};
        socklen_t length = sizeof peer;
        auto *address = reinterpret_cast<sockaddr *>(&peer);
        const ssize_t size = ::recvfrom(socket, datagram, sizeof datagram, 0, address, &length);
        if (size >= 0)
            ::sendto(socket, datagram, static_cast<std::size_t>(size), 0, address, length);
    }
}

[[noreturn]] void serve(const Service &service, int readyFd)
{
    ::prctl(PR_SET_NAME, service.name.c_str());
    const int socket = openSocket(service);
    const int error = socket < 0 ? errno : 0;
    if (::write(readyFd, &error, sizeof error) != sizeof error || error != 0)
        ::_exit(1);
    const int kept = ::dup2(socket, 0);
    ::close_range(1, ~0U, 0);
    if (service.protocol == "tcp")
        serveTcp(kept,
                 "Hello from " + service.name + " on port " + std::to_string(service.port) + ".\n");
    else
        serveUdp(kept);
    ::_exit(0);
}

} // namespace

Core::Result<void> startService(Namespaces &world, const std::string &node, const Service &service)
{
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0)
        return Core::failure(Core::ErrorCode::KernelRefused, "start a service",
                             std::strerror(errno));
    const UniqueFd readyRead(ends[0]);
    UniqueFd readyWrite(ends[1]);
    const auto pid = world.forkInto(node, [&service, &readyWrite]() -> int {
        serve(service, readyWrite.fd());
    });
    if (!pid)
        return tl::unexpected(pid.error());
    readyWrite.reset();
    int error = ECHILD;
    if (::read(readyRead.fd(), &error, sizeof error) != sizeof error || error != 0)
        return Core::failure(Core::ErrorCode::KernelRefused, "start a service",
                             service.name + " cannot listen on " + service.address + " port "
                                 + std::to_string(service.port) + ": " + std::strerror(error));
    return {};
}

} // namespace Portlight::Helper::Lab
