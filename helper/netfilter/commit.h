// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/result.h"
#include "core/ruleset/ruleset.h"
#include "helper/netfilter/xtableslock.h"

#include <string>
#include <vector>

namespace Portlight::Helper
{

enum class CommitMode { Real, DryRun };

/// Hands `restoreText` to the restore program of the backend (--noflush --counters): one
/// transaction for each table in it. For legacy the caller holds `lock`, so that nobody comes
/// between its own reading and this. The tool keeps the descriptors `held` open: a lock among them
/// stays taken until the tool has ended, even when this process is killed meanwhile. KernelRefused
/// with the tool's words, and Error::position.line when it named a line of the text. A dry run is
/// advice only: nft may still refuse the real one.
Core::Result<void> commitRules(Core::Backend backend, Core::Family family,
                               const std::string &restoreText, CommitMode mode,
                               const XtablesLock *lock, const std::vector<int> &held = {});

} // namespace Portlight::Helper
