// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/text/nftexpr.h"

#include "core/text/nftexprselectors.h"
#include "core/text/nftexprvalues.h"
#include "core/text/nftvalues.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace Portlight::Core
{

namespace
{

using Json = nlohmann::ordered_json;

NftExpression unknown(const Json &json)
{
    return {NftUnknown{nftValue(json, {})}, {NftType::Unknown}};
}

std::optional<NftBinary::Operator> operatorOf(std::string_view name)
{
    using Operator = NftBinary::Operator;
    constexpr std::array<std::pair<std::string_view, Operator>, 5> operators{
        {{"&", Operator::And},
         {"|", Operator::Or},
         {"^", Operator::Xor},
         {"<<", Operator::ShiftLeft},
         {">>", Operator::ShiftRight}}};
    for (const auto &[word, op] : operators) {
        if (word == name) {
            return op;
        }
    }
    return std::nullopt;
}

/// Written out in the rule, with nothing that is read from the packet.
bool isConstant(const Json &json)
{
    if (!json.is_object()) {
        return !json.is_null();
    }
    if (json.size() != 1) {
        return false;
    }
    const std::string name = json.begin().key();
    const Json &inner = json.begin().value();
    if (name == "prefix" || name == "range" || name == "elem") {
        return true;
    }
    return (name == "concat" || operatorOf(name)) && inner.is_array()
        && std::all_of(inner.begin(), inner.end(), isConstant);
}

std::vector<NftType> wantedTypes(const Json &json, const std::vector<NftType> &wanted)
{
    // A map may give an address and a port where an address alone would do.
    const auto concat = json.is_object() ? json.find("concat") : json.end();
    if (json.is_object() && concat != json.end() && concat->is_array() && wanted.size() == 1
        && concat->size() == 2) {
        return {wanted.front(), NftType::Service};
    }
    return wanted.empty() ? std::vector<NftType>{NftType::Unknown} : wanted;
}

NftExpression constant(const Json &json, const std::vector<NftType> &wanted)
{
    const std::vector<NftType> types = wantedTypes(json, wanted);
    return {NftConstant{nftPartsOf(json, types)}, types};
}

NftExpression binary(NftBinary::Operator op, const Json &sides, const NftScope &scope)
{
    NftExpression result = nftExpressionOf(sides[0], scope);
    for (std::size_t i = 1; i < sides.size(); ++i) {
        const bool isShift =
            op == NftBinary::Operator::ShiftLeft || op == NftBinary::Operator::ShiftRight;
        const std::vector<NftType> types =
            isShift ? std::vector<NftType>{NftType::Integer} : result.types;
        NftBinary next{op, {}};
        const std::vector<NftType> resultTypes = result.types;
        next.sides.push_back(std::move(result));
        next.sides.push_back(nftExpressionOf(sides[i], scope, types));
        result = {std::move(next), resultTypes};
    }
    return result;
}

NftExpression concatenation(const Json &parts, const NftScope &scope,
                            const std::vector<NftType> &wanted)
{
    NftConcat concat;
    std::vector<NftType> types;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const std::vector<NftType> one =
            i < wanted.size() ? std::vector<NftType>{wanted[i]} : std::vector<NftType>{};
        NftExpression part = nftExpressionOf(parts[i], scope, one);
        types.push_back(part.types.front());
        concat.parts.push_back(std::move(part));
    }
    return {std::move(concat), std::move(types)};
}

std::optional<std::size_t> namedSet(const Json &json, const NftScope &scope)
{
    if (!json.is_string()) {
        return std::nullopt;
    }
    const std::string name = json.get<std::string>();
    const auto found = name.starts_with('@')
        ? scope.setsByName.find(std::string_view(name).substr(1))
        : scope.setsByName.end();
    return found == scope.setsByName.end() ? std::nullopt : std::optional(found->second);
}

bool isPair(const Json &item)
{
    return item.is_array() && item.size() == 2;
}

} // namespace

NftSetRef nftSetRefOf(const Json &json, const NftScope &scope, const std::vector<NftType> &key,
                      const std::vector<NftType> &data, bool isMap)
{
    if (const auto named = namedSet(json, scope)) {
        return {named, nullptr};
    }
    const auto list = json.is_object() ? json.find("set") : json.end();
    if (!json.is_object() || list == json.end()) {
        return {};
    }
    auto elements = std::make_shared<NftElements>(key.size());
    addNftElements(*elements, *list, key, data, isMap);
    elements->sort();
    return {std::nullopt, std::move(elements)};
}

