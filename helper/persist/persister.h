// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/change/persistence.h"
#include "core/result.h"
#include "helper/persist/filetransaction.h"
#include "helper/persist/settingsfile.h"
#include "helper/persist/way.h"

#include <string>
#include <vector>

namespace Portlight::Helper
{

/// Makes the running rules survive a restart, in the way this system does it. May be used from
/// several processes; the record in `stateFolder` is locked.
class Persister
{
public:
    /// `trialFolder`: of the TrialStore. A trial that is going on is never saved, and what kept
    /// ones set is.
    Persister(std::string stateFolder, std::string trialFolder);

    /// What persist() would do. Writes nothing and starts nothing that does.
    Core::Result<Core::PersistencePlan> plan() const;

    /// Does what the plan of that revision says and gives the files written; none when it was so
    /// already. Stale when the plan would be another one now, Conflict or Unsupported when it says
    /// that it cannot be done.
    Core::Result<std::vector<std::string>> persist(const std::string &revision);

    /// Takes the last persist() that wrote files back: they are as they were before. The running
    /// rules stay. See FileTransaction::undo().
    Core::Result<std::vector<std::string>> undo();

    /// Completes what a process that died had begun.
    Core::Result<void> recover();

private:
    std::string m_stateFolder;
    std::string m_trialFolder;
};

} // namespace Portlight::Helper
