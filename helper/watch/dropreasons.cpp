// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/watch/dropreasons.h"

#include "helper/netfilter/filedescriptor.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>

namespace Portlight::Helper
{

namespace
{

constexpr auto operation = "read drop reasons";
constexpr auto instances = "/sys/kernel/tracing/instances";
constexpr auto event = "/events/skb/kfree_skb";
constexpr std::size_t mostTraceBytes = std::size_t{1024} * 1024;

bool writeTo(const std::string &path, std::string_view text)
{
    const FileDescriptor file(::open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NOFOLLOW));
    return file
        && ::write(file.value(), text.data(), text.size()) == static_cast<ssize_t>(text.size());
}

std::string readFrom(const std::string &path, std::size_t most)
{
    const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
    std::string text;
    std::array<char, 16384> buffer;
    while (file && text.size() < most) {
        const ssize_t got = ::read(file.value(), buffer.data(), buffer.size());
        if (got <= 0 && errno != EINTR) {
            break;
        }
        text.append(buffer.data(), got > 0 ? static_cast<std::size_t>(got) : 0U);
    }
    return text;
}

void removeInstance(const std::string &folder)
{
    static_cast<void>(writeTo(folder + event + "/enable", "0"));
    ::rmdir(folder.c_str()); // an instance goes away as a whole
}

/// "portlight-N-", N the number of this namespace of processes: numbers of processes say nothing
/// outside of it, and trace instances are the whole computer's.
std::string ownPrefix()
{
    struct stat about {
    };
    const bool known = ::stat("/proc/self/ns/pid", &about) == 0;
    return "portlight-" + std::to_string(known ? about.st_ino : 0) + '-';
}

/// "portlight-N-PID-ID" of processes that are not there any more.
void removeLeftOvers(const std::string &prefix)
{
    std::error_code error;
    for (const auto &entry : std::filesystem::directory_iterator(instances, error)) {
        const std::string name = entry.path().filename();
        if (!name.starts_with(prefix)) {
            continue;
        }
        pid_t pid = 0;
        const char *const begin = name.data() + prefix.size();
        const auto end = std::from_chars(begin, name.data() + name.size(), pid);
        if (end.ec == std::errc() && pid > 0 && ::kill(pid, 0) != 0 && errno == ESRCH) {
            removeInstance(entry.path());
        }
    }
}

bool isReasonCharacter(char character)
{
    return (character >= 'A' && character <= 'Z') || (character >= '0' && character <= '9')
        || character == '_';
}

} // namespace

std::map<std::string, std::uint64_t> dropReasonsIn(std::string_view trace)
{
    constexpr std::string_view name = " kfree_skb: ";
    constexpr std::string_view reasonIs = " reason: ";
    constexpr std::size_t longest = 64;
    std::map<std::string, std::uint64_t> reasons;
    for (std::size_t begin = 0; begin < trace.size();) {
        const std::size_t end = std::min(trace.find('\n', begin), trace.size());
        const std::string_view line = trace.substr(begin, end - begin);
        begin = end + 1;
        const std::size_t at = line.rfind(reasonIs);
        if (line.find(name) == std::string_view::npos || at == std::string_view::npos) {
            continue;
        }
        const std::string_view reason = line.substr(at + reasonIs.size());
        if (!reason.empty() && reason.size() <= longest && reason != "NOT_SPECIFIED"
            && std::all_of(reason.begin(), reason.end(), isReasonCharacter)) {
            ++reasons[std::string(reason)];
        }
    }
    return reasons;
}

int notSpecifiedIn(std::string_view format)
{
    const std::size_t at = format.find(", \"NOT_SPECIFIED\"");
    if (at == std::string_view::npos) {
        return -1;
    }
    std::size_t begin = at;
    while (begin > 0 && format[begin - 1] >= '0' && format[begin - 1] <= '9') {
        --begin;
    }
    int number = -1;
    std::from_chars(format.data() + begin, format.data() + at, number);
    return number;
}

DropReasons::DropReasons(std::string folder)
    : m_folder(std::move(folder))
{
}

DropReasons::~DropReasons()
{
    removeInstance(m_folder);
}

Core::Result<std::unique_ptr<DropReasons>> DropReasons::start(const std::string &id)
{
    const std::string prefix = ownPrefix();
    removeLeftOvers(prefix);
    const std::string folder =
        std::string(instances) + '/' + prefix + std::to_string(::getpid()) + '-' + id;
    constexpr mode_t mode = 0700;
    if (::mkdir(folder.c_str(), mode) != 0) {
        const int number = errno;
        const bool denied = number == EACCES || number == EPERM;
        return Core::failure(denied ? Core::ErrorCode::Denied : Core::ErrorCode::Unsupported,
                             operation, "no trace instance", std::strerror(number));
    }
    // NOLINTNEXTLINE(modernize-make-unique): the constructor is private
    std::unique_ptr<DropReasons> reasons(new DropReasons(folder));
    constexpr std::size_t mostFormatBytes = std::size_t{64} * 1024;
    const int nothing = notSpecifiedIn(readFrom(folder + event + "/format", mostFormatBytes));
    if (nothing < 0) {
        return Core::failure(Core::ErrorCode::Unsupported, operation,
                             "this kernel gives no reason for a drop");
    }
    const std::string filter =
        "(protocol == 0x0800 || protocol == 0x86dd) && reason != " + std::to_string(nothing);
    static_cast<void>(writeTo(folder + "/buffer_size_kb", "256"));
    if (!writeTo(folder + event + "/filter", filter) || !writeTo(folder + event + "/enable", "1")) {
        return Core::failure(Core::ErrorCode::Unsupported, operation,
                             "the event cannot be switched on", std::strerror(errno));
    }
    return reasons;
}

std::map<std::string, std::uint64_t> DropReasons::read() const
{
    return dropReasonsIn(readFrom(m_folder + "/trace", mostTraceBytes));
}

} // namespace Portlight::Helper
