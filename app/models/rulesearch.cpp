// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/models/rulesearch.h"

#include "app/models/qtext.h"
#include "app/wording/wording.h"
#include "app/wording/words.h"
#include "core/text/savecheck.h"

#include <algorithm>
#include <charconv>

namespace Portlight::App
{

namespace
{

using Ports = SearchEntry::Ports;
using Addresses = SearchEntry::Addresses;

std::optional<std::uint16_t> portNumber(std::string_view text)
{
    std::uint16_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(number)
                                                                    : std::nullopt;
}

QString rangeText(const Core::PortRange &range)
{
    return range.first == range.last ? QString::number(range.first)
                                     : QStringLiteral("%1–%2").arg(range.first).arg(range.last);
}

bool isWholeSpace(const Core::IpNetwork &network)
{
    return network.prefixLength() == 0U;
}

void addPorts(SearchEntry &entry, std::uint8_t protocol, const Core::PortRange &range)
{
    if (range.first == 0 && range.last == 65535) {
        return;
    }
    entry.ports.push_back({protocol, range, rangeText(range)});
}

void addNetwork(SearchEntry &entry, const Core::IpNetwork &network)
{
    if (isWholeSpace(network)) {
        return;
    }
    const auto length = network.prefixLength();
    const bool isSingle = length && *length == network.address.size() * 8;
    entry.addresses.push_back(
        {network, {}, qtext(isSingle ? network.address.toString() : network.toString())});
}

/// "22", "6000-6010", "6000:6010".
std::optional<Core::PortRange> portRange(std::string_view text)
{
    const auto dash = text.find_first_of("-:");
    const auto first = portNumber(text.substr(0, dash));
    const auto last = dash == std::string_view::npos ? first : portNumber(text.substr(dash + 1));
    return first && last ? std::optional(Core::PortRange{*first, *last}) : std::nullopt;
}

/// One word of text we have no types for: an address, a network, "A-B", "A:PORT", "[A]:PORT",
/// ":PORT".
void addToken(SearchEntry &entry, std::string_view token)
{
    while (!token.empty() && (token.back() == ',' || token.back() == '"')) {
        token.remove_suffix(1);
    }
    while (!token.empty() && token.front() == '"') {
        token.remove_prefix(1);
    }
    if (token.find_first_of(".:") == std::string_view::npos) {
        return;
    }
    if (const auto network = Core::IpNetwork::parse(token)) {
        addNetwork(entry, *network);
        return;
    }
    // What stands behind the address: a port, after "]" where the address itself has colons.
    const auto colon = token.rfind(':');
    if (colon != std::string_view::npos) {
        auto address = token.substr(0, colon);
        const bool isBracketed =
            address.size() > 2 && address.front() == '[' && address.back() == ']';
        if (isBracketed) {
            address = address.substr(1, address.size() - 2);
        }
        if (address.empty() || isBracketed || address.find(':') == std::string_view::npos) {
            if (const auto range = portRange(token.substr(colon + 1))) {
                addPorts(entry, 0, *range);
                token = address;
            }
        }
    }
    if (const auto network = Core::IpNetwork::parse(token)) {
        addNetwork(entry, *network);
        return;
    }
    const auto dash = token.find('-');
    const auto first = Core::IpAddress::parse(token.substr(0, dash));
    const auto last = dash == std::string_view::npos
        ? std::nullopt
        : Core::IpAddress::parse(token.substr(dash + 1));
    if (first && last && first->family == last->family) {
        entry.addresses.push_back(
            {Core::IpNetwork::fromPrefix(*first, static_cast<unsigned>(first->size() * 8)), last,
             qtext(token)});
    }
}

template<typename Function> void forEachToken(std::string_view text, Function function)
{
    while (!text.empty()) {
        const auto start = text.find_first_not_of(' ');
        if (start == std::string_view::npos) {
            return;
        }
        text.remove_prefix(start);
        const auto end = std::min(text.find(' '), text.size());
        function(text.substr(0, end));
        text.remove_prefix(end);
    }
}

void addFreeText(SearchEntry &entry, std::string_view text)
{
    bool isPort = false;
    forEachToken(text, [&](std::string_view token) {
        if (isPort) {
            if (const auto range = portRange(token)) {
                addPorts(entry, 0, *range);
            }
        }
        isPort = token == "--to-ports" || token == "--on-port";
        addToken(entry, token);
    });
}

/// nft's words: ports stand after "dport" and "sport", alone or in braces.
void addNativeText(SearchEntry &entry, std::string_view text)
{
    bool isPort = false;
    forEachToken(text, [&](std::string_view token) {
        auto word = token;
        while (!word.empty() && (word.back() == ',' || word.back() == '}')) {
            word.remove_suffix(1);
        }
        while (!word.empty() && word.front() == '{') {
            word.remove_prefix(1);
        }
        const bool isPunctuation = word.empty() || word == "!=" || word == "==";
        if (const auto range = portRange(word); isPort && range) {
            addPorts(entry, 0, *range);
        } else if (!isPunctuation) {
            isPort = word == "dport" || word == "sport";
        }
        addToken(entry, word);
    });
}

struct MatchReader {
    SearchEntry &entry;
    std::uint8_t protocol = 0;

