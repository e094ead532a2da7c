// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/result.h"
#include "helper/persist/way.h"

namespace Portlight::Helper
{

enum class Restored {
    Loaded,
    NoFile, ///< nothing was saved for this family and backend
};

/// Loads one saved file, as portlight-restore does at start. An empty, cut or edited file is
/// refused (ParseFailed), and so is one that does not pass `--test` (KernelRefused): the rules stay
/// as they are. Chains and rules of other programs that are there already stay, too.
Core::Result<Restored> restoreFile(const RuleFile &file);

} // namespace Portlight::Helper
