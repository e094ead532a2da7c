// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/conntrack/entryfilter.h"
#include "core/conntrack/tablesummary.h"
#include "core/result.h"
#include "helper/conntrack/settings.h"

#include <cstdint>
#include <functional>
#include <vector>

namespace Portlight::Helper
{

/// Hands each entry of this network namespace's table to `each`, of both families, while the kernel
/// streams them; no list is kept. False from `each` ends the reading. The table changes meanwhile:
/// an entry that ends or begins may or may not come, any other one comes once. Unsupported without
/// connection tracking, which is never loaded for this.
Core::Result<void> forEachEntry(const std::function<bool(const Core::ConntrackEntry &)> &each);

/// The time-outs in force; the usual one where this kernel does not tell.
Core::Timeouts readTimeouts(const SettingStore &settings = SettingStore());

/// Counts the entries that match, in memory that does not grow with their number.
Core::Result<Core::TableSummary> readTableSummary(const Core::EntryFilter &filter,
                                                  std::size_t limit);

struct StreamedEntries {
    std::uint64_t total = 0; ///< entries in the table
    std::uint64_t matched = 0; ///< of these, entries that match
    std::uint64_t sent = 0; ///< of these, entries written
};
/// Writes the entries that match as records (core/conntrack/entryrecord.h) into the pipe `to`,
/// leaving out the first `skip` and those after `limit` more. Nothing but a pipe is written to:
/// with the helper's rights, writing elsewhere could do what the caller may not. Cancelled when the
/// reader has closed its end, Timeout when it takes nothing for ten seconds. The process must
/// ignore SIGPIPE.
Core::Result<StreamedEntries> streamEntries(const Core::EntryFilter &filter, std::uint64_t skip,
                                            std::uint64_t limit, int to);

struct EndedEntries {
    std::uint32_t ended = 0;
    std::uint32_t gone = 0; ///< had ended by themselves, or others have their place
};
/// Takes entries out of the table: their next packets are new flows to every rule. An entry that is
/// another one than that with its id is left alone.
Core::Result<EndedEntries> endEntries(const std::vector<Core::ConntrackEntry> &entries);

} // namespace Portlight::Helper
