// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>

namespace Portlight::Ipc
{

/// Limits of a request, looked at before anything else is done with it. Beyond: LimitExceeded.
inline constexpr std::size_t maxRequestBytes = 1024U * 1024U;
inline constexpr std::size_t maxStringBytes = 1024;
inline constexpr std::size_t maxRuleBytes = 4096;
inline constexpr std::size_t maxRuleTokens = 512;
inline constexpr std::size_t maxChanges = 20000;
/// A request of rules may be longer than others: a whole firewall goes back in one.
inline constexpr std::size_t maxChangesBytes = 8U * maxRequestBytes;
inline constexpr std::size_t maxSettings = 200;
inline constexpr std::size_t maxSets = 256;
inline constexpr std::size_t maxFilterWords = 32;
inline constexpr std::size_t maxEndedEntries = 1000;
inline constexpr std::size_t maxWatchInterfaces = 8;
inline constexpr std::size_t maxGenerations = 4; ///< two backends, two families

/// Beyond these: InvalidArgument.
inline constexpr std::size_t maxSnapshotNameLength = 100;
inline constexpr unsigned minTrialSeconds = 5;
inline constexpr unsigned maxTrialSeconds = 600;
inline constexpr unsigned maxWatchSeconds = 600;
inline constexpr unsigned maxGroupLimit = 10000;

} // namespace Portlight::Ipc
