// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/text/nftvalues.h"

#include "core/text/nftwords.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <charconv>

namespace Portlight::Core
{

namespace
{

using Json = nlohmann::ordered_json;

template<std::size_t N>
bool isOneOf(const std::array<std::string_view, N> &words, std::string_view word)
{
    return std::find(words.begin(), words.end(), word) != words.end();
}

std::string word(const Json &object, const char *name)
{
    const auto found = object.find(name);
    if (found == object.end()) {
        return {};
    }
    return found->is_string() ? found->get<std::string>() : found->dump();
}

std::string hexWord(std::uint64_t value, int digits)
{
    std::array<char, 16> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), value, 16).ptr;
    const auto length = static_cast<std::size_t>(end - text.data());
    const auto wanted = static_cast<std::size_t>(std::max(digits, 1));
    std::string word = "0x";
    word.append(wanted > length ? wanted - length : 0, '0');
    return word.append(text.data(), length);
}

/// "1d2h3m4s"
std::string durationWord(std::uint64_t seconds)
{
    if (seconds == 0) {
        return "0s";
    }
    struct Unit {
        std::uint64_t seconds;
        char letter;
    };
    std::string text;
    for (const Unit &unit : {Unit{86400, 'd'}, Unit{3600, 'h'}, Unit{60, 'm'}, Unit{1, 's'}}) {
        if (seconds >= unit.seconds) {
            text += std::to_string(seconds / unit.seconds) + unit.letter;
            seconds %= unit.seconds;
        }
    }
    return text;
}

std::string joined(const Json &list, const char *separator, const NftContext &context)
{
    std::string text;
    bool first = true;
    for (const Json &one : list) {
        text += first ? "" : separator;
        text += nftValue(one, context);
        first = false;
    }
    return text;
}

std::string payloadWords(const Json &payload)
{
    if (payload.contains("base")) {
        return '@' + word(payload, "base") + ',' + word(payload, "offset") + ','
            + word(payload, "len");
    }
    return word(payload, "protocol") + ' ' + word(payload, "field");
}

std::string metaWords(const Json &meta)
{
    constexpr auto bare = std::to_array<std::string_view>(
        {"iif", "iifname", "iifgroup", "oif", "oifname", "oifgroup"});
    const std::string key = word(meta, "key");
    return isOneOf(bare, key) ? key : "meta " + key;
}

std::string connectionWords(const Json &connection)
{
    std::string text = "ct";
    for (const char *name : {"dir", "family", "key"}) {
        if (connection.contains(name)) {
            text += ' ' + word(connection, name);
        }
    }
    return text;
}

std::string fibWords(const Json &fib)
{
    const auto flags = fib.find("flags");
    const std::string what = flags == fib.end() ? std::string()
        : flags->is_array()                     ? joined(*flags, " . ", {})
                                                : nftValue(*flags, {});
    return "fib " + what + ' ' + word(fib, "result");
}

std::string routeWords(const Json &route)
{
    return "rt " + (route.contains("family") ? word(route, "family") + ' ' : std::string())
        + word(route, "key");
}

std::string optionWords(const std::string &kind, const Json &option)
{
    if (option.contains("base")) {
        return kind + " @" + word(option, "base") + ',' + word(option, "offset") + ','
            + word(option, "len");
    }
    return kind + ' ' + word(option, "name")
        + (option.contains("field") ? ' ' + word(option, "field") : std::string());
}

std::string hashWords(const std::string &name, const Json &hash)
{
    std::string text = name;
    if (hash.contains("expr")) {
        text += ' ' + nftValue(hash["expr"], {});
    }
    text += " mod " + word(hash, "mod");
    const auto seed = hash.find("seed");
    if (seed != hash.end() && seed->is_number_unsigned() && *seed != 0) {
        text += " seed " + hexWord(seed->get<std::uint64_t>(), 1);
    }
    const std::string offset = word(hash, "offset");
    return text + (offset.empty() || offset == "0" ? "" : " offset " + offset);
}

std::string numberWords(const Json &numgen)
{
    const std::string offset = word(numgen, "offset");
    return "numgen " + word(numgen, "mode") + " mod " + word(numgen, "mod")
        + (offset.empty() || offset == "0" ? "" : " offset " + offset);
}

std::string elementWords(const Json &element, const NftContext &context)
{
    std::string text = nftValue(element.value("val", Json()), context);
    for (const char *name : {"timeout", "expires"}) {
        const auto found = element.find(name);
        if (found != element.end() && found->is_number_unsigned()) {
            text += ' ' + std::string(name) + ' ' + durationWord(found->get<std::uint64_t>());
        }
    }
    if (element.contains("comment")) {
        text += " comment \"" + word(element, "comment") + '"';
    }
    return text + (element.contains("counter") ? " counter" : "");
}

