// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/conntrack/entry.h"
#include "core/result.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace Portlight::Core
{

/// Which entries of the table are meant. Everything that is set must hold; nothing set means all.
struct EntryFilter {
    std::optional<Family> family;
    std::optional<std::uint8_t> protocol;
    std::optional<IpNetwork> source; ///< of the first packet
    std::optional<IpNetwork> destination; ///< of the first packet
    std::optional<IpNetwork> address; ///< any of the four addresses
    std::optional<std::uint16_t> sourcePort; ///< of the first packet
    std::optional<std::uint16_t> port; ///< the first packet's destination port
    std::string state; ///< as stateText() says it
    std::optional<std::uint16_t> zone;
    std::optional<std::uint32_t> mark;
    std::optional<std::uint32_t> markMask; ///< all bits if not set
    std::string helper;
    std::optional<bool> translated;

    bool isEmpty() const;
    bool matches(const ConntrackEntry &entry) const;
    bool operator==(const EntryFilter &) const = default;
};

/// As words, for the bus and for the command line: "family", "protocol", "source", "destination",
/// "address" (each with an optional "/PREFIX"), "source-port", "port", "state", "zone", "mark"
/// ("0x1" or "0x1/0xff"), "helper", "translated" ("yes" or "no"). InvalidArgument names the key.
Result<EntryFilter> parseEntryFilter(const std::map<std::string, std::string> &words);
std::map<std::string, std::string> toWords(const EntryFilter &filter);

} // namespace Portlight::Core
