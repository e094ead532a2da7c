// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "helper/netfilter/legacytable.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace Portlight::Helper
{

/// What the programs that use libxtables have in common. The library may end the process at any
/// point, and prints to standard output.

enum class XtablesExit : int {
    CannotSay = 3, ///< the text would not be the whole truth, or a rule cannot be built
    Stale = 4, ///< the rules are not those of the generation expected

};

/// Ends the process; the reason goes to standard error.
[[noreturn]] void refuse(const std::string &reason, XtablesExit code = XtablesExit::CannotSay);

/// `before` is put before the words of the library when it ends the process; it is read then.
/// `asksKernel`: whether the library may ask the tables of iptables-legacy which revisions of a
/// match they know, which loads them; without, it knows all it has a library for.
void startXtables(const char *program, Core::Family family, const std::string *before = nullptr,
                  bool asksKernel = true);

/// A rule in the words of iptables-save, without its counters and without an end of line, to
/// standard output.
void printRule(const LegacyTable &table, const LegacyTable::Chain &chain,
               const LegacyTable::Rule &rule, Core::Family family);
/// A match or target alone (struct xt_entry_match, xt_entry_target), of a rule for a protocol:
/// "-m state --state NEW".
struct LonePart {
    const std::byte *bytes = nullptr; ///< aligned, and as long as the library expects
    bool isTarget = false;
    std::uint8_t protocol = 0;
    bool protocolInverted = false;
};
void printPart(const LonePart &part, Core::Family family);
/// How many bytes the library of that part expects.
std::size_t sizeOfLibrary(const LonePart &part);

void printText(std::string_view text);
/// At the end: false when not everything could be written.
bool flushText();
void printCounters(const Core::Counters &counters);

} // namespace Portlight::Helper
