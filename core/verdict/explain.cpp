// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/verdict/engine.h"

#include "core/verdict/settling.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace Portlight::Core
{

namespace
{

using Json = nlohmann::ordered_json;

Json decidingJson(const std::optional<Location> &location)
{
    if (!location) {
        return nullptr;
    }
    return Json{{"backend", toString(location->backend)},
                {"family", toString(location->family)},
                {"table", location->table},
                {"chain", location->chain},
                {"number", location->number},
                {"rule", location->rule}};
}

} // namespace

std::string explainJson(const Packet &packet, const Verdict &verdict)
{
    Json json = Json::object();
    if (!packet.id.empty()) {
        json["id"] = packet.id;
    }
    json["verdict"] = toString(verdict.kind);
    if (verdict.kind == VerdictKind::Reject) {
        json["reject_with"] = verdict.rejectWith;
    }
    if (verdict.stoppedBy != Obstacle::None) {
        json["stopped_by"] = toString(verdict.stoppedBy);
    }
    json["deciding"] = decidingJson(verdict.deciding);
    json["path"] = Json::array();
    for (const PathStep &step : verdict.path) {
        json["path"].push_back(Json{{"table", step.location.table},
                                    {"chain", step.location.chain},
                                    {"number", step.location.number},
                                    {"action", step.action}});
    }
    json["unknown"] = Json::array();
    for (const Doubt &doubt : verdict.doubts) {
        const Settling settling = settlingOf(doubt);
        Json one = {{"part", doubt.part},
                    {"name", doubt.name},
                    {"if_yes", toString(doubt.ifYes)},
                    {"if_no", toString(doubt.ifNo)},
                    {"table", doubt.location.table},
                    {"chain", doubt.location.chain},
                    {"number", doubt.location.number},
                    {"rule", doubt.location.rule},
                    {"settled_by", toString(settling.by)}};
        if (!settling.field.empty()) {
            std::string key(settling.field); // as in a file of packets
            std::replace(key.begin(), key.end(), '-', '_');
            one["field"] = key;
        }
        json["unknown"].push_back(std::move(one));
    }
    // Rules may hold bytes that are no UTF-8 (a comment); JSON cannot.
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace Portlight::Core
