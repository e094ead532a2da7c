// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/rehearsal/attempt.h"

#include "helper/netfilter/filedescriptor.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <linux/errqueue.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>

namespace Portlight::Helper
{

namespace
{

using Clock = std::chrono::steady_clock;
using Core::ProbeOutcome;

struct SocketAddress {
    SocketAddress(const Core::IpAddress &address, std::uint16_t port)
    {
        if (address.family == Core::Family::Ipv4) {
            auto *four = reinterpret_cast<sockaddr_in *>(&storage);
            four->sin_family = AF_INET;
            four->sin_port = htons(port);
            std::memcpy(&four->sin_addr, address.bytes.data(), sizeof four->sin_addr);
            length = sizeof *four;
        } else {
            auto *six = reinterpret_cast<sockaddr_in6 *>(&storage);
            six->sin6_family = AF_INET6;
            six->sin6_port = htons(port);
            std::memcpy(&six->sin6_addr, address.bytes.data(), sizeof six->sin6_addr);
            length = sizeof *six;
        }
    }
    const sockaddr *data() const
    {
        return reinterpret_cast<const sockaddr *>(&storage);
    }
    sockaddr_storage storage{};
    socklen_t length = 0;
};

/// Who sent the ICMP error: the kernel puts its address right behind its own record.
std::optional<Core::IpAddress> offenderOf(const unsigned char *place, std::size_t size,
                                          Core::Family family)
{
    Core::IpAddress address = Core::IpAddress::any(family);
    if (family == Core::Family::Ipv4 && size >= sizeof(sockaddr_in)) {
        std::memcpy(address.bytes.data(), place + offsetof(sockaddr_in, sin_addr), 4);
        return address;
    }
    if (family == Core::Family::Ipv6 && size >= sizeof(sockaddr_in6)) {
        std::memcpy(address.bytes.data(), place + offsetof(sockaddr_in6, sin6_addr), 16);
        return address;
    }
    return std::nullopt;
}

bool readIcmpError(int socket, Core::Family family, Core::ProbeResult &result)
{
    std::array<char, 256> packet{};
    alignas(cmsghdr) std::array<char, 512> control{};
    iovec part{packet.data(), packet.size()};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = control.data();
    message.msg_controllen = control.size();
    if (::recvmsg(socket, &message, MSG_ERRQUEUE | MSG_DONTWAIT) < 0) {
        return false;
    }
    for (cmsghdr *header = CMSG_FIRSTHDR(&message); header != nullptr;
         header = CMSG_NXTHDR(&message, header)) {
        const std::size_t size = header->cmsg_len - CMSG_LEN(0);
        sock_extended_err error{};
        if (size < sizeof error) {
            continue;
        }
        std::memcpy(&error, CMSG_DATA(header), sizeof error);
        if (error.ee_origin != SO_EE_ORIGIN_ICMP && error.ee_origin != SO_EE_ORIGIN_ICMP6) {
            continue;
        }
        result.outcome = ProbeOutcome::Rejected;
        result.errorNumber = static_cast<int>(error.ee_errno);
        result.icmpType = error.ee_type;
        result.icmpCode = error.ee_code;
        result.offender = offenderOf(CMSG_DATA(header) + sizeof error, size - sizeof error, family);
        return true;
    }
    return false;
}

/// One attempt: a socket, and where what happened is written down.
class Attempt
{
public:
    Attempt(const Core::Question &question, Clock::time_point deadline, Core::ProbeResult &result)
        : m_question(question)
        , m_deadline(deadline)
        , m_result(result)
    {
    }

