// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/change/change.h"
#include "core/result.h"
#include "helper/trial/footprint.h"
#include "helper/trial/sideplan.h"

#include <cstdint>
#include <string>
#include <vector>

namespace Portlight::Helper
{

/// How far a trial has come. The first and the last one last only while somebody holds the lock of
/// the trial; who finds them without it knows that this somebody was killed, and that the trial
/// must go back.
enum class Phase {
    Beginning, ///< from the first record to the last verification
    Trying, ///< everything stands; it waits for keep or for its deadline
    Undoing, ///< taking back was begun, so it can only be finished
};

/// What is written about one side, so that anybody can take the trial back.
struct SideRecord {
    Side side;
    std::vector<Core::Change> inverse;
    std::vector<Footprint> before; ///< still so: nothing was committed
    std::vector<Footprint> after; ///< so: committed, and nobody else changed these chains
    bool attempted = false; ///< its commit was begun
    bool adopted = false; ///< the inverse speaks the kernel's texts
    std::vector<Footprint> undone; ///< of an undo that was begun; so: it is complete
};

/// A setting as it was, and as the trial made it.
struct SettingRecord {
    std::string name;
    std::string before;
    std::string after;
};

/// A trial as it is on disk: FOLDER/ID.json, version 2 (1 lacked some kinds of change). Beside it
/// lie the markers ID.kept and ID.undone, and ID.lock, which everybody takes who works on the
/// trial.
struct Journal {
    std::string id;
    unsigned uid = 0;
    std::string summary;
    std::vector<std::string> commands;
    std::uint64_t netns = 0; ///< inode of /proc/self/ns/net
    std::string bootId;
    std::int64_t began = 0; ///< seconds since 1970
    std::int64_t deadline = 0; ///< milliseconds on CLOCK_BOOTTIME
    Phase phase = Phase::Beginning;
    bool failed = false; ///< it ended by itself: the commit or the undo went wrong
    std::string detail;
    std::vector<Core::Change> changes; ///< as asked for
    std::vector<SideRecord> sides;
    std::vector<SettingRecord> settings;
};

std::string journalText(const Journal &journal);
/// ParseFailed for anything that is not a journal of version 1 or 2: a newer version is never
/// guessed at.
Core::Result<Journal> parseJournal(const std::string &text);

} // namespace Portlight::Helper
