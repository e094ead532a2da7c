// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/result.h"
#include "helper/netfilter/filedescriptor.h"

#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

namespace Portlight::Helper
{

/// One of the fixed folders in which files are written that root reads at the next start. Every
/// part of its path is opened without following links, and so is every file; names are single
/// components. A file is replaced in steps, so that at any moment the old or the new one is there,
/// whole:
///   prepare()  writes .NAME.portlight-new beside it, synced, with owner, mode and extended
///              attributes of the one it will replace, and links that one as .NAME.portlight-old
///   finish()   .NAME.portlight-old becomes NAME.portlight-prev, and the new one NAME
/// Each step may be repeated. Errors: NotFound, Denied (permissions, read-only file system, a link
/// or a folder that others may write to), LimitExceeded (no room), Internal.
class Folder
{
public:
    static Core::Result<Folder> open(const std::string &path);
    /// Makes the missing parts with mode 0700 first.
    static Core::Result<Folder> make(const std::string &path);

    const std::string &path() const
    {
        return m_path;
    }
    std::string pathOf(const std::string &name) const
    {
        return m_path + '/' + name;
    }

    /// Nothing when there is no such file.
    Core::Result<std::optional<std::string>> read(const std::string &name) const;
    std::vector<std::string> names() const; ///< of regular files, not sorted

    /// `text`: nothing when the file is to go. `mode` is for a file that is not there yet.
    Core::Result<void> prepare(const std::string &name, const std::optional<std::string> &text,
                               mode_t mode) const;
    Core::Result<void> finish(const std::string &name, bool removes) const;
    /// Takes back prepare().
    void abandon(const std::string &name) const;

    /// NAME.portlight-prev becomes NAME again; nothing to put back: NAME goes.
    Core::Result<void> putBack(const std::string &name, bool existed) const;

    /// prepare() and finish() in one, without a backup: for files that are only ours.
    Core::Result<void> replace(const std::string &name, const std::string &text) const;
    Core::Result<void> rename(const std::string &from, const std::string &to) const;
    Core::Result<void> remove(const std::string &name) const;
    Core::Result<void> sync() const;
    /// Waits; free again when the descriptor is closed.
    Core::Result<FileDescriptor> lock(const std::string &name) const;

    static std::string newName(const std::string &name);
    static std::string previousName(const std::string &name);
    /// Whether both paths lead to one folder.
    static bool isSame(const std::string &one, const std::string &other);

private:
    Folder(FileDescriptor folder, std::string path);
    tl::unexpected<Core::Error> failed(const std::string &name) const;
    Core::Result<void> write(const std::string &name, const std::string &text, mode_t mode,
                             const FileDescriptor &like) const;
    FileDescriptor m_folder;
    std::string m_path;
};

} // namespace Portlight::Helper
