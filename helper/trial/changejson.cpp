// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/trial/changejson.h"

#include <nlohmann/json.hpp>

namespace Portlight::Helper
{

namespace
{

using nlohmann::json;

json start(const char *kind, const Core::ChainPlace &place)
{
    return {{"kind", kind}, {"place", toJson(place)}};
}

void addCounters(json &result, const Core::Counters &counters)
{
    result["packets"] = counters.packets;
    result["bytes"] = counters.bytes;
}

struct Writer {
    json operator()(const Core::InsertRule &change) const
    {
        json result = start("insert-rule", change.place);
        result["position"] = change.position;
        result["rule"] = change.rule;
        addCounters(result, change.counters);
        result["previous"] = change.previous;
        result["next"] = change.next;
        return result;
    }
    json operator()(const Core::AppendRule &change) const
    {
        json result = start("append-rule", change.place);
        result["rule"] = change.rule;
        return result;
    }
    json operator()(const Core::DeleteRule &change) const
    {
        json result = start("delete-rule", change.place);
        result["position"] = change.position;
        result["rule"] = change.rule;
        result["by_number"] = change.byNumber;
        return result;
    }
    json operator()(const Core::ReplaceRule &change) const
    {
        json result = start("replace-rule", change.place);
        result["position"] = change.position;
        result["old_rule"] = change.oldRule;
        result["rule"] = change.newRule;
        result["by_number"] = change.byNumber;
        return result;
    }
    json operator()(const Core::SetPolicy &change) const
    {
        json result = start("set-policy", change.place);
        result["policy"] = Core::toString(change.policy);
        if (change.counters) {
            addCounters(result, *change.counters);
        }
        return result;
    }
    json operator()(const Core::NewChain &change) const
    {
        return start("new-chain", change.place);
    }
    json operator()(const Core::DeleteChain &change) const
    {
        return start("delete-chain", change.place);
    }
    json operator()(const Core::FlushChain &change) const
    {
        return start("flush-chain", change.place);
    }
    json operator()(const Core::MoveRule &change) const
    {
        json result = start("move-rule", change.place);
        result["position"] = change.position;
        result["rule"] = change.rule;
        result["to"] = change.to;
        result["previous"] = change.previous;
        result["next"] = change.next;
        return result;
    }
    json operator()(const Core::SwitchRule &change) const
    {
        json result = start("switch-rule", change.place);
        result["position"] = change.position;
        result["rule"] = change.rule;
        result["on"] = change.on;
        return result;
    }
    json operator()(const Core::RenameChain &change) const
    {
        json result = start("rename-chain", change.place);
        result["name"] = change.name;
        return result;
    }
    json operator()(const Core::ZeroCounters &change) const
    {
        json result = start("zero-counters", change.place);
        result["position"] = change.position;
        return result;
    }
    json operator()(const Core::AddCounters &change) const
    {
        json result = start("add-counters", change.place);
        result["position"] = change.position;
        result["rule"] = change.rule;
        addCounters(result, change.counters);
        return result;
    }
    json operator()(const Core::SetSetting &change) const
    {
        return {{"kind", "set-setting"},
                {"name", change.name},
                {"value", change.value},
                {"old_value", change.oldValue}};
    }
};

Core::Change read(const json &from, const std::string &kind, const Core::ChainPlace &place,
                  bool &known)
{
    known = true;
    const auto rule = [&from] {
        return from.at("rule").get<std::string>();
    };
    const auto position = [&from] {
        return from.at("position").get<unsigned>();
    };
    const auto text = [&from](const char *key) {
        return from.at(key).get<std::string>();
    };
    const auto counters = [&from] {
        return Core::Counters{from.at("packets").get<std::uint64_t>(),
                              from.at("bytes").get<std::uint64_t>()};
    };
    if (kind == "insert-rule") {
        return Core::InsertRule{place,      position(),       rule(),
                                counters(), text("previous"), text("next")};
    }
    if (kind == "move-rule") {
        return Core::MoveRule{
            place,       position(), rule(), from.at("to").get<unsigned>(), text("previous"),
            text("next")};
    }
    if (kind == "switch-rule") {
        return Core::SwitchRule{place, position(), rule(), from.at("on").get<bool>()};
    }
    if (kind == "rename-chain") {
        return Core::RenameChain{place, text("name")};
    }
    if (kind == "zero-counters") {
        return Core::ZeroCounters{place, position()};
    }
    if (kind == "add-counters") {
        return Core::AddCounters{place, position(), rule(), counters()};
    }
    if (kind == "append-rule") {
        return Core::AppendRule{place, rule()};
    }
    if (kind == "delete-rule") {
        return Core::DeleteRule{place, position(), rule(), from.at("by_number").get<bool>()};
    }
    if (kind == "replace-rule") {
        return Core::ReplaceRule{place, position(), text("old_rule"), rule(),
                                 from.at("by_number").get<bool>()};
    }
    if (kind == "set-policy") {
        return Core::SetPolicy{place,
                               text("policy") == "DROP" ? Core::Policy::Drop : Core::Policy::Accept,
                               from.contains("packets") ? std::optional(counters()) : std::nullopt};
    }
    if (kind == "new-chain") {
        return Core::NewChain{place};
    }
    if (kind == "delete-chain") {
        return Core::DeleteChain{place};
    }
    known = kind == "flush-chain";
    return Core::FlushChain{place};
}

} // namespace

json toJson(const Core::ChainPlace &place)
{
    return {{"backend", Core::toString(place.backend)},
            {"family", Core::toString(place.family)},
            {"table", place.table},
            {"chain", place.chain}};
}

std::optional<Core::ChainPlace> placeFromJson(const json &from)
{
    const auto backend = Core::parseBackend(from.at("backend").get<std::string>());
    const auto family = Core::parseFamily(from.at("family").get<std::string>());
    if (!backend || !family) {
        return std::nullopt;
    }
    return Core::ChainPlace{*backend, *family, from.at("table").get<std::string>(),
                            from.at("chain").get<std::string>()};
}

json toJson(const Core::Change &change)
{
    return std::visit(Writer{}, change);
}

std::optional<Core::Change> changeFromJson(const json &from)
{
    const auto kind = from.at("kind").get<std::string>();
    if (kind == "set-setting") {
        return Core::SetSetting{from.at("name").get<std::string>(),
                                from.at("value").get<std::string>(),
                                from.at("old_value").get<std::string>()};
    }
    const auto place = placeFromJson(from.at("place"));
    bool known = false;
    if (!place) {
        return std::nullopt;
    }
    Core::Change change = read(from, kind, *place, known);
    return known ? std::optional(std::move(change)) : std::nullopt;
}

} // namespace Portlight::Helper
