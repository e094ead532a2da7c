// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/packet/packet.h"
#include "core/result.h"

#include <string_view>

namespace Portlight::Core
{

/// Reads one line of a --packets file: a JSON object with the names of the packet options,
/// underscores for hyphens. Unknown names, wrong types and values out of range are errors that name
/// the key.
Result<Packet> parsePacketJson(std::string_view line, Family defaultFamily);

} // namespace Portlight::Core
