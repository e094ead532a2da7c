// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/packet/address.h"
#include "core/packet/packet.h"
#include "core/ruleset/ruleset.h"

#include <QString>

#include <string_view>

/// Small parts that several of the wording files put into their sentences.
namespace Portlight::App::Words
{

/// Text from outside, for people: control characters (which could drive a terminal) and invisible
/// direction marks become "\uFFFD".
QString plain(std::string_view text);
QString familyWord(Core::Family family); ///< "IPv4"
QString protocolWord(std::uint8_t protocol); ///< "TCP", "UDP", "ping", else the number's name
QString address(const Core::IpAddress &address);
/// "TCP port 8080 (SSH)" with the service where it is well known; "ping" without a port.
QString portWord(std::uint8_t protocol, std::optional<std::uint16_t> port);
/// A list as a person says it: "a, b and c".
QString list(const QStringList &parts);
/// "1.5 MiB", in the locale's numbers.
QString size(std::uint64_t bytes);
QString number(std::uint64_t value);
/// "about 3 minutes"
QString duration(double seconds);

} // namespace Portlight::App::Words
