// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/trial/trialstart.h"

#include "helper/conntrack/settings.h"
#include "helper/netfilter/commit.h"
#include "helper/netfilter/rulesource.h"
#include "helper/trial/changecheck.h"
#include "helper/trial/killpoint.h"
#include "helper/trial/takeback.h"
#include "helper/trial/whereandwhen.h"

#include <algorithm>
#include <ctime>
#include <map>
#include <variant>

namespace Portlight::Helper
{

namespace
{

using Core::ErrorCode;
using Core::failure;

constexpr auto operation = "begin a trial";

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

Core::Result<SidePlan> prepareSide(const Side &side, const std::vector<Core::Change> &changes,
                                   const TrialRequest &request, const XtablesLock *lock)
{
    const auto now = readSide(side);
    if (!now) {
        return tl::unexpected(now.error());
    }
    const auto expected = request.generations.find(side.key());
    if (expected != request.generations.end() && expected->second != now->generation) {
        return failure(ErrorCode::Stale, operation, "the rules changed since they were read",
                       expected->second + " is now " + now->generation);
    }
    auto plan = planSide(*now, side, changes);
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
    if (auto checked = commitRules(check); !checked) {
        return tl::unexpected(checked.error());
    }
    killPoint("dry run done");
    return plan;
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
        const bool isNft = plan.side.backend == Core::Backend::Nft;
        if (isNft && plan.generation == nftBefore) {
            plan.generation = nftAfter;
        }
        // Legacy is compared in the same breath as it is changed.
        if (isNft) {
            const auto generation = readGeneration(plan.side.backend, plan.side.family);
            if (!generation) {
                return tl::unexpected(generation.error());
            }
            if (*generation != plan.generation) {
                return failure(ErrorCode::Stale, operation,
                               "the rules changed while the trial was prepared");
            }
        }
        SideRecord &record = trial.journal.sides[i];
        record.attempted = true;
        if (auto saved = save(trial.journal); !saved) {
            return saved;
        }
        killPoint("side attempted");
        const std::string before = plan.generation;
        const auto now = commitPlan(plan, lock, held);
        if (!now) {
            return tl::unexpected(now.error());
        }
        if (isNft) {
            nftBefore = before;
            nftAfter = now->generation;
        }
        killPoint("side verified");
        adoptTexts(record.inverse, kernelTexts(*now, record.after));
        record.adopted = true;
    }
    return applySettings(trial.journal.settings);
}

} // namespace Portlight::Helper