NftExpression nftExpressionOf(const Json &json, const NftScope &scope,
                              const std::vector<NftType> &wanted)
{
    if (json.is_string() && json.get<std::string>().starts_with('@')) {
        return {nftSetRefOf(json, scope, wanted, {}, false), wanted};
    }
    if (isConstant(json)) {
        return constant(json, wanted);
    }
    if (!json.is_object() || json.size() != 1) {
        return unknown(json);
    }
    const std::string name = json.begin().key();
    const Json &inner = json.begin().value();
    if (name == "set") {
        return {nftSetRefOf(json, scope, wanted, {}, false), wanted};
    }
    if (name == "concat" && inner.is_array() && !inner.empty()) {
        return concatenation(inner, scope, wanted);
    }
    if (const auto op = operatorOf(name); op && inner.is_array() && inner.size() >= 2) {
        return binary(*op, inner, scope);
    }
    if (name == "map" && inner.is_object()) {
        NftExpression key = nftExpressionOf(inner.value("key", Json()), scope);
        const Json data = inner.value("data", Json());
        std::vector<NftType> types = wanted;
        if (const auto named = namedSet(data, scope)) {
            types = scope.sets[*named].dataTypes;
        } else if (data.is_object() && data.contains("set") && data["set"].is_array()
                   && !data["set"].empty() && isPair(data["set"][0])) {
            types = wantedTypes(data["set"][0][1], wanted);
        }
        if (types.empty()) {
            types = {NftType::Unknown};
        }
        NftSetRef set = nftSetRefOf(data, scope, key.types, types, true);
        NftMap map;
        map.key.push_back(std::move(key));
        map.set = std::move(set);
        return {std::move(map), std::move(types)};
    }
    if (auto selector = nftSelectorOf(name, inner, scope.family)) {
        const NftType type = selector->type;
        return {*std::move(selector), {type}};
    }
    return unknown(json);
}

std::optional<NftDecision> nftDecisionOf(const Json &json)
{
    if (!json.is_object() || json.size() != 1) {
        return std::nullopt;
    }
    using Kind = NftDecision::Kind;
    constexpr std::array<std::pair<std::string_view, Kind>, 6> kinds{{{"accept", Kind::Accept},
                                                                      {"drop", Kind::Drop},
                                                                      {"continue", Kind::Continue},
                                                                      {"return", Kind::Return},
                                                                      {"jump", Kind::Jump},
                                                                      {"goto", Kind::Goto}}};
    const std::string name = json.begin().key();
    const Json &inner = json.begin().value();
    for (const auto &[word, kind] : kinds) {
        if (word != name) {
            continue;
        }
        NftDecision decision{kind, {}};
        if (kind == Kind::Jump || kind == Kind::Goto) {
            const auto target = inner.is_object() ? inner.find("target") : inner.end();
            if (!inner.is_object() || target == inner.end() || !target->is_string()) {
                return std::nullopt;
            }
            decision.chain = target->get<std::string>();
        }
        return decision;
    }
    return std::nullopt;
}

void addNftElements(NftElements &elements, const Json &list, const std::vector<NftType> &key,
                    const std::vector<NftType> &data, bool isMap)
{
    for (const Json &item : list.is_array() ? list : Json::array({list})) {
        const Json &left = isMap && isPair(item) ? item[0] : item;
        std::optional<NftData> right;
        if (isMap) {
            // A map without data, or with a verdict that is not known, gives unknown values.
            right = std::vector<NftRange>(std::max<std::size_t>(data.size(), 1),
                                          NftRange{{}, {}, false});
            if (isPair(item)) {
                if (auto decision = nftDecisionOf(item[1])) {
                    right = *std::move(decision);
                } else if (!data.empty()) {
                    right = nftPartsOf(item[1], data);
                }
            }
        }
        const bool otherwise = left == "*"
            || (left.is_object() && left.contains("elem") && left["elem"].is_object()
                && left["elem"].value("val", Json()) == "*");
        if (otherwise) {
            elements.setOtherwise(std::move(right));
        } else {
            elements.add(nftPartsOf(left, key), std::move(right));
        }
    }
}

} // namespace Portlight::Core
