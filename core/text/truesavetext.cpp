// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/text/arguments.h"
#include "core/text/kerneldecode.h"
#include "core/text/savecheck.h"
#include "core/text/savetext.h"
#include "core/text/savewriter.h"

#include <algorithm>
#include <array>
#include <set>

namespace Portlight::Core
{

namespace
{

/// Longer words of nft are cut: the line must stay within what parseSave reads, and the whole rule
/// can be had from nft itself.
constexpr std::size_t maxWords = 2000;

/// Expressions that decide nothing but whether the rule goes on.
bool onlyMatches(const Expression::Any &expression)
{
    constexpr auto harmless = std::to_array<std::string_view>(
        {"lookup", "fib",       "ct",    "rt",        "socket", "osf",   "exthdr", "numgen",
         "hash",   "byteorder", "quota", "connlimit", "limit",  "range", "cmp",    "bitwise",
         "meta",   "payload",   "log",   "xfrm",      "tunnel", "last"});
    const auto *unknown = std::get_if<Expression::Unknown>(&expression);
    if (unknown != nullptr) {
        return std::find(harmless.begin(), harmless.end(), unknown->name) != harmless.end();
    }
    const auto *module = std::get_if<Expression::Module>(&expression);
    return (module == nullptr || !module->isTarget)
        && !std::holds_alternative<Expression::Data>(expression)
        && !std::holds_alternative<Expression::Verdict>(expression);
}

/// The verdict of a rule that does nothing else.
Target plainVerdict(const KernelRule &rule)
{
    const Expression::Verdict *verdict = nullptr;
    for (const Expression::Any &expression : rule.expressions) {
        const auto *one = std::get_if<Expression::Verdict>(&expression);
        if ((one != nullptr && verdict != nullptr)
            || (one == nullptr && !onlyMatches(expression))) {
            return {};
        }
        verdict = one != nullptr ? one : verdict;
    }
    return verdict == nullptr ? Target{} : targetOf(*verdict);
}

std::optional<Counters> countersOf(const KernelRule &rule)
{
    for (const Expression::Any &expression : rule.expressions) {
        if (const auto *counter = std::get_if<Expression::Counter>(&expression)) {
            return counter->counters;
        }
    }
    return std::nullopt;
}

std::string printable(std::string words)
{
    if (words.size() > maxWords) {
        words.resize(maxWords);
        // Not in the middle of a character of UTF-8.
        while (!words.empty() && (static_cast<unsigned char>(words.back()) & 0x80U) != 0) {
            words.pop_back();
        }
        words += " …";
    }
    for (char &character : words) {
        const auto byte = static_cast<unsigned char>(character);
        character = byte < ' ' || byte == 0x7f ? '?' : character;
    }
    return words;
}

class Writer
{
public:
    Writer(const KernelTables &kernel, Family family, const NativeWords &words)
        : m_kernel(kernel)
        , m_family(family)
        , m_words(words)
    {
    }

    TrueText write(std::string_view text)
    {
        std::set<std::string_view> written;
        forEachSavedTable(text, [&](const SavedTable &saved) {
            const auto table =
                std::find_if(m_kernel.begin(), m_kernel.end(), [&](const KernelTable &one) {
                    return one.name == saved.name;
                });
            if (table != m_kernel.end()) {
                written.insert(table->name);
                writeTable(*table, saved);
            }
        });
        for (const KernelTable &table : m_kernel) {
            if (!written.contains(table.name) && !table.chains.empty()) {
                writeTable(table, {});
            }
        }
        return std::move(m_result);
    }

private:
    void writeTable(const KernelTable &table, const SavedTable &saved)
    {
        if (table.dormant) {
            m_result.leftOut.push_back(table.name + " (dormant)");
            return;
        }
        std::string &text = m_result.text;
        text += '*' + table.name + '\n';
        const auto lines = linesByChain(saved);
        std::vector<const KernelChain *> order;
        std::vector<std::string_view> unused;
        const auto add = [&](const KernelChain &chain) {
            if (std::find(order.begin(), order.end(), &chain) != order.end()) {
                return;
            }
            // A chain named like one of iptables that the kernel calls nowhere would be taken for
            // it.
            const bool hides = !chain.hook && isBuiltInChain(table.name, chain.name);
            if (!isValidChainName(chain.name) || hides) {
                m_result.leftOut.push_back(table.name + ' ' + chain.name);
                return;
            }
            order.push_back(&chain);
        };
        for (const std::string_view line : saved.chains) {
            const auto chain =
                std::find_if(table.chains.begin(), table.chains.end(), [&](const KernelChain &one) {
                    return one.name == chainOfLine(line);
                });
            if (chain != table.chains.end()) {
                add(*chain);
            } else if (isUnusedChain(table.name, line)) {
                unused.push_back(line);
            }
        }
        for (const KernelChain &chain : table.chains) {
            add(chain);
        }
        for (const std::string_view line : unused) {
            text += line;
            text += '\n';
        }
        for (const KernelChain *chain : order) {
            writeChain(table, *chain, saved);
        }
        for (const KernelChain *chain : order) {
            const auto found = lines.find(chain->name);
            writeRules(table, *chain,
                       found == lines.end() ? std::vector<RuleLine>() : found->second);
        }
        text += "COMMIT\n";
    }

