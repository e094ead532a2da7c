// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

namespace Portlight::App::Cli
{

/// The whole of portlightctl. Does not come back: it ends the process without taking apart what the
/// kernel frees faster (50,000 rules take longer to destroy than to diagnose).
[[noreturn]] void runProgram(int argc, char **argv);

} // namespace Portlight::App::Cli
