// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "app/models/stagedruleset.h"
#include "core/change/change.h"
#include "core/result.h"

#include <QObject>
#include <QString>
#include <QUndoStack>

#include <map>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace Portlight::App
{

/// Changes that a person has made and that are not applied yet, in order, with undo and redo. They
/// are kept as what was meant ("behind this rule"), and fitted to the live rules whenever those
/// change underneath; what does not fit any more is reported as a conflict and is in no result.
class StagedChanges : public QObject
{
    Q_OBJECT

public:
    /// Changes that a person sees as one: undone together, applied or in conflict together.
    struct Step {
        QString text; ///< "Add a rule to INPUT"
        std::vector<Core::Change> changes; ///< as they fit the live rules now
        std::optional<Core::Error> conflict;
    };
    using Side = std::pair<Core::Backend, Core::Family>;
    using Rulesets = std::vector<std::shared_ptr<const Core::Ruleset>>;

    explicit StagedChanges(QObject *parent = nullptr);

    /// Its commands carry the texts of the steps.
    QUndoStack *undoStack();
    /// Rulesets that are not in the list are empty.
    void setLive(const Rulesets &live);
    /// Positions count in the result of what is staged already. On failure nothing is staged.
    Core::Result<void> stage(const QString &text, const std::vector<Core::Change> &changes);
    /// Both can be undone.
    void leaveOut(int step);
    void discard();
    /// Forgets all, the undo history too: the changes are applied, or the rules are of another
    /// computer.
    void clear();

    bool isEmpty() const;
    const std::vector<Step> &steps() const;
    int conflictCount() const;
    /// What is to be applied, in order, conflicts left out.
    std::vector<Core::Change> changes() const;
    /// Of the live rulesets that changes() touches, keyed "nft/ipv4" as TryRequest wants it.
    std::map<std::string, std::string> generations() const;
    /// The rulesets that changes() touches.
    std::vector<Side> sides() const;
    std::shared_ptr<const Core::Ruleset> live(const Side &side) const;
    /// The live rules with all that is staged; the live rules when nothing is.
    std::shared_ptr<const Core::Ruleset> result(const Side &side) const;
    /// Null when nothing is staged for it.
    const StagedRuleset *shown(const Side &side) const;

Q_SIGNALS:
    void changed();
    /// Others changed rules that staged changes touch; these were fitted to the new ones.
    void refitted();

private:
    class StepsCommand;
    /// A change and what its position meant when it was made.
    struct Intent {
        Core::Change change;
        std::string previous; ///< texts of the rules around it, "" where there is none
        std::string next;
    };
    struct Intention {
        QString text;
        std::vector<Intent> intents;
    };
    class Fitting;

    void setIntentions(const std::vector<Intention> &intentions);
    void fit();
    void show(Fitting &&fitting);
    std::shared_ptr<const Core::Ruleset> emptyRuleset(const Side &side) const;

    std::map<Side, std::shared_ptr<const Core::Ruleset>> m_live;
    std::vector<Intention> m_intentions;
    std::vector<Step> m_steps;
    std::map<Side, std::shared_ptr<const Core::Ruleset>> m_results;
    std::map<Side, StagedRuleset> m_shown;
    QUndoStack m_undo;
};

} // namespace Portlight::App
