// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/conntrack/usage.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace Portlight::Core
{

/// Why a value that the kernel would take should not be set without asking.
enum class SettingDoubt : std::uint8_t {
    BelowUse, ///< a limit below what is in the table: every new connection would be refused
    BeyondMemory, ///< more entries or buckets than this computer has memory for
    LongChains, ///< a limit of more than four times the buckets: long searches when full
};
std::string_view toString(SettingDoubt doubt); ///< "below-use", "beyond-memory", "long-chains"

/// What speaks against a new value of net.netfilter.nf_conntrack_max or _buckets; nothing for other
/// settings and for values without doubt. The worst doubt only. `memoryBytes` 0: not known.
std::optional<SettingDoubt> settingDoubt(std::string_view name, std::uint64_t value,
                                         const ConntrackUsage &usage, std::uint64_t bytesPerEntry,
                                         std::uint64_t memoryBytes);

} // namespace Portlight::Core
