// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/conntrack/flowwatch.h"

#include "helper/conntrack/conntrackreader.h"
#include "helper/conntrack/entrymessage.h"
#include "helper/netfilter/filedescriptor.h"
#include "helper/netfilter/smallfile.h"

#include <array>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <libmnl/libmnl.h>
#include <linux/netfilter/nfnetlink.h>
#include <linux/netfilter/nfnetlink_conntrack.h>
#include <linux/netlink.h>
#include <mutex>
#include <poll.h>
#include <sys/socket.h>
#include <thread>
#include <vector>

namespace Portlight::Helper
{

namespace
{

using Clock = std::chrono::steady_clock;

constexpr auto operation = "watch connections";
constexpr int wakeMilliseconds = 200;
constexpr std::size_t messageBytes = 65536;

double seconds(Clock::time_point at)
{
    return std::chrono::duration<double>(at.time_since_epoch()).count();
}

tl::unexpected<Core::Error> failed(const char *what, int number)
{
    return Core::failure(number == EPERM ? Core::ErrorCode::Denied : Core::ErrorCode::KernelRefused,
                         operation, what, std::strerror(number));
}

/// Listens to beginnings and ends.
Core::Result<FileDescriptor> openEvents(int bufferBytes)
{
    FileDescriptor socket(
        ::socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, NETLINK_NETFILTER));
    if (!socket) {
        return failed("open a socket", errno);
    }
    // The forced size is not bound by net.core.rmem_max; not all may ask for it.
    if (::setsockopt(socket.value(), SOL_SOCKET, SO_RCVBUFFORCE, &bufferBytes, sizeof bufferBytes)
        != 0) {
        ::setsockopt(socket.value(), SOL_SOCKET, SO_RCVBUF, &bufferBytes, sizeof bufferBytes);
    }
    sockaddr_nl address{};
    address.nl_family = AF_NETLINK;
    if (::bind(socket.value(), static_cast<const sockaddr *>(static_cast<const void *>(&address)),
               sizeof address)
        != 0) {
        return failed("bind", errno);
    }
    for (const int group : {NFNLGRP_CONNTRACK_NEW, NFNLGRP_CONNTRACK_DESTROY}) {
        if (::setsockopt(socket.value(), SOL_NETLINK, NETLINK_ADD_MEMBERSHIP, &group, sizeof group)
            != 0) {
            return failed("listen to events", errno);
        }
    }
    return socket;
}

} // namespace

struct FlowWatch::Private {
    explicit Private(const Options &wanted)
        : options(wanted)
    {
    }

    void run();
    void take(const char *bytes, std::size_t size);

    Options options;
    std::mutex mutex; ///< of all below but the thread
    FileDescriptor socket;
    Core::FlowMeter meter{0, 0};
    std::uint64_t meters = 0;
    Clock::time_point lastRead;
    bool running = false;
    std::atomic<bool> stop = false;
    std::thread thread; ///< touched by read() and the destructor only
    std::mutex starting; ///< one read() at a time
};

FlowWatch::FlowWatch()
    : FlowWatch(Options())
{
}

FlowWatch::FlowWatch(const Options &options)
    : d(std::make_unique<Private>(options))
{
}

FlowWatch::~FlowWatch()
{
    d->stop = true;
    if (d->thread.joinable()) {
        d->thread.join();
    }
}

Core::Result<Core::FlowRates> FlowWatch::read()
{
    const std::lock_guard one(d->starting);
    {
        const std::lock_guard lock(d->mutex);
        d->lastRead = Clock::now();
        if (d->running) {
            return d->meter.reading(seconds(Clock::now()));
        }
    }
    if (!isTracking()) {
        return Core::failure(Core::ErrorCode::Unsupported, operation,
                             "connection tracking is not loaded");
    }
    const auto events = readSmallFile("/proc/sys/net/netfilter/nf_conntrack_events", 16);
    if (!events || events->starts_with('0')) {
        return Core::failure(Core::ErrorCode::Unsupported, operation,
                             "events are switched off (net.netfilter.nf_conntrack_events)");
    }
    if (d->thread.joinable()) {
        d->thread.join(); // it has said that it ends
    }
    auto socket = openEvents(d->options.bufferBytes);
    if (!socket) {
        return tl::unexpected(socket.error());
    }
    const std::lock_guard lock(d->mutex);
    d->socket = std::move(*socket);
    // A helper that was started anew must not be taken for the one before.
    const auto number = static_cast<std::uint64_t>(Clock::now().time_since_epoch().count());
    d->meter = Core::FlowMeter(number + ++d->meters, seconds(Clock::now()));
    d->running = true;
    d->thread = std::thread([this] {
        d->run();
    });
    return d->meter.reading(seconds(Clock::now()));
}

void FlowWatch::Private::run()
{
    std::vector<char> buffer(messageBytes);
    for (;;) {
        pollfd waiting{socket.value(), POLLIN, 0};
        ::poll(&waiting, 1, wakeMilliseconds);
        const std::lock_guard lock(mutex);
        if (stop || Clock::now() - lastRead > options.patience) {
            socket.reset();
            running = false;
            return;
        }
        // A bounded number, so that a reading gets its turn under any load.
        constexpr int mostAtOnce = 256;
        for (int i = 0; i < mostAtOnce; ++i) {
            const ssize_t got = ::recv(socket.value(), buffer.data(), buffer.size(), 0);
            if (got >= 0) {
                take(buffer.data(), static_cast<std::size_t>(got));
            } else if (errno == ENOBUFS) {
                meter.overrun();
            } else {
                break;
            }
        }
    }
}

void FlowWatch::Private::take(const char *bytes, std::size_t size)
{
    const double now = seconds(Clock::now());
    int left = static_cast<int>(size);
    const auto *message = static_cast<const nlmsghdr *>(static_cast<const void *>(bytes));
    for (; mnl_nlmsg_ok(message, left); message = mnl_nlmsg_next(message, &left)) {
        const unsigned type = message->nlmsg_type & 0xffU;
        const auto entry = parseEntryMessage(message);
        if (!entry) {
            continue;
        }
        if (type == IPCTNL_MSG_CT_DELETE) {
            meter.ended(*entry, now);
        } else if (type == IPCTNL_MSG_CT_NEW && (message->nlmsg_flags & NLM_F_CREATE) != 0) {
            meter.began(*entry, now);
        }
    }
}

} // namespace Portlight::Helper
