// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/trial/guard.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <sys/syscall.h>
#include <sys/wait.h>

namespace Portlight::Helper
{

namespace
{

constexpr int armedDescriptor = 3;

/// In the grandchild: nothing of the starter is left but its namespaces. Only async-signal-safe
/// calls.
[[noreturn]] void becomeGuard(char *const *arguments, char *const *environment, int armed)
{
    sigset_t none;
    ::sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    const int nothing = ::open("/dev/null", O_RDWR | O_CLOEXEC);
    // The pipe may already be number 3, or one of the first three.
    const int moved = ::fcntl(armed, F_DUPFD_CLOEXEC, armedDescriptor + 1);
    if (nothing < 0 || moved < 0 || ::dup2(nothing, STDIN_FILENO) < 0
        || ::dup2(nothing, STDOUT_FILENO) < 0 || ::dup2(nothing, STDERR_FILENO) < 0
        || ::dup2(moved, armedDescriptor) < 0 || ::chdir("/") != 0) {
        ::_exit(127);
    }
    ::syscall(SYS_close_range, static_cast<unsigned>(armedDescriptor + 1), ~0U, 0U);
    ::execve(arguments[0], arguments, environment);
    ::_exit(127);
}

} // namespace

Core::Result<void> ProcessGuard::arm(const std::string &program, const TrialFolder &folder,
                                     const std::string &id)
{
    constexpr auto operation = "arm the guard";
    std::array<int, 2> ends{-1, -1};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
        return Core::failure(Core::ErrorCode::Internal, operation, "no pipe", std::strerror(errno));
    }
    const FileDescriptor read(ends[0]);
    FileDescriptor write(ends[1]);
    std::array<std::string, 3> arguments = {program, folder.path(), id};
    std::array<char *, 4> argumentPointers = {arguments[0].data(), arguments[1].data(),
                                              arguments[2].data(), nullptr};
    std::array<std::string, 2> environment = {"PATH=/usr/sbin:/usr/bin:/sbin:/bin",
                                              "LC_ALL=C.UTF-8"};
    std::array<char *, 3> environmentPointers = {environment[0].data(), environment[1].data(),
                                                 nullptr};
    const pid_t child = ::fork();
    if (child < 0) {
        return Core::failure(Core::ErrorCode::Internal, operation, "no process",
                             std::strerror(errno));
    }
    if (child == 0) {
        // A session of its own, and no parent that could wait for it or be waited for.
        ::setsid();
        const pid_t guard = ::fork();
        if (guard == 0) {
            becomeGuard(argumentPointers.data(), environmentPointers.data(), write.value());
        }
        ::_exit(guard < 0 ? 1 : 0);
    }
    while (::waitpid(child, nullptr, 0) < 0 && errno == EINTR) { }
    write.reset();
    constexpr int patienceMilliseconds = 5000;
    pollfd polled{read.value(), POLLIN, 0};
    char word = 0;
    while (::poll(&polled, 1, patienceMilliseconds) < 0 && errno == EINTR) { }
    if ((polled.revents & POLLIN) == 0 || ::read(read.value(), &word, 1) != 1 || word != 'A') {
        return Core::failure(Core::ErrorCode::Internal, operation,
                             "the guard did not start, so nothing was changed", program);
    }
    return {};
}

} // namespace Portlight::Helper
