// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/trial/trialfolder.h"

#include "helper/netfilter/smallfile.h"
#include "helper/trial/killpoint.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <dirent.h>
#include <fcntl.h>
#include <memory>
#include <sys/file.h>
#include <sys/stat.h>

namespace Portlight::Helper
{

namespace
{

using Core::ErrorCode;

constexpr std::size_t idLength = 32;
constexpr std::string_view suffix = ".json";

tl::unexpected<Core::Error> failed(const char *operation, const std::string &path)
{
    const int number = errno;
    ErrorCode code = ErrorCode::Internal;
    if (number == EACCES || number == EPERM || number == EROFS) {
        code = ErrorCode::Denied;
    } else if (number == ENOENT) {
        code = ErrorCode::NotFound;
    }
    return Core::failure(code, operation, path, std::strerror(number));
}

} // namespace

TrialFolder::TrialFolder(std::string path)
    : m_path(std::move(path))
{
}

bool TrialFolder::isId(const std::string &text)
{
    return text.size() == idLength && std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
           });
}

std::string TrialFolder::markerName(const std::string &id, Marker marker)
{
    return id + (marker == Marker::Kept ? ".kept" : ".undone");
}

Core::Result<void> TrialFolder::prepare() const
{
    constexpr auto operation = "open the folder of the trials";
    // Every missing part of the path; an existing one is left as it is.
    for (std::size_t at = m_path.find('/', 1);; at = m_path.find('/', at + 1)) {
        const std::string part = m_path.substr(0, at);
        if (::mkdir(part.c_str(), 0700) != 0 && errno != EEXIST) {
            return failed(operation, part);
        }
        if (at == std::string::npos) {
            break;
        }
    }
    struct stat about {
    };
    if (::lstat(m_path.c_str(), &about) != 0) {
        return failed(operation, m_path);
    }
    // Security: who can write here decides what an undo does as root.
    if (!S_ISDIR(about.st_mode) || about.st_uid != ::geteuid() || (about.st_mode & 0077) != 0) {
        return Core::failure(ErrorCode::Denied, operation,
                             "the folder must belong to the caller and be closed to others",
                             m_path);
    }
    return {};
}

Core::Result<void> TrialFolder::write(const std::string &name, const std::string &text) const
{
    constexpr auto operation = "write the record of a trial";
    const std::string path = m_path + '/' + name;
    const std::string temporary = m_path + "/." + name + ".new";
    {
        const FileDescriptor file(
            ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600));
        std::size_t done = 0;
        while (file && done < text.size()) {
            const ssize_t wrote = ::write(file.value(), text.data() + done, text.size() - done);
            if (wrote < 0 && errno != EINTR) {
                return failed(operation, temporary);
            }
            done += wrote > 0 ? static_cast<std::size_t>(wrote) : 0U;
        }
        if (!file || ::fsync(file.value()) != 0) {
            return failed(operation, temporary);
        }
    }
    killPoint("file written");
    const FileDescriptor folder(::open(m_path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!folder || ::rename(temporary.c_str(), path.c_str()) != 0) {
        return failed(operation, path);
    }
    killPoint("file in place");
    if (::fsync(folder.value()) != 0) {
        return failed(operation, path);
    }
    killPoint("file durable");
    return {};
}

Core::Result<void> TrialFolder::save(const Journal &journal) const
{
    return write(journal.id + std::string(suffix), journalText(journal));
}

Core::Result<Journal> TrialFolder::load(const std::string &id) const
{
    constexpr std::size_t mostBytes = std::size_t{64} * 1024 * 1024;
    if (!isId(id)) {
        return Core::failure(ErrorCode::NotFound, "read the record of a trial",
                             "there is no such trial", id.substr(0, idLength));
    }
    const auto text = readSmallFile(m_path + '/' + id + std::string(suffix), mostBytes);
    if (!text) {
        return Core::failure(errno == ENOENT ? ErrorCode::NotFound : ErrorCode::Internal,
                             "read the record of a trial", "there is no such trial", id);
    }
    return parseJournal(*text);
}

std::vector<std::string> TrialFolder::ids() const
{
    std::vector<std::string> found;
    const std::unique_ptr<DIR, int (*)(DIR *)> folder(::opendir(m_path.c_str()), ::closedir);
    while (const dirent *entry = folder ? ::readdir(folder.get()) : nullptr) {
        const std::string name = entry->d_name;
        if (name.ends_with(suffix) && isId(name.substr(0, name.size() - suffix.size()))) {
            found.push_back(name.substr(0, name.size() - suffix.size()));
        }
    }
    return found;
}

Core::Result<void> TrialFolder::mark(const std::string &id, Marker marker,
                                     const std::string &detail) const
{
    return write(markerName(id, marker), detail);
}

std::optional<std::string> TrialFolder::marked(const std::string &id, Marker marker) const
{
    return readSmallFile(m_path + '/' + markerName(id, marker));
}

Core::Result<void> TrialFolder::unmark(const std::string &id, Marker marker) const
{
    const std::string path = m_path + '/' + markerName(id, marker);
    const FileDescriptor folder(::open(m_path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if ((::unlink(path.c_str()) != 0 && errno != ENOENT) || !folder
        || ::fsync(folder.value()) != 0) {
        return failed("write the record of a trial", path);
    }
    return {};
}

bool TrialFolder::hasEnded(const Journal &journal) const
{
    return journal.failed || marked(journal.id, Marker::Undone)
        || (journal.phase != Phase::Undoing && marked(journal.id, Marker::Kept));
}

void TrialFolder::remove(const std::string &id) const
{
    // The record goes before its markers: an ended trial must never look like an open one.
    for (const char *ending : {".json", ".kept", ".undone", ".guard", ".lock"}) {
        ::unlink((m_path + '/' + id + ending).c_str());
    }
}

Core::Result<FileDescriptor> TrialFolder::lockFile(const std::string &name) const
{
    const std::string path = m_path + '/' + name;
    FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!file) {
        return failed("lock a trial", path);
    }
    // Whoever holds it works with deadlines of its own, so this ends.
    while (::flock(file.value(), LOCK_EX) != 0) {
        if (errno != EINTR) {
            return failed("lock a trial", path);
        }
    }
    return file;
}

Core::Result<FileDescriptor> TrialFolder::lock(const std::string &id) const
{
    return lockFile(id + ".lock");
}

Core::Result<FileDescriptor> TrialFolder::lockStore() const
{
    return lockFile("store.lock");
}

std::optional<FileDescriptor> TrialFolder::guardLock(const std::string &id) const
{
    auto file = lockFile(id + ".guard");
    return file ? std::optional(std::move(*file)) : std::nullopt;
}

std::optional<FileDescriptor> TrialFolder::tryGuardLock(const std::string &id) const
{
    FileDescriptor file(::open((m_path + '/' + id + ".guard").c_str(),
                               O_RDONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!file || ::flock(file.value(), LOCK_EX | LOCK_NB) != 0) {
        return std::nullopt;
    }
    return file;
}

} // namespace Portlight::Helper