std::string setWords(const Json &items, const NftContext &context)
{
    std::string text;
    for (const Json &item : items.is_array() ? items : Json::array({items})) {
        text += text.empty() ? "" : ", ";
        const bool isPair = item.is_array() && item.size() == 2;
        text += isPair ? nftValue(item[0], context) + " : " + nftValue(item[1], {})
                       : nftValue(item, context);
    }
    return "{ " + text + " }";
}

std::string binaryWords(const std::string &op, const Json &sides)
{
    const NftContext context = nftContextOf(sides[0]);
    return nftValue(sides[0], context) + ' ' + op + ' ' + nftValue(sides[1], context);
}

std::string objectWords(const Json &object, const NftContext &context)
{
    if (object.size() != 1) {
        return object.dump();
    }
    const std::string name = object.begin().key();
    const Json &value = object.begin().value();
    if (value.is_array()) {
        if (name == "range" && value.size() == 2) {
            return nftValue(value[0], context) + '-' + nftValue(value[1], context);
        }
        if (name == "concat") {
            return joined(value, " . ", context);
        }
        if (name == "set") {
            return setWords(value, context);
        }
        constexpr auto operators = std::to_array<std::string_view>({"&", "|", "^", "<<", ">>"});
        if (value.size() == 2 && isOneOf(operators, name)) {
            return binaryWords(name, value);
        }
        return object.dump();
    }
    if (name == "set") {
        return setWords(value, context);
    }
    if (!value.is_object()) {
        constexpr auto verdicts =
            std::to_array<std::string_view>({"accept", "drop", "continue", "return"});
        return isOneOf(verdicts, name) ? name : object.dump();
    }
    if (name == "prefix") {
        return nftValue(value.value("addr", Json()), context) + '/' + word(value, "len");
    }
    if (name == "elem") {
        return elementWords(value, context);
    }
    if (name == "map") {
        const Json key = value.value("key", Json());
        return nftValue(key, {}) + " map "
            + nftValue(value.value("data", Json()), nftContextOf(key));
    }
    if (name == "jhash" || name == "symhash") {
        return hashWords(name, value);
    }
    constexpr auto options = std::to_array<std::string_view>(
        {"exthdr", "tcp option", "ip option", "sctp chunk", "dccp option"});
    if (isOneOf(options, name)) {
        return optionWords(name, value);
    }
    struct Writer {
        std::string_view name;
        std::string (*write)(const Json &);
    };
    constexpr auto writers = std::to_array<Writer>({
        {"payload", payloadWords},
        {"meta", metaWords},
        {"ct", connectionWords},
        {"fib", fibWords},
        {"rt", routeWords},
        {"numgen", numberWords},
    });
    const auto writer = std::find_if(writers.begin(), writers.end(), [&name](const Writer &one) {
        return one.name == name;
    });
    if (writer != writers.end()) {
        return writer->write(value);
    }
    if (name == "socket" || name == "osf") {
        return name + ' ' + word(value, "key");
    }
    if (name == "jump" || name == "goto") {
        return name + ' ' + word(value, "target");
    }
    return object.dump();
}

} // namespace

NftContext nftContextOf(const Json &left)
{
    NftContext context;
    if (!left.is_object() || left.size() != 1) {
        return context;
    }
    const std::string name = left.begin().key();
    const Json &value = left.begin().value();
    if (name == "&" || name == "|" || name == "^") {
        return value.is_array() && !value.empty() ? nftContextOf(value[0]) : context;
    }
    if (!value.is_object()) {
        return context;
    }
    const std::string key = word(value, "key");
    constexpr auto quotedKeys = std::to_array<std::string_view>(
        {"iif", "oif", "iifname", "oifname", "ibrname", "obrname", "ibridgename", "obridgename",
         "iifkind", "oifkind", "sdifname", "time", "hour", "day", "helper"});
    if (name == "meta" || name == "ct") {
        context.quoted = isOneOf(quotedKeys, key);
        context.hex = key == "mark";
        context.seconds = key == "expiration";
        context.flags = key == "state" || key == "status";
    } else if (name == "fib" && word(value, "result") == "oifname") {
        context.quoted = true;
    }
    context.flags = context.flags || nftIsFlags(left);
    return context;
}

bool nftIsFlags(const Json &expression)
{
    const auto payload = expression.is_object() ? expression.find("payload") : expression.end();
    return expression.is_object() && payload != expression.end() && payload->is_object()
        && word(*payload, "field") == "flags";
}

std::string nftValue(const Json &value, const NftContext &context)
{
    switch (value.type()) {
    case Json::value_t::string: {
        const std::string text = value.get<std::string>();
        return context.quoted && !text.starts_with('@') ? '"' + text + '"' : text;
    }
    case Json::value_t::number_unsigned:
        if (context.hex) {
            constexpr int digits = 8;
            return hexWord(value.get<std::uint64_t>(), digits);
        }
        return context.seconds ? durationWord(value.get<std::uint64_t>()) : value.dump();
    case Json::value_t::array:
        return joined(value, ",", context);
    case Json::value_t::object:
        return objectWords(value, context);
    default:
        return value.dump();
    }
}

} // namespace Portlight::Core
