// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/netfilter/xtableslock.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <thread>

namespace Portlight::Helper
{

Core::Result<XtablesLock> XtablesLock::take(std::chrono::milliseconds wait)
{
    constexpr auto path = "/run/xtables.lock";
    FileDescriptor file(::open(path, O_RDONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!file) {
        const int reason = errno;
        return Core::failure(reason == EACCES || reason == EPERM || reason == EROFS
                                 ? Core::ErrorCode::Denied
                                 : Core::ErrorCode::Internal,
                             "lock the tables", path, std::strerror(reason));
    }
    // flock(2) has no time limit of its own, and an alarm would hit the whole process.
    constexpr auto pause = std::chrono::milliseconds(10);
    const auto end = std::chrono::steady_clock::now() + wait;
    while (::flock(file.value(), LOCK_EX | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK && errno != EINTR) {
            return Core::failure(Core::ErrorCode::Internal, "lock the tables", path,
                                 std::strerror(errno));
        }
        if (std::chrono::steady_clock::now() >= end) {
            return Core::failure(Core::ErrorCode::Busy, "lock the tables",
                                 "another program holds the lock of iptables");
        }
        std::this_thread::sleep_for(pause);
    }
    return XtablesLock(std::move(file));
}

} // namespace Portlight::Helper
