// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/result.h"
#include "helper/netfilter/filedescriptor.h"
#include "helper/trial/journal.h"

#include <optional>
#include <string>
#include <vector>

namespace Portlight::Helper
{

/// The files of trials in one folder. Writing is atomic and durable: temporary file, fsync, rename,
/// fsync of the folder.
class TrialFolder
{
public:
    enum class Marker { Kept, Undone };

    explicit TrialFolder(std::string path);
    const std::string &path() const
    {
        return m_path;
    }

    /// Makes it with mode 0700 when missing. Denied when it is not the caller's own or others may
    /// enter it.
    Core::Result<void> prepare() const;

    Core::Result<void> save(const Journal &journal) const;
    Core::Result<Journal> load(const std::string &id) const; ///< NotFound
    std::vector<std::string> ids() const;
    Core::Result<void> mark(const std::string &id, Marker marker, const std::string &detail) const;
    std::optional<std::string> marked(const std::string &id, Marker marker) const; ///< its detail
    /// Takes a marker away, durably. Fine when there is none.
    Core::Result<void> unmark(const std::string &id, Marker marker) const;
    /// Whether nothing is left to do for a trial: taken back, failed, or kept and not on its way
    /// back.
    bool hasEnded(const Journal &journal) const;
    void remove(const std::string &id) const;

    /// Waits for the lock; it is free again when the descriptor is closed.
    Core::Result<FileDescriptor> lock(const std::string &id) const;
    Core::Result<FileDescriptor> lockStore() const;
    /// Held by a guard while it lives; waits for it.
    std::optional<FileDescriptor> guardLock(const std::string &id) const;
    /// Nothing when another one holds it.
    std::optional<FileDescriptor> tryGuardLock(const std::string &id) const;

    static bool isId(const std::string &text); ///< 32 hexadecimal digits
    static std::string markerName(const std::string &id, Marker marker); ///< "ID.kept"

private:
    Core::Result<void> write(const std::string &name, const std::string &text) const;
    Core::Result<FileDescriptor> lockFile(const std::string &name) const;
    std::string m_path;
};

} // namespace Portlight::Helper
