// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "app/cli/session.h"

namespace Portlight::App::Cli
{

/// Before a change is tried: says on stderr which connections in use it would cut, and by which
/// rule. With `ask` a person at the terminal decides whether to go on; without, the trial takes
/// itself back when nobody keeps it, and that is said. False: not to be tried. What cannot be read
/// is said, and stops nothing.
Core::Result<bool> confirmLockOuts(Session &session, HelperClient &helper,
                                   const std::vector<Core::Change> &changes, bool ask);

} // namespace Portlight::App::Cli
