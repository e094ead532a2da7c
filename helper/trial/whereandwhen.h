// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <string>

namespace Portlight::Helper
{

std::int64_t bootTimeMilliseconds(); ///< CLOCK_BOOTTIME: goes on while the computer sleeps
std::uint64_t networkNamespace(); ///< inode of the calling thread's; 0 when not known
std::string bootId(); ///< changes with each start of the computer
std::string randomId(); ///< 32 hexadecimal digits

} // namespace Portlight::Helper
