// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/netfilter/netlink.h"

#include <cerrno>
#include <cstring>
#include <libmnl/libmnl.h>
#include <sys/time.h>
#include <utility>

namespace Portlight::Helper
{

namespace
{

mnl_socket *toSocket(void *socket)
{
    return static_cast<mnl_socket *>(socket);
}

Core::Result<void> kernelError(std::string_view operation, int number)
{
    Core::ErrorCode code = Core::ErrorCode::KernelRefused;
    switch (number) {
    case EPERM:
    case EACCES:
        code = Core::ErrorCode::Denied;
        break;
    case EPROTONOSUPPORT:
    case EOPNOTSUPP:
        code = Core::ErrorCode::Unsupported;
        break;
    case EINTR:
        code = Core::ErrorCode::Conflict;
        break;
    case ETIMEDOUT:
    case EAGAIN:
        code = Core::ErrorCode::Timeout;
        break;
    default:
        break;
    }
    return Core::failure(code, std::string(operation), "the kernel answered with an error",
                         std::strerror(number),
                         Core::TextPosition{static_cast<unsigned>(number), 0});
}

int deliver(const nlmsghdr *message, void *data)
{
    const auto *each = static_cast<const std::function<bool(const nlmsghdr *)> *>(data);
    return (*each)(message) ? MNL_CB_OK : MNL_CB_STOP;
}

} // namespace

NetlinkSocket::NetlinkSocket(void *socket)
    : m_socket(socket)
    , m_buffer(65536)
{
}

NetlinkSocket::NetlinkSocket(NetlinkSocket &&other) noexcept
    : m_socket(std::exchange(other.m_socket, nullptr))
    , m_sequence(other.m_sequence)
    , m_buffer(std::move(other.m_buffer))
{
}

NetlinkSocket::~NetlinkSocket()
{
    if (m_socket != nullptr) {
        mnl_socket_close(toSocket(m_socket));
    }
}

Core::Result<NetlinkSocket> NetlinkSocket::open(int bus)
{
    mnl_socket *socket = mnl_socket_open2(bus, SOCK_CLOEXEC);
    if (socket == nullptr) {
        return tl::unexpected(kernelError("open a netlink socket", errno).error());
    }
    NetlinkSocket result(socket);
    // A kernel that never answers must not hang the helper.
    const timeval limit{10, 0};
    ::setsockopt(mnl_socket_get_fd(socket), SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    if (mnl_socket_bind(socket, 0, MNL_SOCKET_AUTOPID) < 0) {
        return tl::unexpected(kernelError("bind a netlink socket", errno).error());
    }
    return result;
}

Core::Result<void> NetlinkSocket::ask(nlmsghdr *request, std::string_view operation,
                                      const std::function<void(const nlmsghdr *)> &each)
{
    return askWhile(request, operation, [&each](const nlmsghdr *answer) {
        each(answer);
        return true;
    });
}

Core::Result<void> NetlinkSocket::askWhile(nlmsghdr *request, std::string_view operation,
                                           const std::function<bool(const nlmsghdr *)> &each)
{
    request->nlmsg_seq = ++m_sequence;
    mnl_socket *socket = toSocket(m_socket);
    if (mnl_socket_sendto(socket, request, request->nlmsg_len) < 0) {
        return kernelError(operation, errno);
    }
    const bool wantsEnd = (request->nlmsg_flags & (NLM_F_DUMP | NLM_F_ACK)) != 0;
    auto *callback = const_cast<void *>(static_cast<const void *>(&each));
    for (;;) {
        const ssize_t got = mnl_socket_recvfrom(socket, m_buffer.data(), m_buffer.size());
        if (got < 0) {
            return kernelError(operation, errno);
        }
        const int state = mnl_cb_run(m_buffer.data(), static_cast<std::size_t>(got), m_sequence,
                                     mnl_socket_get_portid(socket), deliver, callback);
        if (state < 0) {
            return kernelError(operation, errno);
        }
        if (state == MNL_CB_STOP || !wantsEnd) {
            return {};
        }
    }
}

Core::Result<void> NetlinkSocket::commit(std::vector<char> &batch, std::size_t last,
                                         std::string_view operation)
{
    mnl_socket *socket = toSocket(m_socket);
    const std::uint32_t sequence = ++m_sequence;
    for (std::size_t at = 0; at < batch.size();) {
        auto *message = static_cast<nlmsghdr *>(static_cast<void *>(batch.data() + at));
        message->nlmsg_seq = sequence;
        message->nlmsg_flags |= at == last ? NLM_F_ACK : 0;
        at += NLMSG_ALIGN(message->nlmsg_len);
    }
    if (mnl_socket_sendto(socket, batch.data(), batch.size()) < 0) {
        return kernelError(operation, errno);
    }
    const ssize_t got = mnl_socket_recvfrom(socket, m_buffer.data(), m_buffer.size());
    if (got < 0) {
        return kernelError(operation, errno);
    }
    // An error comes before the confirmation.
    if (mnl_cb_run(m_buffer.data(), static_cast<std::size_t>(got), sequence,
                   mnl_socket_get_portid(socket), nullptr, nullptr)
        < 0) {
        return kernelError(operation, errno);
    }
    return {};
}

} // namespace Portlight::Helper
