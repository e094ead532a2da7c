// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/trial/trialstart.h"

#include "helper/conntrack/settings.h"
#include "helper/netfilter/commit.h"
#include "helper/netfilter/rulesource.h"
#include "helper/trial/changecheck.h"
#include "helper/trial/killpoint.h"
#include "helper/trial/misplaced.h"
#include "helper/trial/takeback.h"
#include "helper/trial/whereandwhen.h"

#include <algorithm>
#include <ctime>
#include <iterator>
#include <map>
#include <variant>

namespace Portlight::Helper
{

namespace
{

using Core::ErrorCode;
using Core::failure;

constexpr auto operation = "begin a trial";
constexpr int mostAttempts = 10; ///< while others commit in other chains

Core::Result<void> addSettings(const TrialRequest &request, Journal &journal)
{
    const SettingStore store;
    for (const Core::Change &change : request.changes) {
        const auto *setting = std::get_if<Core::SetSetting>(&change);
        if (setting == nullptr) {
            continue;
        }
        const auto now = store.read(setting->name);
        if (!now) {
            return tl::unexpected(now.error());
        }
        if (!*now) {
            return failure(ErrorCode::NotFound, operation, "this kernel has no such setting",
                           setting->name);
        }
        if (!setting->oldValue.empty() && setting->oldValue != **now) {
            return failure(ErrorCode::Stale, operation, "the setting has another value by now",
                           setting->name);
        }
        journal.settings.push_back({setting->name, **now, setting->value});
    }
    return {};
}

void addLines(std::vector<std::string> &lines, std::string_view text)
{
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        lines.emplace_back(text.substr(0, end));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
}

/// Whether the chains that a plan touches are as they were when it was made.
bool isUntouched(const Core::Ruleset &now, const std::vector<Footprint> &before)
{
    return std::all_of(before.begin(), before.end(), [&now](const Footprint &chain) {
        return matches(now, chain);
    });
}

tl::unexpected<Core::Error> changedMeanwhile(const Side &side)
{
    return failure(ErrorCode::Stale, operation,
                   "the rules changed while the trial was prepared, in the same chains",
                   side.key());
}

bool hasMoved(const Side &side, const std::string &generation)
{
    const auto now = readGeneration(side.backend, side.family);
    return now && *now != generation;
}

/// The plan in words that the tool understands. A rule that it does not find again by its own
/// words goes by its number.
Core::Result<SidePlan> checkedPlan(const Core::Ruleset &now, const Side &side,
                                   const std::vector<Core::Change> &changes,
                                   const XtablesLock *lock)
{
    using Naming = Core::Transaction::Naming;
    std::optional<Core::Error> refusal;
    for (const Naming naming : {Naming::Content, Naming::Number}) {
        auto plan = planSide(now, side, changes, naming);
        if (!plan) {
            return plan;
        }
        killPoint("generation compared");
        if (plan->restoreText.empty()) {
            return plan;
        }
        CommitRequest check;
        check.backend = side.backend;
        check.family = side.family;
        check.restoreText = plan->restoreText;
        check.mode = CommitMode::DryRun;
        check.lock = lock;
        const auto checked = commitRules(check);
        if (checked) {
            killPoint("dry run done");
            return plan;
        }
        // What is wrong with the rule itself is said of the text that people know.
        refusal = refusal ? refusal : checked.error();
        if (side.backend != Core::Backend::Nft || hasMoved(side, now.generation)) {
            break;
        }
    }
    return tl::unexpected(*refusal);
}

/// Others may go on changing other chains meanwhile.
Core::Result<SidePlan> prepareSide(const Side &side, const std::vector<Core::Change> &changes,
                                   const TrialRequest &request, const XtablesLock *lock)
{
    const auto expected = request.generations.find(side.key());
    for (int attempt = 1;; ++attempt) {
        const auto now = readSide(side);
        if (!now) {
            return tl::unexpected(now.error());
        }
        if (expected != request.generations.end() && expected->second != now->generation) {
            return failure(ErrorCode::Stale, operation, "the rules changed since they were read",
                           expected->second + " is now " + now->generation);
        }
        auto plan = checkedPlan(*now, side, changes, lock);
        if (plan || attempt == mostAttempts || side.backend != Core::Backend::Nft
            || !hasMoved(side, now->generation)) {
            return plan;
        }
    }
}

/// The plan once more, for the rules as they are now, if only other chains were changed; and what
/// the journal says of it.
Core::Result<void> planAgain(SidePlan &plan, SideRecord &record,
                             const std::vector<Core::Change> &changes)
{
    const auto now = readSide(plan.side);
    if (!now) {
        return tl::unexpected(now.error());
    }
    if (!isUntouched(*now, plan.before)) {
        return changedMeanwhile(plan.side);
    }
    auto again = planSide(*now, plan.side, changes, plan.naming);
    if (!again) {
        return tl::unexpected(again.error());
    }
    plan = std::move(*again);
    record.inverse = plan.inverse;
    record.before = plan.before;
    record.after = plan.after;
    return {};
}

/// The changes of one side.
std::vector<Core::Change> changesOf(const Side &side, const std::vector<Core::Change> &changes)
{
    std::vector<Core::Change> result;
    for (const Core::Change &change : changes) {
        const Core::ChainPlace *place = Core::placeOf(change);
        if (place != nullptr && Side{place->backend, place->family} == side) {
            result.push_back(change);
        }
    }
    return result;
}

/// Others came between the last look and the commit, which will be taken back. A rule that was
/// written anew (switched off, say) goes back to where it stood first.
void putRight(const SidePlan &plan, SideRecord &record)
{
    if (const auto now = readSide(plan.side)) {
        auto moves = corrections(plan, *now);
        record.inverse.insert(record.inverse.begin(), std::make_move_iterator(moves.begin()),
                              std::make_move_iterator(moves.end()));
    }
}

/// Commits one side; again while others commit in other chains. Legacy is compared in the same
/// breath as it is changed, under the lock.
Core::Result<Core::Ruleset> commitSide(SidePlan &plan, SideRecord &record, const Journal &journal,
                                       const SaveJournal &save, const XtablesLock *lock,
                                       const std::vector<int> &held)
{
    const bool isNft = plan.side.backend == Core::Backend::Nft;
    for (int attempt = 1;; ++attempt) {
        if (isNft && hasMoved(plan.side, plan.generation)) {
            const auto changes = changesOf(plan.side, journal.changes);
            if (auto planned = planAgain(plan, record, changes); !planned) {
                return tl::unexpected(planned.error());
            }
        }
        record.attempted = true;
        if (auto saved = save(journal); !saved) {
            return tl::unexpected(saved.error());
        }
        killPoint("side attempted");
        auto now = commitPlan(plan, lock, held);
        if (!now && plan.mayStand && isNft) {
            putRight(plan, record);
        }
        if (now || plan.mayStand) {
            return now;
        }
        // Nothing was changed, so there is nothing to take back: what others did meanwhile in these
        // chains must not be taken for ours.
        record.attempted = false;
        if (attempt == mostAttempts || !isNft || !hasMoved(plan.side, plan.generation)) {
            return now;
        }
    }
}

} // namespace

Core::Result<void> checkRequest(const TrialRequest &request)
{
    constexpr std::size_t longestSummary = 1024;
    if (request.changes.empty()) {
        return failure(ErrorCode::InvalidArgument, operation, "there is nothing to change");
    }
    if (request.changes.size() > mostTrialChanges) {
        return failure(ErrorCode::LimitExceeded, operation, "more than 20000 changes at once");
    }
    if (request.seconds < leastTrialSeconds || request.seconds > mostTrialSeconds) {
        return failure(ErrorCode::InvalidArgument, operation,
                       "a trial lasts from 5 to 600 seconds");
    }
    if (request.summary.size() > longestSummary) {
        return failure(ErrorCode::LimitExceeded, operation,
                       "the summary is longer than 1024 bytes");
    }
    for (const Core::Change &change : request.changes) {
        if (auto valid = checkChange(change); !valid) {
            return valid;
        }
    }
    return {};
}

Core::Result<PreparedTrial> prepareTrial(const TrialRequest &request)
{
    PreparedTrial trial;
    Journal &journal = trial.journal;
    journal.id = randomId();
    journal.uid = request.uid;
    journal.summary = request.summary;
    journal.netns = networkNamespace();
    journal.bootId = bootId();
    journal.began = ::time(nullptr);
    journal.changes = request.changes;
    const Core::Backend plain = defaultBackend();
    std::map<Side, std::vector<Core::Change>> sides;
    for (const Core::Change &change : request.changes) {
        addLines(journal.commands, Core::command(change, plain));
        if (const Core::ChainPlace *place = Core::placeOf(change)) {
            sides[{place->backend, place->family}].push_back(change);
        }
    }
    if (auto added = addSettings(request, journal); !added) {
        return tl::unexpected(added.error());
    }
    killPoint("settings read");
    if (std::any_of(sides.begin(), sides.end(), [](const auto &side) {
            return side.first.backend == Core::Backend::Legacy;
        })) {
        auto lock = XtablesLock::take();
        if (!lock) {
            return tl::unexpected(lock.error());
        }
        trial.lock.emplace(std::move(*lock));
        killPoint("tables locked");
    }
    for (const auto &[side, changes] : sides) {
        auto plan = prepareSide(side, changes, request, trial.lock ? &*trial.lock : nullptr);
        if (!plan) {
            return tl::unexpected(plan.error());
        }
        journal.sides.push_back({side, plan->inverse, plan->before, plan->after, false, false, {}});
        trial.plans.push_back(std::move(*plan));
    }
    return trial;
}

Core::Result<void> commitTrial(PreparedTrial &trial, const SaveJournal &save,
                               const std::vector<int> &held)
{
    const XtablesLock *lock = trial.lock ? &*trial.lock : nullptr;
    std::string nftBefore; // the generation that our own commit of the other family began with
    std::string nftAfter; // and ended with
    for (std::size_t i = 0; i < trial.plans.size(); ++i) {
        SidePlan &plan = trial.plans[i];
        SideRecord &record = trial.journal.sides[i];
        const bool isNft = plan.side.backend == Core::Backend::Nft;
        if (isNft && plan.generation == nftBefore) {
            plan.generation = nftAfter;
        }
        const auto now = commitSide(plan, record, trial.journal, save, lock, held);
        if (!now) {
            return tl::unexpected(now.error());
        }
        if (isNft) {
            nftBefore = plan.generation;
            nftAfter = now->generation;
        }
        killPoint("side verified");
        adoptTexts(record.inverse, kernelTexts(*now, record.after));
        record.adopted = true;
    }
    return applySettings(trial.journal.settings);
}

} // namespace Portlight::Helper
