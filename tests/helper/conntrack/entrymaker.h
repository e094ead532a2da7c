// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/conntrack/entry.h"

#include <memory>
#include <string>
#include <vector>

namespace Portlight::Test
{

/// Puts entries into the table of this network namespace through libnetfilter_conntrack, which the
/// product does not use for reading.
class EntryMaker
{
public:
    EntryMaker();
    ~EntryMaker();

    /// Whether the kernel takes an entry at all; a test without is skipped.
    bool isUsable() const;
    /// False, with error() set, when the kernel refuses. Taken are the tuples, status, state, zone,
    /// mark, helper and secondsLeft; a translation of the source is asked for as such.
    bool make(const Core::ConntrackEntry &entry);
    std::string error() const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

/// The entry with this number: of all protocols and states, both families, with zones, marks,
/// helpers and translation mixed in; no two are alike.
Core::ConntrackEntry mixedEntry(unsigned number);

} // namespace Portlight::Test
