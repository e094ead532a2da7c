// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace Portlight::Helper
{

/// SHA-256 (FIPS 180-4) as 64 hexadecimal digits, as sha256sum prints it: a saved file can be
/// checked by hand.
std::string sha256(std::string_view text);

} // namespace Portlight::Helper
