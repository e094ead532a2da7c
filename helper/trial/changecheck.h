// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/change/change.h"
#include "core/result.h"

namespace Portlight::Helper
{

/// Whether a change may be handed to the restore programs at all: known table, valid chain name, a
/// rule of at most 4 KiB without control characters that core can read, and none of the options
/// that would make the tool do anything but change this rule. The last line of defence: callers are
/// expected to have rebuilt the text from typed parts.
Core::Result<void> checkChange(const Core::Change &change);

} // namespace Portlight::Helper
