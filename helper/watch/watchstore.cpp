// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/watch/watchstore.h"

#include <algorithm>
#include <array>
#include <sys/random.h>

namespace Portlight::Helper
{

namespace
{

constexpr auto operation = "watch packets";

std::string randomId()
{
    std::array<unsigned char, 16> bytes{};
    if (::getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size())) {
        return {};
    }
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (const unsigned char byte : bytes) {
        text.push_back(digits[byte >> 4U]);
        text.push_back(digits[byte & 15U]);
    }
    return text;
}

Core::PacketWatch seenBy(const PacketWatcher &watcher, const DropReasons *drops)
{
    Core::PacketWatch watch = watcher.read();
    if (drops != nullptr) {
        watch.drops = drops->read();
    }
    return watch;
}

} // namespace

std::size_t WatchStore::running() const
{
    return static_cast<std::size_t>(
        std::count_if(m_entries.begin(), m_entries.end(), [](const auto &entry) {
            return entry.second.watcher->isRunning();
        }));
}

/// Takes away the oldest that ended, so that a caller who never stops one fills nothing up.
void WatchStore::makeRoom()
{
    while (m_entries.size() >= mostKept) {
        auto oldest = m_entries.end();
        for (auto entry = m_entries.begin(); entry != m_entries.end(); ++entry) {
            if (!entry->second.watcher->isRunning()
                && (oldest == m_entries.end() || entry->second.order < oldest->second.order)) {
                oldest = entry;
            }
        }
        if (oldest == m_entries.end()) {
            return;
        }
        m_entries.erase(oldest);
    }
}

Core::Result<std::string> WatchStore::start(const CaptureRequest &request, CaptureHost host,
                                            const std::string &owner, unsigned uid)
{
    {
        const std::lock_guard lock(m_mutex);
        if (running() + m_starting >= mostRunning) {
            return Core::failure(Core::ErrorCode::LimitExceeded, operation,
                                 "too many packet watches are under way");
        }
        ++m_starting;
    }
    std::string id = randomId();
    // Without the kernel's reasons the watch goes on all the same; a rule tells them no better.
    std::shared_ptr<DropReasons> drops;
    if (request.subject.logGroup == 0) {
        if (auto started = DropReasons::start(id)) {
            drops = *std::move(started);
        }
    }
    auto watcher = PacketWatcher::start(request, host);
    const std::lock_guard lock(m_mutex);
    const bool gone = m_gone.count(owner) != 0;
    if (--m_starting == 0) {
        m_gone.clear();
    }
    if (!watcher) {
        return tl::unexpected(watcher.error());
    }
    if (gone) {
        return Core::failure(Core::ErrorCode::Cancelled, operation, "the caller has left");
    }
    if (id.empty()) {
        return Core::failure(Core::ErrorCode::Internal, operation, "no random number");
    }
    makeRoom();
    m_entries[id] = {std::shared_ptr<PacketWatcher>(*std::move(watcher)), std::move(drops), owner,
                     uid, ++m_count};
    return id;
}

std::optional<WatchStore::Entry> WatchStore::find(const std::string &id,
                                                  const std::string &owner) const
{
    const std::lock_guard lock(m_mutex);
    const auto entry = m_entries.find(id);
    return entry != m_entries.end() && entry->second.owner == owner ? std::optional(entry->second)
                                                                    : std::nullopt;
}

Core::Result<Core::PacketWatch> WatchStore::read(const std::string &id,
                                                 const std::string &owner) const
{
    const auto entry = find(id, owner);
    if (!entry) {
        return Core::failure(Core::ErrorCode::NotFound, operation, "no such packet watch");
    }
    return seenBy(*entry->watcher, entry->drops.get());
}

Core::Result<Core::PacketWatch> WatchStore::stop(const std::string &id, const std::string &owner)
{
    const auto entry = find(id, owner);
    if (!entry) {
        return Core::failure(Core::ErrorCode::NotFound, operation, "no such packet watch");
    }
    entry->watcher->stop();
    const Core::PacketWatch watch = seenBy(*entry->watcher, entry->drops.get());
    const std::lock_guard lock(m_mutex);
    m_entries.erase(id);
    return watch;
}

bool WatchStore::isOwnedBy(const std::string &id, unsigned uid) const
{
    const std::lock_guard lock(m_mutex);
    const auto entry = m_entries.find(id);
    return entry != m_entries.end() && entry->second.uid == uid;
}

void WatchStore::forget(const std::string &owner)
{
    const std::lock_guard lock(m_mutex);
    if (m_starting > 0) {
        m_gone.insert(owner);
    }
    std::erase_if(m_entries, [&](const auto &entry) {
        return entry.second.owner == owner && !entry.second.watcher->isRunning();
    });
    for (auto &[id, entry] : m_entries) {
        if (entry.owner == owner) {
            entry.watcher->end(); // makeRoom() takes it away later
        }
    }
}

bool WatchStore::isAnyRunning() const
{
    const std::lock_guard lock(m_mutex);
    return running() > 0 || m_starting > 0;
}

} // namespace Portlight::Helper
