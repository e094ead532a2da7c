// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/trial/trialstore.h"

#include "helper/trial/guard.h"
#include "helper/trial/killpoint.h"
#include "helper/trial/othertrials.h"
#include "helper/trial/takeback.h"
#include "helper/trial/trialfolder.h"
#include "helper/trial/trialstart.h"
#include "helper/trial/whereandwhen.h"

#include <algorithm>
#include <cstdlib>
#include <string_view>
#include <sys/stat.h>

namespace Portlight::Helper
{

namespace
{

using Core::ErrorCode;
using Core::failure;
using Marker = TrialFolder::Marker;

TrialInfo describe(const TrialFolder &folder, const Journal &journal)
{
    TrialInfo info;
    info.id = journal.id;
    info.summary = journal.summary;
    info.commands = journal.commands;
    info.began = journal.began;
    info.uid = journal.uid;
    info.here = isHere(journal);
    info.detail = journal.detail;
    const auto undone = folder.marked(journal.id, Marker::Undone);
    const bool isKept = folder.marked(journal.id, Marker::Kept).has_value();
    if (journal.failed) {
        info.state = TrialState::Failed;
    } else if (undone) {
        info.state = TrialState::Undone;
        info.detail = *undone;
    } else if (isKept && folder.hasEnded(journal)) {
        info.state = TrialState::Kept;
    } else if (journal.bootId != bootId()) {
        info.state = TrialState::Undone;
        info.detail = "ended when the computer restarted";
    } else {
        const std::int64_t left = journal.deadline - bootTimeMilliseconds();
        info.secondsLeft = left > 0 ? static_cast<unsigned>((left + 999) / 1000) : 0U;
    }
    return info;
}

/// The caller holds the lock of the trial, with the descriptor `held`.
Core::Result<void> undoLocked(const TrialFolder &folder, Journal &journal, int held,
                              const XtablesLock *lock = nullptr)
{
    // From here on the trial cannot be kept any more; who finds it like this finishes it.
    journal.phase = Phase::Undoing;
    static_cast<void>(folder.save(journal)); // a full disk must not keep the old rules away
    killPoint("undo recorded");
    const auto done = takeBack(journal,
                               [&folder](const Journal &now) {
                                   return folder.save(now);
                               },
                               lock, {held});
    killPoint("undo done");
    if (!done) {
        const Core::Error &error = done.error();
        journal.detail = error.message + (error.detail.empty() ? "" : ": ") + error.detail;
        // The record still tells how to take it back, so that the guard can try again.
        static_cast<void>(folder.save(journal));
        return tl::unexpected(error);
    }
    auto marked = folder.mark(journal.id, Marker::Undone, *done);
    killPoint("undone marker durable");
    return marked;
}

constexpr auto keeping = "keep a trial";
constexpr auto undoing = "undo a trial";
constexpr auto extending = "extend a trial";

std::int64_t deadlineIn(unsigned seconds)
{
    return bootTimeMilliseconds() + static_cast<std::int64_t>(seconds) * 1000;
}

/// A trial that can still be kept. Past its deadline it is on its way back, even when an undo that
/// fails is being repeated.
Core::Result<void> checkIsRunning(const TrialFolder &folder, const Journal &journal,
                                  const char *operation)
{
    if (folder.hasEnded(journal) || journal.phase != Phase::Trying
        || bootTimeMilliseconds() >= journal.deadline) {
        return failure(ErrorCode::Conflict, operation, "the trial has ended already", journal.id);
    }
    return {};
}

/// The commit, and the record that it is complete. The countdown begins when everything stands.
Core::Result<void> commitAndRecord(PreparedTrial &trial, const TrialFolder &folder,
                                   unsigned seconds, int held)
{
    const auto save = [&folder](const Journal &journal) {
        return folder.save(journal);
    };
    if (auto committed = commitTrial(trial, save, {held}); !committed) {
        return committed;
    }
    killPoint("everything committed");
    trial.journal.phase = Phase::Trying;
    trial.journal.deadline = deadlineIn(seconds);
    return save(trial.journal);
}

Core::Result<void> checkIsHere(const Journal &journal, const char *operation)
{
    if (journal.bootId != bootId()) {
        return failure(ErrorCode::Conflict, operation,
                       "the trial ended when the computer restarted", journal.id);
    }
    if (journal.netns != networkNamespace()) {
        return failure(ErrorCode::Conflict, operation,
                       "the trial belongs to another network namespace", journal.id);
    }
    return {};
}

bool usesSystemd(GuardKind kind)
{
    return kind == GuardKind::Systemd && SystemdGuard::isAvailable();
}

Core::Result<void> armGuard(GuardKind kind, const std::string &program, const TrialFolder &folder,
                            const std::string &id, unsigned seconds)
{
    return usesSystemd(kind) ? SystemdGuard::arm(id, seconds)
                             : ProcessGuard::arm(program, folder, id);
}

} // namespace

TrialStore::TrialStore(std::string folder, std::string undoProgram, GuardKind guard)
    : m_folder(std::move(folder))
    , m_undoProgram(std::move(undoProgram))
    , m_guard(guard)
{
}

Core::Result<std::string> TrialStore::begin(const TrialRequest &request)
{
    // 1. What can be told without looking at the system.
    if (auto valid = checkRequest(request); !valid) {
        return tl::unexpected(valid.error());
    }
    killPoint("request checked");
    const TrialFolder folder(m_folder);
    if (auto ready = folder.prepare(); !ready) {
        return tl::unexpected(ready.error());
    }
    // 2. One trial begins at a time, so that two cannot both find the chain free.
    const auto storeLock = folder.lockStore();
    if (!storeLock) {
        return tl::unexpected(storeLock.error());
    }
    killPoint("store locked");
    if (auto free = checkOthers(folder, request); !free) {
        return tl::unexpected(free.error());
    }
    // 3. Generations, plan, dry run.
    auto trial = prepareTrial(request);
    if (!trial) {
        return tl::unexpected(trial.error());
    }
    killPoint("trial prepared");
    if (request.dryRun) {
        return std::string();
    }
    prune(folder);
    Journal &journal = trial->journal;
    const std::string id = journal.id;
    const auto lock = folder.lock(id);
    if (!lock) {
        return tl::unexpected(lock.error());
    }
    killPoint("trial locked");
    // 4. On disk, then the guard: from here on anybody can take it back.
    journal.deadline = deadlineIn(request.seconds);
    if (auto saved = folder.save(journal); !saved) {
        return tl::unexpected(saved.error());
    }
    killPoint("trial recorded");
    if (auto armed = armGuard(m_guard, m_undoProgram, folder, id, request.seconds); !armed) {
        folder.remove(id);
        return tl::unexpected(armed.error());
    }
    killPoint("guard armed");
    // 5. Commit and verify; what went wrong goes back at once.
    auto begun = commitAndRecord(*trial, folder, request.seconds, lock->value());
    if (!begun) {
        Core::Error &error = begun.error();
        const auto undone =
            undoLocked(folder, journal, lock->value(), trial->lock ? &*trial->lock : nullptr);
        journal.failed = undone.has_value();
        journal.detail = error.message + (error.detail.empty() ? "" : ": ") + error.detail;
        static_cast<void>(folder.save(journal));
        if (!undone) {
            error.detail += "; taking it back failed, too: " + undone.error().message;
        } else if (usesSystemd(m_guard)) {
            SystemdGuard::disarm(id);
        }
        return tl::unexpected(std::move(error));
    }
    killPoint("trial begun");
    return id;
}

template<typename Work>
Core::Result<void> TrialStore::onTrial(const std::string &id, const char *operation,
                                       const Work &work) const
{
    const bool isUndo = std::string_view(operation) == undoing;
    const TrialFolder folder(m_folder);
    // Before the lock, which would make a file for every name asked for.
    if (auto journal = folder.load(id); !journal) {
        return tl::unexpected(journal.error());
    }
    const auto lock = folder.lock(id);
    if (!lock) {
        return tl::unexpected(lock.error());
    }
    auto journal = folder.load(id);
    if (!journal) {
        return tl::unexpected(journal.error());
    }
    if (isUndo && folder.marked(id, Marker::Undone)) {
        return {};
    }
    if (auto here = checkIsHere(*journal, operation); !here) {
        return here;
    }
    killPoint("trial found and locked");
    return work(folder, *journal, lock->value());
}

Core::Result<void> TrialStore::keep(const std::string &id)
{
    return onTrial(id, keeping, [this](const TrialFolder &folder, Journal &journal, int) {
        if (auto running = checkIsRunning(folder, journal, keeping); !running) {
            return running;
        }
        if (auto marked = folder.mark(journal.id, Marker::Kept, {}); !marked) {
            return marked;
        }
        killPoint("kept marker durable");
        if (usesSystemd(m_guard)) {
            SystemdGuard::disarm(journal.id);
        }
        killPoint("guard disarmed");
        return Core::Result<void>();
    });
}

Core::Result<void> TrialStore::undo(const std::string &id)
{
    return onTrial(id, undoing, [this](const TrialFolder &folder, Journal &journal, int held) {
        const bool isKept = folder.marked(journal.id, Marker::Kept).has_value();
        if (isKept && journal.phase != Phase::Undoing) {
            // Its guard went when it was kept. A new one comes before the record that it finishes,
            // and waits for this process's lock to see whether that came about. That it may not be
            // had is no reason to leave the change in force.
            static_cast<void>(armGuard(m_guard, m_undoProgram, folder, journal.id, 0));
            killPoint("undo of a kept trial guarded");
            journal.phase = Phase::Undoing;
            journal.deadline = bootTimeMilliseconds();
            if (auto saved = folder.save(journal); !saved) {
                return saved;
            }
            killPoint("undo of a kept trial recorded");
        }
        auto undone = undoLocked(folder, journal, held);
        if (undone && usesSystemd(m_guard)) {
            SystemdGuard::disarm(journal.id);
        }
        return undone;
    });
}

Core::Result<void> TrialStore::undoIfDue(const std::string &id)
{
    const TrialFolder folder(m_folder);
    const auto isDue = [&folder](const Journal &journal) {
        return !folder.hasEnded(journal)
            && (journal.phase == Phase::Undoing || bootTimeMilliseconds() >= journal.deadline);
    };
    const auto first = folder.load(id);
    if (!first) {
        return tl::unexpected(first.error());
    }
    if (!isDue(*first)) {
        return {};
    }
    return onTrial(id, undoing, [&](const TrialFolder &, Journal &journal, int held) {
        // Somebody may have kept or extended it while this waited for the lock.
        if (!isDue(journal)) {
            return Core::Result<void>();
        }
        auto undone = undoLocked(folder, journal, held);
        if (undone && usesSystemd(m_guard)) {
            SystemdGuard::disarm(journal.id);
        }
        return undone;
    });
}

Core::Result<void> TrialStore::extend(const std::string &id, unsigned seconds)
{
    if (seconds < leastTrialSeconds || seconds > mostTrialSeconds) {
        return failure(ErrorCode::InvalidArgument, extending,
                       "a trial lasts from 5 to 600 seconds");
    }
    return onTrial(id, extending, [&](const TrialFolder &folder, Journal &journal, int) {
        if (auto running = checkIsRunning(folder, journal, extending); !running) {
            return running;
        }
        const std::int64_t before = journal.deadline;
        journal.deadline = deadlineIn(seconds);
        // Every guard follows the record: one that wakes up too early waits on.
        if (auto saved = folder.save(journal); !saved) {
            return saved;
        }
        killPoint("extension recorded");
        if (!usesSystemd(m_guard)) {
            return Core::Result<void>();
        }
        auto armed = SystemdGuard::arm(journal.id, seconds);
        killPoint("extension guarded");
        if (!armed) {
            // The old timer may be gone. The helper's own clock still holds the old deadline.
            journal.deadline = before;
            static_cast<void>(folder.save(journal));
            static_cast<void>(ProcessGuard::arm(m_undoProgram, folder, journal.id));
        }
        return armed;
    });
}

Core::Result<std::vector<TrialInfo>> TrialStore::list() const
{
    const TrialFolder folder(m_folder);
    std::vector<TrialInfo> trials;
    for (const std::string &id : folder.ids()) {
        // One that cannot be read (a newer version) must not hide the others.
        if (const auto journal = folder.load(id); journal) {
            trials.push_back(describe(folder, *journal));
        }
    }
    std::sort(trials.begin(), trials.end(), [](const TrialInfo &a, const TrialInfo &b) {
        return a.began != b.began ? a.began > b.began : a.id < b.id;
    });
    return trials;
}

Core::Result<TrialInfo> TrialStore::find(const std::string &id) const
{
    const TrialFolder folder(m_folder);
    const auto journal = folder.load(id);
    if (!journal) {
        return tl::unexpected(journal.error());
    }
    return describe(folder, *journal);
}

std::optional<std::int64_t> TrialStore::nextDeadline() const
{
    const TrialFolder folder(m_folder);
    std::optional<std::int64_t> next;
    for (const std::string &id : folder.ids()) {
        if (folder.marked(id, Marker::Undone)) {
            continue; // most of them, so their records need not be read
        }
        const auto journal = folder.load(id);
        if (journal && isHere(*journal) && !folder.hasEnded(*journal)) {
            next = std::min(next.value_or(journal->deadline), journal->deadline);
        }
    }
    return next;
}

std::vector<TrialFailure> TrialStore::undoDue()
{
    const TrialFolder folder(m_folder);
    std::vector<TrialFailure> failures;
    for (const std::string &id : folder.ids()) {
        if (folder.marked(id, Marker::Undone)) {
            continue;
        }
        const auto journal = folder.load(id);
        if (!journal || !isHere(*journal)) {
            continue;
        }
        if (const auto done = undoIfDue(id); !done) {
            failures.push_back({id, done.error()});
        }
    }
    return failures;
}

void TrialStore::recover()
{
    const TrialFolder folder(m_folder);
    for (const std::string &id : folder.ids()) {
        const auto journal = folder.load(id);
        if (!journal || folder.hasEnded(*journal)) {
            continue;
        }
        if (journal->bootId != bootId()) {
            // Neither rules nor settings of a trial survive a restart.
            static_cast<void>(folder.mark(id, Marker::Undone, "ended when the computer restarted"));
            killPoint("restart noted");
            continue;
        }
        if (!isHere(*journal)) {
            continue;
        }
        if (journal->phase != Phase::Trying) {
            finish(id);
        } else if (bootTimeMilliseconds() >= journal->deadline) {
            static_cast<void>(undoIfDue(id));
        } else {
            guardAgain(*journal);
        }
    }
}

/// Under the lock it is seen whether the one that began this still lives.
void TrialStore::finish(const std::string &id)
{
    static_cast<void>(
        onTrial(id, undoing, [this](const TrialFolder &folder, Journal &journal, int held) {
            if (folder.hasEnded(journal) || journal.phase == Phase::Trying) {
                return Core::Result<void>();
            }
            killPoint("unfinished trial found");
            auto undone = undoLocked(folder, journal, held);
            if (undone && usesSystemd(m_guard)) {
                SystemdGuard::disarm(journal.id);
            }
            return undone;
        }));
}

void TrialStore::guardAgain(const Journal &journal)
{
    const TrialFolder folder(m_folder);
    const std::int64_t left = journal.deadline - bootTimeMilliseconds();
    if (usesSystemd(m_guard)) {
        static_cast<void>(SystemdGuard::arm(journal.id, static_cast<unsigned>(left / 1000 + 1)));
    } else if (auto guardIsDead = folder.tryGuardLock(journal.id); guardIsDead) {
        guardIsDead->reset();
        static_cast<void>(ProcessGuard::arm(m_undoProgram, folder, journal.id));
    }
    killPoint("guard armed again");
}

std::string defaultTrialFolder()
{
    // In a user namespace one is root without being it: /var/lib belongs to somebody else there.
    // Where only our own folder may be written, /var/lib itself seems to be read-only.
    struct stat about {
    };
    if (::geteuid() == 0 && ::stat("/var/lib", &about) == 0 && about.st_uid == 0
        && (::access("/var/lib", W_OK) == 0 || ::access("/var/lib/portlight", W_OK) == 0)) {
        return serviceTrialFolder;
    }
    const std::string user = std::to_string(::geteuid());
    if (const char *runtime = ::secure_getenv("XDG_RUNTIME_DIR");
        runtime != nullptr && runtime[0] == '/' && ::access(runtime, W_OK) == 0) {
        return std::string(runtime) + "/portlight-trials-" + user;
    }
    return "/tmp/portlight-trials-" + user;
}

} // namespace Portlight::Helper
