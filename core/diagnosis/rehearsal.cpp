// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/diagnosis/rehearsal.h"

#include <algorithm>
#include <iterator>

namespace Portlight::Core
{

namespace
{

std::string bodyOf(std::string_view text)
{
    constexpr std::string_view append = "-A ";
    if (!text.starts_with(append)) {
        return std::string(text);
    }
    const std::size_t blank = text.find(' ', append.size());
    return blank == std::string_view::npos ? std::string() : std::string(text.substr(blank + 1));
}

} // namespace

Rehearsal::Rehearsal(const std::vector<Ruleset> &rulesets, Family family,
                     const NativeRuleset *native, const World &world)
    : m_original(rulesets)
    , m_family(family)
    , m_native(native)
    , m_world(world)
{
}

const std::vector<Ruleset> &Rehearsal::rulesets() const
{
    return m_copy ? *m_copy : m_original;
}

std::optional<Rule> Rehearsal::rule(const Location &location) const
{
    for (const Ruleset &ruleset : rulesets()) {
        if (ruleset.backend == location.backend && ruleset.family == location.family) {
            const Rule *found = ruleAt(ruleset, location);
            return found != nullptr ? std::optional(*found) : std::nullopt;
        }
    }
    return std::nullopt;
}

const Chain *Rehearsal::chain(const Location &location) const
{
    for (const Ruleset &ruleset : rulesets()) {
        if (ruleset.backend != location.backend || ruleset.family != location.family) {
            continue;
        }
        if (const Table *table = ruleset.table(location.table)) {
            return table->chain(location.chain);
        }
    }
    return nullptr;
}

Verdict Rehearsal::walk(const Packet &packet) const
{
    const auto walkIn = [this, &packet](const World &world) {
        return m_native != nullptr ? Core::walk(rulesets(), *m_native, packet, world)
                                   : Core::walk(rulesets(), packet, world);
    };
    Verdict verdict = walkIn(m_world);
    if (verdict.stoppedBy == Obstacle::None) {
        return verdict;
    }
    World open = m_world;
    open.routes4.reset();
    open.routes6.reset();
    open.forwards4.reset();
    open.forwards6.reset();
    open.reversePathFilter.reset();
    if (open.interfaces) {
        for (NetworkInterface &device : *open.interfaces) {
            device.forwards4.reset();
            device.forwards6.reset();
        }
    }
    return walkIn(open);
}

std::optional<Verdict> Rehearsal::walkWith(const std::vector<Change> &changes, const Packet &packet)
{
    std::vector<Change> inverse;
    if (!apply(changes, inverse)) {
        return std::nullopt;
    }
    Verdict verdict = walk(packet);
    takeBack(inverse);
    return verdict;
}

bool Rehearsal::keep(const std::vector<Change> &changes)
{
    std::vector<Change> inverse;
    return apply(changes, inverse);
}

bool Rehearsal::apply(const std::vector<Change> &changes, std::vector<Change> &inverse)
{
    for (const Change &change : changes) {
        if (placeOf(change) == nullptr) {
            continue; // settings are not part of the rules
        }
        Ruleset *ruleset = rulesetOf(change);
        if (ruleset == nullptr) {
            takeBack(inverse);
            return false;
        }
        Result<std::vector<Change>> undo = applyChange(*ruleset, change);
        if (!undo) {
            takeBack(inverse);
            return false;
        }
        inverse.insert(inverse.begin(), undo->begin(), undo->end());
    }
    return true;
}

void Rehearsal::takeBack(const std::vector<Change> &inverse)
{
    for (const Change &change : inverse) {
        if (Ruleset *ruleset = rulesetOf(change)) {
            (void)applyChange(*ruleset, change);
        }
    }
}

Ruleset *Rehearsal::rulesetOf(const Change &change)
{
    if (!m_copy) {
        m_copy.emplace();
        std::copy_if(m_original.begin(), m_original.end(), std::back_inserter(*m_copy),
                     [this](const Ruleset &ruleset) {
                         return ruleset.family == m_family;
                     });
    }
    const ChainPlace *place = placeOf(change);
    const auto found =
        std::find_if(m_copy->begin(), m_copy->end(), [place](const Ruleset &ruleset) {
            return ruleset.backend == place->backend && ruleset.family == place->family;
        });
    return found == m_copy->end() ? nullptr : &*found;
}

std::string ruleBody(const Rule &rule)
{
    return bodyOf(rule.text);
}

Change insertionAt(ChainPlace place, unsigned position, std::string rule)
{
    InsertRule insertion;
    insertion.place = std::move(place);
    insertion.position = position;
    insertion.rule = std::move(rule);
    return insertion;
}

Change deletionOf(const Location &location)
{
    return DeleteRule{{location.backend, location.family, location.table, location.chain},
                      location.number,
                      bodyOf(location.rule)};
}

} // namespace Portlight::Core
