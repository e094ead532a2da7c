// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/trial/guard.h"
#include "helper/trial/killpoint.h"
#include "helper/trial/takeback.h"
#include "helper/trial/trialstore.h"
#include "helper/trial/whereandwhen.h"

#include <array>
#include <cerrno>
#include <climits>
#include <csignal>
#include <cstddef>
#include <optional>
#include <poll.h>
#include <sys/inotify.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <sys/timerfd.h>
#include <syslog.h>

namespace Portlight::Helper
{

namespace
{

constexpr std::int64_t graceMilliseconds = 1000;

void setTimer(const FileDescriptor &timer, std::int64_t boottimeMilliseconds)
{
    itimerspec when{};
    when.it_value.tv_sec = static_cast<time_t>(boottimeMilliseconds / 1000);
    // An all-zero time would switch the timer off.
    when.it_value.tv_nsec = static_cast<long>(boottimeMilliseconds % 1000 * 1000000 + 1);
    ::timerfd_settime(timer.value(), TFD_TIMER_ABSTIME, &when, nullptr);
}

/// Empties the queue; true when the folder is no more.
bool isFolderGone(const FileDescriptor &watch)
{
    bool gone = false;
    alignas(inotify_event) std::array<char, 4096> buffer;
    for (ssize_t got = 0; (got = ::read(watch.value(), buffer.data(), buffer.size())) > 0;) {
        for (std::size_t at = 0; at < static_cast<std::size_t>(got);) {
            const void *place = buffer.data() + at;
            const auto *event = static_cast<const inotify_event *>(place);
            gone = gone || (event->mask & (IN_DELETE_SELF | IN_IGNORED)) != 0;
            at += sizeof(inotify_event) + event->len;
        }
    }
    return gone;
}

/// Nothing is left to do: kept, taken back, or the record was removed after its end.
bool hasEnded(const TrialFolder &folder, const std::string &id)
{
    const auto journal = folder.load(id);
    return journal ? folder.hasEnded(*journal) : journal.error().code == Core::ErrorCode::NotFound;
}

/// The folder went away together with the record: undo from memory. Nobody can have kept the trial
/// without the guard having seen the marker first.
Core::Result<void> undoFromMemory(Journal &journal)
{
    const auto done = takeBack(journal,
                               [](const Journal &) {
                                   return Core::Result<void>();
                               },
                               nullptr, {});
    if (!done) {
        return tl::unexpected(done.error());
    }
    return {};
}

void cryOut(int priority, const std::string &id, const Core::Error &error)
{
    ::openlog("portlight-undo", LOG_PID, LOG_AUTHPRIV);
    ::syslog(priority, "the trial %s could not be taken back: %s: %s %.500s", id.c_str(),
             error.operation.c_str(), error.message.c_str(), error.detail.c_str());
}

enum class Order {
    WhenDue, ///< unless it was kept or extended meanwhile
    Now,
    FromMemory, ///< the folder is gone
};

/// Tries again: the xtables lock may be held, memory may be short. Every failure is logged, the
/// last one of the first minute to all terminals. Gives 0 when it is done or need not be done.
int undoStubbornly(const TrialFolder &folder, const std::string &id, Journal &journal, Order order)
{
    constexpr int inTheFirstMinute = 12;
    constexpr int inTheFirstHour = inTheFirstMinute + 59;
    TrialStore store(folder.path(), {});
    for (int attempt = 1; attempt <= inTheFirstHour; ++attempt) {
        Core::Result<void> done;
        if (order == Order::FromMemory) {
            done = undoFromMemory(journal);
        } else if (!hasEnded(folder, id)) {
            done = order == Order::Now ? store.undo(id) : store.undoIfDue(id);
        }
        if (done) {
            return 0;
        }
        cryOut(attempt == inTheFirstMinute ? LOG_EMERG : LOG_CRIT, id, done.error());
        const timespec pause{attempt < inTheFirstMinute ? 5 : 60, 0};
        ::nanosleep(&pause, nullptr);
    }
    return 1;
}

/// Everything that a guard waits for.
struct Alarms {
    FileDescriptor terminated;
    FileDescriptor timer;
    FileDescriptor watch;
};

/// Until the trial has ended (nothing), or must go back.
std::optional<Order> waitForOrder(const Alarms &alarms, const TrialFolder &folder,
                                  const std::string &id, Journal &journal)
{
    std::array<pollfd, 3> polled = {pollfd{alarms.timer.value(), POLLIN, 0},
                                    pollfd{alarms.watch.value(), POLLIN, 0},
                                    pollfd{alarms.terminated.value(), POLLIN, 0}};
    for (;;) {
        setTimer(alarms.timer, journal.deadline + graceMilliseconds);
        if (::poll(polled.data(), polled.size(), -1) < 0 && errno != EINTR) {
            return Order::Now;
        }
        if (polled[1].revents != 0 && isFolderGone(alarms.watch)) {
            return Order::FromMemory;
        }
        if (polled[2].revents != 0) {
            return Order::Now;
        }
        // What the folder says counts, not what was heard of it: news may be lost.
        if (auto newest = folder.load(id)) {
            journal = std::move(*newest);
        }
        if (hasEnded(folder, id)) {
            return std::nullopt;
        }
        if (bootTimeMilliseconds() >= journal.deadline + graceMilliseconds) {
            return Order::WhenDue;
        }
    }
}

} // namespace

int runGuard(const TrialFolder &folder, const std::string &id, int armedDescriptor)
{
    // 1. See everything that happens from here on; SIGTERM is read, the others that end a session
    // are ignored.
    sigset_t signals;
    ::sigemptyset(&signals);
    ::sigaddset(&signals, SIGTERM);
    ::sigprocmask(SIG_BLOCK, &signals, nullptr);
    for (const int ignored : {SIGHUP, SIGINT, SIGQUIT, SIGPIPE}) {
        ::signal(ignored, SIG_IGN);
    }
    const Alarms alarms{FileDescriptor(::signalfd(-1, &signals, SFD_CLOEXEC)),
                        FileDescriptor(::timerfd_create(CLOCK_BOOTTIME, TFD_CLOEXEC)),
                        FileDescriptor(::inotify_init1(IN_CLOEXEC | IN_NONBLOCK))};
    // A kept trial has a guard only while it is being undone. Its first one heard that it was kept
    // and is about to go, so this one waits for its place.
    const bool wasKept = folder.marked(id, TrialFolder::Marker::Kept).has_value();
    const auto guardLock = wasKept ? folder.guardLock(id) : folder.tryGuardLock(id);
    if (!guardLock || !alarms.terminated || !alarms.timer || !alarms.watch
        || ::inotify_add_watch(alarms.watch.value(), folder.path().c_str(),
                               IN_MOVED_TO | IN_DELETE_SELF | IN_ONLYDIR)
            < 0) {
        return 1;
    }
    // 2. Only then read the record.
    auto journal = folder.load(id);
    if (!journal || journal->netns != networkNamespace()) {
        return 1;
    }
    if (folder.hasEnded(*journal) && !wasKept) {
        // A timer may fire once more after the end, with nothing left to do. Who waits for a guard
        // to be armed must not take this for one.
        return armedDescriptor < 0 ? 0 : 1;
    }
    // 3. Armed.
    struct stat about {
    };
    if (::fstat(armedDescriptor, &about) == 0 && S_ISFIFO(about.st_mode)) {
        if (::write(armedDescriptor, "A", 1) != 1) {
            return 1; // Nobody waits for us any more, and nothing was changed yet.
        }
        ::close(armedDescriptor);
    }
    killPoint("guard is armed");
    if (wasKept) {
        // Who undoes it holds its lock until that is on record, or is dead.
        static_cast<void>(folder.lock(id));
        if (auto recorded = folder.load(id)) {
            journal = std::move(recorded);
        }
        if (folder.hasEnded(*journal)) {
            return 0;
        }
    }
    // 4. Wait, and take it back; who extended it at the last moment makes the guard wait again.
    for (;;) {
        const auto order = waitForOrder(alarms, folder, id, *journal);
        if (!order) {
            return 0;
        }
        killPoint("guard acts");
        const int code = undoStubbornly(folder, id, *journal, *order);
        if (code != 0 || *order != Order::WhenDue || hasEnded(folder, id)) {
            return code;
        }
    }
}

} // namespace Portlight::Helper
