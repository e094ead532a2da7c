// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/packet/packet.h"

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace Portlight::Core
{

/// The keys of a packet's JSON that only some modules ask for: "length", "ttl", "tos", "fragment",
/// "tcp_options", "payload", "connection", … Bytes are text of hexadecimal digits. False when the
/// key is none of them. `problem` says what is wrong with the value, or stays empty.
bool readPacketDetail(const std::string &key, const nlohmann::json &value, Packet &packet,
                      std::string &problem);

} // namespace Portlight::Core
