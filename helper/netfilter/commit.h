// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/result.h"
#include "core/ruleset/ruleset.h"
#include "helper/netfilter/xtableslock.h"

#include <optional>
#include <string>
#include <vector>

namespace Portlight::Helper
{

enum class CommitMode { Real, DryRun };

/// A rule by its number, from 1.
struct RulePlace {
    std::string table;
    std::string chain;
    std::size_t position = 1;
};

struct CommitRequest {
    Core::Backend backend = Core::Backend::Nft;
    Core::Family family = Core::Family::Ipv4;
    std::string restoreText; ///< as iptables-restore takes it with --noflush and --counters
    CommitMode mode = CommitMode::Real;
    std::string generation; ///< of the rules the text was made for; empty: whatever they are
    /// Rules whose text to give afterwards, as the kernel has it. On nft each costs as much as a
    /// change of its chain, on legacy the first one a second reading.
    std::vector<RulePlace> ask;
    const XtablesLock *lock = nullptr; ///< legacy: held from the reading on which the text rests
    /// Descriptors the tool keeps open: a lock among them stays taken until the tool has ended,
    /// even when this process is killed meanwhile.
    std::vector<int> held;
};

struct CommitOutcome {
    /// Set when nobody else changed anything between the reading of CommitRequest::generation and
    /// now: the rules are those of that generation with the text applied, and of this one now.
    std::optional<std::string> generation;
    std::vector<std::string> rules; ///< as iptables-save prints them, for `ask`; with `generation`
};

/// One transaction for each table in the text.
///
/// Legacy: portlight-commitlegacy changes what libiptc read, under the lock, and only when that is
/// of the generation asked for; Stale otherwise, with nothing changed. Nft: the restore program;
/// Stale when the generation moved before. What comes between that look and the
/// transaction shows in the generation afterwards, and leaves CommitOutcome::generation empty: the
/// caller has to read again.
///
/// KernelRefused with the tool's words, and Error::position.line when it named a line of the text.
/// A dry run is advice only: the kernel may still refuse the real one.
Core::Result<CommitOutcome> commitRules(const CommitRequest &request);

} // namespace Portlight::Helper
