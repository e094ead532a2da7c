// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/result.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

struct nlmsghdr;

namespace Portlight::Helper
{

/// One netlink conversation: sends a request and hands each answer to `each` until the kernel says
/// it is done. Bound to the network namespace of the calling thread at construction.
class NetlinkSocket
{
public:
    static Core::Result<NetlinkSocket> open(int bus);
    NetlinkSocket(NetlinkSocket &&other) noexcept;
    NetlinkSocket &operator=(NetlinkSocket &&) = delete;
    ~NetlinkSocket();

    /// `request` must be a complete message; its sequence number is set here. The kernel's errno
    /// comes back in Error::detail, and its number as Error::position.line. A dump that the kernel
    /// marks as interrupted is Conflict: ask again.
    Core::Result<void> ask(nlmsghdr *request, std::string_view operation,
                           const std::function<void(const nlmsghdr *)> &each);

    /// As ask(), until `each` says false. The rest of the answer is not read then: the socket is of
    /// no more use.
    Core::Result<void> askWhile(nlmsghdr *request, std::string_view operation,
                                const std::function<bool(const nlmsghdr *)> &each);

    /// Sends the messages of a transaction (from BATCH_BEGIN to BATCH_END) at once. `last`: where
    /// the last one between those two begins; the kernel confirms it, or says what is wrong with
    /// any.
    Core::Result<void> commit(std::vector<char> &batch, std::size_t last,
                              std::string_view operation);

private:
    explicit NetlinkSocket(void *socket);
    void *m_socket;
    std::uint32_t m_sequence = 1;
    std::vector<char> m_buffer;
};

} // namespace Portlight::Helper
