// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/result.h"

#include <QString>

#include <string>

namespace Portlight::App::Cli
{

/// The whole of a file, or of standard input for "-". NotFound, Denied or LimitExceeded.
Core::Result<std::string> readInput(const QString &file);

} // namespace Portlight::App::Cli
