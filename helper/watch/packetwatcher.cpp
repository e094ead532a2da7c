// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/watch/packetwatcher.h"

#include "helper/netfilter/childprocess.h"
#include "helper/netfilter/filedescriptor.h"

#include <array>
#include <condition_variable>
#include <cstdint>
#include <fcntl.h>
#include <mutex>
#include <thread>
#include <unistd.h>

namespace Portlight::Helper
{

namespace
{

constexpr auto operation = "watch packets";
/// For the start of the program, and of the unit that holds it.
constexpr std::chrono::seconds startTime(10);

std::vector<std::string> unitArguments(const std::string &program, unsigned seconds)
{
    return {"--quiet",
            "--pipe",
            "--wait",
            "--collect",
            "--description=Portlight packet watch",
            "--property=RuntimeMaxSec=" + std::to_string(seconds + 5),
            "--property=KillMode=control-group",
            "--property=NoNewPrivileges=yes",
            "--property=CapabilityBoundingSet=CAP_NET_RAW CAP_SETUID CAP_SETGID",
            "--property=RestrictAddressFamilies=AF_PACKET AF_INET AF_NETLINK",
            "--property=ProtectSystem=strict",
            "--property=ProtectHome=yes",
            "--property=PrivateTmp=yes",
            "--property=PrivateDevices=yes",
            "--property=ProtectKernelTunables=yes",
            "--property=ProtectKernelModules=yes",
            "--property=ProtectKernelLogs=yes",
            "--property=ProtectControlGroups=yes",
            "--property=RestrictNamespaces=yes",
            "--property=LockPersonality=yes",
            "--property=MemoryDenyWriteExecute=yes",
            "--property=SystemCallFilter=@system-service",
            "--property=MemoryMax=64M",
            "--property=TasksMax=4",
            "--property=LimitCORE=0",
            "--",
            program};
}

Core::Error errorOf(const ProcessOutcome &outcome)
{
    switch (outcome.exitCode) {
    case captureDenied:
        return {Core::ErrorCode::Denied,
                operation,
                "packets may not be watched here",
                outcome.errors,
                {}};
    case captureNoInterface:
        return {Core::ErrorCode::NotFound, operation, "no such interface", outcome.errors, {}};
    default:
        return {Core::ErrorCode::Unsupported,
                operation,
                "packets cannot be watched here",
                outcome.errors,
                {}};
    }
}

} // namespace

struct PacketWatcher::Private {
    /// Takes the output of the program apart into lines. Runs in the thread that waits for it.
    void take(std::string_view piece)
    {
        rest.append(piece);
        for (auto end = rest.find('\n'); end != std::string::npos; end = rest.find('\n')) {
            if (auto watch = packetWatchFrom(std::string_view(rest).substr(0, end))) {
                const std::lock_guard lock(mutex);
                latest = *std::move(watch);
                begun = true;
                changed.notify_all();
            }
            rest.erase(0, end + 1);
        }
        if (rest.size() > longestCaptureLine) {
            rest.clear();
        }
    }

    void finish(const Core::Result<ProcessOutcome> &outcome)
    {
        const std::lock_guard lock(mutex);
        if (!outcome) {
            error = outcome.error();
        } else if (outcome->exitCode != captureDone) {
            error = errorOf(*outcome);
        }
        latest.limited = latest.limited || error.has_value();
        latest.running = false;
        ended = true;
        changed.notify_all();
    }

    mutable std::mutex mutex;
    std::condition_variable changed;
    Core::PacketWatch latest;
    std::optional<Core::Error> error;
    bool begun = false;
    bool ended = false;
    std::string rest;
    FileDescriptor input; ///< the program ends when this is closed
    std::thread thread;
};

PacketWatcher::PacketWatcher(std::unique_ptr<Private> started)
    : d(std::move(started))
{
}

PacketWatcher::~PacketWatcher()
{
    stop();
}

Core::Result<std::unique_ptr<PacketWatcher>> PacketWatcher::start(const CaptureRequest &request,
                                                                  CaptureHost host)
{
    auto program = siblingProgram("portlight-capture");
    if (!program) {
        return tl::unexpected(program.error());
    }
    ProcessRequest process;
    process.program = *program;
    // sd_booted(3): without systemd there is no unit that forbids a packet socket, either.
    if (host == CaptureHost::Systemd && ::access("/run/systemd/system", F_OK) == 0) {
        auto runner = findProgram("systemd-run");
        if (!runner) {
            return tl::unexpected(runner.error());
        }
        process.program = *runner;
        process.arguments = unitArguments(*program, request.seconds);
    }
    std::array<int, 2> ends{-1, -1};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
        return Core::failure(Core::ErrorCode::Internal, operation, "no pipe");
    }
    auto started = std::make_unique<Private>();
    Private *const state = started.get();
    auto reading = std::make_shared<FileDescriptor>(ends[0]);
    state->input = FileDescriptor(ends[1]);
    // A pipe holds far more than one line, so this cannot block.
    const std::string line = toLine(request);
    if (line.size() > longestCaptureLine
        || ::write(state->input.value(), line.data(), line.size())
            != static_cast<ssize_t>(line.size())) {
        return Core::failure(Core::ErrorCode::Internal, operation, "no request");
    }
    process.inputDescriptor = reading->value();
    process.keepsOutput = false;
    process.outputLimit = SIZE_MAX; // only its last line is kept
    process.deadline = std::chrono::seconds(request.seconds) + startTime;
    process.onOutput = [state](std::string_view piece) {
        state->take(piece);
    };
    state->thread = std::thread([state, process = std::move(process), reading] {
        state->finish(runProcess(process));
    });
    // NOLINTNEXTLINE(modernize-make-unique): the constructor is private
    std::unique_ptr<PacketWatcher> watcher(new PacketWatcher(std::move(started)));
    std::unique_lock lock(state->mutex);
    state->changed.wait_for(lock, startTime, [state] {
        return state->begun || state->ended;
    });
    if (!state->begun) {
        Core::Error error = state->error.value_or(Core::Error{
            Core::ErrorCode::Timeout, operation, "the watch did not begin in time", {}, {}});
        lock.unlock();
        return tl::unexpected(std::move(error));
    }
    return watcher;
}

Core::PacketWatch PacketWatcher::read() const
{
    const std::lock_guard lock(d->mutex);
    return d->latest;
}

bool PacketWatcher::isRunning() const
{
    const std::lock_guard lock(d->mutex);
    return !d->ended;
}

void PacketWatcher::end()
{
    const std::lock_guard lock(d->mutex);
    d->input.reset();
}

void PacketWatcher::stop()
{
    end();
    if (d->thread.joinable()) {
        d->thread.join();
    }
}

} // namespace Portlight::Helper
