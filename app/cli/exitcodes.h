// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

namespace Portlight::App::Cli
{

/// The contract of DESIGN.md 10; scripts rely on it.
enum ExitCode : int {
    ExitDone = 0,
    ExitProblem = 1, ///< done, and a problem was found
    ExitUsage = 2,
    ExitUnknown = 3, ///< could not tell, or could not do it
    ExitDenied = 4,
    ExitUndone = 5, ///< applied, then undone
    ExitInterrupted = 130,
};

} // namespace Portlight::App::Cli
