// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/diagnosis/diagnosis.h"

#include <string>
#include <vector>

namespace Portlight::Core
{

/// One question that an admin's own script would ask, with what was read. Lines hold text of rules
/// and programs and are hostile: escape them.
struct ReportSection {
    std::string key; ///< "policies", … in the order below; the label is "section.KEY"
    std::vector<std::string> lines; ///< empty: there is none
    bool read = true; ///< false: it could not be read, which is not "none"
};

/// The ten sections of the guide's script (tests/README.md), each over all tables, both backends
/// and the family asked about, with numbers as in `iptables -L --line-numbers`:
///   policies       of all base chains, with what they decided
///   input, output  the chains of that name in all tables
///   nat            the nat table
///   path           the rules that the asked packet meets, not those that hold the port's digits
///   conntrack      entries and limit
///   losses         what connection tracking lost, from its statistics and not from a log
///   listeners      on the asked port, of any address, with their programs
///   forwarding     the settings that decide on it
///   drops          rules and policies that have dropped or refused packets
std::vector<ReportSection> reportSections(const Diagnosis &diagnosis, const Evidence &evidence);

} // namespace Portlight::Core
