// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <optional>
#include <string>

namespace Portlight::Helper
{

/// The first `limit` bytes of a file, or nothing when it cannot be opened (errno says why). Meant
/// for /proc and small configuration files.
std::optional<std::string> readSmallFile(const std::string &path, std::size_t limit = 65536);

} // namespace Portlight::Helper
