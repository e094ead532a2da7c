// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/conntrack/entry.h"
#include "core/result.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace Portlight::Core
{

/// Entries as compact records, about 40 bytes each: how a table travels from the helper to the
/// front end.
///
/// A record is its length in one byte, then: a byte of flags; the protocol; the original tuple
/// (source, destination; source and destination port as LEB128, or for ICMP type, code, id); the
/// reply tuple likewise, unless it is the inverse; id, status, seconds left, as LEB128; then what
/// the flags announce: state and zone side, zone, mark, counters (four LEB128), helper (length,
/// bytes), time of the beginning. Whoever reads it trusts nothing.
inline constexpr std::size_t longestRecord = 255;

void appendRecord(std::string &to, const ConntrackEntry &entry);

/// Reads records from pieces of any size, as they come out of a pipe.
class EntryReader
{
public:
    /// Appends the entries that are complete by now. ParseFailed when a record cannot be right;
    /// nothing more comes then.
    Result<void> read(std::string_view piece, std::vector<ConntrackEntry> &entries);
    /// No half record is left over.
    bool isAtEnd() const;

private:
    std::string m_rest;
};

/// Exactly one record.
Result<ConntrackEntry> parseRecord(std::string_view record);

} // namespace Portlight::Core
