// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/diagnosis/evidence.h"

#include <string>
#include <vector>

namespace Portlight::Helper
{

struct ManagersReading {
    std::vector<Core::Manager> managers; ///< only those that are installed or running
    std::string persistence = "none"; ///< "netfilter-persistent", "iptables-services", "firewalld",
                                      ///< "ufw", "none"
};

/// Who else manages the firewall, from files and the names of processes; no program is asked. In a
/// network namespace of its own (the practice lab, a container's) /proc may show the programs of
/// the whole machine: a process counts only when it lives in this namespace, and a manager known by
/// its files is active only when the first process does. `root` is "/" but for tests.
ManagersReading readManagers(const std::string &root = "/");

} // namespace Portlight::Helper
