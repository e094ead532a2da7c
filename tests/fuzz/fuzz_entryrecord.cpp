// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/conntrack/entryrecord.h"

#include <algorithm>
#include <cstdlib>

using namespace Portlight::Core;

/// Entries of the connection table as the front end gets them from the helper, and as the helper
/// gets them back to end them. The first byte says how large the pieces are that come.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size == 0) {
        return 0;
    }
    const std::size_t pieceSize = data[0] + std::size_t{1};
    std::string_view rest(reinterpret_cast<const char *>(data) + 1, size - 1);
    EntryReader reader;
    std::vector<ConntrackEntry> entries;
    while (!rest.empty()) {
        const std::string_view piece = rest.substr(0, std::min(pieceSize, rest.size()));
        rest.remove_prefix(piece.size());
        if (!reader.read(piece, entries)) {
            break;
        }
    }
    for (const ConntrackEntry &entry : entries) {
        // What was taken can be sent, and comes back as the same.
        std::string record;
        appendRecord(record, entry);
        const auto again = parseRecord(record);
        if (record.size() > longestRecord + 1 || !again || !(*again == entry)
            || describe(entry).empty()) {
            std::abort();
        }
    }
    return 0;
}
