// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/result.h"

#include <QDBusMessage>

namespace Portlight::Helper
{

/// The one place where an error becomes a D-Bus error: name by code; message, operation and detail
/// as its three arguments, each with a limit.
QDBusMessage errorReply(const QDBusMessage &call, const Core::Error &error);

} // namespace Portlight::Helper
