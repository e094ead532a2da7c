// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/diagnosis/diagnosis.h"

#include <QString>

#include <optional>
#include <string_view>

namespace Portlight::App
{

/// The arguments of a fact, as words. An argument that is not there reads as empty text; none of
/// the functions fails.
class FactArguments
{
public:
    explicit FactArguments(const Core::Fact &fact);

    QString operator[](std::size_t index) const;
    bool isEmpty(std::size_t index) const;
    std::string_view raw(std::size_t index) const;

    /// From number, chain, table: "Rule 3 in INPUT (filter)", or the policy for number 0. The first
    /// form begins a sentence, the second stands inside one.
    QString placeFirst(std::size_t index) const;
    QString place(std::size_t index) const;
    /// The same from number and chain alone.
    QString shortPlaceFirst(std::size_t index) const;
    QString shortPlace(std::size_t index) const;
    /// From protocol and port: "TCP port 8080", "ping".
    QString traffic(std::size_t index) const;
    QString protocol(std::size_t index) const;
    QString family(std::size_t index) const;
    /// From address and port: "10.0.0.1:80", "[2001:db8::1]:80".
    QString endpoint(std::size_t index) const;
    /// From a single address, empty for anyone.
    QString addressOr(std::size_t index, const QString &whenEmpty) const;
    QString count(std::size_t index) const; ///< in the locale's digits
    QString icmp(std::size_t typeIndex) const; ///< from type and code
    QString errorNumber(std::size_t index) const;
    QString tables(std::size_t index) const;
    QString verdict(std::size_t index) const;
    QString outcome(std::size_t index) const;
    QString routeKind(std::size_t index) const;
    QString action(std::size_t index) const; ///< "drops it", "refuses it", …
    QString statistic(std::size_t index) const;
    QString milliseconds(std::size_t index) const; ///< "0.4 ms"
    /// " after 0.4 ms", or empty.
    QString delay(std::size_t index) const;
    /// What was seen on the wire, as in "evidence.wire-disagreement".
    QString onTheWire(std::size_t index) const;
    /// The tool's own words, ended so that they can follow a sentence; empty when there are none.
    QString toolWords(std::size_t index) const;
    /// " (gateway)", or empty.
    QString inBrackets(std::size_t index) const;

private:
    const Core::Fact &m_fact;
};

/// Name of an ICMP error as the rules name it ("icmp-port-unreachable"), else "ICMP type 3 code 7".
/// The family is told from the type: 3 is IPv4's, 1 is IPv6's.
QString icmpErrorName(unsigned type, unsigned code);

/// The four kinds of facts, each with its own file; nothing for a code that is not theirs.
std::optional<QString> summaryText(std::string_view code, const FactArguments &arguments);
std::optional<QString> evidenceText(std::string_view code, const FactArguments &arguments);
std::optional<QString> checkText(std::string_view code, const FactArguments &arguments);
std::optional<QString> effectText(std::string_view code, const FactArguments &arguments);

/// A sentence for a code; the tables of these are sorted as in core/diagnosis/factcodes.h.
struct FactSentence {
    std::string_view code;
    QString (*text)(const FactArguments &arguments);
};

template<std::size_t Count>
std::optional<QString> sentenceIn(const FactSentence (&sentences)[Count], std::string_view code,
                                  const FactArguments &arguments)
{
    for (const FactSentence &sentence : sentences) {
        if (sentence.code == code) {
            return sentence.text(arguments);
        }
    }
    return std::nullopt;
}

} // namespace Portlight::App
