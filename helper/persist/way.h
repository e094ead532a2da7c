// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/result.h"
#include "core/ruleset/ruleset.h"

#include <string>
#include <sys/types.h>
#include <vector>

namespace Portlight::Helper
{

/// A file of rules that something loads at the next start.
struct RuleFile {
    std::string folder;
    std::string name;
    Core::Backend backend = Core::Backend::Nft; ///< where its loader puts the rules
    Core::Family family = Core::Family::Ipv4;
    std::string loader; ///< name of the restore program
    std::string unit; ///< the service that runs it
    mode_t mode = 0600; ///< of a new file
    std::string path() const
    {
        return folder + '/' + name;
    }
};

/// How rules survive a restart on this system. Paths and names are fixed here; nothing of a caller
/// is in them.
struct Way {
    std::string name; ///< as Core::PersistencePlan::way
    std::vector<RuleFile> files;
    bool setsAreRestored = false; ///< ipsets come back before the rules
};

inline constexpr char ownUnit[] = "portlight-restore.service";
inline constexpr char ownFolder[] = "/var/lib/portlight/restore";

Way findWay();
std::vector<RuleFile> ownFiles();

/// What the program "iptables-restore" or "ip6tables-restore" is here.
Core::Backend loaderBackend(Core::Family family);

/// Something starts it at boot: a link in a ".wants" folder, or an init script.
bool isUnitEnabled(const std::string &unit);
bool isUnitInstalled(const std::string &unit);

/// `systemctl enable|disable UNIT`; systemd need not run for it.
Core::Result<void> switchUnit(const std::string &unit, bool on);

/// This process sees another network than the first process, but would write into the files of the
/// whole computer: of the lab, of a namespace by hand. Never true in a container of one's own.
/// Where the first process may not be looked at nobody can tell, and the answer is no.
bool isOtherNetwork(const std::vector<std::string> &folders);

} // namespace Portlight::Helper
