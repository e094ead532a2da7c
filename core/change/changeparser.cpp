// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/change/change.h"
#include "core/change/changetext.h"
#include "core/text/ruleparser.h"
#include "core/text/saveparser.h"
#include "core/text/savewriter.h"
#include "core/text/values.h"

#include <algorithm>
#include <array>

namespace Portlight::Core
{

namespace
{

constexpr std::string_view operationName = "read changes";

struct LongCommand {
    std::string_view name;
    char letter;
};

constexpr std::array commands = std::to_array<LongCommand>({
    {"--append", 'A'},
    {"--insert", 'I'},
    {"--delete", 'D'},
    {"--replace", 'R'},
    {"--policy", 'P'},
    {"--new-chain", 'N'},
    {"--new", 'N'},
    {"--delete-chain", 'X'},
    {"--flush", 'F'},
    {"--zero", 'Z'},
    {"--rename-chain", 'E'},
    {"--list", 'L'},
    {"--list-rules", 'S'},
    {"--check", 'C'},
});

char commandLetter(std::string_view word)
{
    if (word.size() == 2 && word[0] == '-') {
        return word[1];
    }
    for (const LongCommand &command : commands) {
        if (command.name == word) {
            return command.letter;
        }
    }
    return '\0';
}

std::optional<Policy> parsePolicy(std::string_view word)
{
    for (const Policy policy : {Policy::Accept, Policy::Drop}) {
        if (toString(policy) == word) {
            return policy;
        }
    }
    return std::nullopt;
}

bool isNumber(std::string_view word)
{
    return !word.empty() && std::all_of(word.begin(), word.end(), [](char c) {
        return c >= '0' && c <= '9';
    });
}

class ChangeParser
{
public:
    ChangeParser(Backend backend, Family family)
        : m_place{backend, family, {}, {}}
        , m_rules(family)
    {
    }

    Result<std::vector<Change>> parse(std::string_view text)
    {
        if (text.size() > maxSaveTextBytes) {
            return failure(ErrorCode::LimitExceeded, std::string(operationName),
                           "the text is longer than 64 MiB");
        }
        while (!text.empty()) {
            ++m_lineNumber;
            const std::size_t end = text.find('\n');
            m_line = text.substr(0, end);
            text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
            if (!readLine()) {
                return tl::unexpected(std::move(m_error));
            }
        }
        if (!m_place.table.empty()) {
            m_line = {};
            fail(0, "COMMIT is missing at the end of table " + m_place.table);
            return tl::unexpected(std::move(m_error));
        }
        return std::move(m_changes);
    }

private:
    bool fail(std::size_t offset, std::string message, ErrorCode code = ErrorCode::ParseFailed)
    {
        m_error = Error{code,
                        std::string(operationName),
                        std::move(message),
                        {},
                        {m_lineNumber, static_cast<unsigned>(offset) + 1}};
        return false;
    }

    /// Offset of an argument in the line.
    std::size_t at(std::size_t index) const
    {
        return m_offset + m_arguments.offsetOf(index);
    }

    std::string_view word(std::size_t index) const
    {
        return m_arguments[index].value;
    }

    bool readLine()
    {
        if (!m_line.empty() && m_line.back() == '\r') {
            m_line.remove_suffix(1);
        }
        if (m_line.size() > maxSaveLineBytes) {
            return fail(maxSaveLineBytes, "the line is longer than iptables-restore can read",
                        ErrorCode::LimitExceeded);
        }
        if (const std::size_t bad = std::min(m_line.find('\0'), m_line.find('\r'));
            bad != std::string_view::npos) {
            return fail(bad, "a zero byte or a carriage return is not text");
        }
        m_counters = {};
        m_offset = std::min(m_line.find_first_not_of(" \t"), m_line.size());
        if (m_offset == m_line.size() || m_line[m_offset] == '#') {
            return true;
        }
        if (m_line[m_offset] == '[' && !readCounters()) {
            return false;
        }
        if (!m_arguments.split(m_line.substr(m_offset))) {
            return fail(m_offset + m_arguments.errorOffset(), "a quote is not closed");
        }
        if (m_arguments.size() == 0) {
            return fail(m_offset, "a rule must follow the counters");
        }
        const std::string_view first = word(0);
        if (first.starts_with('*')) {
            return beginTable(first.substr(1));
        }
        if (m_place.table.empty()) {
            return fail(m_offset, "expected \"*table\"");
        }
        if (m_changes.size() >= maxChanges && first != "COMMIT") {
            return fail(m_offset, "more than 20000 changes", ErrorCode::LimitExceeded);
        }
        if (first.starts_with(':')) {
            return readDeclaration(first.substr(1));
        }
        if (first == "COMMIT") {
            m_place.table.clear();
            return m_arguments.size() == 1 || fail(at(1), "unexpected text after COMMIT");
        }
        return readCommand();
    }

