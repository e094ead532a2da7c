// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/change/change.h"
#include "core/ruleset/native.h"
#include "core/ruleset/ruleset.h"

#include <QString>
#include <QStringList>

#include <memory>
#include <optional>
#include <vector>

namespace Portlight::App
{

/// What one rule speaks of, for searching: its words, ports and addresses.
struct SearchEntry {
    struct Ports {
        std::uint8_t protocol = 0; ///< 0: any
        Core::PortRange range;
        QString shown; ///< as sentences write it: "22", "6000–6010"
    };
    struct Addresses {
        Core::IpNetwork network; ///< or, when `last` is set, all from network.address to it
        std::optional<Core::IpAddress> last;
        QString shown;
    };
    QString folded; ///< exact text, sentence and service names in lower case
    std::vector<Ports> ports;
    std::vector<Addresses> addresses;
};
SearchEntry searchEntry(const Core::Rule &rule);
SearchEntry searchEntry(const Core::NativeRule &rule);

/// What somebody typed into the search field. Words are separated by blanks and all of them must be
/// found. A number finds ports, port ranges that hold it, and whole numbers in the text; an address
/// or a network finds the networks that speak of it (but not 0.0.0.0/0); a service finds its ports;
/// everything finds itself in the rule's text or sentence, case aside.
class SearchQuery
{
public:
    SearchQuery() = default;
    explicit SearchQuery(const QString &text);

    bool isEmpty() const;
    bool matches(const SearchEntry &entry) const;
    /// The words to mark in what is shown of a rule: the ones typed, and the ports and networks
    /// they were found in.
    QStringList marks(const SearchEntry &entry) const;
    bool operator==(const SearchQuery &other) const;

private:
    struct Service {
        std::uint8_t protocol;
        std::uint16_t port;
    };
    struct Word {
        QString folded;
        std::optional<std::uint16_t> number;
        std::optional<Core::IpNetwork> network;
        std::vector<Service> services;
    };
    static bool holds(const Word &word, const SearchEntry::Ports &ports);
    static bool holds(const Word &word, const SearchEntry::Addresses &addresses);
    static bool matches(const Word &word, const SearchEntry &entry);

    std::vector<Word> m_words;
};

struct TextSpan {
    int start = 0;
    int length = 0;
    bool operator==(const TextSpan &) const = default;
};
/// Where the marks stand in a text, ascending and without overlap. Numbers count only as whole.
std::vector<TextSpan> findMarks(const QString &text, const QStringList &marks);

/// What a search found in one chain: rules by index from 0, ascending.
struct ChainHits {
    Core::ChainPlace place;
    std::vector<std::uint32_t> rules;
};

/// All rules of one ruleset, ready to be searched. Made once, never changed; may be used from any
/// thread. Native tables are places with Backend::Native and the table "inet firewalld".
class SearchIndex
{
public:
    explicit SearchIndex(const Core::Ruleset &ruleset);
    explicit SearchIndex(const Core::NativeRuleset &ruleset);

    /// Chains without a hit are left out.
    std::vector<ChainHits> find(const SearchQuery &query) const;

private:
    struct ChainEntries {
        Core::ChainPlace place;
        std::vector<SearchEntry> rules;
    };
    std::vector<ChainEntries> m_chains;
};

/// The place of a native chain as the models name it.
Core::ChainPlace nativePlace(const Core::NativeTable &table, const Core::NativeChain &chain);

} // namespace Portlight::App
