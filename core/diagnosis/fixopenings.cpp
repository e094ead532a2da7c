// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/diagnosis/lockout.h"
#include "core/diagnosis/workings.h"

#include <algorithm>

namespace Portlight::Core
{

namespace
{

/// A diagnosis takes two seconds at most: with more rules than this the effect is told from the
/// changed rule alone.
constexpr std::size_t mostRules = 20'000;
/// About a tenth of a second of work; with more, only the asked port is looked at.
constexpr std::size_t mostNodes = 200'000;
/// Further fixes are told from the changed rule alone.
constexpr int mostFixes = 8;

bool changesRules(const Fix &fix)
{
    return std::any_of(fix.changes.begin(), fix.changes.end(), [](const Change &change) {
        return placeOf(change) != nullptr;
    });
}

class FixOpeningsFinder
{
public:
    explicit FixOpeningsFinder(const Workings &workings)
        : m_workings(workings)
    {
        if (workings.evidence.interfacesRead == Reading::Done) {
            m_world.interfaces = workings.evidence.interfaces;
        }
    }

    void find(Fix &fix)
    {
        const auto &rulesets = m_workings.evidence.rulesets;
        const auto after = withChanges(rulesets, fix.changes);
        if (!after) {
            return;
        }
        const Question &question = m_workings.question;
        const auto *native = m_workings.evidence.native ? &*m_workings.evidence.native : nullptr;
        // A port that a rule sends on is asked for as it is published.
        const Way way = m_workings.published ? Way::Input : m_workings.packet.way;
        const auto compare = [&](const OpeningScope &scope) {
            return openingDifference({rulesets, native}, {*after, native}, question.family, way,
                                     m_world, {mostNodes, {}}, scope);
        };
        if (!m_isAskedOnly) {
            if (auto difference = compare({})) {
                fix.openings = FixOpenings{way, *std::move(difference), false};
                return;
            }
            m_isAskedOnly = true;
        }
        if (!m_workings.isPing()) {
            if (auto difference = compare({question.protocol, question.port})) {
                fix.openings = FixOpenings{way, *std::move(difference), true};
            }
        }
    }

private:
    const Workings &m_workings;
    World m_world;
    bool m_isAskedOnly = false;
};

} // namespace

void findOpenings(const Workings &workings, std::vector<Finding> &findings)
{
    std::size_t rules = 0;
    for (const Ruleset &ruleset : workings.evidence.rulesets) {
        rules += ruleset.ruleCount();
    }
    if (workings.evidence.native) {
        rules += workings.evidence.native->ruleCount();
    }
    if (rules > mostRules || !workings.rulesComplete || workings.evidence.hasUnreadTables()) {
        return;
    }
    FixOpeningsFinder finder(workings);
    int count = 0;
    for (Finding &finding : findings) {
        // Answers belong to connections that are open already.
        if (finding.aboutReply) {
            continue;
        }
        for (Fix &fix : finding.fixes) {
            if (changesRules(fix) && ++count <= mostFixes) {
                finder.find(fix);
            }
        }
    }
}

} // namespace Portlight::Core