    bool readCounters()
    {
        const std::size_t colon = m_line.find(':', m_offset);
        const std::size_t end = m_line.find(']', m_offset);
        const bool complete =
            colon != std::string_view::npos && end != std::string_view::npos && colon < end;
        const auto number = [this](std::size_t begin, std::size_t behind) {
            const std::string_view digits = m_line.substr(begin, behind - begin);
            return isNumber(digits) ? parseDecimal(digits) : std::nullopt;
        };
        const auto packets = complete ? number(m_offset + 1, colon) : std::nullopt;
        const auto bytes = complete ? number(colon + 1, end) : std::nullopt;
        if (!packets || !bytes) {
            return fail(m_offset, "expected counters as \"[packets:bytes]\"");
        }
        m_counters = {*packets, *bytes};
        m_offset = std::min(m_line.find_first_not_of(" \t", end + 1), m_line.size());
        return true;
    }

    bool beginTable(std::string_view name)
    {
        if (!m_place.table.empty()) {
            return fail(m_offset, "COMMIT is missing at the end of table " + m_place.table);
        }
        if (!isKnownTable(name) || m_arguments.size() != 1) {
            return fail(m_offset, "\"*" + std::string(name) + "\" is not a table of iptables");
        }
        m_place.table = name;
        return true;
    }

    /// ":CHAIN POLICY [packets:bytes]"
    bool readDeclaration(std::string_view name)
    {
        if (!useChain(name, m_offset)) {
            return false;
        }
        if (m_arguments.size() < 2) {
            return fail(m_line.size(), "expected a policy or \"-\"");
        }
        const auto policy = parsePolicy(word(1));
        const bool builtIn = isBuiltInChain(m_place.table, name);
        if (policy && builtIn) {
            m_changes.emplace_back(SetPolicy{m_place, *policy});
        } else if (word(1) != "-") {
            return fail(at(1),
                        '"' + std::string(word(1)) + "\" cannot be the policy of "
                            + describe(m_place));
        } else if (!builtIn) {
            m_changes.emplace_back(NewChain{m_place});
        }
        const bool counters = m_arguments.size() == 3 && word(2).starts_with('[');
        return m_arguments.size() == 2 || counters
            || fail(at(2), "expected counters as \"[packets:bytes]\"");
    }

    bool useChain(std::string_view name, std::size_t offset)
    {
        if (!isValidChainName(name)) {
            return fail(offset, '"' + std::string(name) + "\" is not the name of a chain");
        }
        m_place.chain = name;
        return true;
    }

    bool readCommand()
    {
        const char letter = m_arguments[0].quoted ? '\0' : commandLetter(word(0));
        if (std::string_view("LSC").find(letter) != std::string_view::npos && letter != '\0') {
            return fail(at(0), std::string(word(0)) + " changes nothing", ErrorCode::Unsupported);
        }
        if (letter == '\0'
            || std::string_view("AIDRPNXFEZ").find(letter) == std::string_view::npos) {
            return fail(at(0), '"' + std::string(word(0)) + "\" is not a change");
        }
        if (m_arguments.size() < 2) {
            return fail(at(0), std::string(word(0)) + " needs the name of a chain");
        }
        if (!useChain(word(1), at(1))) {
            return false;
        }
        switch (letter) {
        case 'P':
            return readPolicy();
        case 'N':
            return noMore(2) && add(NewChain{m_place});
        case 'X':
            return noMore(2) && add(DeleteChain{m_place});
        case 'F':
            return noMore(2) && add(FlushChain{m_place});
        case 'E':
            return readRename();
        case 'Z':
            return readZero();
        default:
            return readRuleCommand(letter);
        }
    }