    void operator()(const Core::ProtocolMatch &match)
    {
        protocol = match.protocol;
    }
    void operator()(const Core::TransportMatch &match)
    {
        for (const auto &ports : {match.destinationPorts, match.sourcePorts}) {
            if (ports) {
                addPorts(entry, match.protocol, *ports);
            }
        }
    }
    void operator()(const Core::MultiportMatch &match)
    {
        for (const auto &range : match.ranges) {
            addPorts(entry, protocol, range);
        }
    }
    void operator()(const Core::AddressMatch &match)
    {
        addNetwork(entry, match.network);
    }
    void operator()(const Core::OpaqueMatch &match)
    {
        addFreeText(entry, match.text);
    }
    template<typename Other> void operator()(const Other &)
    {
    }
};

void fold(SearchEntry &entry, std::initializer_list<QString> texts)
{
    QString all;
    for (const auto &text : texts) {
        all += text + QLatin1Char('\n');
    }
    for (const auto &ports : entry.ports) {
        if (ports.range.first == ports.range.last) {
            all += serviceName(ports.protocol, ports.range.first) + QLatin1Char('\n');
        }
    }
    entry.folded = all.toLower();
}

/// A number stands in the text as a whole, or as the first part of an address.
bool standsAlone(const QString &text, const QString &number)
{
    for (auto at = text.indexOf(number); at >= 0; at = text.indexOf(number, at + 1)) {
        const QChar before = at > 0 ? text.at(at - 1) : QLatin1Char(' ');
        const auto end = at + number.size();
        const QChar after = end < text.size() ? text.at(end) : QLatin1Char(' ');
        if (!before.isLetterOrNumber() && before != QLatin1Char('.') && before != QLatin1Char(':')
            && !after.isLetterOrNumber()) {
            return true;
        }
    }
    return false;
}

} // namespace

Core::ChainPlace nativePlace(const Core::NativeTable &table, const Core::NativeChain &chain)
{
    return {Core::Backend::Native, table.family == "ip6" ? Core::Family::Ipv6 : Core::Family::Ipv4,
            table.family + ' ' + table.name, chain.name};
}

SearchEntry searchEntry(const Core::Rule &rule)
{
    SearchEntry entry;
    if (const auto native = Core::nativeRuleWords(rule)) {
        addNativeText(entry, native->words);
        fold(entry, {qtext(native->words), qtext(rule.target.name)});
        return entry;
    }
    MatchReader reader{entry};
    for (const auto &match : rule.matches) {
        std::visit(reader, match);
    }
    addFreeText(entry, rule.target.options);
    fold(entry, {qtext(rule.text), ruleSentence(rule)});
    return entry;
}

SearchEntry searchEntry(const Core::NativeRule &rule)
{
    SearchEntry entry;
    addNativeText(entry, rule.text);
    fold(entry, {qtext(rule.text), qtext(rule.comment)});
    return entry;
}

SearchQuery::SearchQuery(const QString &text)
{
    const auto words = text.toLower().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    for (const auto &typed : words) {
        Word word;
        word.folded = typed;
        const std::string plain = stdtext(typed);
        word.number = portNumber(plain);
        if (plain.find_first_of(".:") != std::string::npos) {
            word.network = Core::IpNetwork::parse(plain);
        }
        for (const auto &service : servicesNamed(typed)) {
            word.services.push_back({service.first, service.second});
        }
        m_words.push_back(std::move(word));
    }
}

bool SearchQuery::isEmpty() const
{
    return m_words.empty();
}

bool SearchQuery::operator==(const SearchQuery &other) const
{
    return std::equal(m_words.begin(), m_words.end(), other.m_words.begin(), other.m_words.end(),
                      [](const Word &a, const Word &b) {
                          return a.folded == b.folded;
                      });
}

bool SearchQuery::holds(const Word &word, const SearchEntry::Ports &ports)
{
    if (word.number && ports.range.contains(*word.number)) {
        return true;
    }
    return std::any_of(word.services.begin(), word.services.end(), [&](const Service &service) {
        const bool isSameProtocol =
            service.protocol == 0 || ports.protocol == 0 || service.protocol == ports.protocol;
        return isSameProtocol && ports.range.contains(service.port);
    });
}

bool SearchQuery::holds(const Word &word, const SearchEntry::Addresses &addresses)
{
    if (!word.network || word.network->address.family != addresses.network.address.family) {
        return false;
    }
    const auto &asked = *word.network;
    if (addresses.last) {
        return (addresses.network.address <= asked.address && asked.address <= *addresses.last)
            || asked.contains(addresses.network.address);
    }
    return addresses.network.contains(asked.address)
        || (!isWholeSpace(asked) && asked.contains(addresses.network.address));
}

bool SearchQuery::matches(const Word &word, const SearchEntry &entry)
{
    const auto isHeld = [&word](const auto &part) {
        return holds(word, part);
    };
    if (std::any_of(entry.ports.begin(), entry.ports.end(), isHeld)
        || std::any_of(entry.addresses.begin(), entry.addresses.end(), isHeld)) {
        return true;
    }
    return word.number ? standsAlone(entry.folded, word.folded)
                       : entry.folded.contains(word.folded);
}

bool SearchQuery::matches(const SearchEntry &entry) const
{
    return std::all_of(m_words.begin(), m_words.end(), [&entry](const Word &word) {
        return matches(word, entry);
    });
}

QStringList SearchQuery::marks(const SearchEntry &entry) const
{
    QStringList marks;
    for (const auto &word : m_words) {
        marks << word.folded;
        for (const auto &ports : entry.ports) {
            if (holds(word, ports)) {
                marks << ports.shown;
            }
        }
        for (const auto &addresses : entry.addresses) {
            if (holds(word, addresses)) {
                marks << addresses.shown;
            }
        }
    }
    marks.removeDuplicates();
    return marks;
}

std::vector<TextSpan> findMarks(const QString &text, const QStringList &marks)
{
    std::vector<TextSpan> spans;
    for (const auto &mark : marks) {
        if (mark.isEmpty()) {
            continue;
        }
        const bool startsWithNumber = mark.front().isDigit();
        const bool endsWithNumber = mark.back().isDigit();
        for (auto at = text.indexOf(mark, 0, Qt::CaseInsensitive); at >= 0;
             at = text.indexOf(mark, at + 1, Qt::CaseInsensitive)) {
            const auto end = at + mark.size();
            const bool isPart = (startsWithNumber && at > 0 && text.at(at - 1).isDigit())
                || (endsWithNumber && end < text.size() && text.at(end).isDigit());
            if (!isPart) {
                spans.push_back({static_cast<int>(at), static_cast<int>(mark.size())});
            }
        }
    }
    std::sort(spans.begin(), spans.end(), [](const TextSpan &a, const TextSpan &b) {
        return std::pair(a.start, -a.length) < std::pair(b.start, -b.length);
    });
    std::vector<TextSpan> apart;
    for (const auto &span : spans) {
        if (apart.empty() || span.start >= apart.back().start + apart.back().length) {
            apart.push_back(span);
        }
    }
    return apart;
}

SearchIndex::SearchIndex(const Core::Ruleset &ruleset)
{
    for (const auto &table : ruleset.tables) {
        for (const auto &chain : table.chains) {
            ChainEntries entries;
            entries.place = {ruleset.backend, ruleset.family, table.name, chain.name};
            entries.rules.reserve(chain.rules.size());
            for (const auto &rule : chain.rules) {
                entries.rules.push_back(searchEntry(rule));
            }
            m_chains.push_back(std::move(entries));
        }
    }
}

SearchIndex::SearchIndex(const Core::NativeRuleset &ruleset)
{
    for (const auto &table : ruleset.tables) {
        for (const auto &chain : table.chains) {
            ChainEntries entries;
            entries.place = nativePlace(table, chain);
            for (const auto &rule : chain.rules) {
                entries.rules.push_back(searchEntry(rule));
            }
            m_chains.push_back(std::move(entries));
        }
    }
}

std::vector<ChainHits> SearchIndex::find(const SearchQuery &query) const
{
    std::vector<ChainHits> all;
    for (const auto &chain : m_chains) {
        ChainHits hits;
        for (std::size_t i = 0; i < chain.rules.size(); ++i) {
            if (query.matches(chain.rules[i])) {
                hits.rules.push_back(static_cast<std::uint32_t>(i));
            }
        }
        if (!hits.rules.empty()) {
            hits.place = chain.place;
            all.push_back(std::move(hits));
        }
    }
    return all;
}

} // namespace Portlight::App
