// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

namespace Portlight::Helper::Lab
{

/// Nothing mounted from here on reaches the namespace we came from.
bool makeMountsPrivate();

/// A /proc that fits the caller's pid namespace.
bool mountProc();

/// The file systems of a node, in the caller's fresh mount namespace: an empty /run (the xtables
/// lock; the host's sockets are out of reach), a /sys that shows the node's interfaces, and a
/// /var/lib like the host's in which what is written stays in the node and ends with it, and the
/// host's /etc, read-only.
/// Sets errno on failure.
bool prepareMounts(bool ownPids);

} // namespace Portlight::Helper::Lab
