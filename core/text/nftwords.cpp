// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/text/nftwords.h"

#include "core/text/nftvalues.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace Portlight::Core
{

namespace
{

using Json = nlohmann::ordered_json;

/// A member that may be missing, or be one word or a list of words.
std::string listOf(const Json &object, const char *name, const char *separator = ",")
{
    const auto found = object.find(name);
    if (found == object.end()) {
        return {};
    }
    if (!found->is_array()) {
        return nftValue(*found, {});
    }
    std::string text;
    for (const Json &one : *found) {
        text += text.empty() ? "" : separator;
        text += nftValue(one, {});
    }
    return text;
}

bool isSet(const Json &object, const char *name)
{
    const auto found = object.find(name);
    return found != object.end() && found->is_boolean() && found->get<bool>();
}

std::string textOf(const Json &object, const char *name)
{
    const auto found = object.find(name);
    return found == object.end() ? std::string() : nftValue(*found, {});
}

std::string quotedText(const std::string &text)
{
    return '"' + text + '"';
}

std::string matchWords(const Json &match)
{
    const Json left = match.value("left", Json());
    const Json right = match.value("right", Json());
    const std::string op = match.value("op", "==");
    const NftContext context = nftContextOf(left);
    std::string text = nftValue(left, {});
    // "tcp flags syn / fin,syn,rst,ack": value and mask.
    const auto masked = left.is_object() ? left.find("&") : left.end();
    const bool isMasked =
        left.is_object() && masked != left.end() && masked->is_array() && masked->size() == 2;
    if (isMasked && nftIsFlags((*masked)[0]) && (op == "==" || op == "!=")) {
        return nftValue((*masked)[0], {}) + (op == "!=" ? " != " : " ") + nftValue(right, context)
            + " / " + nftValue((*masked)[1], context);
    }
    const bool isPlain = (op == "==" && !isMasked) || op == "in";
    text += isPlain ? " " : ' ' + op + ' ';
    if (right.is_boolean()) {
        return text
            + (left.is_object() && left.contains("socket") ? (right.get<bool>() ? "1" : "0")
                   : right.get<bool>()                     ? "exists"
                                                           : "missing");
    }
    return text + nftValue(right, context);
}

std::string counterWords(const Json &counter)
{
    return counter.is_string() ? "counter name " + quotedText(counter.get<std::string>())
                               : "counter";
}

std::string limitWords(const Json &limit)
{
    if (limit.is_string()) {
        return "limit name " + quotedText(limit.get<std::string>());
    }
    if (!limit.is_object()) {
        return "limit " + limit.dump();
    }
    const std::string unit = limit.value("rate_unit", std::string("packets"));
    const bool packets = unit == "packets";
    std::string text = isSet(limit, "inv") ? "limit rate over " : "limit rate ";
    text +=
        textOf(limit, "rate") + (packets ? std::string() : ' ' + unit) + '/' + textOf(limit, "per");
    const auto burst = limit.find("burst");
    constexpr int usual = 5;
    if (burst != limit.end() && *burst != (packets ? usual : 0)) {
        text += " burst " + burst->dump() + ' ' + limit.value("burst_unit", std::string("packets"));
    }
    return text;
}

std::string quotaWords(const Json &quota)
{
    if (quota.is_string()) {
        return "quota name " + quotedText(quota.get<std::string>());
    }
    if (!quota.is_object()) {
        return "quota " + quota.dump();
    }
    return std::string("quota ") + (isSet(quota, "inv") ? "over " : "") + textOf(quota, "val") + ' '
        + quota.value("val_unit", std::string("bytes"));
}

std::string logWords(const Json &log)
{
    std::string text = "log";
    if (!log.is_object()) {
        return text;
    }
    if (log.contains("prefix")) {
        text += " prefix " + quotedText(textOf(log, "prefix"));
    }
    for (const auto &[name, word] :
         {std::pair("group", " group "), std::pair("snaplen", " snaplen "),
          std::pair("queue-threshold", " queue-threshold "), std::pair("level", " level ")}) {
        if (log.contains(name)) {
            text += word + textOf(log, name);
        }
    }
    const auto flags = log.find("flags");
    if (flags != log.end()) {
        std::string last;
        for (const Json &flag : flags->is_array() ? *flags : Json::array({*flags})) {
            const std::string word = nftValue(flag, {});
            const bool both = last.starts_with("tcp ") && word.starts_with("tcp ");
            text += both ? ',' + word.substr(word.find(' ') + 1) : " flags " + word;
            last = word;
        }
    }
    return text;
}

std::string rejectWords(const Json &reject)
{
    if (!reject.is_object()) {
        return "reject";
    }
    const std::string type = textOf(reject, "type");
    const std::string code = textOf(reject, "expr");
    return "reject with " + type + (code.empty() ? "" : ' ' + code);
}

/// What nft does when nothing else is said depends on the family.
bool isUsualReject(const Json &statement, const std::string &family)
{
    const auto reject = statement.is_object() ? statement.find("reject") : statement.end();
    if (!statement.is_object() || reject == statement.end() || !reject->is_object()) {
        return false;
    }
    const std::string usual = family == "ip" ? "icmp" : family == "ip6" ? "icmpv6" : "icmpx";
    return textOf(*reject, "type") == usual && textOf(*reject, "expr") == "port-unreachable";
}

/// dnat, snat, masquerade, redirect, tproxy: "dnat ip to 10.0.0.1:8080 random"
std::string natWords(const std::string &name, const Json &nat)
{
    std::string text = name;
    if (!nat.is_object()) {
        return text;
    }
    if (nat.contains("family")) {
        text += ' ' + textOf(nat, "family");
    }
    const std::string address = textOf(nat, "addr");
    const std::string port = textOf(nat, "port");
    if (!address.empty() || !port.empty()) {
        const bool brackets = !port.empty() && address.find(':') != std::string::npos;
        text += " to " + (brackets ? '[' + address + ']' : address);
        text += port.empty() ? std::string() : ':' + port;
    }
    const std::string flags = listOf(nat, "flags");
    return text + (flags.empty() ? "" : ' ' + flags);
}

/// "update @bad { ip saddr timeout 1h }", "add @m { ip saddr : 10.0.0.1 }"
std::string updateWords(const Json &update)
{
    std::string element = textOf(update, "elem");
    if (update.contains("data")) {
        element += " : " + textOf(update, "data");
    }
    for (const Json &statement : update.value("stmt", Json::array())) {
        element += ' ' + nftStatementWords(statement);
    }
    return textOf(update, "op") + ' ' + textOf(update, update.contains("map") ? "map" : "set")
        + " { " + element + " }";
}

std::string queueWords(const Json &queue)
{
    std::string text = "queue";
    if (!queue.is_object()) {
        return text;
    }
    const std::string flags = listOf(queue, "flags");
    text += flags.empty() ? "" : " flags " + flags;
    return text + (queue.contains("num") ? " to " + textOf(queue, "num") : std::string());
}

std::string duplicateWords(const std::string &name, const Json &value)
{
    if (!value.is_object()) {
        return name + ' ' + value.dump();
    }
    std::string text = name;
    if (value.contains("addr")) {
        text += " to " + textOf(value, "addr");
    }
    return text
        + (value.contains("dev")
               ? (value.contains("addr") ? " device " : " to ") + quotedText(textOf(value, "dev"))
               : std::string());
}

std::string mangleWords(const Json &mangle)
{
    const Json key = mangle.value("key", Json());
    return nftValue(key, {}) + " set " + nftValue(mangle.value("value", Json()), nftContextOf(key));
}

std::string countWords(const Json &count)
{
    return std::string("ct count ") + (isSet(count, "inv") ? "over " : "") + textOf(count, "val");
}

std::string verdictMapWords(const Json &map)
{
    const Json key = map.value("key", Json());
    return nftValue(key, {}) + " vmap " + nftValue(map.value("data", Json()), nftContextOf(key));
}

std::string namedWords(const std::string &words, const Json &value)
{
    return value.is_string() ? words + ' ' + quotedText(value.get<std::string>())
                             : words + ' ' + value.dump();
}

std::string oneStatement(const std::string &name, const Json &value)
{
    static constexpr auto bare = std::to_array<std::string_view>(
        {"accept", "drop", "continue", "return", "notrack", "last"});
    if (std::find(bare.begin(), bare.end(), name) != bare.end()) {
        return name;
    }
    if (name == "jump" || name == "goto") {
        return name + ' ' + (value.is_object() ? textOf(value, "target") : value.dump());
    }
    struct Writer {
        std::string_view name;
        std::string (*write)(const Json &);
    };
    static constexpr auto writers = std::to_array<Writer>({
        {"match", matchWords},
        {"counter", counterWords},
        {"limit", limitWords},
        {"quota", quotaWords},
        {"log", logWords},
        {"reject", rejectWords},
        {"set", updateWords},
        {"map", updateWords},
        {"queue", queueWords},
        {"mangle", mangleWords},
        {"ct count", countWords},
        {"vmap", verdictMapWords},
    });
    const auto writer = std::find_if(writers.begin(), writers.end(), [&name](const Writer &one) {
        return one.name == name;
    });
    const bool needsObject = name == "match" || name == "set" || name == "map" || name == "mangle"
        || name == "ct count" || name == "vmap";
    if (writer != writers.end() && (value.is_object() || !needsObject)) {
        return writer->write(value);
    }
    if (name == "dnat" || name == "snat" || name == "masquerade" || name == "redirect"
        || name == "tproxy") {
        return natWords(name, value);
    }
    if (name == "dup" || name == "fwd") {
        return duplicateWords(name, value);
    }
    if (name == "ct helper" || name == "ct timeout" || name == "ct expectation") {
        return namedWords(name + " set", value);
    }
    if (name == "secmark" || name == "synproxy") {
        return value.is_string() ? namedWords(name + " name", value) : name;
    }
    if (name == "flow" && value.is_object()) {
        return "flow " + textOf(value, "op") + ' ' + textOf(value, "flowtable");
    }
    if (name == "xt" && value.is_object()) {
        return "xt " + textOf(value, "type") + ' ' + quotedText(textOf(value, "name"));
    }
    return Json{{name, value}}.dump();
}

} // namespace

std::string nftStatementWords(const Json &statement)
{
    if (!statement.is_object() || statement.size() != 1) {
        return statement.dump();
    }
    return oneStatement(statement.begin().key(), statement.begin().value());
}

std::string nftRuleWords(const Json &statements, const std::string &family)
{
    if (!statements.is_array()) {
        return statements.dump();
    }
    std::string text;
    for (const Json &statement : statements) {
        text += text.empty() ? "" : " ";
        text += isUsualReject(statement, family) ? "reject" : nftStatementWords(statement);
    }
    return text;
}

std::string nftElementWords(const Json &element, const std::string &type)
{
    NftContext context;
    context.quoted = type == "ifname";
    context.hex = type == "mark";
    if (element.is_array() && element.size() == 2) {
        return nftValue(element[0], context) + " : " + nftValue(element[1], {});
    }
    return nftValue(element, context);
}

} // namespace Portlight::Core
