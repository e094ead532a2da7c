// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/trial/guard.h"

#include "helper/netfilter/childprocess.h"

#include <cerrno>
#include <cstring>
#include <ctime>
#include <fcntl.h>
#include <sys/stat.h>

namespace Portlight::Helper
{

namespace
{

constexpr auto operation = "arm the guard";

std::string timerName(const std::string &id)
{
    return "portlight-undo@" + id + ".timer";
}

std::string dropInFolder(const std::string &id)
{
    return "/run/systemd/system/" + timerName(id) + ".d";
}

Core::Result<void> systemctl(std::vector<std::string> arguments)
{
    auto program = findProgram("systemctl");
    if (!program) {
        return tl::unexpected(program.error());
    }
    ProcessRequest request;
    request.program = *program;
    request.arguments = std::move(arguments);
    const auto outcome = runProcess(request);
    if (!outcome) {
        return tl::unexpected(outcome.error());
    }
    if (outcome->exitCode != 0) {
        return Core::failure(Core::ErrorCode::Internal, operation, "systemd did not take the timer",
                             outcome->errors);
    }
    return {};
}

} // namespace

bool SystemdGuard::isAvailable()
{
    return ::access("/run/systemd/system", F_OK) == 0;
}

Core::Result<void> SystemdGuard::arm(const std::string &id, unsigned seconds)
{
    if (::mkdir(dropInFolder(id).c_str(), 0755) != 0 && errno != EEXIST) {
        return Core::failure(Core::ErrorCode::Internal, operation, dropInFolder(id),
                             std::strerror(errno));
    }
    // A second later than the helper's own timer, which acts when the helper lives. OnActiveSec=
    // stands still while the computer sleeps, the wall clock may be set; whichever comes first
    // wakes the guard, and one that comes too early waits for the deadline in the record.
    const std::string text = "[Timer]\nOnActiveSec=\nOnActiveSec=" + std::to_string(seconds + 1)
        + "s\nOnCalendar=@" + std::to_string(::time(nullptr) + seconds + 1) + "\n";
    const std::string path = dropInFolder(id) + "/deadline.conf";
    {
        const FileDescriptor file(
            ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0644));
        if (!file
            || ::write(file.value(), text.data(), text.size())
                != static_cast<ssize_t>(text.size())) {
            return Core::failure(Core::ErrorCode::Internal, operation, path, std::strerror(errno));
        }
    }
    for (const std::vector<std::string> &arguments : {std::vector<std::string>{"daemon-reload"},
                                                      {"restart", timerName(id)},
                                                      {"is-active", "--quiet", timerName(id)}}) {
        if (auto done = systemctl(arguments); !done) {
            disarm(id);
            return done;
        }
    }
    return {};
}

void SystemdGuard::disarm(const std::string &id)
{
    // The marker is written: a timer that still fires finds it and does nothing.
    static_cast<void>(systemctl({"stop", timerName(id)}));
    ::unlink((dropInFolder(id) + "/deadline.conf").c_str());
    ::rmdir(dropInFolder(id).c_str());
}

} // namespace Portlight::Helper
