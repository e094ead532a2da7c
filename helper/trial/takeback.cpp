// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/trial/takeback.h"

#include "helper/conntrack/settings.h"
#include "helper/trial/killpoint.h"
#include "helper/trial/sideback.h"

#include <algorithm>
#include <optional>

namespace Portlight::Helper
{

namespace
{

void note(std::string &remarks, const std::string &remark)
{
    remarks += remarks.empty() ? "" : "; ";
    remarks += remark;
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
        killPoint("setting taken back");
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
        killPoint("setting written");
    }
    return {};
}

Core::Result<std::string> takeBack(Journal &journal, const SaveJournal &save,
                                   const XtablesLock *lock, const std::vector<int> &held)
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
        if (auto taken = XtablesLock::take()) {
            ownLock.emplace(std::move(*taken));
            lock = &*ownLock;
            killPoint("tables locked for the undo");
        } else {
            bad = taken.error(); // the other backend need not wait for it
        }
    }
    const BackTools tools{[&] {
                              return save(journal);
                          },
                          lock, held, remarks};
    // The last side first, and every side even when one fails: each that goes back helps.
    for (auto record = journal.sides.rbegin(); record != journal.sides.rend(); ++record) {
        if (record->side.backend == Core::Backend::Legacy && lock == nullptr) {
            continue;
        }
        if (auto done = takeBackSide(*record, tools); !done) {
            bad = done.error();
        }
    }
    if (bad) {
        return tl::unexpected(*bad);
    }
    return remarks;
}

} // namespace Portlight::Helper