    void writeChain(const KernelTable &table, const KernelChain &chain, const SavedTable &saved)
    {
        std::string &text = m_result.text;
        const bool standard = isIptablesChain(table.name, chain);
        if (standard) {
            for (const std::string_view line : saved.chains) {
                if (chainOfLine(line) == chain.name) {
                    text += line;
                    text += '\n';
                    return;
                }
            }
        }
        text += ':' + chain.name + ' ';
        text += chain.hook ? toString(chain.hook->policy) : std::string_view("-");
        text += " [0:0]";
        if (!standard && chain.hook) {
            text += ' ' + chain.hook->type + ' ';
            text += toString(chain.hook->hook);
            text += ' ' + std::to_string(chain.hook->priority);
        }
        text += '\n';
    }

    void writeRules(const KernelTable &table, const KernelChain &chain,
                    const std::vector<RuleLine> &lines)
    {
        const bool fits = lines.size() == chain.rules.size();
        for (std::size_t i = 0; i < chain.rules.size(); ++i) {
            const KernelRule &rule = chain.rules[i];
            const std::optional<Counters> counters = countersOf(rule);
            if (fits && confirms(rule, chain.name, lines[i].rule, m_family)) {
                m_result.text += counters ? lines[i].line : lines[i].rule;
            } else {
                if (counters) {
                    appendCounters(m_result.text, *counters);
                    m_result.text += ' ';
                }
                m_result.text += ownText(table, chain, rule);
            }
            m_result.text += '\n';
        }
    }

    /// iptables' words where the whole rule is understood without its tool, else nft's.
    std::string ownText(const KernelTable &table, const KernelChain &chain, const KernelRule &rule)
    {
        using End = DecodedRule::End;
        const auto decoded = decodeRule(rule, m_family);
        if (decoded && decoded->modules.empty() && decoded->limits.empty() && !decoded->comment
            && (decoded->end == End::None || decoded->end == End::Verdict)) {
            Rule known;
            known.matches = decoded->matches;
            known.target = decoded->verdict != nullptr ? targetOf(*decoded->verdict) : Target{};
            std::string text = canonicalRuleText(chain.name, known);
            if (confirms(rule, chain.name, text, m_family)) {
                return text;
            }
        }
        std::string text =
            "-A " + chain.name + " -m nft --handle " + std::to_string(rule.handle) + " --rule ";
        const std::string words = printable(m_words(table.name, rule.handle));
        const std::size_t before = text.size();
        appendQuoted(text, words);
        if (text[before] != '"') {
            text.insert(before, 1, '"'); // "!" and "-" alone would be options
            text += '"';
        }
        const Target target = plainVerdict(rule);
        if (target.kind != Target::Kind::None && isValidChainName(target.name)) {
            text += ' ' + targetText(target);
        }
        return text;
    }

    const KernelTables &m_kernel;
    Family m_family;
    const NativeWords &m_words;
    TrueText m_result;
};

} // namespace

TrueText trueSaveText(std::string_view text, const KernelTables &kernel, Family family,
                      const NativeWords &words)
{
    return Writer(kernel, family, words).write(text);
}

} // namespace Portlight::Core
