// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/trial/takeback.h"

#include "helper/conntrack/settings.h"
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
/// looks as before the trial has nothing to take back: the commit never came to it.
std::vector<Core::Change> committedPart(const SideRecord &record, const Core::Ruleset &now)
{
    std::vector<Core::Change> inverse;
    for (const Core::Change &change : record.inverse) {
        const Core::ChainPlace &place = *Core::placeOf(change);
        const auto samePlace = [&place](const Footprint &footprint) {
            return footprint.place == place;
        };
        const auto before = std::find_if(record.before.begin(), record.before.end(), samePlace);
        const auto after = std::find_if(record.after.begin(), record.after.end(), samePlace);
        const bool untouched = before != record.before.end() && after != record.after.end()
            && matches(now, *before) && !matches(now, *after);
        if (!untouched) {
            inverse.push_back(change);
        }
    }
    return inverse;
}

Core::Result<void> takeBackSide(SideRecord &record, Journal &journal, const SaveJournal &save,
                                const XtablesLock *lock, std::string &remarks)
{
    auto now = readSide(record.side);
    if (!now) {
        return tl::unexpected(now.error());
    }
    if (!record.undone.empty() && allMatch(*now, record.undone)) {
        return {}; // An earlier undo got as far as this and was killed before its marker.
    }
    if (!record.adopted) {
        adoptTexts(record.inverse, kernelTexts(*now, record.after));
    }
    const std::vector<Core::Change> wanted = committedPart(record, *now);
    if (record.adopted && wanted.size() < record.inverse.size()) {
        note(remarks, "somebody else had brought old rules back already in " + record.side.key());
    }
    const std::vector<Core::Change> possible = Core::rebase(wanted, *now);
    if (possible.size() < wanted.size()) {
        note(remarks,
             "partly undone: " + std::to_string(wanted.size() - possible.size()) + " of "
                 + std::to_string(wanted.size()) + " steps back no longer apply in "
                 + record.side.key());
    }
    if (possible.empty()) {
        return {};
    }
    auto plan = planSide(*now, record.side, possible);
    if (!plan) {
        return tl::unexpected(plan.error());
    }
    record.undone = plan->after;
    if (auto saved = save(journal); !saved) {
        // A full disk must not keep the old rules from coming back.
        note(remarks, "the record could not be written");
    }
    return commitPlan(*plan, lock, *now);
}

void takeBackSettings(const Journal &journal, std::string &remarks, std::optional<Core::Error> &bad)
{
    const SettingStore store;
    for (auto setting = journal.settings.rbegin(); setting != journal.settings.rend(); ++setting) {
        const auto now = store.read(setting->name);
        if (!now || !*now || **now == setting->before) {
            continue;
        }
        if (**now != setting->after) {
            note(remarks,
                 "partly undone: " + setting->name + " was changed by somebody else meanwhile");
            continue;
        }
        if (const auto written = store.write(setting->name, setting->before); !written) {
            bad = written.error();
        }
    }
}

} // namespace

Core::Result<void> applySettings(const std::vector<SettingRecord> &settings)
{
    const SettingStore store;
    for (const SettingRecord &setting : settings) {
        if (auto written = store.write(setting.name, setting.after); !written) {
            return written;
        }
    }
    return {};
}

Core::Result<std::string> takeBack(Journal &journal, const SaveJournal &save,
                                   const XtablesLock *lock)
{
    std::string remarks;
    std::optional<Core::Error> bad;
    takeBackSettings(journal, remarks, bad);

    std::optional<XtablesLock> ownLock;
    const bool hasLegacy =
        std::any_of(journal.sides.begin(), journal.sides.end(), [](const SideRecord &record) {
            return record.side.backend == Core::Backend::Legacy;
        });
    if (hasLegacy && lock == nullptr) {
        auto taken = XtablesLock::take();
        if (!taken) {
            return tl::unexpected(taken.error());
        }
        ownLock.emplace(std::move(*taken));
        lock = &*ownLock;
    }
    // The last side first, and every side even when one fails: each that goes back helps.
    for (auto record = journal.sides.rbegin(); record != journal.sides.rend(); ++record) {
        if (auto done = takeBackSide(*record, journal, save, lock, remarks); !done) {
            bad = done.error();
        }
    }
    if (bad) {
        return tl::unexpected(*bad);
    }
    return remarks;
}

} // namespace Portlight::Helper
