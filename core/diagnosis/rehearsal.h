// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/change/change.h"
#include "core/verdict/engine.h"

#include <optional>
#include <vector>

namespace Portlight::Core
{

/// A copy of the rules on which changes are tried before they are offered to a person. Copied only
/// when the first change is tried: most diagnoses of large firewalls need none. `rulesets` must
/// outlive it.
class Rehearsal
{
public:
    /// `native` may be null; no change touches it. `native` and `world` must outlive it.
    Rehearsal(const std::vector<Ruleset> &rulesets, Family family, const NativeRuleset *native,
              const World &world);

    /// What the rules do. Where the kernel itself stops the packet between two hooks (no route,
    /// forwarding off), the rest of the way is walked as if it did not: each obstacle is a finding
    /// of its own, and must not hide the rules behind it.
    Verdict walk(const Packet &packet) const;
    /// The verdict with the changes made; they are taken back before it returns. Nothing when a
    /// change cannot be made here.
    std::optional<Verdict> walkWith(const std::vector<Change> &changes, const Packet &packet);
    /// Makes the changes for good in this copy; all or none.
    bool keep(const std::vector<Change> &changes);

    const std::vector<Ruleset> &rulesets() const;
    std::optional<Rule> rule(const Location &location) const; ///< nothing for a policy
    /// Valid until the next change is tried; null: there is none.
    const Chain *chain(const Location &location) const;

private:
    bool apply(const std::vector<Change> &changes, std::vector<Change> &inverse);
    void takeBack(const std::vector<Change> &inverse);
    Ruleset *rulesetOf(const Change &change);

    const std::vector<Ruleset> &m_original;
    Family m_family;
    const NativeRuleset *m_native;
    const World &m_world;
    std::optional<std::vector<Ruleset>> m_copy;
};

/// The rule from its first match on: what the change types want.
std::string ruleBody(const Rule &rule);

/// The change that puts a new rule in; its counters start at 0.
Change insertionAt(ChainPlace place, unsigned position, std::string rule);

/// The change that takes a rule away.
Change deletionOf(const Location &location);

} // namespace Portlight::Core
