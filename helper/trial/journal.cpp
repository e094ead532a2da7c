// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/trial/journal.h"

#include "helper/trial/changejson.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

namespace Portlight::Helper
{

namespace
{

using nlohmann::json;

constexpr int schemaVersion = 2; ///< 2: more kinds of change
constexpr int oldestVersion = 1;

/// Thrown and caught in this file only, like the exceptions of the JSON library.
struct NotAJournal {
};

constexpr std::array phaseNames = {"beginning", "trying", "undoing"};

Phase phaseFrom(const std::string &name)
{
    const auto found = std::find(phaseNames.begin(), phaseNames.end(), name);
    if (found == phaseNames.end()) {
        throw NotAJournal{};
    }
    return static_cast<Phase>(found - phaseNames.begin());
}

json changesToJson(const std::vector<Core::Change> &changes)
{
    json list = json::array();
    for (const Core::Change &change : changes) {
        list.push_back(toJson(change));
    }
    return list;
}

std::vector<Core::Change> changesFromJson(const json &list)
{
    std::vector<Core::Change> changes;
    for (const json &item : list) {
        auto change = changeFromJson(item);
        if (!change) {
            throw NotAJournal{};
        }
        changes.push_back(std::move(*change));
    }
    return changes;
}

json footprintsToJson(const std::vector<Footprint> &footprints)
{
    json list = json::array();
    for (const Footprint &footprint : footprints) {
        json own = json::array();
        for (const OwnRule &rule : footprint.own) {
            own.push_back({{"index", rule.index}, {"rule", rule.text}});
        }
        list.push_back({{"place", toJson(footprint.place)},
                        {"exists", footprint.exists},
                        {"policy", footprint.policy ? Core::toString(*footprint.policy) : "-"},
                        {"rules", footprint.rules},
                        {"own", std::move(own)},
                        {"others", footprint.others}});
    }
    return list;
}

std::vector<Footprint> footprintsFromJson(const json &list)
{
    std::vector<Footprint> footprints;
    for (const json &item : list) {
        Footprint footprint;
        const auto place = placeFromJson(item.at("place"));
        if (!place) {
            throw NotAJournal{};
        }
        footprint.place = *place;
        footprint.exists = item.at("exists").get<bool>();
        const auto policy = item.at("policy").get<std::string>();
        if (policy != "-") {
            footprint.policy = policy == "DROP" ? Core::Policy::Drop : Core::Policy::Accept;
        }
        footprint.rules = item.at("rules").get<std::size_t>();
        for (const json &own : item.at("own")) {
            footprint.own.push_back(
                {own.at("index").get<std::size_t>(), own.at("rule").get<std::string>()});
        }
        footprint.others = item.at("others").get<std::string>();
        footprints.push_back(std::move(footprint));
    }
    return footprints;
}

Journal fromJson(const json &from)
{
    const int version = from.at("version").get<int>();
    if (version < oldestVersion || version > schemaVersion) {
        throw NotAJournal{};
    }
    Journal journal;
    journal.id = from.at("id").get<std::string>();
    journal.uid = from.at("uid").get<unsigned>();
    journal.summary = from.at("summary").get<std::string>();
    journal.commands = from.at("commands").get<std::vector<std::string>>();
    journal.netns = from.at("netns").get<std::uint64_t>();
    journal.bootId = from.at("boot_id").get<std::string>();
    journal.began = from.at("began").get<std::int64_t>();
    journal.deadline = from.at("deadline_boottime_ms").get<std::int64_t>();
    // A record without these was written by a version that had none.
    journal.phase = phaseFrom(from.value("phase", "trying"));
    journal.failed = from.at("failed").get<bool>();
    journal.detail = from.at("detail").get<std::string>();
    journal.changes = changesFromJson(from.at("changes"));
    for (const json &item : from.at("sides")) {
        SideRecord record;
        const auto backend = Core::parseBackend(item.at("backend").get<std::string>());
        const auto family = Core::parseFamily(item.at("family").get<std::string>());
        if (!backend || !family) {
            throw NotAJournal{};
        }
        record.side = {*backend, *family};
        record.inverse = changesFromJson(item.at("inverse"));
        record.before = footprintsFromJson(item.at("before"));
        record.after = footprintsFromJson(item.at("after"));
        record.attempted = item.value("attempted", true);
        record.adopted = item.at("adopted").get<bool>();
        record.undone = footprintsFromJson(item.at("undone"));
        journal.sides.push_back(std::move(record));
    }
    for (const json &item : from.at("settings")) {
        journal.settings.push_back({item.at("name").get<std::string>(),
                                    item.at("before").get<std::string>(),
                                    item.at("after").get<std::string>()});
    }
    return journal;
}

} // namespace

std::string journalText(const Journal &journal)
{
    json sides = json::array();
    for (const SideRecord &record : journal.sides) {
        sides.push_back({{"backend", Core::toString(record.side.backend)},
                         {"family", Core::toString(record.side.family)},
                         {"inverse", changesToJson(record.inverse)},
                         {"before", footprintsToJson(record.before)},
                         {"after", footprintsToJson(record.after)},
                         {"attempted", record.attempted},
                         {"adopted", record.adopted},
                         {"undone", footprintsToJson(record.undone)}});
    }
    json settings = json::array();
    for (const SettingRecord &setting : journal.settings) {
        settings.push_back(
            {{"name", setting.name}, {"before", setting.before}, {"after", setting.after}});
    }
    const json document = {{"version", schemaVersion},
                           {"id", journal.id},
                           {"uid", journal.uid},
                           {"summary", journal.summary},
                           {"commands", journal.commands},
                           {"netns", journal.netns},
                           {"boot_id", journal.bootId},
                           {"began", journal.began},
                           {"deadline_boottime_ms", journal.deadline},
                           {"phase", phaseNames.at(static_cast<std::size_t>(journal.phase))},
                           {"failed", journal.failed},
                           {"detail", journal.detail},
                           {"changes", changesToJson(journal.changes)},
                           {"sides", std::move(sides)},
                           {"settings", std::move(settings)}};
    // A comment in a rule may hold bytes that are not UTF-8; they must not stop a trial.
    return document.dump(1, ' ', false, json::error_handler_t::replace) + '\n';
}

Core::Result<Journal> parseJournal(const std::string &text)
{
    const auto failed = [](const char *why) {
        return Core::failure(Core::ErrorCode::ParseFailed, "read the record of a trial",
                             "not a record of version 1 or 2", why);
    };
    try {
        return fromJson(json::parse(text));
    } catch (const json::exception &problem) {
        return failed(problem.what());
    } catch (const NotAJournal &) {
        return failed("unknown version or kind of change");
    }
}

} // namespace Portlight::Helper
