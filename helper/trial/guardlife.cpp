// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/trial/guard.h"
#include "helper/trial/takeback.h"
#include "helper/trial/trialstore.h"
#include "helper/trial/whereandwhen.h"

#include <array>
#include <cerrno>
#include <climits>
#include <csignal>
#include <cstddef>
#include <poll.h>
#include <string_view>
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

struct FolderNews {
    bool ended = false; ///< a marker of this trial was written
    bool moved = false; ///< its record was written anew
    bool gone = false; ///< the folder is no more
};

FolderNews readNews(const FileDescriptor &watch, const std::string &id)
{
    FolderNews news;
    alignas(inotify_event) std::array<char, 4096> buffer;
    const ssize_t got = ::read(watch.value(), buffer.data(), buffer.size());
    for (std::size_t at = 0; got > 0 && at < static_cast<std::size_t>(got);) {
        const void *place = buffer.data() + at;
        const auto *event = static_cast<const inotify_event *>(place);
        const std::string_view name = event->len > 0 ? event->name : "";
        const bool written = (event->mask & IN_MOVED_TO) != 0;
        news.ended = news.ended
            || (written
                && (name == TrialFolder::markerName(id, TrialFolder::Marker::Kept)
                    || name == TrialFolder::markerName(id, TrialFolder::Marker::Undone)));
        news.moved = news.moved || (written && name == id + ".json");
        news.gone = news.gone || (event->mask & (IN_DELETE_SELF | IN_IGNORED)) != 0;
        at += sizeof(inotify_event) + event->len;
    }
    return news;
}

bool isMarked(const TrialFolder &folder, const std::string &id)
{
    return folder.marked(id, TrialFolder::Marker::Kept)
        || folder.marked(id, TrialFolder::Marker::Undone);
}

/// The folder went away together with the record: undo from memory. Nobody can have kept the trial
/// without the guard having seen the marker first.
Core::Result<void> undoFromMemory(Journal &journal)
{
    const auto done = takeBack(
        journal,
        [](const Journal &) {
            return Core::Result<void>();
        },
        nullptr);
    if (!done) {
        return tl::unexpected(done.error());
    }
    return {};
}

/// Retries for a minute: the xtables lock may be held, memory may be short.
int undoStubbornly(const TrialFolder &folder, const std::string &id, Journal &journal)
{
    constexpr int attempts = 12;
    constexpr timespec pause{5, 0};
    TrialStore store(folder.path(), {});
    std::string problem;
    for (int attempt = 0; attempt < attempts; ++attempt) {
        const bool onDisk = folder.load(id).has_value();
        if (onDisk && isMarked(folder, id)) {
            return 0;
        }
        const Core::Result<void> done = onDisk ? store.undo(id) : undoFromMemory(journal);
        if (done) {
            return 0;
        }
        problem = done.error().operation + ": " + done.error().message + ' ' + done.error().detail;
        ::nanosleep(&pause, nullptr);
    }
    ::openlog("portlight-undo", LOG_PID, LOG_AUTHPRIV);
    ::syslog(LOG_CRIT, "the trial %s could not be taken back: %.500s", id.c_str(), problem.c_str());
    return 1;
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
    const FileDescriptor terminated(::signalfd(-1, &signals, SFD_CLOEXEC));
    const FileDescriptor timer(::timerfd_create(CLOCK_BOOTTIME, TFD_CLOEXEC));
    const FileDescriptor watch(::inotify_init1(IN_CLOEXEC | IN_NONBLOCK));
    const auto guardLock = folder.tryGuardLock(id);
    if (!guardLock || !terminated || !timer || !watch
        || ::inotify_add_watch(watch.value(), folder.path().c_str(),
                               IN_MOVED_TO | IN_DELETE_SELF | IN_ONLYDIR)
            < 0) {
        return 1;
    }
    // 2. Only then read the record.
    auto journal = folder.load(id);
    if (!journal || journal->netns != networkNamespace() || isMarked(folder, id)) {
        return 1;
    }
    setTimer(timer, journal->deadline + graceMilliseconds);
    // 3. Armed.
    struct stat about {
    };
    if (::fstat(armedDescriptor, &about) == 0 && S_ISFIFO(about.st_mode)) {
        if (::write(armedDescriptor, "A", 1) != 1) {
            return 1; // Nobody waits for us any more, and nothing was changed yet.
        }
        ::close(armedDescriptor);
    }
    // 4. Wait.
    std::array<pollfd, 3> polled = {pollfd{timer.value(), POLLIN, 0},
                                    pollfd{watch.value(), POLLIN, 0},
                                    pollfd{terminated.value(), POLLIN, 0}};
    for (;;) {
        if (::poll(polled.data(), polled.size(), -1) < 0) {
            if (errno != EINTR) {
                break;
            }
            continue;
        }
        if (polled[1].revents != 0) {
            const FolderNews news = readNews(watch, id);
            if (news.ended) {
                return 0;
            }
            if (news.gone) {
                break;
            }
            if (auto newer = folder.load(id); news.moved && newer) {
                journal = std::move(newer);
                setTimer(timer, journal->deadline + graceMilliseconds);
                continue;
            }
        }
        if (polled[2].revents != 0) {
            break;
        }
        if (polled[0].revents != 0
            && bootTimeMilliseconds() >= journal->deadline + graceMilliseconds) {
            break;
        }
    }
    // 5. Take it back.
    return undoStubbornly(folder, id, *journal);
}

} // namespace Portlight::Helper
