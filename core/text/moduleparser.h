// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/ruleset/match.h"

#include <cstdint>
#include <string_view>

namespace Portlight::Core
{

/// How the option of a module was taken.
enum class OptionOutcome : std::uint8_t {
    Taken,
    NotMine, ///< the module has no such option
    NotUnderstood, ///< a value that a newer iptables may know: keep the whole module as text
    BadValue, ///< can never be right
    Repeated, ///< given twice
};

/// The empty match of a module that Portlight understands ("tcp", "multiport", …), or an
/// OpaqueMatch.
Match emptyMatch(std::string_view module, Family family);

/// The module that "-p PROTOCOL" brings along for an option such as --dport, or "" if it has none.
std::string_view implicitModule(std::uint8_t protocol, std::string_view option);

/// True for options that belong to a protocol's module whatever was named before them (--dport, …).
bool isProtocolOption(std::string_view option);

bool hasOption(const Match &match, std::string_view option);
/// 0 for flags, 2 for --tcp-flags, else 1.
unsigned valueCount(std::string_view option);

OptionOutcome takeOption(Match &match, std::string_view option, std::string_view value,
                         std::string_view secondValue, bool inverted);

/// Empty when the match is complete, else what is missing.
std::string_view missingOption(const Match &match);

/// True for the protocols -m multiport works with.
bool hasPorts(std::uint8_t protocol);

/// The protocol a match needs "-p" for; 0 for none.
std::uint8_t neededProtocol(const Match &match);

} // namespace Portlight::Core
