// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/change/change.h"

#include <optional>
#include <string>
#include <vector>

namespace Portlight::Core
{

/// Applies one change to a ruleset that has the table, and gives what undoes it. What it refuses
/// leaves the ruleset untouched.
class Applier
{
public:
    using Outcome = Result<std::vector<Change>>;

    /// All three must outlive the object.
    Applier(Ruleset &ruleset, Table &table, const ChainPlace &place);

    Outcome operator()(const InsertRule &change);
    Outcome operator()(const AppendRule &change);
    Outcome operator()(const DeleteRule &change);
    Outcome operator()(const ReplaceRule &change);
    Outcome operator()(const MoveRule &change);
    Outcome operator()(const SwitchRule &change);
    Outcome operator()(const SetPolicy &change);
    Outcome operator()(const NewChain &change);
    Outcome operator()(const DeleteChain &change);
    Outcome operator()(const FlushChain &change);
    Outcome operator()(const RenameChain &change);
    Outcome operator()(const ZeroCounters &change);
    Outcome operator()(const AddCounters &change);
    Outcome operator()(const SetSetting &change);

private:
    tl::unexpected<Error> noChain() const;
    std::string bodyAt(std::size_t position) const;
    InsertRule insertOf(unsigned position) const;
    Result<Rule> readRule(const std::string &text, Counters counters) const;
    Outcome insert(unsigned position, const std::string &text, Counters counters);
    void zeroRule(unsigned position, std::vector<Change> &inverse);
    void zeroPolicy(std::vector<Change> &inverse);
    std::optional<Error> wrongName(const std::string &name) const;
    std::size_t placeForChain(std::string_view name) const;

    Ruleset &m_ruleset;
    Table &m_table;
    const ChainPlace &m_place;
    Chain *m_chain; ///< null when it does not exist
};

/// A refusal of a change.
tl::unexpected<Error> refuseChange(ErrorCode code, std::string message, std::string detail = {});

} // namespace Portlight::Core
