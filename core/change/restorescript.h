// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/change/transaction.h"

#include <map>
#include <string>
#include <vector>

namespace Portlight::Core
{

/// Prints the text for iptables-restore of a Transaction. The order of its lines is the one that
/// both backends take: what iptables-nft-restore refers to (a chain by name, a rule by its number)
/// must be what it read from the kernel, or new.
///   -N   new chains, so that rules can jump to them
///   -D   from the last rule to the first, so that numbers stay; -F where nothing is left and rules
///        go by number
///   -I   from the first to the last, at the final position; -A behind all that stays
///   -R   last of the rules, since a replaced rule cannot be referred to any more; only where rules
///        go by number, elsewhere it is -D and -I
///   policies, -Z of whole chains, -X, and -E: all before it goes by the old names
class RestoreScript
{
public:
    /// Both must outlive the object.
    RestoreScript(const Ruleset &after, const std::vector<Transaction::TrackedChain> &chains,
                  Transaction::Naming naming);

    Result<std::string> text() const;

    /// Whether rules of this chain can be named by what they say, see Transaction::Naming.
    static bool mayGoByContent(const Ruleset &after, const Transaction::TrackedChain &tracked);

private:
    using TrackedChain = Transaction::TrackedChain;

    std::optional<Error> reusedName() const;
    std::string tableText(const std::string &table) const;
    bool goesByContent(const TrackedChain &tracked) const;
    bool stays(const TrackedChain &tracked, const Transaction::TrackedRule &rule) const;
    void deleteRules(const TrackedChain &tracked, std::string &lines) const;
    void insertRules(const TrackedChain &tracked, std::string &lines) const;
    void rewriteRules(const TrackedChain &tracked, std::string &lines) const;
    void setPolicy(const TrackedChain &tracked, std::string &lines) const;
    const Chain &chainNow(const TrackedChain &tracked) const;
    std::string bodyByOldNames(const TrackedChain &tracked, std::size_t index) const;

    const Ruleset &m_after;
    const std::vector<TrackedChain> &m_chains;
    std::vector<bool> m_byContent; ///< of each chain
    std::map<std::pair<std::string, std::string>, std::string> m_oldNames; ///< table, name now
};

} // namespace Portlight::Core
