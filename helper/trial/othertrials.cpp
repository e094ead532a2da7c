// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/trial/othertrials.h"

#include "helper/trial/whereandwhen.h"

#include <algorithm>
#include <set>
#include <string>

namespace Portlight::Helper
{

namespace
{

using Core::ErrorCode;
using Core::failure;

/// What changes touch, in words that are equal when it is the same chain or setting.
std::set<std::string> touchedBy(const std::vector<Core::Change> &changes)
{
    std::set<std::string> touched;
    for (const Core::Change &change : changes) {
        const Core::ChainPlace *place = Core::placeOf(change);
        if (place == nullptr) {
            touched.insert(std::get<Core::SetSetting>(change).name);
            continue;
        }
        const std::string table = Side{place->backend, place->family}.key() + ' ' + place->table;
        touched.insert(table + ' ' + place->chain);
        if (const auto *rename = std::get_if<Core::RenameChain>(&change)) {
            touched.insert(table + ' ' + rename->name);
        }
    }
    return touched;
}

/// Whether two lists of changes touch the same chain or setting.
bool overlap(const std::vector<Core::Change> &left, const std::vector<Core::Change> &right)
{
    const auto touched = touchedBy(left);
    const auto others = touchedBy(right);
    return std::any_of(others.begin(), others.end(), [&touched](const std::string &one) {
        return touched.contains(one);
    });
}

std::string holderOf(const Journal &journal)
{
    constexpr std::size_t enoughOfAnId = 8;
    const std::int64_t left = journal.deadline - bootTimeMilliseconds();
    return "another trial on the same chain is still open: " + journal.id.substr(0, enoughOfAnId)
        + " of user " + std::to_string(journal.uid) + ", "
        + std::to_string(left > 0 ? (left + 999) / 1000 : 0) + " seconds left";
}

} // namespace

bool isHere(const Journal &journal)
{
    return journal.netns == networkNamespace() && journal.bootId == bootId();
}

Core::Result<void> checkOthers(const TrialFolder &folder, const TrialRequest &request)
{
    std::size_t open = 0;
    for (const std::string &id : folder.ids()) {
        const auto other = folder.load(id);
        if (!other || !isHere(*other) || folder.hasEnded(*other)) {
            continue;
        }
        ++open;
        if (overlap(other->changes, request.changes)) {
            return failure(ErrorCode::Conflict, "begin a trial", holderOf(*other), id);
        }
    }
    if (open >= mostOpenTrials) {
        return failure(ErrorCode::LimitExceeded, "begin a trial", "8 trials are open already");
    }
    return {};
}

void prune(const TrialFolder &folder)
{
    constexpr std::size_t mostKept = 100;
    std::vector<std::pair<std::int64_t, std::string>> ended;
    const std::vector<std::string> ids = folder.ids();
    if (ids.size() <= mostKept) {
        return;
    }
    for (const std::string &id : ids) {
        const auto journal = folder.load(id);
        if (journal && (folder.hasEnded(*journal) || journal->bootId != bootId())) {
            ended.emplace_back(journal->began, id);
        }
    }
    std::sort(ended.begin(), ended.end());
    for (std::size_t i = 0; i + mostKept < ended.size(); ++i) {
        folder.remove(ended[i].second);
    }
}

} // namespace Portlight::Helper
