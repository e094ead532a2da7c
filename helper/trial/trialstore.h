// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/change/change.h"
#include "core/result.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace Portlight::Helper
{

struct Journal;

enum class TrialState { Trying, Kept, Undone, Failed };

struct TrialInfo {
    std::string id; ///< 32 hexadecimal digits, random
    TrialState state = TrialState::Trying;
    std::string summary;
    std::vector<std::string> commands;
    std::int64_t began = 0; ///< seconds since 1970, for people
    unsigned secondsLeft = 0; ///< measured on CLOCK_BOOTTIME
    unsigned uid = 0; ///< of the caller that began it
    bool here = true; ///< it belongs to the calling process's network namespace
    std::string detail;
};

/// A trial that should have gone back and did not.
struct TrialFailure {
    std::string id;
    Core::Error error;
};

struct TrialRequest {
    std::vector<Core::Change> changes;
    std::map<std::string, std::string> generations; ///< "nft/ipv4" -> generation
    unsigned seconds = 90;
    std::string summary;
    unsigned uid = 0;
    bool dryRun = false;
};

/// Who holds the deadline when the helper is gone.
enum class GuardKind {
    Process, ///< a detached portlight-undo
    Systemd, ///< the timer portlight-undo@ID.timer; where systemd does not run, a process
};

inline constexpr unsigned leastTrialSeconds = 5;
inline constexpr unsigned mostTrialSeconds = 600;
inline constexpr std::size_t mostOpenTrials = 8;
inline constexpr std::size_t mostTrialChanges = Core::maxChanges;

/// Trials of this machine, kept as files in a folder that only root can enter (0700). Every method
/// may be called from any process: the service, a direct helper, the guard. No clock but
/// CLOCK_BOOTTIME.
///
/// Order of begin(): validate, compare generations, dry run, journal (fsync), arm the guard and
/// wait for its word, commit in one transaction per table, verify. A commit that does not end in
/// exactly the expected difference is taken back and reported.
class TrialStore
{
public:
    /// `undoProgram`: path of portlight-undo. The folder is created with mode 0700 when missing.
    TrialStore(std::string folder, std::string undoProgram, GuardKind guard = GuardKind::Process);

    Core::Result<std::string> begin(const TrialRequest &request);
    Core::Result<void>
    keep(const std::string &id); ///< durable marker first, then the guard is let go
    Core::Result<void> undo(const std::string &id); ///< idempotent; also for kept trials
    /// From now on. Conflict when it has ended or is past its deadline, as for keep().
    Core::Result<void> extend(const std::string &id, unsigned seconds);
    Core::Result<std::vector<TrialInfo>> list() const;
    Core::Result<TrialInfo> find(const std::string &id) const;
    /// Finishes what killed processes left: begins and undos that were cut short, trials past their
    /// deadline or of an earlier boot; the others get a guard if theirs is dead.
    void recover();
    /// Takes it back if its time is over, or if an earlier undo of it failed; what the helper's own
    /// timer and the guard call.
    Core::Result<void> undoIfDue(const std::string &id);
    /// undoIfDue() for every trial of this network namespace; those that could not be taken back.
    std::vector<TrialFailure> undoDue();
    /// Of the open trials of this network namespace the earliest deadline, in milliseconds on
    /// CLOCK_BOOTTIME; nothing when none is open.
    std::optional<std::int64_t> nextDeadline() const;

private:
    template<typename Work>
    Core::Result<void> onTrial(const std::string &id, const char *operation,
                               const Work &work) const;
    void finish(const std::string &id);
    void guardAgain(const Journal &journal);

    std::string m_folder;
    std::string m_undoProgram;
    GuardKind m_guard;
};

/// Where the service keeps its trials, and where portlight-undo@.service looks for them.
inline constexpr char serviceTrialFolder[] = "/var/lib/portlight/trials";

/// The same for real root; else a folder of the user's own below XDG_RUNTIME_DIR
/// or /tmp.
std::string defaultTrialFolder();

} // namespace Portlight::Helper