    bool add(Change change)
    {
        m_changes.push_back(std::move(change));
        return true;
    }

    bool noMore(std::size_t count)
    {
        return m_arguments.size() == count
            || fail(at(count), "unexpected argument \"" + std::string(word(count)) + '"');
    }

    bool readPolicy()
    {
        if (m_arguments.size() < 3) {
            return fail(at(0), "-P needs a policy");
        }
        const auto policy = parsePolicy(word(2));
        if (!policy) {
            return fail(at(2), '"' + std::string(word(2)) + "\" is not a policy (ACCEPT, DROP)");
        }
        return noMore(3) && add(SetPolicy{m_place, *policy});
    }

    bool readRename()
    {
        if (m_arguments.size() < 3) {
            return fail(at(0), "-E needs the new name of the chain");
        }
        if (!isValidChainName(word(2))) {
            return fail(at(2), '"' + std::string(word(2)) + "\" is not the name of a chain");
        }
        return noMore(3) && add(RenameChain{m_place, std::string(word(2))});
    }

    bool readZero()
    {
        std::size_t index = 2;
        unsigned position = 0;
        return readPosition(index, position) && noMore(index)
            && add(ZeroCounters{m_place, position});
    }

    /// The number of a rule, if one stands there.
    bool readPosition(std::size_t &index, unsigned &position)
    {
        if (index >= m_arguments.size() || m_arguments[index].quoted || !isNumber(word(index))) {
            return true;
        }
        const auto number = parseDecimal(word(index));
        if (!number || *number == 0 || *number > 0xffffffff) {
            return fail(at(index),
                        '"' + std::string(word(index))
                            + "\" is not the number of a rule; they count from 1");
        }
        position = static_cast<unsigned>(*number);
        ++index;
        return true;
    }

    bool readRuleCommand(char letter)
    {
        std::size_t index = 2;
        unsigned position = 0;
        if (letter != 'A' && !readPosition(index, position)) {
            return false;
        }
        if (letter == 'R' && position == 0) {
            return fail(at(index), "-R needs the number of the rule");
        }
        if (letter == 'D' && position != 0) {
            return noMore(index) && add(DeleteRule{m_place, position, {}, true});
        }
        Rule rule;
        if (!m_rules.parse(m_arguments, index, m_place.chain, rule)) {
            return fail(m_offset + m_rules.errorOffset(), m_rules.errorMessage());
        }
        const std::string text = canonicalRuleText(m_place.chain, rule);
        std::string body(bodyOf(m_place.chain, text));
        switch (letter) {
        case 'A':
            return add(AppendRule{m_place, std::move(body)});
        case 'I':
            return add(InsertRule{m_place,
                                  position == 0 ? 1 : position,
                                  std::move(body),
                                  rule.counters.value_or(m_counters),
                                  {},
                                  {}});
        case 'D':
            return add(DeleteRule{m_place, 0, std::move(body)});
        default:
            return add(ReplaceRule{m_place, position, {}, std::move(body), true});
        }
    }

    ChainPlace m_place; ///< the table is empty outside of one
    RuleParser m_rules;
    ArgumentList m_arguments;
    std::string_view m_line;
    std::size_t m_offset = 0; ///< where the arguments begin in the line
    unsigned m_lineNumber = 0;
    Counters m_counters;
    std::vector<Change> m_changes;
    Error m_error;
};

} // namespace

Result<std::vector<Change>> parseChanges(std::string_view text, Backend backend, Family family)
{
    return ChangeParser(backend, family).parse(text);
}

} // namespace Portlight::Core
