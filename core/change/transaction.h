// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/change/change.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace Portlight::Core
{

/// Several changes to one ruleset as one step of the kernel. It works them out on a model, knows of
/// every rule where it comes from, and prints only what differs in the end: iptables-nft-restore
/// 1.8.9 cannot (and crashes when told to) replace, zero or rename what the same run put in.
class Transaction
{
public:
    /// Where a rule of a touched chain comes from.
    struct TrackedRule {
        std::optional<std::size_t> origin; ///< its index before; nothing: it is new
        bool placed = false; ///< it is put in: new, or moved
        bool rewritten = false; ///< it stays, with another text or other counters
        bool zeroed = false; ///< it stays, with counters at zero
        bool ours = false; ///< its text is one that we gave, not one that the kernel printed
        bool operator==(const TrackedRule &) const = default;
    };
    struct TrackedChain {
        std::string table;
        std::string firstName; ///< before; empty: it is new
        std::string name; ///< now; empty: it is deleted
        std::vector<std::string> bodies; ///< of its rules before
        std::vector<TrackedRule> rules; ///< now
        bool policySet = false;
        bool zeroed = false; ///< all its counters
    };

    explicit Transaction(Ruleset before);

    /// Fails as resolved, leavesNativeAlone (nativeguard.h) and applyChange do; what went well
    /// before stays.
    Result<void> apply(const Change &change);

    const Ruleset &after() const;
    /// As they were applied, see resolved().
    const std::vector<Change> &changes() const;
    /// What undoes all of it, in the order in which it must be applied.
    std::vector<Change> inverse() const;
    /// The chains with other rules, names, policies or counters than before; also those whose jumps
    /// follow a renamed chain.
    const std::vector<TrackedChain> &chains() const;

    /// How a text names a rule that is there already.
    enum class Naming {
        /// By what it says: should others get between the reading and the commit, the tool rather
        /// fails than takes one of theirs. By number go rules beside those of nft's own, rules of a
        /// chain that loses more than a thousand, and all of iptables-legacy, which is compared and
        /// swapped under its lock.
        Content,
        Number, ///< for rules that the tool does not find again by its own words
    };

    /// For rules that go by content, to be called before the text is asked for: the tool takes the
    /// first rule that says the same. Where a later one is meant, all up to it are written anew.
    void rewriteEqualRules();

    /// For iptables-restore --noflush --counters, one transaction a table, tables in the order of
    /// their first change; empty when nothing differs. Unsupported when a chain was renamed and its
    /// old name is in use again: no single run of that program can do both.
    Result<std::string> restoreText(Naming naming = Naming::Content) const;

private:
    TrackedChain &track(const std::string &table, const std::string &chain);
    void follow(const Change &change, TrackedChain &chain);
    void trackJumps(const ChainPlace &place);

    Ruleset m_after;
    std::vector<Change> m_changes;
    std::vector<std::vector<Change>> m_inverses;
    std::vector<TrackedChain> m_chains;
};

} // namespace Portlight::Core
