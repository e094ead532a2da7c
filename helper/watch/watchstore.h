// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "helper/watch/dropreasons.h"
#include "helper/watch/packetwatcher.h"

#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>

namespace Portlight::Helper
{

/// The packet watches of all callers. Each belongs to the connection that began it and ends with
/// it. All methods may be called from any thread.
class WatchStore
{
public:
    static constexpr std::size_t mostRunning = 4;
    static constexpr std::size_t mostKept = 16; ///< with those that have ended

    /// Gives an id of 32 hexadecimal digits. LimitExceeded when too many run already; errors of
    /// PacketWatcher::start().
    Core::Result<std::string> start(const CaptureRequest &request, CaptureHost host,
                                    const std::string &owner, unsigned uid);
    /// NotFound when there is none of this owner.
    Core::Result<Core::PacketWatch> read(const std::string &id, const std::string &owner) const;
    /// Ends it, gives all it saw, and forgets it.
    Core::Result<Core::PacketWatch> stop(const std::string &id, const std::string &owner);
    bool isOwnedBy(const std::string &id, unsigned uid) const;
    /// The caller has left the bus.
    void forget(const std::string &owner);
    bool isAnyRunning() const;

private:
    struct Entry {
        std::shared_ptr<PacketWatcher> watcher;
        std::shared_ptr<DropReasons> drops; ///< null where the kernel does not tell
        std::string owner;
        unsigned uid = 0;
        std::uint64_t order = 0;
    };
    std::optional<Entry> find(const std::string &id, const std::string &owner) const;
    std::size_t running() const;
    void makeRoom();

    mutable std::mutex m_mutex;
    std::map<std::string, Entry> m_entries;
    std::size_t m_starting = 0;
    std::set<std::string> m_gone; ///< owners who left while something was starting
    std::uint64_t m_count = 0;
};

} // namespace Portlight::Helper
