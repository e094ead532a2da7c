// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/result.h"
#include "helper/lab/namespaces.h"

#include <functional>
#include <nlohmann/json.hpp>

namespace Portlight::Helper
{

/// Work of ours in a process inside a node of the lab, which says what came of it as JSON.
class NodeWork
{
public:
    using Body = std::function<nlohmann::json()>;

    /// Begins; several may run at once.
    static Core::Result<NodeWork> start(Lab::Namespaces &world, const std::string &node,
                                        const Body &body);
    /// Waits for its end. An object with "error" is that error.
    Core::Result<nlohmann::json> finish();

private:
    NodeWork(pid_t pid, Lab::UniqueFd pipe)
        : m_pid(pid)
        , m_pipe(std::move(pipe))
    {
    }
    pid_t m_pid;
    Lab::UniqueFd m_pipe;
};

/// Start and finish in one.
Core::Result<nlohmann::json> workInNode(Lab::Namespaces &world, const std::string &node,
                                        const NodeWork::Body &body);

} // namespace Portlight::Helper
