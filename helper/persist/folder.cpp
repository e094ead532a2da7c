// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/persist/folder.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <dirent.h>
#include <fcntl.h>
#include <memory>
#include <string_view>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/xattr.h>

namespace Portlight::Helper
{

namespace
{

using Core::ErrorCode;

constexpr std::size_t mostBytes = 64U * 1024U * 1024U;

std::string oldName(const std::string &name)
{
    return '.' + name + ".portlight-old";
}

ErrorCode codeOf(int number)
{
    switch (number) {
    case ENOENT:
        return ErrorCode::NotFound;
    case EACCES:
    case EPERM:
    case EROFS:
    case ELOOP:
    case ENOTDIR:
        return ErrorCode::Denied;
    case ENOSPC:
    case EDQUOT:
        return ErrorCode::LimitExceeded;
    default:
        return ErrorCode::Internal;
    }
}

const char *reasonOf(int number)
{
    switch (number) {
    case ELOOP:
    case ENOTDIR:
        return "a symbolic link, or no folder";
    case EROFS:
        return "the file system is read-only";
    case ENOSPC:
    case EDQUOT:
        return "no space left";
    default:
        return "cannot be opened or written";
    }
}

tl::unexpected<Core::Error> failedAt(const std::string &path, int number)
{
    return Core::failure(codeOf(number), "write " + path, reasonOf(number),
                         path + ": " + std::strerror(number));
}

/// Opens a folder part by part; none of them may be a link.
Core::Result<FileDescriptor> walk(const std::string &path, bool make)
{
    FileDescriptor at(::open("/", O_PATH | O_DIRECTORY | O_CLOEXEC));
    for (std::size_t from = 1; at && from <= path.size();) {
        const std::size_t end = std::min(path.find('/', from), path.size());
        const std::string part = path.substr(from, end - from);
        const bool last = end == path.size();
        if (make && ::mkdirat(at.value(), part.c_str(), 0700) != 0 && errno != EEXIST) {
            return failedAt(path, errno);
        }
        at = FileDescriptor(
            ::openat(at.value(), part.c_str(),
                     O_NOFOLLOW | O_DIRECTORY | O_CLOEXEC | (last ? O_RDONLY : O_PATH)));
        from = end + 1;
    }
    if (!at) {
        return failedAt(path, errno);
    }
    struct stat about {
    };
    // Security: who else can write here could put a file of their own under our name.
    if (::fstat(at.value(), &about) != 0 || about.st_uid != ::geteuid()
        || (about.st_mode & (S_IWGRP | S_IWOTH)) != 0) {
        return Core::failure(ErrorCode::Denied, "write " + path,
                             "the folder belongs to somebody else, or others may write to it",
                             path);
    }
    return at;
}

/// Opens a regular file; a pipe or device under its name must not make us wait.
FileDescriptor openFile(int folder, const std::string &name)
{
    FileDescriptor file(
        ::openat(folder, name.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK));
    struct stat about {
    };
    if (file && (::fstat(file.value(), &about) != 0 || !S_ISREG(about.st_mode))) {
        file.reset();
        errno = ELOOP;
    }
    return file;
}

std::optional<std::string> readAll(const FileDescriptor &file)
{
    std::string text;
    std::array<char, 65536> buffer{};
    for (;;) {
        const ssize_t got = ::read(file.value(), buffer.data(), buffer.size());
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0 || text.size() > mostBytes) {
            errno = got < 0 ? errno : EFBIG;
            return std::nullopt;
        }
        if (got == 0) {
            return text;
        }
        text.append(buffer.data(), static_cast<std::size_t>(got));
    }
}

bool writeAll(const FileDescriptor &file, const std::string &text)
{
    std::size_t done = 0;
    while (done < text.size()) {
        const ssize_t wrote = ::write(file.value(), text.data() + done, text.size() - done);
        if (wrote < 0 && errno != EINTR) {
            return false;
        }
        done += wrote > 0 ? static_cast<std::size_t>(wrote) : 0U;
    }
    return true;
}

/// Owner, mode, label and other extended attributes. Digests over the content stay behind.
bool copyAttributes(const FileDescriptor &from, const FileDescriptor &to)
{
    struct stat source {
    };
    struct stat target {
    };
    if (::fstat(from.value(), &source) != 0 || ::fstat(to.value(), &target) != 0) {
        return false;
    }
    if ((source.st_uid != target.st_uid || source.st_gid != target.st_gid)
        && ::fchown(to.value(), source.st_uid, source.st_gid) != 0) {
        return false;
    }
    if (::fchmod(to.value(), source.st_mode & 07777U) != 0) {
        return false;
    }
    std::string names(65536, '\0');
    const ssize_t length = ::flistxattr(from.value(), names.data(), names.size());
    if (length < 0) {
        return errno == ENOTSUP;
    }
    for (std::size_t at = 0; at < static_cast<std::size_t>(length);) {
        const char *name = names.c_str() + at;
        at += std::strlen(name) + 1;
        if (std::string_view(name) == "security.ima" || std::string_view(name) == "security.evm") {
            continue;
        }
        std::string value(65536, '\0');
        const ssize_t size = ::fgetxattr(from.value(), name, value.data(), value.size());
        if (size < 0
            || (::fsetxattr(to.value(), name, value.data(), static_cast<std::size_t>(size), 0) != 0
                && errno != ENOTSUP)) {
            return false;
        }
    }
    return true;
}

} // namespace

