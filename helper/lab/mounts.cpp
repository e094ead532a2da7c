// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/lab/mounts.h"

#include <cerrno>
#include <string>

#include <dirent.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

namespace Portlight::Helper::Lab
{

namespace
{

constexpr auto hostState = "/run/portlight-lab/var-lib";

/// Trial journals must neither meet the host's nor those of an earlier lab: the kernel reuses the
/// numbers of network namespaces. A new folder below /var/lib cannot be mounted over, so /var/lib
/// is replaced by links to what is in it.
bool replaceStateFolder()
{
    if (::mkdir("/run/portlight-lab", 0755) != 0 || ::mkdir(hostState, 0755) != 0
        || ::mount("/var/lib", hostState, nullptr, MS_BIND | MS_REC, nullptr) != 0
        || ::mount("tmpfs", "/var/lib", "tmpfs", MS_NOSUID | MS_NODEV, "mode=0755") != 0)
        return false;
    DIR *entries = ::opendir(hostState);
    if (entries == nullptr)
        return false;
    bool done = true;
    while (const dirent *entry = ::readdir(entries)) {
        const std::string name = entry->d_name;
        if (name == "." || name == ".." || name == "portlight")
            continue;
        const std::string target = std::string(hostState) + "/" + name;
        done = ::symlink(target.c_str(), ("/var/lib/" + name).c_str()) == 0 && done;
    }
    ::closedir(entries);
    return done;
}

/// What is made permanent in a node would be the host's, so nobody can write there, not even root.
bool closeSettings()
{
    struct statvfs info {
    };
    if (::mount("/etc", "/etc", nullptr, MS_BIND | MS_REC, nullptr) != 0
        || ::statvfs("/etc", &info) != 0)
        return false;
    // A plain user's namespace may not take away what the host's mount forbids.
    unsigned long flags = MS_REMOUNT | MS_BIND | MS_RDONLY;
    flags |= (info.f_flag & ST_NOSUID) != 0 ? MS_NOSUID : 0;
    flags |= (info.f_flag & ST_NODEV) != 0 ? MS_NODEV : 0;
    flags |= (info.f_flag & ST_NOEXEC) != 0 ? MS_NOEXEC : 0;
    flags |= (info.f_flag & ST_NOATIME) != 0 ? MS_NOATIME : 0;
    flags |= (info.f_flag & ST_NODIRATIME) != 0 ? MS_NODIRATIME : 0;
    flags |= (info.f_flag & ST_RELATIME) != 0 ? MS_RELATIME : 0;
    return ::mount("none", "/etc", nullptr, flags, nullptr) == 0;
}

} // namespace

bool makeMountsPrivate()
{
    return ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0;
}

bool mountProc()
{
    return ::mount("proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, nullptr) == 0;
}

bool prepareMounts(bool ownPids)
{
    if (!makeMountsPrivate() || (ownPids && !mountProc()))
        return false;
    if (::mount("tmpfs", "/run", "tmpfs", MS_NOSUID | MS_NODEV, "mode=0755") != 0)
        return false;
    // Refused in containers that mask parts of /sys. Rules and sockets are read without it.
    ::mount("sysfs", "/sys", "sysfs", MS_NOSUID | MS_NODEV | MS_NOEXEC, nullptr);
    errno = 0;
    return replaceStateFolder() && closeSettings();
}

} // namespace Portlight::Helper::Lab
