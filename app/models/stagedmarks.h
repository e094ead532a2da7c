// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "app/models/stagedruleset.h"
#include "core/change/change.h"

#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace Portlight::App
{

/// Follows each rule of a ruleset through changes, so that what happened to it is known and not
/// guessed from the texts.
class StagedMarks
{
public:
    explicit StagedMarks(std::shared_ptr<const Core::Ruleset> live);

    /// A change with exact positions, in the order in which changes are applied.
    void note(const Core::Change &change);
    /// `result` is the ruleset after all changes noted. It is shared, not copied, when nothing that
    /// is gone has to be shown.
    StagedRuleset shown(const std::shared_ptr<const Core::Ruleset> &result) const;

private:
    struct Row {
        int live = -1; ///< index in the chain as it was; -1: new
        bool moved = false;
    };
    struct FollowedChain {
        StagedRuleset::Place origin; ///< the name it had; empty: a new chain
        std::vector<Row> rows;
    };
    FollowedChain &follow(const Core::ChainPlace &place);
    const Core::Chain *liveChain(const StagedRuleset::Place &place) const;
    /// A chain with what is gone from it; all copies of rules are made by this.
    struct ShownChain {
        std::vector<RuleMark> marks;
        std::optional<std::vector<Core::Rule>> rules; ///< nothing: as they are
    };
    static ShownChain shownChain(const Core::Chain &now, const Core::Chain *before,
                                 const std::vector<Row> &rows);

    std::shared_ptr<const Core::Ruleset> m_live;
    std::map<StagedRuleset::Place, FollowedChain> m_chains;
};

} // namespace Portlight::App
