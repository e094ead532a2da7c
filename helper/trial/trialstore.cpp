// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/trial/trialstore.h"

#include "helper/trial/guard.h"
#include "helper/trial/takeback.h"
#include "helper/trial/trialfolder.h"
#include "helper/trial/trialstart.h"
#include "helper/trial/whereandwhen.h"

#include <algorithm>
#include <cstdlib>
#include <sys/stat.h>

namespace Portlight::Helper
{

namespace
{

using Core::ErrorCode;
using Core::failure;
using Marker = TrialFolder::Marker;

bool isHere(const Journal &journal)
{
    return journal.netns == networkNamespace() && journal.bootId == bootId();
}

bool isOpen(const TrialFolder &folder, const Journal &journal)
{
    return !journal.failed && !folder.marked(journal.id, Marker::Kept)
        && !folder.marked(journal.id, Marker::Undone);
}

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
    if (journal.failed) {
        info.state = TrialState::Failed;
    } else if (undone) {
        info.state = TrialState::Undone;
        info.detail = *undone;
    } else if (folder.marked(journal.id, Marker::Kept)) {
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

/// Whether two lists of changes touch the same chain or setting.
bool overlap(const std::vector<Core::Change> &left, const std::vector<Core::Change> &right)
{
    const auto touches = [](const Core::Change &a, const Core::Change &b) {
        const Core::ChainPlace *placeA = Core::placeOf(a);
        const Core::ChainPlace *placeB = Core::placeOf(b);
        if (placeA != nullptr && placeB != nullptr) {
            return *placeA == *placeB;
        }
        return placeA == nullptr && placeB == nullptr
            && std::get<Core::SetSetting>(a).name == std::get<Core::SetSetting>(b).name;
    };
    return std::any_of(left.begin(), left.end(), [&](const Core::Change &a) {
        return std::any_of(right.begin(), right.end(), [&](const Core::Change &b) {
            return touches(a, b);
        });
    });
}

/// No more than a few at once, and never two on one chain: the second one's undo would find the
/// first one's rules in its way.
Core::Result<void> checkOthers(const TrialFolder &folder, const TrialRequest &request)
{
    std::size_t open = 0;
    for (const std::string &id : folder.ids()) {
        const auto other = folder.load(id);
        if (!other || !isHere(*other) || !isOpen(folder, *other)) {
            continue;
        }
        ++open;
        if (overlap(other->changes, request.changes)) {
            return failure(ErrorCode::Conflict, "begin a trial",
                           "another trial on the same chain is still open", id);
        }
    }
    if (open >= mostOpenTrials) {
        return failure(ErrorCode::LimitExceeded, "begin a trial", "8 trials are open already");
    }
    return {};
}

/// The history keeps the last hundred ended trials.
void prune(const TrialFolder &folder)
{
    constexpr std::size_t mostKept = 100;
    std::vector<std::pair<std::int64_t, std::string>> ended;
    const std::vector<std::string> ids = folder.ids();
    if (ids.size() <= mostKept) {
        return;
    }
    for (const std::string &id : ids) {
        const auto journal = folder.load(id);
        if (journal && (!isOpen(folder, *journal) || journal->bootId != bootId())) {
            ended.emplace_back(journal->began, id);
        }
    }
    std::sort(ended.begin(), ended.end());
    for (std::size_t i = 0; i + mostKept < ended.size(); ++i) {
        folder.remove(ended[i].second);
    }
}

/// The caller holds the lock of the trial.
Core::Result<void> undoLocked(const TrialFolder &folder, Journal &journal, const XtablesLock *lock)
{
    const auto done = takeBack(
        journal,
        [&folder](const Journal &now) {
            return folder.save(now);
        },
        lock);
    if (!done) {
        const Core::Error &error = done.error();
        journal.detail = error.message + (error.detail.empty() ? "" : ": ") + error.detail;
        // The record still tells how to take it back, so that the guard can try again.
        static_cast<void>(folder.save(journal));
        return tl::unexpected(error);
    }
    return folder.mark(journal.id, Marker::Undone, *done);
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
    const TrialFolder folder(m_folder);
    if (auto ready = folder.prepare(); !ready) {
        return tl::unexpected(ready.error());
    }
    // 2. One trial begins at a time, so that two cannot both find the chain free.
    const auto storeLock = folder.lockStore();
    if (!storeLock) {
        return tl::unexpected(storeLock.error());
    }
    if (auto free = checkOthers(folder, request); !free) {
        return tl::unexpected(free.error());
    }
    // 3. Generations, plan, dry run.
    auto trial = prepareTrial(request);
    if (!trial) {
        return tl::unexpected(trial.error());
    }
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
    // 4. On disk, then the guard: from here on anybody can take it back.
    journal.deadline = bootTimeMilliseconds() + static_cast<std::int64_t>(request.seconds) * 1000;
    if (auto saved = folder.save(journal); !saved) {
        return tl::unexpected(saved.error());
    }
    if (auto armed = armGuard(m_guard, m_undoProgram, folder, id, request.seconds); !armed) {
        folder.remove(id);
        return tl::unexpected(armed.error());
    }
    // 5. Commit and verify; what went wrong goes back at once.
    if (auto committed = commitTrial(*trial); !committed) {
        Core::Error error = committed.error();
        const auto undone = undoLocked(folder, journal, trial->lock ? &*trial->lock : nullptr);
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
    // 6. The inverse in the kernel's own words. If this fails, the footprints still tell.
    static_cast<void>(folder.save(journal));
    return id;
}

Core::Result<void> TrialStore::keep(const std::string &id)
{
    const TrialFolder folder(m_folder);
    if (auto journal = folder.load(id); !journal) {
        return tl::unexpected(journal.error());
    }
    const auto lock = folder.lock(id);
    if (!lock) {
        return tl::unexpected(lock.error());
    }
    const auto journal = folder.load(id);
    if (!journal) {
        return tl::unexpected(journal.error());
    }
    if (auto here = checkIsHere(*journal, "keep a trial"); !here) {
        return here;
    }
    if (!isOpen(folder, *journal)) {
        return failure(ErrorCode::Conflict, "keep a trial", "the trial has ended already", id);
    }
    if (auto marked = folder.mark(id, Marker::Kept, {}); !marked) {
        return marked;
    }
    if (usesSystemd(m_guard)) {
        SystemdGuard::disarm(id);
    }
    return {};
}

Core::Result<void> TrialStore::undo(const std::string &id)
{
    const TrialFolder folder(m_folder);
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
    if (folder.marked(id, Marker::Undone)) {
        return {};
    }
    if (auto here = checkIsHere(*journal, "undo a trial"); !here) {
        return here;
    }
    auto undone = undoLocked(folder, *journal, nullptr);
    if (undone && usesSystemd(m_guard)) {
        SystemdGuard::disarm(id);
    }
    return undone;
}

Core::Result<void> TrialStore::undoIfDue(const std::string &id)
{
    const TrialFolder folder(m_folder);
    const auto journal = folder.load(id);
    if (!journal) {
        return tl::unexpected(journal.error());
    }
    if (!isOpen(folder, *journal) || bootTimeMilliseconds() < journal->deadline) {
        return {};
    }
    if (auto here = checkIsHere(*journal, "undo a trial"); !here) {
        return here;
    }
    const auto lock = folder.lock(id);
    if (!lock) {
        return tl::unexpected(lock.error());
    }
    // Somebody may have kept or extended it while this waited for the lock.
    auto now = folder.load(id);
    if (!now) {
        return tl::unexpected(now.error());
    }
    if (!isOpen(folder, *now) || bootTimeMilliseconds() < now->deadline) {
        return {};
    }
    return undoLocked(folder, *now, nullptr);
}

Core::Result<void> TrialStore::extend(const std::string &id, unsigned seconds)
{
    const TrialFolder folder(m_folder);
    if (seconds < leastTrialSeconds || seconds > mostTrialSeconds) {
        return failure(ErrorCode::InvalidArgument, "extend a trial",
                       "a trial lasts from 5 to 600 seconds");
    }
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
    if (auto here = checkIsHere(*journal, "extend a trial"); !here) {
        return here;
    }
    if (!isOpen(folder, *journal)) {
        return failure(ErrorCode::Conflict, "extend a trial", "the trial has ended already", id);
    }
    journal->deadline = bootTimeMilliseconds() + static_cast<std::int64_t>(seconds) * 1000;
    // The process guard sees the new record; systemd must be told.
    if (auto saved = folder.save(*journal); !saved) {
        return saved;
    }
    return usesSystemd(m_guard) ? SystemdGuard::arm(id, seconds) : Core::Result<void>();
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

void TrialStore::recover()
{
    const TrialFolder folder(m_folder);
    for (const std::string &id : folder.ids()) {
        const auto journal = folder.load(id);
        if (!journal || !isOpen(folder, *journal)) {
            continue;
        }
        if (journal->bootId != bootId()) {
            // Neither rules nor settings of a trial survive a restart.
            static_cast<void>(folder.mark(id, Marker::Undone, "ended when the computer restarted"));
            continue;
        }
        if (!isHere(*journal)) {
            continue;
        }
        const std::int64_t left = journal->deadline - bootTimeMilliseconds();
        if (left <= 0) {
            static_cast<void>(undoIfDue(id));
        } else if (usesSystemd(m_guard)) {
            static_cast<void>(SystemdGuard::arm(id, static_cast<unsigned>(left / 1000 + 1)));
        } else if (auto guardIsDead = folder.tryGuardLock(id); guardIsDead) {
            guardIsDead->reset();
            static_cast<void>(ProcessGuard::arm(m_undoProgram, folder, id));
        }
    }
}

std::string defaultTrialFolder()
{
    // In a user namespace one is root without being it: /var/lib belongs to somebody else there.
    struct stat about {
    };
    if (::geteuid() == 0 && ::stat("/var/lib", &about) == 0 && about.st_uid == 0
        && ::access("/var/lib", W_OK) == 0) {
        return "/var/lib/portlight/trials";
    }
    const std::string user = std::to_string(::geteuid());
    if (const char *runtime = ::secure_getenv("XDG_RUNTIME_DIR");
        runtime != nullptr && runtime[0] == '/' && ::access(runtime, W_OK) == 0) {
        return std::string(runtime) + "/portlight-trials-" + user;
    }
    return "/tmp/portlight-trials-" + user;
}

} // namespace Portlight::Helper
