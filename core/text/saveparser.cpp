// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/text/saveparser.h"

#include "core/text/ruleparser.h"
#include "core/text/targetparser.h"

#include <algorithm>
#include <charconv>
#include <unordered_map>

namespace Portlight::Core
{

namespace
{

constexpr std::string_view operationName = "read rules";

bool isBlank(char c)
{
    return c == ' ' || c == '\t';
}

std::string_view takeWord(std::string_view &text)
{
    while (!text.empty() && isBlank(text.front())) {
        text.remove_prefix(1);
    }
    std::size_t end = 0;
    while (end < text.size() && !isBlank(text[end])) {
        ++end;
    }
    const std::string_view word = text.substr(0, end);
    text.remove_prefix(end);
    return word;
}

/// "[packets:bytes]"
std::optional<Counters> parseCounters(std::string_view text)
{
    if (text.size() < 5 || text.front() != '[' || text.back() != ']') {
        return std::nullopt;
    }
    const char *end = text.data() + text.size() - 1;
    Counters counters;
    const auto packets = std::from_chars(text.data() + 1, end, counters.packets);
    if (packets.ec != std::errc() || packets.ptr == end || *packets.ptr != ':') {
        return std::nullopt;
    }
    const auto bytes = std::from_chars(packets.ptr + 1, end, counters.bytes);
    if (bytes.ec != std::errc() || bytes.ptr != end) {
        return std::nullopt;
    }
    return counters;
}

class SaveParser
{
public:
    SaveParser(Backend backend, Family family)
        : m_rules(family)
    {
        m_ruleset.backend = backend;
        m_ruleset.family = family;
    }

    /// Whole lines; the last one may lack its end. False after an error.
    bool add(std::string_view lines)
    {
        m_size += lines.size();
        if (m_size > maxSaveTextBytes) {
            m_error = failure(ErrorCode::LimitExceeded, std::string(operationName),
                              "the text is longer than 64 MiB")
                          .value();
            m_failed = true;
        }
        while (!m_failed && !lines.empty()) {
            ++m_lineNumber;
            const std::size_t end = lines.find('\n');
            m_line = lines.substr(0, end);
            lines.remove_prefix(end == std::string_view::npos ? lines.size() : end + 1);
            m_left = lines.size();
            m_failed = !readLine();
        }
        return !m_failed;
    }

    void expect(std::size_t rules)
    {
        m_expected = rules;
    }

