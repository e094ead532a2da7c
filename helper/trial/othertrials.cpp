// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/trial/othertrials.h"

#include "helper/trial/whereandwhen.h"

#include <algorithm>

namespace Portlight::Helper
{

namespace
{

using Core::ErrorCode;
using Core::failure;

/// Whether two lists of changes touch the same chain or setting.
bool overlap(const std::vector<Core::Change> &left, const std::vector<Core::Change> &right)
{
    const auto touches = [](const Core::Change &a, const Core::Change &b) {
        const Core::ChainPlace *placeA = Core::placeOf(a);
        const Core::ChainPlace *placeB = Core::placeOf(b);
        if (placeA != nullptr && placeB != nullptr) {
            return *placeA == *placeB;
        }
        return placeA == nullptr && placeB == nullptr
            && std::get<Core::SetSetting>(a).name == std::get<Core::SetSetting>(b).name;
    };
    return std::any_of(left.begin(), left.end(), [&](const Core::Change &a) {
        return std::any_of(right.begin(), right.end(), [&](const Core::Change &b) {
            return touches(a, b);
        });
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
