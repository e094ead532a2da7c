// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/netfilter/childprocess.h"

#include "helper/netfilter/filedescriptor.h"
#include "helper/netfilter/smallfile.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>

namespace Portlight::Helper
{

namespace
{

using Clock = std::chrono::steady_clock;

constexpr std::array programFolders = {"/usr/sbin/", "/usr/bin/", "/sbin/", "/bin/"};

std::string errnoText(int number)
{
    return std::strerror(number);
}

/// A file in memory instead of a pipe: no deadlock with a child that does not read, no SIGPIPE.
FileDescriptor inputFile(const std::string &text)
{
    FileDescriptor file(::memfd_create("input", MFD_CLOEXEC));
    std::size_t done = 0;
    while (file && done < text.size()) {
        const ssize_t wrote = ::write(file.value(), text.data() + done, text.size() - done);
        if (wrote < 0 && errno != EINTR) {
            return {};
        }
        done += wrote > 0 ? static_cast<std::size_t>(wrote) : 0U;
    }
    if (file && ::lseek(file.value(), 0, SEEK_SET) != 0) {
        return {};
    }
    return file;
}

struct Pipe {
    FileDescriptor read;
    FileDescriptor write;
};

Pipe makePipe()
{
    std::array<int, 2> ends{-1, -1};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
        return {};
    }
    ::fcntl(ends[0], F_SETFL, O_NONBLOCK);
    return {FileDescriptor(ends[0]), FileDescriptor(ends[1])};
}

/// Between fork and exec: only async-signal-safe calls, because the parent may have threads.
[[noreturn]] void becomeChild(const char *program, char *const *arguments, char *const *environment,
                              int input, int output, int errors, const std::vector<int> &inherited)
{
    ::setpgid(0, 0);
    sigset_t none;
    ::sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    ::signal(SIGPIPE, SIG_DFL);
    if (::dup2(input, STDIN_FILENO) < 0 || ::dup2(output, STDOUT_FILENO) < 0
        || ::dup2(errors, STDERR_FILENO) < 0) {
        ::_exit(127);
    }
    // Security: whatever a library opened without close-on-exec stays here.
    ::syscall(SYS_close_range, 3U, ~0U, 4U /* CLOSE_RANGE_CLOEXEC */);
    for (const int descriptor : inherited) {
        ::fcntl(descriptor, F_SETFD, 0);
    }
    ::execve(program, arguments, environment);
    ::_exit(127);
}

std::vector<char *> pointersTo(std::vector<std::string> &texts)
{
    std::vector<char *> pointers;
    pointers.reserve(texts.size() + 1);
    for (std::string &text : texts) {
        pointers.push_back(text.data());
    }
    pointers.push_back(nullptr);
    return pointers;
}

enum class Drained { More, End, TooMuch };

/// Where the output of a child goes.
struct Sink {
    std::string &text;
    std::size_t limit;
    bool cuts; ///< what is beyond the limit, else it is an error
    std::size_t size = 0; ///< so far
    bool keeps = true;
    const std::function<void(std::string_view)> *each = nullptr;
};

/// The text grows by more than it needs now: moving it costs more than memory never touched.
void append(std::string &text, std::string_view piece)
{
    constexpr std::size_t step = std::size_t{4} * 1024 * 1024;
    constexpr std::size_t large = std::size_t{128} * 1024;
    const std::size_t needed = text.size() + piece.size();
    if (needed > text.capacity() && needed > large) {
        text.reserve(std::max(text.capacity() * 2, step));
    }
    text.append(piece);
}

Drained drain(int descriptor, Sink &sink)
{
    std::array<char, 65536> buffer;
    for (;;) {
        const ssize_t got = ::read(descriptor, buffer.data(), buffer.size());
        if (got < 0) {
            return errno == EAGAIN || errno == EINTR ? Drained::More : Drained::End;
        }
        if (got == 0) {
            return Drained::End;
        }
        const std::size_t room = sink.limit - std::min(sink.limit, sink.size);
        const auto size = static_cast<std::size_t>(got);
        if (size > room && !sink.cuts) {
            return Drained::TooMuch;
        }
        sink.size += size;
        if (sink.keeps) {
            append(sink.text, {buffer.data(), std::min(size, room)});
        }
        if (sink.each != nullptr && *sink.each) {
            (*sink.each)({buffer.data(), size});
        }
    }
}

/// Owns a running child: killed as a group and reaped unless it was waited for.
class Child
{
public:
    explicit Child(pid_t pid)
        : m_pid(pid)
        , m_watch(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0U)))
    {
        ::setpgid(pid, pid); // The child does it, too; whoever is first.
    }
    Child(const Child &) = delete;
    Child &operator=(const Child &) = delete;
    ~Child()
    {
        if (!m_reaped) {
            ::kill(-m_pid, SIGKILL);
            ::kill(m_pid, SIGKILL);
            wait();
        }
    }
    int watch() const
    {
        return m_watch.value();
    }
    int wait()
    {
        int status = 0;
        while (::waitpid(m_pid, &status, 0) < 0 && errno == EINTR) { }
        m_reaped = true;
        return status;
    }

