// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/ruleset/match.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// The small words of rule lines: numbers, ports, flags, names of ICMP types. Nothing here looks
// into a system database, so the same text always means the same.
namespace Portlight::Core
{

/// Decimal or, as iptables reads marks and types, 0x… hexadecimal and 0… octal.
std::optional<std::uint64_t> parseUnsigned(std::string_view text, std::uint64_t limit);

/// Decimal digits only.
std::optional<std::uint64_t> parseDecimal(std::string_view text);

/// A number or one of the common service names ("ssh").
std::optional<std::uint16_t> parsePort(std::string_view text);
/// "N", "N:M", ":M", "N:" and ":"; nothing when the first is greater than the last.
std::optional<PortRange> parsePortRange(std::string_view text);
void appendPortRange(std::string &text, const PortRange &range);

/// "SYN,ACK", "ALL", "NONE".
std::optional<std::uint8_t> parseTcpFlags(std::string_view text);
void appendTcpFlags(std::string &text, std::uint8_t flags);

struct IcmpTypeAndCode {
    std::optional<std::uint8_t> type;
    std::uint8_t firstCode = 0;
    std::uint8_t lastCode = 255;
};
/// "8", "3/3", "3/0:4", "echo-request", "any" (IPv4 only).
std::optional<IcmpTypeAndCode> parseIcmpType(std::string_view text, Family family);

std::optional<AddressType> parseAddressType(std::string_view text);
std::string_view toString(AddressType type);

void appendHex(std::string &text, std::uint32_t value);

} // namespace Portlight::Core
