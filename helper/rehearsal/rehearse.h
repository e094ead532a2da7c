// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/change/change.h"
#include "core/diagnosis/rehearsalreport.h"
#include "core/result.h"

#include <map>
#include <string>
#include <vector>

namespace Portlight::Helper
{

struct RehearsalRequest {
    Core::Question question; ///< with both addresses, but for `from` of what goes out
    std::vector<Core::Change> changes;
    std::map<std::string, std::string> generations; ///< "nft/ipv4" -> generation
};

/// Where the program portlight-rehearse runs.
enum class RehearsalHost {
    Child, ///< a child of the caller
    Systemd, ///< a transient unit, because the helper's own may not make namespaces
};

/// Copies the live firewall into a throw-away network, sends the asked packet, makes the changes
/// there, sends it again, and tells what the kernel did. The live system is only read. Takes a few
/// seconds, at most 30. Stale when a generation moved, InvalidArgument for a question that cannot
/// be sent, Unsupported where the system refuses namespaces, and what a trial fails with when the
/// changes cannot be made.
Core::Result<Core::RehearsalReport> rehearse(const RehearsalRequest &request, RehearsalHost host);

/// The program's own part: everything above, in a process that has no other thread and that makes
/// no other rehearsal, because namespaces once entered are not left again.
Core::Result<Core::RehearsalReport> rehearseHere(const RehearsalRequest &request);

} // namespace Portlight::Helper
