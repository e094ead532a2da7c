// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "app/models/latestwork.h"
#include "app/models/lintmarks.h"
#include "core/packet/world.h"

#include <QObject>

#include <memory>
#include <vector>

namespace Portlight::App
{

/// Looks beside the window for rules that can never match, repeat or contradict others. Rules that
/// stayed the same are not looked at twice.
class RuleLint : public QObject
{
    Q_OBJECT

public:
    enum class State { Looking, Done, TooLarge };

    explicit RuleLint(QObject *parent = nullptr);
    ~RuleLint() override;

    /// Rules as they are shown: those in use, or as they will be with staged changes.
    struct Side {
        std::shared_ptr<const Core::Ruleset> ruleset;
        std::shared_ptr<const StagedRuleset> staged; ///< null: nothing is staged here
    };
    void look(std::vector<Side> sides, const std::vector<Core::NetworkInterface> &interfaces);
    /// Stops looking and forgets all marks.
    void clear();

    /// Null while it is not known yet, and when it cannot be told.
    std::shared_ptr<const LintMarks> marks(Core::Backend backend, Core::Family family) const;
    /// TooLarge: some of the rules are too many to be looked at.
    State state() const;

Q_SIGNALS:
    void changed();

private:
    using Marks = std::vector<std::shared_ptr<const LintMarks>>; ///< one a side
    static Marks marksOf(const std::vector<Side> &sides, const Core::World &world,
                         const Core::WorkBounds &bounds);

    std::vector<Side> m_sides;
    std::vector<Core::NetworkInterface> m_interfaces;
    Marks m_marks; ///< of m_sides; empty while they are being looked at
    LatestWork m_work;
};

} // namespace Portlight::App