Folder::Folder(FileDescriptor folder, std::string path)
    : m_folder(std::move(folder))
    , m_path(std::move(path))
{
}

Core::Result<Folder> Folder::open(const std::string &path)
{
    auto folder = walk(path, false);
    if (!folder) {
        return tl::unexpected(folder.error());
    }
    return Folder(std::move(*folder), path);
}

Core::Result<Folder> Folder::make(const std::string &path)
{
    auto folder = walk(path, true);
    if (!folder) {
        return tl::unexpected(folder.error());
    }
    return Folder(std::move(*folder), path);
}

std::string Folder::newName(const std::string &name)
{
    return '.' + name + ".portlight-new";
}

std::string Folder::previousName(const std::string &name)
{
    return name + ".portlight-prev";
}

bool Folder::isSame(const std::string &one, const std::string &other)
{
    struct stat first {
    };
    struct stat second {
    };
    return ::stat(one.c_str(), &first) == 0 && ::stat(other.c_str(), &second) == 0
        && first.st_dev == second.st_dev && first.st_ino == second.st_ino;
}

tl::unexpected<Core::Error> Folder::failed(const std::string &name) const
{
    return failedAt(pathOf(name), errno);
}

Core::Result<std::optional<std::string>> Folder::read(const std::string &name) const
{
    const FileDescriptor file = openFile(m_folder.value(), name);
    if (!file && errno == ENOENT) {
        return std::optional<std::string>();
    }
    auto text = file ? readAll(file) : std::nullopt;
    if (!text) {
        return failed(name);
    }
    return text;
}

