// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/trial/sideback.h"

#include "helper/netfilter/commit.h"
#include "helper/trial/killpoint.h"
#include "helper/trial/misplaced.h"
#include "helper/trial/sideplan.h"

#include <algorithm>
#include <optional>

namespace Portlight::Helper
{

namespace
{

using Core::ErrorCode;

void note(std::string &remarks, const std::string &remark)
{
    remarks += remarks.empty() ? "" : "; ";
    remarks += remark;
}

bool allMatch(const Core::Ruleset &now, const std::vector<Footprint> &footprints)
{
    return std::all_of(footprints.begin(), footprints.end(), [&now](const Footprint &footprint) {
        return matches(now, footprint);
    });
}

/// The part of the inverse that belongs to chains on which something was committed. A chain that
/// looks as before the trial has nothing to take back: the commit never came to it, or somebody
/// else was faster.
std::vector<Core::Change> committedPart(const SideRecord &record, const Core::Ruleset &now)
{
    std::vector<Core::Change> inverse;
    for (const Core::Change &change : record.inverse) {
        const Core::ChainPlace &place = *Core::placeOf(change);
        const auto before = std::find_if(record.before.begin(), record.before.end(),
                                         [&place](const Footprint &footprint) {
                                             return footprint.place == place;
                                         });
        if (before == record.before.end() || !matches(now, *before)) {
            inverse.push_back(change);
        }
    }
    return inverse;
}

/// Whether the rule is back already, beside one of its old neighbours.
bool standsAlready(const Core::InsertRule &wanted, const std::vector<std::string> &bodies)
{
    for (std::size_t i = 0; i < bodies.size(); ++i) {
        const bool previous = i > 0 && bodies[i - 1] == wanted.previous;
        const bool next = i + 1 < bodies.size() && bodies[i + 1] == wanted.next;
        const bool alone = wanted.previous.empty() && wanted.next.empty();
        if (bodies[i] == wanted.rule && (previous || next || alone)) {
            return true;
        }
    }
    return false;
}

/// For a second attempt, when nobody can say what of the first one came about.
std::vector<Core::Change> stillOpen(const std::vector<Core::Change> &wanted,
                                    const Core::Ruleset &now)
{
    std::vector<Core::Change> open;
    for (const Core::Change &change : wanted) {
        const auto *insertion = std::get_if<Core::InsertRule>(&change);
        if (insertion == nullptr || !standsAlready(*insertion, bodiesOf(now, insertion->place))) {
            open.push_back(change);
        }
    }
    return open;
}

CommitRequest commitOf(const Side &side, const std::string &text, const std::string &generation,
                       const BackTools &tools)
{
    CommitRequest request;
    request.backend = side.backend;
    request.family = side.family;
    request.restoreText = text;
    request.generation = generation;
    request.lock = tools.lock;
    request.held = tools.held;
    return request;
}

/// A rule of ours may be printed in other words than it was given, and a crash (or somebody else's
/// change) kept us from learning them. The tool itself knows what is the same rule.
bool deleteByOurWords(const std::vector<Core::Change> &wanted, const Core::Ruleset &now,
                      const SideRecord &record, const BackTools &tools)
{
    bool deleted = false;
    for (const Core::Change &change : wanted) {
        const auto *deletion = std::get_if<Core::DeleteRule>(&change);
        if (deletion == nullptr || deletion->byNumber || Core::resolved(now, change)) {
            continue;
        }
        const std::string text = '*' + deletion->place.table + "\n-D " + deletion->place.chain
            + (deletion->rule.empty() ? "" : " ") + deletion->rule + "\nCOMMIT\n";
        const auto done = commitRules(commitOf(record.side, text, {}, tools));
        deleted = deleted || done.has_value();
    }
    return deleted;
}

void saveOrNote(const BackTools &tools)
{
    if (!tools.save()) {
        // A full disk must not keep the old rules from coming back.
        note(tools.remarks, "the record could not be written");
    }
}

/// Puts `wanted` in, again and again while others come between.
Core::Result<void> commitBack(SideRecord &record, std::vector<Core::Change> wanted,
                              Core::Ruleset now, const BackTools &tools)
{
    using Naming = Core::Transaction::Naming;
    constexpr int attempts = 20;
    Naming naming = Naming::Content;
    for (int attempt = 1;; ++attempt) {
        const std::vector<Core::Change> possible = Core::rebase(wanted, now);
        if (attempt == 1 && possible.size() < wanted.size()) {
            note(tools.remarks,
                 "partly undone: " + std::to_string(wanted.size() - possible.size()) + " of "
                     + std::to_string(wanted.size()) + " steps back no longer apply in "
                     + record.side.key());
        }
        auto plan = planSide(now, record.side, possible, naming);
        if (!plan) {
            return tl::unexpected(plan.error());
        }
        if (possible.empty() || plan->restoreText.empty()) {
            return {};
        }
        record.undone = plan->after;
        saveOrNote(tools);
        killPoint("undo of a side recorded");
        const auto committed =
            commitRules(commitOf(record.side, plan->restoreText, now.generation, tools));
        killPoint("undo of a side committed");
        if (committed && committed->generation) {
            return {}; // Nobody came between.
        }
        auto later = readSide(record.side);
        if (!later) {
            return tl::unexpected(later.error());
        }
        if (committed && allMatch(*later, plan->after)) {
            killPoint("undo of a side verified");
            return {};
        }
        if (committed) {
            wanted = corrections(*plan, *later);
            if (wanted.empty()) {
                return {}; // The difference is what others did.
            }
        } else if (later->generation == now.generation) {
            // Nobody came between, so the same would be refused again.
            if (naming == Naming::Number) {
                return tl::unexpected(committed.error());
            }
            naming = Naming::Number;
        } else if (committed.error().code != ErrorCode::Stale
                   && !isOneTransaction(plan->restoreText)) {
            wanted = stillOpen(wanted, *later);
        }
        if (attempt == attempts) {
            return Core::failure(ErrorCode::Conflict, "undo a trial",
                                 "others change the same rules all the time", record.side.key());
        }
        now = std::move(*later);
    }
}

} // namespace

Core::Result<void> takeBackSide(SideRecord &record, const BackTools &tools)
{
    if (!record.attempted) {
        return {};
    }
    auto now = readSide(record.side);
    if (!now) {
        return tl::unexpected(now.error());
    }
    const bool isSecondUndo = !record.undone.empty();
    if (isSecondUndo && allMatch(*now, record.undone)) {
        return {}; // An earlier undo got as far as this and was killed before its marker.
    }
    if (!record.adopted) {
        adoptTexts(record.inverse, kernelTexts(*now, record.after));
    }
    std::vector<Core::Change> wanted = committedPart(record, *now);
    if (record.adopted && !isSecondUndo && wanted.size() < record.inverse.size()) {
        note(tools.remarks,
             "somebody else had brought old rules back already in " + record.side.key());
    }
    if (!record.adopted && deleteByOurWords(wanted, *now, record, tools)) {
        now = readSide(record.side);
        if (!now) {
            return tl::unexpected(now.error());
        }
        wanted = committedPart(record, *now);
    }
    // Of a commit or an undo that was cut short, and whose chains others changed since, nobody can
    // say how far it came.
    if (isSecondUndo || (!record.adopted && !allMatch(*now, record.after))) {
        wanted = stillOpen(wanted, *now);
    }
    return commitBack(record, std::move(wanted), std::move(*now), tools);
}

} // namespace Portlight::Helper