    void run()
    {
        const bool ipv4 = m_question.to->family == Core::Family::Ipv4;
        const bool tcp = m_question.protocol == Core::ProtocolTcp;
        const bool udp = m_question.protocol == Core::ProtocolUdp;
        const int icmp = ipv4 ? int{IPPROTO_ICMP} : int{IPPROTO_ICMPV6};
        m_socket =
            FileDescriptor(::socket(ipv4 ? AF_INET : AF_INET6,
                                    (tcp ? SOCK_STREAM : SOCK_DGRAM) | SOCK_NONBLOCK | SOCK_CLOEXEC,
                                    tcp || udp ? 0 : icmp));
        if (!m_socket) {
            m_result.errorNumber = errno;
            return;
        }
        const int on = 1;
        (void)::setsockopt(m_socket.value(), ipv4 ? IPPROTO_IP : IPPROTO_IPV6,
                           ipv4 ? int{IP_RECVERR} : int{IPV6_RECVERR}, &on, sizeof on);
        if (m_question.from) {
            const SocketAddress from(*m_question.from, 0);
            m_result.boundTo = m_question.from;
            if (::bind(m_socket.value(), from.data(), from.length) != 0) {
                return fail(errno);
            }
        }
        const SocketAddress to(*m_question.to, tcp || udp ? m_question.port.value_or(0) : 0);
        const int error = ::connect(m_socket.value(), to.data(), to.length) == 0 ? 0 : errno;
        if (tcp) {
            return connectTcp(error);
        }
        if (error != 0) {
            return fail(error);
        }
        // The kernel fills in the identifier and the checksum of a ping.
        std::array<char, 8> echo{};
        echo[0] = static_cast<char>(ipv4 ? 8 : 128);
        exchange(udp ? std::string_view("rehearsal") : std::string_view(echo.data(), echo.size()));
    }

private:
    void connectTcp(int error)
    {
        if (error == EINPROGRESS) {
            if (!waitFor(POLLOUT)) {
                m_result.outcome = ProbeOutcome::TimedOut;
                m_result.errorNumber = ETIMEDOUT;
                return;
            }
            error = takeError();
        }
        if (error == 0) {
            m_result.outcome = ProbeOutcome::Connected;
            return;
        }
        fail(error);
    }

    void exchange(std::string_view data)
    {
        if (::send(m_socket.value(), data.data(), data.size(), MSG_NOSIGNAL) < 0) {
            return fail(errno);
        }
        while (waitFor(POLLIN)) {
            if (const int error = takeError(); error != 0) {
                return fail(error);
            }
            if (readIcmpError(m_socket.value(), m_question.to->family, m_result)) {
                return;
            }
            std::array<char, 64> answer{};
            if (::recv(m_socket.value(), answer.data(), answer.size(), MSG_DONTWAIT) >= 0) {
                m_result.outcome = ProbeOutcome::Connected;
                return;
            }
            if (errno != EAGAIN && errno != EINTR) {
                return fail(errno);
            }
        }
        m_result.outcome = ProbeOutcome::TimedOut;
        m_result.errorNumber = ETIMEDOUT;
    }

    void fail(int error)
    {
        if (readIcmpError(m_socket.value(), m_question.to->family, m_result)) {
            return;
        }
        m_result.errorNumber = error;
        m_result.outcome = error == ECONNREFUSED || error == ECONNRESET ? ProbeOutcome::Refused
                                                                        : ProbeOutcome::Unreachable;
    }

    bool waitFor(short events) const
    {
        for (;;) {
            const auto left =
                std::chrono::ceil<std::chrono::milliseconds>(m_deadline - Clock::now()).count();
            pollfd one{m_socket.value(), events, 0};
            const int ready = ::poll(&one, 1, left > 0 ? static_cast<int>(left) : 0);
            if (ready > 0) {
                return true;
            }
            if (ready == 0 || errno != EINTR) {
                return false;
            }
        }
    }

    int takeError() const
    {
        int error = 0;
        socklen_t length = sizeof error;
        return ::getsockopt(m_socket.value(), SOL_SOCKET, SO_ERROR, &error, &length) == 0 ? error
                                                                                          : errno;
    }

    const Core::Question &m_question;
    Clock::time_point m_deadline;
    Core::ProbeResult &m_result;
    FileDescriptor m_socket;
};

} // namespace

Core::ProbeResult attempt(const Core::Question &question, std::chrono::milliseconds wait)
{
    Core::ProbeResult result;
    result.fromWhere = "rehearsal";
    const auto begin = Clock::now();
    Attempt(question, begin + wait, result).run();
    result.milliseconds = std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
    return result;
}

} // namespace Portlight::Helper