private:
    pid_t m_pid;
    FileDescriptor m_watch;
    bool m_reaped = false;
};

/// In a user namespace the owner of the system's files shows as the overflow user.
bool isSystemOwner(uid_t uid)
{
    constexpr uid_t overflowUid = 65534;
    return uid == 0 || (uid == overflowUid && ::geteuid() == 0);
}

} // namespace

Core::Result<ProcessOutcome> runProcess(const ProcessRequest &request)
{
    const std::string operation = "run " + request.program;
    std::vector<std::string> arguments = {request.program.substr(request.program.rfind('/') + 1)};
    arguments.insert(arguments.end(), request.arguments.begin(), request.arguments.end());
    std::vector<std::string> environment = {"PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C.UTF-8"};
    environment.insert(environment.end(), request.environment.begin(), request.environment.end());
    const std::vector<char *> argumentPointers = pointersTo(arguments);
    const std::vector<char *> environmentPointers = pointersTo(environment);

    const FileDescriptor input = inputFile(request.input);
    Pipe output = makePipe();
    Pipe errors = makePipe();
    if (!input || !output.read || !errors.read) {
        return Core::failure(Core::ErrorCode::Internal, operation, "no pipe", errnoText(errno));
    }
    const pid_t pid = ::fork();
    if (pid < 0) {
        return Core::failure(Core::ErrorCode::Internal, operation, "no process", errnoText(errno));
    }
    if (pid == 0) {
        becomeChild(request.program.c_str(), argumentPointers.data(), environmentPointers.data(),
                    request.inputDescriptor >= 0 ? request.inputDescriptor : input.value(),
                    output.write.value(), errors.write.value(), request.inherited);
    }
    Child child(pid);
    output.write.reset();
    errors.write.reset();

    ProcessOutcome outcome;
    Sink outputSink{outcome.output,      request.outputLimit, false, 0,
                    request.keepsOutput, &request.onOutput};
    Sink errorSink{outcome.errors, request.errorLimit, true};
    std::array<pollfd, 3> polled = {pollfd{output.read.value(), POLLIN, 0},
                                    pollfd{errors.read.value(), POLLIN, 0},
                                    pollfd{child.watch(), POLLIN, 0}};
    const auto end = Clock::now() + request.deadline;
    // The end of the child ends the loop, not the end of its pipes: a grandchild may hold them.
    for (bool ended = false; !ended;) {
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now()).count();
        const int ready = left <= 0
            ? 0
            : ::poll(polled.data(), polled.size(),
                     static_cast<int>(std::min<long long>(left + 1, INT_MAX)));
        if (ready < 0 && errno != EINTR) {
            return Core::failure(Core::ErrorCode::Internal, operation, "poll", errnoText(errno));
        }
        if (ready == 0) {
            return Core::failure(Core::ErrorCode::Timeout, operation, "no end before the deadline",
                                 outcome.errors);
        }
        ended = polled[2].revents != 0;
        if (polled[0].fd >= 0) {
            const Drained state = drain(output.read.value(), outputSink);
            if (state == Drained::TooMuch) {
                return Core::failure(Core::ErrorCode::LimitExceeded, operation,
                                     "more output than allowed");
            }
            polled[0].fd = state == Drained::End ? -1 : polled[0].fd;
        }
        if (polled[1].fd >= 0 && drain(errors.read.value(), errorSink) == Drained::End) {
            polled[1].fd = -1;
        }
    }
    const int status = child.wait();
    if (WIFEXITED(status)) {
        outcome.exitCode = WEXITSTATUS(status);
    } else if (WIFSIGNALED(status)) {
        outcome.signal = WTERMSIG(status);
    }
    return outcome;
}

Core::Result<std::string> findProgram(std::string_view name)
{
    for (const char *folder : programFolders) {
        const std::string path = folder + std::string(name);
        struct stat about {
        };
        // Security: a program that somebody else could have written is not run as root.
        if (::stat(path.c_str(), &about) == 0 && S_ISREG(about.st_mode)
            && isSystemOwner(about.st_uid) && (about.st_mode & (S_IWGRP | S_IWOTH)) == 0
            && (about.st_mode & S_IXUSR) != 0) {
            return path;
        }
    }
    return Core::failure(Core::ErrorCode::Unsupported, "find program",
                         std::string(name) + " is not installed");
}

Core::Result<std::string> siblingProgram(std::string_view name)
{
    std::array<char, PATH_MAX> self{};
    const ssize_t length = ::readlink("/proc/self/exe", self.data(), self.size() - 1);
    if (length > 0) {
        std::string path(self.data(), static_cast<std::size_t>(length));
        path.replace(path.rfind('/') + 1, std::string::npos, name);
        if (::access(path.c_str(), X_OK) == 0) {
            return path;
        }
    }
    std::string installed = std::string(PORTLIGHT_LIBEXEC_DIR "/").append(name);
    if (::access(installed.c_str(), X_OK) == 0) {
        return installed;
    }
    return Core::failure(Core::ErrorCode::Unsupported, "find program",
                         std::string(name) + " is not installed");
}

} // namespace Portlight::Helper
