// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/lab/namespaces.h"

#include "helper/lab/mounts.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>

#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>

namespace Portlight::Helper::Lab
{

using Core::ErrorCode;

namespace
{

constexpr int exitCannotRun = 127;

tl::unexpected<Core::Error> systemFailure(const char *operation, int error,
                                          ErrorCode code = ErrorCode::KernelRefused)
{
    return Core::failure(code, operation, std::strerror(error));
}

bool makePipe(UniqueFd &readEnd, UniqueFd &writeEnd)
{
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0)
        return false;
    readEnd.reset(ends[0]);
    writeEnd.reset(ends[1]);
    return true;
}

bool writeFile(const char *path, const std::string &text)
{
    const UniqueFd file(::open(path, O_WRONLY | O_CLOEXEC));
    return file.isValid()
        && ::write(file.fd(), text.data(), text.size()) == static_cast<ssize_t>(text.size());
}

int waitFor(pid_t pid)
{
    int status = 0;
    while (::waitpid(pid, &status, 0) < 0) {
        if (errno != EINTR)
            return -1;
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/// Root of a namespace of our own, where we are not root of this one. The network namespaces must
/// come later: /proc/net files belong to the root of the user namespace that owns the network.
Core::Result<void> becomeRootOfOwnNamespace()
{
    const uid_t uid = ::geteuid();
    const gid_t gid = ::getegid();
    if (::unshare(CLONE_NEWUSER) != 0)
        return Core::failure(ErrorCode::Unsupported, "create a user namespace",
                             std::string("this system does not let ordinary users have one (")
                                 + std::strerror(errno) + ")");
    if (!writeFile("/proc/self/setgroups", "deny")
        || !writeFile("/proc/self/uid_map", "0 " + std::to_string(uid) + " 1")
        || !writeFile("/proc/self/gid_map", "0 " + std::to_string(gid) + " 1"))
        return systemFailure("map the user into its namespace", errno, ErrorCode::Unsupported);
    return {};
}

/// Tried in a child, because a process cannot give a pid namespace back.
bool canHavePidNamespace()
{
    const pid_t scout = ::fork();
    if (scout == 0) {
        if (::unshare(CLONE_NEWPID | CLONE_NEWNS) != 0)
            ::_exit(1);
        const pid_t inner = ::fork();
        if (inner == 0)
            ::_exit(makeMountsPrivate() && mountProc() ? 0 : 1);
        ::_exit(inner > 0 ? waitFor(inner) : 1);
    }
    return scout > 0 && waitFor(scout) == 0;
}

/// The same question for mount and network namespaces as such.
bool mayUnshare()
{
    const pid_t scout = ::fork();
    if (scout == 0)
        ::_exit(::unshare(CLONE_NEWNET | CLONE_NEWNS) == 0 ? 0 : 1);
    return scout > 0 && waitFor(scout) == 0;
}

std::string currentFolder()
{
    char *path = ::getcwd(nullptr, 0);
    std::string folder = path != nullptr ? path : "/";
    ::free(path);
    return folder;
}

} // namespace

void completePath()
{
    const char *given = ::getenv("PATH");
    std::string path = given != nullptr ? given : "/usr/bin:/bin";
    for (const char *folder : {"/usr/local/sbin", "/usr/sbin", "/sbin"}) {
        const std::string entry = std::string(1, ':').append(folder).append(1, ':');
        if (std::string(1, ':').append(path).append(1, ':').find(entry) == std::string::npos)
            path.append(entry, 0, entry.size() - 1);
    }
    ::setenv("PATH", path.c_str(), 1);
}

Core::Result<std::unique_ptr<Namespaces>> Namespaces::create()
{
    std::unique_ptr<Namespaces> world(new Namespaces);
    world->m_workingFolder = currentFolder();
    if (!makePipe(world->m_lifelineRead, world->m_lifelineWrite))
        return systemFailure("make a pipe", errno);

    if (!mayUnshare()) {
        if (auto mapped = becomeRootOfOwnNamespace(); !mapped)
            return tl::unexpected(mapped.error());
        if (!mayUnshare())
            return Core::failure(ErrorCode::Unsupported, "create network namespaces",
                                 "this system does not let ordinary users have them");
    }
    world->m_ownPids = canHavePidNamespace();
    if (world->m_ownPids) {
        if (auto started = world->startInit(); !started)
            return tl::unexpected(started.error());
    }
    return world;
}

Core::Result<void> Namespaces::startInit()
{
    if (::unshare(CLONE_NEWPID) != 0)
        return systemFailure("create a pid namespace", errno, ErrorCode::Unsupported);
    m_init = ::fork();
    if (m_init < 0)
        return systemFailure("start the first process", errno);
    if (m_init == 0) {
        becomeLabChild();
        ::prctl(PR_SET_NAME, "lab-init");
        ::signal(SIGCHLD, SIG_IGN); // orphans are reaped by the kernel
        const int lifeline = ::dup2(m_lifelineRead.fd(), 0);
        ::close_range(1, ~0U, 0);
        pollfd waiting{lifeline, POLLIN, 0};
        while (::poll(&waiting, 1, -1) < 0 && errno == EINTR) { }
        ::_exit(0);
    }
    return {};
}

/// First act of every child: dies with the lab program, and at once when that died meanwhile.
void Namespaces::becomeLabChild() const
{
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    ::close(m_lifelineWrite.fd());
    pollfd lifeline{m_lifelineRead.fd(), POLLIN, 0};
    if (::poll(&lifeline, 1, 0) > 0 && (lifeline.revents & POLLHUP) != 0)
        ::_exit(exitCannotRun);
    sigset_t none;
    ::sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    ::signal(SIGPIPE, SIG_DFL);
}

Core::Result<void> Namespaces::addNode(const std::string &name)
{
    UniqueFd readyRead;
    UniqueFd readyWrite;
    if (!makePipe(readyRead, readyWrite))
        return systemFailure("make a pipe", errno);
    Node node;
    node.name = name;
    node.holder = ::fork();
    if (node.holder < 0)
        return systemFailure("start a node", errno);
    if (node.holder == 0) {
        becomeLabChild();
        ::prctl(PR_SET_NAME, ("node-" + name).substr(0, 15).c_str());
        int error = 0;
        if (::unshare(CLONE_NEWNET | CLONE_NEWNS) != 0 || !prepareMounts(m_ownPids))
            error = errno;
        if (::write(readyWrite.fd(), &error, sizeof error) != sizeof error || error != 0)
            ::_exit(1);
        ::close_range(0, ~0U, 0);
        for (;;)
            ::pause();
    }
    readyWrite.reset();
    int error = 0;
    if (::read(readyRead.fd(), &error, sizeof error) != sizeof error)
        error = ECHILD;
    const std::string folder = "/proc/" + std::to_string(node.holder) + "/ns/";
    if (error == 0) {
        node.network.reset(::open((folder + "net").c_str(), O_RDONLY | O_CLOEXEC));
        node.mounts.reset(::open((folder + "mnt").c_str(), O_RDONLY | O_CLOEXEC));
        if (!node.network.isValid() || !node.mounts.isValid())
            error = errno;
    }
    if (error != 0)
        return systemFailure("make the namespaces of a node", error);
    m_nodes.push_back(std::move(node));
    return {};
}

const Namespaces::Node *Namespaces::find(const std::string &name) const
{
    const auto at = std::find_if(m_nodes.begin(), m_nodes.end(), [&name](const Node &node) {
        return node.name == name;
    });
    return at == m_nodes.end() ? nullptr : &*at;
}

bool Namespaces::hasNode(const std::string &name) const
{
    return find(name) != nullptr;
}

pid_t Namespaces::holder(const std::string &name) const
{
    const Node *node = find(name);
    return node != nullptr ? node->holder : -1;
}

int Namespaces::networkFd(const std::string &name) const
{
    const Node *node = find(name);
    return node != nullptr ? node->network.fd() : -1;
}

bool Namespaces::enter(const Node &node) const
{
    if (::setns(node.network.fd(), CLONE_NEWNET) != 0
        || ::setns(node.mounts.fd(), CLONE_NEWNS) != 0)
        return false;
    // Entering a mount namespace moves the process to its root folder.
    return ::chdir(m_workingFolder.c_str()) == 0 || ::chdir("/") == 0;
}

Core::Result<pid_t> Namespaces::spawn(const std::string &node,
                                      const std::vector<std::string> &command, const Stdio &stdio)
{
    const Node *place = find(node);
    if (place == nullptr)
        return Core::failure(ErrorCode::NotFound, "start a program", "there is no node " + node);
    if (command.empty())
        return Core::failure(ErrorCode::InvalidArgument, "start a program", "no program given");
    UniqueFd failureRead;
    UniqueFd failureWrite;
    if (!makePipe(failureRead, failureWrite))
        return systemFailure("make a pipe", errno);
    const pid_t pid = ::fork();
    if (pid < 0)
        return systemFailure("start a program", errno);
    if (pid == 0) {
        becomeLabChild();
        std::vector<char *> arguments;
        for (const std::string &argument : command)
            arguments.push_back(const_cast<char *>(argument.c_str()));
        arguments.push_back(nullptr);
        if (enter(*place) && (stdio.in < 0 || ::dup2(stdio.in, 0) == 0)
            && (stdio.out < 0 || ::dup2(stdio.out, 1) == 1)
            && (stdio.err < 0 || ::dup2(stdio.err, 2) == 2))
            ::execvp(arguments[0], arguments.data());
        const int error = errno;
        if (::write(failureWrite.fd(), &error, sizeof error) < 0)
            ::_exit(exitCannotRun);
        ::_exit(exitCannotRun);
    }
    failureWrite.reset();
    int error = 0;
    if (::read(failureRead.fd(), &error, sizeof error) == sizeof error) {
        waitFor(pid);
        return Core::failure(ErrorCode::NotFound, "start a program",
                             command.front() + ": " + std::strerror(error));
    }
    return pid;
}

Core::Result<pid_t> Namespaces::forkInto(const std::string &node, const std::function<int()> &body)
{
    const Node *place = find(node);
    if (place == nullptr)
        return Core::failure(ErrorCode::NotFound, "start a process", "there is no node " + node);
    const pid_t pid = ::fork();
    if (pid < 0)
        return systemFailure("start a process", errno);
    if (pid == 0) {
        becomeLabChild();
        ::_exit(enter(*place) ? body() : exitCannotRun);
    }
    return pid;
}

Core::Result<void> Namespaces::runTool(const std::string &node,
                                       const std::vector<std::string> &command,
                                       const std::string &input)
{
    UniqueFd outRead;
    UniqueFd outWrite;
    const UniqueFd in(::memfd_create("input", MFD_CLOEXEC));
    if (!in.isValid() || !makePipe(outRead, outWrite))
        return systemFailure("prepare a program's input", errno);
    if (::write(in.fd(), input.data(), input.size()) != static_cast<ssize_t>(input.size())
        || ::lseek(in.fd(), 0, SEEK_SET) != 0)
        return systemFailure("prepare a program's input", errno);
    const auto pid = spawn(node, command, {in.fd(), outWrite.fd(), outWrite.fd()});
    outWrite.reset();
    if (!pid)
        return tl::unexpected(pid.error());
    std::string said;
    char buffer[4096];
    for (;;) {
        const ssize_t count = ::read(outRead.fd(), buffer, sizeof buffer);
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            break;
        said.append(buffer, static_cast<std::size_t>(count));
    }
    if (const int code = waitFor(*pid); code != 0)
        return Core::failure(ErrorCode::KernelRefused, "set up node " + node,
                             command.front() + " ended with code " + std::to_string(code), said);
    return {};
}

/// Without a pid namespace: what detached itself from its parent still sits in our networks.
void Namespaces::killStragglers() const
{
    DIR *processes = ::opendir("/proc");
    if (processes == nullptr)
        return;
    while (const dirent *entry = ::readdir(processes)) {
        const auto pid = static_cast<pid_t>(std::strtol(entry->d_name, nullptr, 10));
        struct stat theirs {
        };
        if (pid <= 1 || pid == ::getpid()
            || ::stat((std::string("/proc/") + entry->d_name + "/ns/net").c_str(), &theirs) != 0)
            continue;
        for (const Node &node : m_nodes) {
            struct stat ours {
            };
            if (::fstat(node.network.fd(), &ours) == 0 && ours.st_ino == theirs.st_ino
                && ours.st_dev == theirs.st_dev)
                ::kill(pid, SIGKILL);
        }
    }
    ::closedir(processes);
}

Namespaces::~Namespaces()
{
    m_lifelineWrite.reset();
    if (m_init > 0)
        ::kill(m_init, SIGKILL);
    else
        killStragglers();
    for (const Node &node : m_nodes)
        ::kill(node.holder, SIGKILL);
    while (::waitpid(-1, nullptr, 0) > 0 || errno == EINTR) { }
}

} // namespace Portlight::Helper::Lab
