// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/conntrack/usage.h"

#include <QString>

namespace Portlight::App
{

/// The connection table's usage as any user may read it. `root` is for tests.
Core::ConntrackUsage
readLocalUsage(const QString &root = QStringLiteral("/proc/sys/net/netfilter"));
/// Memory of this computer in bytes; 0 when not known.
std::uint64_t readLocalMemory(const QString &path = QStringLiteral("/proc/meminfo"));

} // namespace Portlight::App