std::vector<std::string> Folder::names() const
{
    std::vector<std::string> found;
    const int copy = ::openat(m_folder.value(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const std::unique_ptr<DIR, int (*)(DIR *)> folder(copy < 0 ? nullptr : ::fdopendir(copy),
                                                      ::closedir);
    while (const dirent *entry = folder ? ::readdir(folder.get()) : nullptr) {
        struct stat about {
        };
        if (::fstatat(m_folder.value(), entry->d_name, &about, AT_SYMLINK_NOFOLLOW) == 0
            && S_ISREG(about.st_mode)) {
            found.emplace_back(entry->d_name);
        }
    }
    return found;
}

Core::Result<void> Folder::write(const std::string &name, const std::string &text, mode_t mode,
                                 const FileDescriptor &like) const
{
    if (::unlinkat(m_folder.value(), name.c_str(), 0) != 0 && errno != ENOENT) {
        return failed(name);
    }
    const FileDescriptor file(::openat(m_folder.value(), name.c_str(),
                                       O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
    // The attributes come last: until then nobody else can open it.
    if (!file || !writeAll(file, text)
        || !(like ? copyAttributes(like, file) : ::fchmod(file.value(), mode) == 0)
        || ::fsync(file.value()) != 0) {
        const int number = errno;
        ::unlinkat(m_folder.value(), name.c_str(), 0);
        errno = number;
        return failed(name);
    }
    return {};
}

Core::Result<void> Folder::prepare(const std::string &name, const std::optional<std::string> &text,
                                   mode_t mode) const
{
    const FileDescriptor old = openFile(m_folder.value(), name);
    if (!old && errno != ENOENT) {
        return failed(name);
    }
    if (text) {
        if (auto written = write(newName(name), *text, mode, old); !written) {
            return written;
        }
        const auto again = read(newName(name));
        if (!again || *again != text) {
            abandon(name);
            return Core::failure(ErrorCode::Internal, "write " + pathOf(name),
                                 "what was written reads back differently", pathOf(name));
        }
    }
    ::unlinkat(m_folder.value(), oldName(name).c_str(), 0);
    if (old
        && ::linkat(m_folder.value(), name.c_str(), m_folder.value(), oldName(name).c_str(), 0)
            != 0) {
        const auto error = failed(name);
        abandon(name);
        return error;
    }
    return sync();
}

Core::Result<void> Folder::finish(const std::string &name, bool removes) const
{
    const int folder = m_folder.value();
    if (::renameat(folder, oldName(name).c_str(), folder, previousName(name).c_str()) != 0) {
        if (errno != ENOENT) {
            return failed(name);
        }
    }
    const int moved = removes ? ::unlinkat(folder, name.c_str(), 0)
                              : ::renameat(folder, newName(name).c_str(), folder, name.c_str());
    if (moved != 0 && errno != ENOENT) {
        return failed(name);
    }
    return sync();
}

void Folder::abandon(const std::string &name) const
{
    ::unlinkat(m_folder.value(), newName(name).c_str(), 0);
    ::unlinkat(m_folder.value(), oldName(name).c_str(), 0);
}

Core::Result<void> Folder::putBack(const std::string &name, bool existed) const
{
    const int folder = m_folder.value();
    const int done = existed ? ::renameat(folder, previousName(name).c_str(), folder, name.c_str())
                             : ::unlinkat(folder, name.c_str(), 0);
    if (done != 0 && errno != ENOENT) {
        return failed(name);
    }
    return sync();
}

Core::Result<void> Folder::replace(const std::string &name, const std::string &text) const
{
    if (auto written = write(newName(name), text, 0600, FileDescriptor()); !written) {
        return written;
    }
    return rename(newName(name), name);
}

Core::Result<void> Folder::rename(const std::string &from, const std::string &to) const
{
    if (::renameat(m_folder.value(), from.c_str(), m_folder.value(), to.c_str()) != 0) {
        return failed(to);
    }
    return sync();
}

Core::Result<void> Folder::remove(const std::string &name) const
{
    if (::unlinkat(m_folder.value(), name.c_str(), 0) != 0 && errno != ENOENT) {
        return failed(name);
    }
    return sync();
}

Core::Result<void> Folder::sync() const
{
    if (::fsync(m_folder.value()) != 0) {
        return failed({});
    }
    return {};
}

Core::Result<FileDescriptor> Folder::lock(const std::string &name) const
{
    FileDescriptor file(
        ::openat(m_folder.value(), name.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (!file) {
        return failed(name);
    }
    while (::flock(file.value(), LOCK_EX) != 0) {
        if (errno != EINTR) {
            return failed(name);
        }
    }
    return file;
}

} // namespace Portlight::Helper
