// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/pages/rulelint.h"

#include <algorithm>

namespace Portlight::App
{

namespace
{

bool isSame(const RuleLint::Side &a, const RuleLint::Side &b)
{
    if (a.ruleset == b.ruleset) {
        return true;
    }
    // Counters of the same rules were read again.
    return !a.staged && !b.staged && a.ruleset->backend == b.ruleset->backend
        && a.ruleset->family == b.ruleset->family && !a.ruleset->generation.empty()
        && a.ruleset->generation == b.ruleset->generation;
}

} // namespace

RuleLint::RuleLint(QObject *parent)
    : QObject(parent)
{
}

RuleLint::~RuleLint() = default;

void RuleLint::look(std::vector<Side> sides, const std::vector<Core::NetworkInterface> &interfaces)
{
    if (interfaces == m_interfaces
        && std::equal(sides.begin(), sides.end(), m_sides.begin(), m_sides.end(), isSame)) {
        return;
    }
    m_sides = std::move(sides);
    m_interfaces = interfaces;
    m_marks.clear();
    Core::World world;
    world.interfaces = m_interfaces;
    m_work.start(
        [asked = m_sides, world](const Core::WorkBounds &bounds) {
            return marksOf(asked, world, bounds);
        },
        [this](Marks &&marks) {
            m_marks = std::move(marks);
            Q_EMIT changed();
        });
    Q_EMIT changed();
}

void RuleLint::clear()
{
    m_work.cancel();
    m_sides.clear();
    m_interfaces.clear();
    m_marks.clear();
}

RuleLint::Marks RuleLint::marksOf(const std::vector<Side> &sides, const Core::World &world,
                                  const Core::WorkBounds &bounds)
{
    Marks marks(sides.size());
    const auto lookAt = [&](const std::vector<std::size_t> &together) {
        std::vector<Core::Ruleset> rulesets;
        for (const std::size_t i : together) {
            rulesets.push_back(sides[i].staged ? withoutRemoved(*sides[i].staged)
                                               : *sides[i].ruleset);
        }
        const auto findings = Core::lint(rulesets, world, bounds);
        for (const std::size_t i : together) {
            if (findings) {
                marks[i] = std::make_shared<const LintMarks>(sides[i].ruleset->backend,
                                                             sides[i].ruleset->family, *findings);
            }
        }
        return findings.has_value();
    };
    for (const auto backend : {Core::Backend::Nft, Core::Backend::Legacy}) {
        // Both families of a backend are compared with each other, if they are not too large.
        std::vector<std::size_t> together;
        for (std::size_t i = 0; i < sides.size(); ++i) {
            if (sides[i].ruleset->backend == backend) {
                together.push_back(i);
            }
        }
        if (!together.empty() && !lookAt(together) && together.size() > 1) {
            for (const std::size_t i : together) {
                lookAt({i});
            }
        }
    }
    return marks;
}

std::shared_ptr<const LintMarks> RuleLint::marks(Core::Backend backend, Core::Family family) const
{
    for (std::size_t i = 0; i < m_marks.size(); ++i) {
        if (m_sides[i].ruleset->backend == backend && m_sides[i].ruleset->family == family) {
            return m_marks[i];
        }
    }
    return {};
}

RuleLint::State RuleLint::state() const
{
    if (m_work.isRunning()) {
        return State::Looking;
    }
    return std::find(m_marks.begin(), m_marks.end(), nullptr) == m_marks.end() ? State::Done
                                                                               : State::TooLarge;
}

} // namespace Portlight::App
