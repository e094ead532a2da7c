// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/text/nftexpr.h"
#include "core/text/nftexprselectors.h"
#include "core/text/nftwords.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace Portlight::Core
{

namespace
{

using Json = nlohmann::ordered_json;

std::string word(const Json &object, const char *name)
{
    if (!object.is_object()) {
        return {};
    }
    const auto found = object.find(name);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

/// Whether a member is that word, or a list with it.
bool hasWord(const Json &object, const char *name, std::string_view wanted)
{
    const auto found = object.is_object() ? object.find(name) : object.end();
    if (!object.is_object() || found == object.end()) {
        return false;
    }
    if (!found->is_array()) {
        return *found == wanted;
    }
    return std::find(found->begin(), found->end(), wanted) != found->end();
}

bool isConstant(const NftExpression &expression)
{
    return std::holds_alternative<NftConstant>(expression.is);
}

bool isMarkSubject(NftSubject subject)
{
    return subject == NftSubject::Mark || subject == NftSubject::CtMark;
}

/// What a change of it can mean something to rules that follow.
bool isWritable(const NftSelector &selector)
{
    return selector.subject == NftSubject::Payload || isMarkSubject(selector.subject);
}

bool readsMark(const NftExpression &expression)
{
    const auto anyOf = [](const std::vector<NftExpression> &list) {
        return std::any_of(list.begin(), list.end(), readsMark);
    };
    if (const auto *selector = std::get_if<NftSelector>(&expression.is)) {
        return isMarkSubject(selector->subject);
    }
    if (const auto *binary = std::get_if<NftBinary>(&expression.is)) {
        return anyOf(binary->sides);
    }
    if (const auto *concat = std::get_if<NftConcat>(&expression.is)) {
        return anyOf(concat->parts);
    }
    if (const auto *map = std::get_if<NftMap>(&expression.is)) {
        return anyOf(map->key);
    }
    return false;
}

std::optional<NftMatch::Operator> operatorOf(const std::string &text)
{
    using Operator = NftMatch::Operator;
    constexpr std::array<std::pair<std::string_view, Operator>, 8> operators{
        {{"==", Operator::Equal},
         {"!=", Operator::NotEqual},
         {"<", Operator::Less},
         {"<=", Operator::LessOrEqual},
         {">", Operator::Greater},
         {">=", Operator::GreaterOrEqual},
         {"in", Operator::AnyBit},
         {"!", Operator::NoBit}}};
    for (const auto &[name, op] : operators) {
        if (name == text) {
            return op;
        }
    }
    return std::nullopt;
}

bool saysNone(const Json &json)
{
    return json.is_boolean() || json == 0 || json == "0";
}

using Action = decltype(NftStatement::is);

Action matchOf(const Json &match, const NftScope &scope)
{
    const auto op = operatorOf(word(match, "op"));
    const auto left = match.find("left");
    const auto right = match.find("right");
    if (!op || left == match.end() || right == match.end()) {
        return NftUntold{"match"};
    }
    NftMatch result{*op, nftExpressionOf(*left, scope), {}};
    if (auto *selector = std::get_if<NftSelector>(&result.left.is);
        selector != nullptr && selector->subject == NftSubject::FibOut && saysNone(*right)) {
        selector->fib.presence = true;
        selector->type = NftType::Boolean;
        result.left.types = {NftType::Boolean};
    }
    result.right = nftExpressionOf(*right, scope, result.left.types);
    return result;
}

Action rejectOf(const Json &reject, const NftScope &scope)
{
    const std::string type = word(reject, "type");
    std::string code = word(reject, "expr");
    if (code.empty()) {
        code = "port-unreachable";
    }
    using Kind = NftReject::Kind;
    if (type == "tcp reset") {
        return NftReject{Kind::TcpReset, {}};
    }
    if (type == "icmp" || (type.empty() && scope.family == "ip")) {
        return NftReject{Kind::Icmp, code};
    }
    if (type == "icmpv6" || (type.empty() && scope.family == "ip6")) {
        return NftReject{Kind::Icmpv6, code};
    }
    return NftReject{Kind::Icmpx, code};
}

Action natOf(NftNat::Kind kind, const Json &nat, const NftScope &scope)
{
    NftNat result;
    result.kind = kind;
    std::string family = word(nat, "family");
    if (family.empty() && (scope.family == "ip" || scope.family == "ip6")) {
        family = scope.family;
    }
    if (family == "ip") {
        result.family = Family::Ipv4;
    } else if (family == "ip6") {
        result.family = Family::Ipv6;
    }
    for (const char *flag : {"random", "fully-random"}) {
        result.random = result.random || hasWord(nat, "flags", flag);
    }
    result.prefix = hasWord(nat, "type_flags", "prefix") || hasWord(nat, "flags", "netmap");
    if (nat.is_object() && nat.contains("addr")) {
        const NftType type = family == "ip" ? NftType::Ipv4
            : family == "ip6"               ? NftType::Ipv6
                                            : NftType::Unknown;
        result.address = nftExpressionOf(nat["addr"], scope, {type});
    }
    if (nat.is_object() && nat.contains("port")) {
        result.port = nftExpressionOf(nat["port"], scope, {NftType::Service});
    }
    return result;
}

/// A change of something that is not looked at here is none.
Action assignmentOf(const Json &mangle, const NftScope &scope)
{
    const auto key = mangle.find("key");
    const auto value = mangle.find("value");
    if (key == mangle.end() || value == mangle.end() || !key->is_object() || key->size() != 1) {
        return NftOpaque{"mangle"};
    }
    const auto to = nftSelectorOf(key->begin().key(), key->begin().value(), scope.family);
    if (!to) {
        return NftOpaque{"mangle"};
    }
    NftAssignment result{*to, nftExpressionOf(*value, scope, {to->type})};
    if (to->subject == NftSubject::Payload && to->name.starts_with('@')) {
        return NftOpaque{to->name};
    }
    if (!isWritable(*to) && to->needs == NftNeeds::Nothing && isConstant(result.value)) {
        return NftNothing{};
    }
    return result;
}

Action updateOf(const Json &update, const NftScope &scope)
{
    NftUpdate result;
    const auto statements = update.find("stmt");
    if (statements != update.end() && statements->is_array()) {
        const NftProgram inner = nftProgramOf(*statements, scope);
        result.mayEnd = inner.conditionsEnd > 0;
    }
    const std::string name = word(update, update.contains("map") ? "map" : "set");
    const auto set = name.empty() ? scope.setsByName.end()
                                  : scope.setsByName.find(std::string_view(name).substr(1));
    // The kernel's limit where the set names none is that of nft, 65535.
    constexpr std::size_t usualSize = 65535;
    if (word(update, "op") != "delete" && set != scope.setsByName.end()) {
        const NativeSet &target = scope.sets[set->second];
        result.mayEnd = result.mayEnd || target.elementCount >= target.size.value_or(usualSize);
    }
    return result;
}

Action meterOf(const Json &meter, const NftScope &scope)
{
    const auto inner = meter.find("stmt");
    if (inner == meter.end()) {
        return NftUntold{"meter"};
    }
    const NftProgram program =
        nftProgramOf(inner->is_array() ? *inner : Json::array({*inner}), scope);
    if (program.conditionsEnd == 0) {
        return NftNothing{};
    }
    return NftUntold{"meter"};
}

Action verdictMapOf(const Json &map, const NftScope &scope)
{
    NftVerdictMap result{nftExpressionOf(map.value("key", Json()), scope), {}};
    result.set = nftSetRefOf(map.value("data", Json()), scope, result.key.types, {}, true);
    return result;
}

Action actionOf(const std::string &name, const Json &value, const NftScope &scope)
{
    static constexpr auto without = std::to_array<std::string_view>(
        {"counter", "log", "last", "dup", "ct helper", "ct timeout", "ct expectation", "secmark"});
    if (std::find(without.begin(), without.end(), name) != without.end()) {
        return NftNothing{};
    }
    static constexpr auto untold =
        std::to_array<std::string_view>({"limit", "quota", "ct count", "tproxy", "flow"});
    if (std::find(untold.begin(), untold.end(), name) != untold.end()) {
        return NftUntold{name};
    }
    if (auto decision = nftDecisionOf(Json{{name, value}})) {
        return *std::move(decision);
    }
    if (name == "reject") {
        return rejectOf(value, scope);
    }
    constexpr std::array<std::pair<std::string_view, NftNat::Kind>, 4> translations{
        {{"snat", NftNat::Kind::Source},
         {"dnat", NftNat::Kind::Destination},
         {"masquerade", NftNat::Kind::Masquerade},
         {"redirect", NftNat::Kind::Redirect}}};
    for (const auto &[translation, kind] : translations) {
        if (name == translation) {
            return natOf(kind, value, scope);
        }
    }
    if (name == "notrack") {
        return NftNotrack{};
    }
    if (name == "queue") {
        return NftQueue{hasWord(value, "flags", "bypass")};
    }
    if (!value.is_object()) {
        return NftOpaque{name};
    }
    if (name == "match") {
        return matchOf(value, scope);
    }
    if (name == "vmap") {
        return verdictMapOf(value, scope);
    }
    if (name == "mangle") {
        return assignmentOf(value, scope);
    }
    if (name == "set" || name == "map") {
        return updateOf(value, scope);
    }
    if (name == "meter") {
        return meterOf(value, scope);
    }
    if (name == "xt" && word(value, "type") == "match") {
        return NftUntold{word(value, "name")};
    }
    return NftOpaque{name == "xt" ? word(value, "name") : name};
}

bool mayEnd(const NftStatement &statement)
{
    if (const auto *nat = std::get_if<NftNat>(&statement.is)) {
        const auto varies = [](const std::optional<NftExpression> &part) {
            return part && !isConstant(*part);
        };
        return nat->family || varies(nat->address) || varies(nat->port);
    }
    if (const auto *assignment = std::get_if<NftAssignment>(&statement.is)) {
        return assignment->to.needs != NftNeeds::Nothing || !isConstant(assignment->value)
            || assignment->to.subject == NftSubject::Payload;
    }
    if (const auto *reject = std::get_if<NftReject>(&statement.is)) {
        return reject->kind != NftReject::Kind::Icmpx;
    }
    if (const auto *update = std::get_if<NftUpdate>(&statement.is)) {
        return update->mayEnd;
    }
    return std::holds_alternative<NftMatch>(statement.is)
        || std::holds_alternative<NftVerdictMap>(statement.is)
        || std::holds_alternative<NftUntold>(statement.is);
}

bool hasEffect(const NftStatement &statement)
{
    if (const auto *decision = std::get_if<NftDecision>(&statement.is)) {
        return decision->kind != NftDecision::Kind::Continue;
    }
    if (const auto *assignment = std::get_if<NftAssignment>(&statement.is)) {
        return isWritable(assignment->to);
    }
    return !std::holds_alternative<NftNothing>(statement.is)
        && !std::holds_alternative<NftMatch>(statement.is)
        && !std::holds_alternative<NftUpdate>(statement.is)
        && !std::holds_alternative<NftUntold>(statement.is);
}

bool setsMark(const NftStatement &statement)
{
    const auto *assignment = std::get_if<NftAssignment>(&statement.is);
    return assignment != nullptr && isMarkSubject(assignment->to.subject);
}

bool looksAtMark(const NftStatement &statement)
{
    if (const auto *match = std::get_if<NftMatch>(&statement.is)) {
        return readsMark(match->left) || readsMark(match->right);
    }
    if (const auto *map = std::get_if<NftVerdictMap>(&statement.is)) {
        return readsMark(map->key);
    }
    if (const auto *nat = std::get_if<NftNat>(&statement.is)) {
        return (nat->address && readsMark(*nat->address)) || (nat->port && readsMark(*nat->port));
    }
    return false;
}

} // namespace

NftProgram nftProgramOf(const Json &statements, const NftScope &scope)
{
    NftProgram program;
    if (!statements.is_array()) {
        return program;
    }
    bool otherEffects = false;
    for (const Json &json : statements) {
        NftStatement statement;
        if (json.is_object() && json.size() == 1) {
            statement.is = actionOf(json.begin().key(), json.begin().value(), scope);
        } else if (json == "notrack") {
            statement.is = NftNotrack{};
        } else {
            statement.is = NftOpaque{json.dump()};
        }
        statement.mayEnd = mayEnd(statement);
        const bool effect = hasEffect(statement);
        if (statement.mayEnd || effect) {
            statement.text = nftStatementWords(json);
        }
        program.readsMark = program.readsMark || looksAtMark(statement);
        otherEffects = otherEffects || (effect && !setsMark(statement));
        program.statements.push_back(std::move(statement));
        if (program.statements.back().mayEnd) {
            program.conditionsEnd = program.statements.size();
        }
        if (effect) {
            program.effectsEnd = program.statements.size();
        }
    }
    program.onlyMarks = program.effectsEnd > 0 && !otherEffects;
    return program;
}

} // namespace Portlight::Core