    Result<Ruleset> finish()
    {
        if (m_failed) {
            return tl::unexpected(std::move(m_error));
        }
        if (m_table != nullptr) {
            m_line = {};
            fail(0, "COMMIT is missing at the end of table " + m_table->name);
            return tl::unexpected(std::move(m_error));
        }
        auto &left =
            m_ruleset.tables.empty() ? m_ruleset.comments : m_ruleset.tables.back().commentsAfter;
        left.insert(left.end(), m_comments.begin(), m_comments.end());
        return std::move(m_ruleset);
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

    std::size_t offsetOf(std::string_view part) const
    {
        return static_cast<std::size_t>(part.data() - m_line.data());
    }

    bool readLine()
    {
        if (!m_line.empty() && m_line.back() == '\r') {
            m_line.remove_suffix(1); // a file that passed through Windows
        }
        if (m_line.size() > maxSaveLineBytes) {
            return fail(maxSaveLineBytes, "the line is longer than iptables-restore can read",
                        ErrorCode::LimitExceeded);
        }
        if (const std::size_t bad = std::min(m_line.find('\0'), m_line.find('\r'));
            bad != std::string_view::npos) {
            return fail(bad, "a zero byte or a carriage return is not text");
        }
        std::string_view content = m_line;
        while (!content.empty() && isBlank(content.front())) {
            content.remove_prefix(1);
        }
        if (content.empty()) {
            return true;
        }
        if (content.front() == '#') {
            keepComment(content);
            return true;
        }
        if (content.front() == '*') {
            return beginTable(content);
        }
        if (m_table == nullptr) {
            return fail(offsetOf(content), "expected \"*table\"");
        }
        if (content.front() == ':') {
            return readChain(content);
        }
        if (content.starts_with("COMMIT")) {
            return endTable(content);
        }
        return readRule(content);
    }

    /// iptables-save writes "# Completed on" after a table and everything else before one. Comments
    /// within a table are what people write into rule files; the kernel never gives them back.
    void keepComment(std::string_view content)
    {
        if (m_table != nullptr) {
            return;
        }
        if (content.starts_with("# Completed on") && m_comments.empty()
            && !m_ruleset.tables.empty()) {
            m_ruleset.tables.back().commentsAfter.emplace_back(content);
        } else {
            m_comments.emplace_back(content);
        }
    }

    bool beginTable(std::string_view content)
    {
        const std::size_t offset = offsetOf(content);
        if (m_table != nullptr) {
            return fail(offset, "COMMIT is missing at the end of table " + m_table->name);
        }
        std::string_view rest = content.substr(1);
        const std::string_view name = takeWord(rest);
        if (!takeWord(rest).empty() || !isKnownTable(name)) {
            return fail(offset, '"' + std::string(content) + "\" is not a table of iptables");
        }
        if (m_ruleset.table(name) != nullptr) {
            return fail(offset, "table " + std::string(name) + " is there twice");
        }
        m_table = &m_ruleset.tables.emplace_back();
        m_table->name = name;
        m_table->commentsBefore = std::move(m_comments);
        m_comments.clear();
        m_chainIndexes.clear();
        m_lastChain = nullptr;
        return true;
    }

    /// "TYPE HOOK PRIORITY" behind the counters of a base chain that nft made (savecheck.h).
    static std::optional<NativeHook> readNativeHook(std::string_view type, std::string_view rest)
    {
        const auto hook = parseHook(takeWord(rest));
        const std::string_view priority = takeWord(rest);
        NativeHook result;
        const auto number =
            std::from_chars(priority.data(), priority.data() + priority.size(), result.priority);
        const bool known = type == "filter" || type == "nat" || type == "route";
        if (!known || !hook || priority.empty() || number.ec != std::errc()
            || number.ptr != priority.data() + priority.size() || !takeWord(rest).empty()) {
            return std::nullopt;
        }
        result.type = type;
        result.hook = *hook;
        return result;
    }

    bool readChain(std::string_view content)
    {
        std::string_view rest = content.substr(1);
        const std::string_view name = takeWord(rest);
        const std::string_view policy = takeWord(rest);
        const std::string_view counters = takeWord(rest);
        const std::string_view extra = takeWord(rest);
        const std::size_t offset = offsetOf(content);
        const std::optional<NativeHook> nativeHook = readNativeHook(extra, rest);
        if (!isValidChainName(name)) {
            return fail(offset, '"' + std::string(name) + "\" is not the name of a chain");
        }
        Chain chain;
        chain.name = name;
        chain.nativeHook = nativeHook;
        const bool isBase = nativeHook || isBuiltInChain(m_table->name, name);
        if (policy == "ACCEPT" && isBase) {
            chain.policy = Policy::Accept;
        } else if (policy == "DROP" && isBase) {
            chain.policy = Policy::Drop;
        } else if (policy != "-") {
            return fail(policy.empty() ? m_line.size() : offsetOf(policy),
                        '"' + std::string(policy) + "\" cannot be the policy of chain "
                            + chain.name);
        }
        if (!counters.empty()) {
            chain.counters = parseCounters(counters);
            if (!chain.counters) {
                return fail(offsetOf(counters), "expected counters as \"[packets:bytes]\"");
            }
        }
        if (!extra.empty() && !nativeHook) {
            return fail(offsetOf(extra), "unexpected text after the counters");
        }
        if (!m_chainIndexes.emplace(chain.name, m_table->chains.size()).second) {
            return fail(offset, "chain " + chain.name + " is declared twice");
        }
        m_table->chains.push_back(std::move(chain));
        m_lastChain = nullptr;
        return true;
    }

    /// In place of the one that the vector would be moved to, again and again, while it grows.
    Rule &addRule(Chain &chain)
    {
        constexpr std::size_t large = 1024;
        std::vector<Rule> &rules = chain.rules;
        if (rules.size() == rules.capacity() && rules.size() >= large) {
            const std::size_t left = m_left / (m_line.size() + 1) + 1;
            rules.reserve(std::clamp(std::max(m_expected, rules.size() + left), rules.size() * 2,
                                     rules.size() * 16));
        }
        return rules.emplace_back();
    }

    bool readRule(std::string_view content)
    {
        std::optional<Counters> counters;
        if (content.front() == '[') {
            const std::size_t end = content.find(']');
            counters =
                parseCounters(content.substr(0, end == std::string_view::npos ? end : end + 1));
            if (!counters) {
                return fail(offsetOf(content), "expected counters as \"[packets:bytes]\"");
            }
            content.remove_prefix(end + 1);
            while (!content.empty() && isBlank(content.front())) {
                content.remove_prefix(1);
            }
        }
        const std::size_t offset = offsetOf(content);
        if (!m_arguments.split(content)) {
            return fail(offset + m_arguments.errorOffset(), "a quote is not closed");
        }
        if (m_arguments.size() == 0 || m_arguments[0].quoted
            || (m_arguments[0].value != "-A" && m_arguments[0].value != "--append")) {
            return fail(offset,
                        "expected a rule (\"-A CHAIN …\"), a chain (\":CHAIN …\") or "
                        "\"COMMIT\"");
        }
        if (m_arguments.size() < 2) {
            return fail(offset, "-A needs the name of a chain");
        }
        const std::string_view name = m_arguments[1].value;
        if (m_lastChain == nullptr || m_lastChain->name != name) {
            const auto found = m_chainIndexes.find(std::string(name));
            if (found == m_chainIndexes.end()) {
                return fail(offset + m_arguments.offsetOf(1),
                            "chain " + std::string(name) + " is not declared in table "
                                + m_table->name);
            }
            m_lastChain = &m_table->chains[found->second];
        }
        Rule &rule = addRule(*m_lastChain);
        rule.counters = counters;
        if (!m_rules.parse(m_arguments, 2, name, rule)) {
            return fail(offset + m_rules.errorOffset(), m_rules.errorMessage());
        }
        rule.text = content;
        return true;
    }

    bool endTable(std::string_view content)
    {
        if (takeWord(content) != "COMMIT" || !takeWord(content).empty()) {
            return fail(0, "expected \"COMMIT\"");
        }
        // Now all chains are known: a name that is none of them is a target Portlight has not heard
        // of.
        for (Chain &chain : m_table->chains) {
            for (Rule &rule : chain.rules) {
                Target &target = rule.target;
                const bool declared = target.kind == Target::Kind::Jump
                    || target.kind == Target::Kind::Goto
                    || (target.kind == Target::Kind::Opaque && target.options.empty());
                if (!declared) {
                    continue;
                }
                const bool isChain = m_chainIndexes.count(target.name) != 0;
                if (target.kind == Target::Kind::Jump && !isChain) {
                    target.kind = Target::Kind::Opaque;
                } else if (target.kind == Target::Kind::Opaque && isChain) {
                    target.kind = Target::Kind::Jump;
                }
            }
        }
        m_table = nullptr;
        return true;
    }

    Ruleset m_ruleset;
    RuleParser m_rules;
    ArgumentList m_arguments;
    std::string_view m_line;
    unsigned m_lineNumber = 0;
    Table *m_table = nullptr; ///< the table being read
    Chain *m_lastChain = nullptr;
    std::unordered_map<std::string, std::size_t> m_chainIndexes;
    std::vector<std::string> m_comments; ///< not yet given to a table
    std::size_t m_size = 0;
    std::size_t m_left = 0; ///< bytes of the piece behind the line being read
    std::size_t m_expected = 0;
    bool m_failed = false;
    Error m_error;
};

} // namespace

Result<Ruleset> parseSave(std::string_view text, Backend backend, Family family)
{
    SaveParser parser(backend, family);
    parser.add(text);
    return parser.finish();
}

struct SaveReader::Private {
    Private(Backend backend, Family family)
        : parser(backend, family)
    {
    }
    SaveParser parser;
    std::string begun; ///< the beginning of a line whose end is still to come
    bool failed = false;
};

SaveReader::SaveReader(Backend backend, Family family)
    : d(std::make_unique<Private>(backend, family))
{
}

SaveReader::~SaveReader() = default;

void SaveReader::expect(std::size_t rules)
{
    // A wrong guess costs memory that is never touched, within what the text may be.
    constexpr std::size_t shortest = 8;
    d->parser.expect(std::min(rules, maxSaveTextBytes / shortest));
}

void SaveReader::add(std::string_view piece)
{
    if (d->failed) {
        return;
    }
    if (!d->begun.empty()) {
        const std::size_t end = piece.find('\n');
        const std::string_view rest =
            piece.substr(0, end == std::string_view::npos ? end : end + 1);
        d->begun += rest;
        piece.remove_prefix(rest.size());
        if (end == std::string_view::npos) {
            // No line may be that long: it is refused for it now, and not kept until it ends.
            d->failed = d->begun.size() > maxSaveLineBytes + 1 && !d->parser.add(d->begun);
            return;
        }
        d->failed = !d->parser.add(d->begun);
        d->begun.clear();
    }
    const std::size_t end = piece.rfind('\n');
    const std::size_t whole = end == std::string_view::npos ? 0 : end + 1;
    d->failed = d->failed || !d->parser.add(piece.substr(0, whole));
    d->begun = piece.substr(whole);
}

Result<Ruleset> SaveReader::finish()
{
    if (!d->failed) {
        d->parser.add(d->begun);
    }
    return d->parser.finish();
}

Result<Rule> parseRule(std::string_view text, Family family)
{
    const auto fail = [](std::size_t offset, std::string message) {
        return failure(ErrorCode::ParseFailed, "read a rule", std::move(message), {},
                       {1, static_cast<unsigned>(offset) + 1});
    };
    if (text.size() > maxSaveLineBytes) {
        return failure(ErrorCode::LimitExceeded, "read a rule",
                       "the rule is longer than iptables-restore can read", {},
                       {1, maxSaveLineBytes + 1});
    }
    if (const std::size_t bad = text.find_first_of(std::string_view("\0\n\r", 3));
        bad != std::string_view::npos) {
        return fail(bad, "a rule is one line of text");
    }
    ArgumentList arguments;
    if (!arguments.split(text)) {
        return fail(arguments.errorOffset(), "a quote is not closed");
    }
    if (arguments.size() < 2 || (arguments[0].value != "-A" && arguments[0].value != "--append")) {
        return fail(0, "expected \"-A CHAIN …\"");
    }
    const std::string_view chain = arguments[1].value;
    if (!isValidChainName(chain)) {
        return fail(arguments.offsetOf(1),
                    '"' + std::string(chain) + "\" is not the name of a chain");
    }
    RuleParser parser(family);
    Rule rule;
    if (!parser.parse(arguments, 2, chain, rule)) {
        return fail(parser.errorOffset(), parser.errorMessage());
    }
    rule.text = text;
    return rule;
}

} // namespace Portlight::Core
