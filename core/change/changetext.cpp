// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/change/changetext.h"

#include "core/change/switchedoff.h"
#include "core/text/saveparser.h"
#include "core/text/savewriter.h"

#include <algorithm>
#include <limits>

namespace Portlight::Core
{

namespace
{

std::string programOf(const ChainPlace &place, Backend defaultBackend)
{
    std::string program = place.family == Family::Ipv4 ? "iptables" : "ip6tables";
    if (place.backend != defaultBackend
        && (place.backend == Backend::Legacy || place.backend == Backend::Nft)) {
        program += '-';
        program += toString(place.backend);
    }
    if (place.table != "filter") {
        program += " -t " + place.table;
    }
    return program;
}

/// One word for a POSIX shell.
void appendShellWord(std::string &text, std::string_view word)
{
    const auto plain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
            || std::string_view("-_=+:,./%@^").find(c) != std::string_view::npos;
    };
    if ((!word.empty() && std::all_of(word.begin(), word.end(), plain)) || word == "!") {
        text += word;
        return;
    }
    if (word.find_first_of("\"$`\\!") == std::string_view::npos) {
        text += '"';
        text += word;
        text += '"';
        return;
    }
    text += '\'';
    for (const char c : word) {
        if (c == '\'') {
            text += "'\\''";
        } else {
            text += c;
        }
    }
    text += '\'';
}

std::string shellWords(std::string_view rule)
{
    const auto arguments = splitArguments(rule);
    if (!arguments) {
        return ' ' + std::string(rule);
    }
    std::string text;
    for (const std::string &argument : *arguments) {
        text += ' ';
        appendShellWord(text, argument);
    }
    return text;
}

/// The commands of a change, one or more, without the program.
struct CommandWriter {
    using Commands = std::vector<std::string>;

    Commands operator()(const InsertRule &change) const
    {
        return {at("-I", change.place, change.position) + shellWords(change.rule)};
    }
    Commands operator()(const AppendRule &change) const
    {
        return {"-A " + change.place.chain + shellWords(change.rule)};
    }
    Commands operator()(const DeleteRule &change) const
    {
        return {change.byNumber ? at("-D", change.place, change.position)
                                : "-D " + change.place.chain + shellWords(change.rule)};
    }
    Commands operator()(const ReplaceRule &change) const
    {
        return {at("-R", change.place, change.position) + shellWords(change.newRule)};
    }
    Commands operator()(const MoveRule &change) const
    {
        return {at("-D", change.place, change.position),
                at("-I", change.place, change.to) + shellWords(change.rule)};
    }
    Commands operator()(const SwitchRule &change) const
    {
        const auto rule = parseRuleBody(change.place.chain, change.rule, change.place.family);
        const std::string body = !rule ? change.rule
            : change.on                ? switchedOffBody(*rule)
                                       : bodyWhenOff(*rule);
        return {at("-R", change.place, change.position) + shellWords(body)};
    }
    Commands operator()(const SetPolicy &change) const
    {
        return {"-P " + change.place.chain + ' ' + std::string(toString(change.policy))};
    }
    Commands operator()(const NewChain &change) const
    {
        return {"-N " + change.place.chain};
    }
    Commands operator()(const DeleteChain &change) const
    {
        return {"-X " + change.place.chain};
    }
    Commands operator()(const FlushChain &change) const
    {
        return {"-F " + change.place.chain};
    }
    Commands operator()(const RenameChain &change) const
    {
        return {"-E " + change.place.chain + ' ' + change.name};
    }
    Commands operator()(const ZeroCounters &change) const
    {
        return {change.position == 0 ? "-Z " + change.place.chain
                                     : at("-Z", change.place, change.position)};
    }
    Commands operator()(const AddCounters &change) const
    {
        if (change.position == 0) {
            return {};
        }
        return {at("-R", change.place, change.position) + " -c "
                + std::to_string(change.counters.packets) + ' '
                + std::to_string(change.counters.bytes) + shellWords(change.rule)};
    }
    Commands operator()(const SetSetting &change) const
    {
        std::string text = "sysctl -w ";
        appendShellWord(text, change.name + '=' + change.value);
        return {text};
    }

private:
    static std::string at(const char *letter, const ChainPlace &place, unsigned position)
    {
        return std::string(letter) + ' ' + place.chain + ' ' + std::to_string(position);
    }
};

} // namespace

