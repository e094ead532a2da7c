// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/change/persistence.h"
#include "core/result.h"

#include <cstdint>
#include <string>
#include <vector>

namespace Portlight::Helper
{

inline constexpr std::size_t mostSnapshots = 100;
inline constexpr std::uint64_t mostSnapshotBytes = 256U * 1024U * 1024U; ///< of all together

/// Snapshots of the running rules, one file each in a folder that only root can enter (0700).
/// Files are written as a whole or not at all, sealed with a digest, and bounded in number and
/// size; nothing is thrown away to make room. No snapshot is taken by itself: what a kept change
/// did is in its trial's record, which takes back just that.
class SnapshotStore
{
public:
    explicit SnapshotStore(std::string folder);

    /// Reads all four sides and the settings and keeps them. Gives the id. LimitExceeded when there
    /// is no room.
    Core::Result<std::string> save(const std::string &name, unsigned uid);
    /// Newest first. A file that is damaged or of a newer version is left out.
    Core::Result<std::vector<Core::SnapshotInfo>> list() const;
    Core::Result<Core::Snapshot> load(const std::string &id) const; ///< NotFound, ParseFailed
    Core::Result<void> remove(const std::string &id); ///< NotFound

private:
    std::string m_folder;
};

} // namespace Portlight::Helper
