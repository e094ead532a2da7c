// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/result.h"
#include "helper/lab/uniquefd.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <sys/types.h>

namespace Portlight::Helper::Lab
{

/// What a command in a node reads and writes; -1 leaves the lab program's own.
struct Stdio {
    int in = -1;
    int out = -1;
    int err = -1;
};

/// The processes and namespaces of one lab. Each node has a network namespace and a mount namespace
/// of its own (with private /run, /proc, /sys and /var/lib), kept by a holder process. Nothing is
/// ever created in the namespaces the lab program came from.
///
/// Everything lives in one pid namespace, whose first process dies with the lab program, however
/// that ends: the kernel then kills the rest, detached programs included. Where a pid namespace
/// cannot be had (a container that masks /proc), each child dies by its parent-death signal, and
/// the destructor kills what still lives in the lab's networks.
///
/// Single-threaded: the lab program must have no other thread. One object a process, because a
/// user or pid namespace once entered is not left again. SIGCHLD must stay blocked or default.
class Namespaces
{
public:
    /// Unsupported when the kernel or its settings refuse the namespaces.
    static Core::Result<std::unique_ptr<Namespaces>> create();
    ~Namespaces();
    Namespaces(const Namespaces &) = delete;
    Namespaces &operator=(const Namespaces &) = delete;

    Core::Result<void> addNode(const std::string &name);
    bool hasNode(const std::string &name) const;
    /// The process that keeps the node's namespaces, as numbered outside the lab.
    pid_t holder(const std::string &name) const;
    /// Descriptor of the node's network namespace, for handing links over.
    int networkFd(const std::string &name) const;

    /// Starts a program in a node; the answer is its process number as seen outside. A program that
    /// cannot be executed is an error here, not a failed exit. The caller waits for the process.
    Core::Result<pid_t> spawn(const std::string &node, const std::vector<std::string> &command,
                              const Stdio &stdio);
    /// Runs `body` in a forked process of the node; its answer is the exit code.
    Core::Result<pid_t> forkInto(const std::string &node, const std::function<int()> &body);
    /// Runs a program to its end with `input` on its standard input. A non-zero exit is
    /// KernelRefused with what the program said in `detail`.
    Core::Result<void> runTool(const std::string &node, const std::vector<std::string> &command,
                               const std::string &input);

private:
    struct Node {
        std::string name;
        pid_t holder = -1;
        UniqueFd network;
        UniqueFd mounts;
    };

    Namespaces() = default;
    Core::Result<void> startInit();
    const Node *find(const std::string &name) const;
    bool enter(const Node &node) const;
    void becomeLabChild() const;
    void killStragglers() const;

    bool m_ownPids = false;
    pid_t m_init = -1;
    UniqueFd m_lifelineRead; ///< ends when the lab program is gone
    UniqueFd m_lifelineWrite; ///< held by the lab program alone
    std::string m_workingFolder;
    std::vector<Node> m_nodes;
};

/// Lets PATH reach the administrator's programs, which an ordinary user's PATH may lack.
void completePath();

} // namespace Portlight::Helper::Lab