Result<Rule> parseRuleBody(std::string_view chain, std::string_view body, Family family)
{
    if (!isValidChainName(chain)) {
        return failure(ErrorCode::InvalidArgument, "read a rule",
                       '"' + std::string(chain) + "\" is not the name of a chain");
    }
    std::string text = "-A ";
    text += chain;
    const std::size_t start = text.size() + 1;
    if (!body.empty()) {
        text += ' ';
        text += body;
    }
    auto rule = parseRule(text, family);
    if (!rule) {
        auto &column = rule.error().position.column;
        column = column > start ? column - static_cast<unsigned>(start) : 1;
        return rule;
    }
    rule->text = canonicalRuleText(chain, *rule);
    return rule;
}

std::string_view bodyOf(std::string_view chain, std::string_view ruleText)
{
    // Text that a save program printed begins with exactly this; other text is split first.
    const std::size_t begin = 3 + chain.size();
    if (ruleText.starts_with("-A ") && ruleText.substr(3).starts_with(chain)
        && (ruleText.size() == begin || ruleText[begin] == ' ')) {
        ruleText.remove_prefix(std::min(begin + 1, ruleText.size()));
        return ruleText;
    }
    for (int word = 0; word < 2; ++word) {
        ruleText.remove_prefix(std::min(ruleText.find_first_not_of(" \t"), ruleText.size()));
        ruleText.remove_prefix(std::min(ruleText.find_first_of(" \t"), ruleText.size()));
    }
    ruleText.remove_prefix(std::min(ruleText.find_first_not_of(" \t"), ruleText.size()));
    return ruleText;
}

std::string describe(const ChainPlace &place)
{
    return "chain " + place.chain + " in table " + place.table;
}

tl::unexpected<Error> chainMissing(const ChainPlace &place)
{
    return failure(ErrorCode::NotFound, "find a chain", "there is no " + describe(place));
}

Result<unsigned> findRule(const Chain *chain, const ChainPlace &place, unsigned position,
                          const std::string &wanted, bool byNumber)
{
    constexpr auto operation = "find a rule";
    if (chain == nullptr) {
        return chainMissing(place);
    }
    const auto &rules = chain->rules;
    if (byNumber) {
        if (position < 1 || position > rules.size()) {
            return failure(ErrorCode::NotFound, operation,
                           "there is no rule " + std::to_string(position) + " in "
                               + describe(place));
        }
        return position;
    }
    const auto rule = parseRuleBody(place.chain, wanted, place.family);
    if (!rule) {
        return tl::unexpected(rule.error());
    }
    const auto same = [&](const Rule &other) {
        return other.text == rule->text
            || (other.target.name == rule->target.name
                && canonicalRuleText(place.chain, other) == rule->text);
    };
    if (position >= 1 && position <= rules.size() && same(rules[position - 1])) {
        return position;
    }
    std::size_t best = 0;
    auto bestDistance = std::numeric_limits<std::size_t>::max();
    for (std::size_t at = 1; at <= rules.size(); ++at) {
        const std::size_t distance = at > position ? at - position : position - at;
        if (distance < bestDistance && same(rules[at - 1])) {
            best = at;
            bestDistance = distance;
        } else if (at > position && distance >= bestDistance) {
            break; // only farther ones follow
        }
    }
    if (best == 0) {
        return failure(ErrorCode::NotFound, operation, "the rule is not in " + describe(place),
                       wanted);
    }
    return static_cast<unsigned>(best);
}

const ChainPlace *placeOf(const Change &change)
{
    return std::visit(
        [](const auto &typed) -> const ChainPlace * {
            if constexpr (requires { typed.place; }) {
                return &typed.place;
            } else {
                return nullptr;
            }
        },
        change);
}

std::string command(const Change &change, Backend defaultBackend)
{
    const ChainPlace *place = placeOf(change);
    const std::string program =
        place == nullptr ? std::string() : programOf(*place, defaultBackend) + ' ';
    std::string text;
    for (const std::string &words : std::visit(CommandWriter{}, change)) {
        text += text.empty() ? "" : "\n";
        text += program + words;
    }
    return text;
}

bool isSameRule(std::string_view left, std::string_view right, Family family)
{
    if (left == right) {
        return true;
    }
    const auto first = parseRuleBody("X", left, family);
    const auto second = parseRuleBody("X", right, family);
    return first && second && first->text == second->text;
}

} // namespace Portlight::Core
