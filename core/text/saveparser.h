// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/result.h"
#include "core/ruleset/ruleset.h"

#include <memory>
#include <string_view>

namespace Portlight::Core
{

/// Limits for text we did not write (TRUST: every input is bounded).
inline constexpr std::size_t maxSaveTextBytes = std::size_t{64} * 1024 * 1024;
inline constexpr std::size_t maxSaveLineBytes =
    10239; ///< iptables-restore silently cuts longer lines

/// Reads iptables-save text (with or without -c counters). Unknown matches and targets are kept as
/// opaque parts; a line that cannot be a rule at all is an error with its position.
Result<Ruleset> parseSave(std::string_view text, Backend backend, Family family);

/// The same for text that comes piece by piece, so that it is read while a program still writes it.
class SaveReader
{
public:
    SaveReader(Backend backend, Family family);
    SaveReader(const SaveReader &) = delete;
    SaveReader &operator=(const SaveReader &) = delete;
    ~SaveReader();

    /// At most how many rules a chain may have, if that is known: saves moving them about.
    void expect(std::size_t rules);
    /// Pieces may end anywhere, also within a line. After an error the rest is passed over.
    void add(std::string_view piece);
    /// What parseSave() gives for all pieces together. Once, at the end.
    Result<Ruleset> finish();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

/// Reads the rule part of one line, from "-A CHAIN" on. Also accepts what people type: ports after
/// "-p tcp" without "-m tcp", long options ("--append", "--jump"), quotes as in iptables-restore.
Result<Rule> parseRule(std::string_view text, Family family);

/// Splits a line as iptables-restore does: blanks separate, double quotes group, backslash escapes
/// within quotes.
Result<std::vector<std::string>> splitArguments(std::string_view line);

/// The reverse: quotes what must be quoted, so that splitArguments gives the same list again.
std::string joinArguments(const std::vector<std::string> &arguments);

/// The value of a `--name value` option of a target, if there is exactly that; unquoted. The name
/// may be given with or without its dashes.
std::optional<std::string> targetOption(const Target &target, std::string_view name);

} // namespace Portlight::Core
