// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/result.h"
#include "helper/persist/folder.h"

#include <functional>
#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

namespace Portlight::Helper
{

struct FileChange {
    std::string folder; ///< must be there
    std::string name;
    std::optional<std::string> text; ///< nothing: the file goes
    mode_t mode = 0600; ///< of a file that is not there yet
};

/// Changes several files as one, survives SIGKILL and power loss at any moment, and can take the
/// last change back. What is going on stands in a folder of its own (the record):
///   intent.json   all new files are on disk beside the old ones; from here on it goes forward
///   last.json     the last change, for undo()
///   undo.json     undo() is going on
/// A process that finds intent.json or undo.json completes what it says: recover(). Only one
/// process works at a time (lock).
class FileTransaction
{
public:
    /// `folder`: of the record; made when missing.
    explicit FileTransaction(std::string folder);

    /// `check` is called with the path of each new file once it is on disk and before anything is
    /// replaced; its error ends the whole, with nothing changed.
    using Check = std::function<Core::Result<void>(const FileChange &)>;
    Core::Result<void> apply(const std::vector<FileChange> &changes, const Check &check);

    /// Puts the files back as they were before the last apply(). NotFound when there is nothing to
    /// take back, Conflict when somebody changed one of the files since: nothing is touched then.
    /// Gives the paths.
    Core::Result<std::vector<std::string>> undo();
    bool canUndo() const;

    /// Completes what a process that died had begun. Also part of apply() and undo().
    Core::Result<void> recover();

private:
    Core::Result<void> recover(const Folder &record);
    std::string m_folder;
};

} // namespace Portlight::Helper
