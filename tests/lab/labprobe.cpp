// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
//
// labprobe ADDRESS TIMEOUT_MS PORT...: tries all TCP ports at once and prints one JSON object a
// port:
// {"port":8080,"outcome":"refused","errno":111,"icmp":"3/3","offender":"10.9.0.2"}. The tests' own
// probe, so that portlightctl's is not its own witness.
//
// labprobe listen tcp|udp ADDRESS PORT: owns a listening socket until it is killed, and answers
// nothing.
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include <arpa/inet.h>
#include <linux/errqueue.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace
{

struct Attempt {
    int port = 0;
    int fd = -1;
    int error = EINPROGRESS;
    std::string icmp;
    std::string offender;
};

void readErrorQueue(Attempt &attempt)
{
    char control[512];
    char data[512];
    iovec vector{data, sizeof data};
    msghdr message{};
    message.msg_iov = &vector;
    message.msg_iovlen = 1;
    message.msg_control = control;
    message.msg_controllen = sizeof control;
    if (::recvmsg(attempt.fd, &message, MSG_ERRQUEUE) < 0)
        return;
    for (cmsghdr *part = CMSG_FIRSTHDR(&message); part != nullptr;
         part = CMSG_NXTHDR(&message, part)) {
        const bool four = part->cmsg_level == SOL_IP && part->cmsg_type == IP_RECVERR;
        const bool six = part->cmsg_level == SOL_IPV6 && part->cmsg_type == IPV6_RECVERR;
        if (!four && !six)
            continue;
        struct {
            sock_extended_err error;
            sockaddr_in6 from;
        } seen{};
        std::memcpy(&seen, CMSG_DATA(part), sizeof seen.error + (six ? sizeof(sockaddr_in6) : 16));
        if (seen.error.ee_origin != SO_EE_ORIGIN_ICMP && seen.error.ee_origin != SO_EE_ORIGIN_ICMP6)
            continue;
        attempt.icmp =
            std::to_string(seen.error.ee_type) + "/" + std::to_string(seen.error.ee_code);
        char text[INET6_ADDRSTRLEN] = "";
        sockaddr_in v4{};
        std::memcpy(&v4, &seen.from, sizeof v4);
        if (six)
            ::inet_ntop(AF_INET6, &seen.from.sin6_addr, text, sizeof text);
        else
            ::inet_ntop(AF_INET, &v4.sin_addr, text, sizeof text);
        attempt.offender = text;
    }
}

Attempt begin(const char *address, int port)
{
    Attempt attempt;
    attempt.port = port;
    sockaddr_in four{};
    sockaddr_in6 six{};
    const bool isSix = std::strchr(address, ':') != nullptr;
    attempt.fd = ::socket(isSix ? AF_INET6 : AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    const int yes = 1;
    int result = 0;
    if (isSix) {
        six.sin6_family = AF_INET6;
        six.sin6_port = htons(static_cast<in_port_t>(port));
        ::inet_pton(AF_INET6, address, &six.sin6_addr);
        ::setsockopt(attempt.fd, SOL_IPV6, IPV6_RECVERR, &yes, sizeof yes);
        result = ::connect(attempt.fd, reinterpret_cast<sockaddr *>(&six), sizeof six);
    } else {
        four.sin_family = AF_INET;
        four.sin_port = htons(static_cast<in_port_t>(port));
        ::inet_pton(AF_INET, address, &four.sin_addr);
        ::setsockopt(attempt.fd, SOL_IP, IP_RECVERR, &yes, sizeof yes);
        result = ::connect(attempt.fd, reinterpret_cast<sockaddr *>(&four), sizeof four);
    }
    attempt.error = result == 0 ? 0 : errno;
    return attempt;
}

const char *outcome(int error)
{
    switch (error) {
    case 0:
        return "connected";
    case ECONNREFUSED:
        return "refused";
    case EINPROGRESS:
        return "timed-out";
    default:
        return "unreachable";
    }
}

int listenForEver(const std::string &protocol, const char *address, int port)
{
    const bool tcp = protocol == "tcp";
    const int fd = ::socket(AF_INET6, tcp ? SOCK_STREAM : SOCK_DGRAM, 0);
    sockaddr_in6 six{};
    six.sin6_family = AF_INET6;
    six.sin6_port = htons(static_cast<in_port_t>(port));
    const void *own = &six;
    if (::inet_pton(AF_INET6, address, &six.sin6_addr) != 1
        || ::bind(fd, static_cast<const sockaddr *>(own), sizeof six) != 0
        || (tcp && ::listen(fd, 1) != 0))
        return 1;
    for (;;)
        ::pause();
}

} // namespace

int main(int argc, char **argv)
{
    if (argc == 5 && std::strcmp(argv[1], "listen") == 0)
        return listenForEver(argv[2], argv[3], std::atoi(argv[4]));
    if (argc < 4)
        return 2;
    using Clock = std::chrono::steady_clock;
    const auto deadline = Clock::now() + std::chrono::milliseconds(std::atoi(argv[2]));
    std::vector<Attempt> attempts;
    for (int i = 3; i < argc; ++i)
        attempts.push_back(begin(argv[1], std::atoi(argv[i])));
    for (;;) {
        std::vector<pollfd> waiting;
        for (const Attempt &attempt : attempts)
            waiting.push_back({attempt.error == EINPROGRESS ? attempt.fd : -1, POLLOUT, 0});
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now());
        bool open = false;
        for (const pollfd &one : waiting)
            open = open || one.fd >= 0;
        if (!open || left.count() <= 0)
            break;
        ::poll(waiting.data(), waiting.size(), static_cast<int>(left.count()));
        for (std::size_t i = 0; i < attempts.size(); ++i) {
            if (waiting[i].fd < 0 || waiting[i].revents == 0)
                continue;
            socklen_t size = sizeof attempts[i].error;
            ::getsockopt(attempts[i].fd, SOL_SOCKET, SO_ERROR, &attempts[i].error, &size);
            readErrorQueue(attempts[i]);
        }
    }
    for (const Attempt &attempt : attempts)
        std::printf(
            "{\"port\":%d,\"outcome\":\"%s\",\"errno\":%d,\"icmp\":\"%s\",\"offender\":\"%s\"}\n",
            attempt.port, outcome(attempt.error), attempt.error, attempt.icmp.c_str(),
            attempt.offender.c_str());
    return 0;
}
