// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/ruleset/ruleset.h"

#include <QtGlobal>

#include <optional>
#include <unordered_map>

namespace Portlight::App
{

/// Since when rules have not matched, as far as readings tell: the time of the first reading in
/// which the counter stood at zero and has stood there ever since. The rule may be older; nobody
/// but the kernel knows, and it does not tell.
class QuietRules
{
public:
    QuietRules() = default;
    /// What is known after one more reading, made at `now` (seconds since 1970).
    static QuietRules after(const QuietRules &before, const Core::Ruleset &reading, qint64 now);

    /// For a rule by its chain and its key (sequencemerge.h) among the texts of that chain.
    std::optional<qint64> since(std::string_view table, std::string_view chain,
                                std::uint64_t key) const;

private:
    std::unordered_map<std::uint64_t, qint64> m_since;
};

} // namespace Portlight::App
