// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/packet/packet.h"
#include "core/packet/world.h"

#include <QByteArray>
#include <QStringList>

#include <initializer_list>
#include <random>

/// Rulesets of nftables drawn at random, and packets that they tell apart: addresses and ports of
/// both come from the same few, so that packets travel deep. Every rule counts.
class NftGrammar
{
public:
    explicit NftGrammar(unsigned seed)
        : m_random(seed)
    {
    }

    QByteArray ruleset();
    /// For the firewall of CompareNetwork, each a flow of its own.
    Portlight::Core::Packet packet();

    /// Networks behind the firewall, beyond those it has a route to anyway.
    static QStringList routed();
    static Portlight::Core::World world();

private:
    enum class Place { Raw, Prerouting, Input, Forward, Output, Postrouting, Nat, User };

    unsigned below(unsigned limit)
    {
        return static_cast<unsigned>(m_random() % limit);
    }
    QString pick(const QStringList &words)
    {
        return words[static_cast<qsizetype>(below(static_cast<unsigned>(words.size())))];
    }
    QString pick(std::initializer_list<const char *> words)
    {
        return QString::fromLatin1(words.begin()[below(static_cast<unsigned>(words.size()))]);
    }
    QString some(const QStringList &words, int count);
    QString address(bool destination);
    QString addresses(bool destination);
    QString port();
    QString ports();
    QString condition(Place place, unsigned kind);
    QString conditions(Place place, bool transport);
    QString foreignCondition();
    QString portCondition();
    QString stateCondition();
    QString deviceCondition(Place place);
    QString markCondition();
    QString oddCondition(Place place);
    QString verdict(Place place);
    QString verdictMap(Place place);
    QString rule(Place place);
    QString natRule(bool source);
    QString chain(const QString &name, const QString &head, Place place, unsigned rules);
    QString natChain(const QString &name, const QString &head, bool source);
    QString sets();
    QString table(const QString &name);

    std::mt19937 m_random;
    std::uint16_t m_port = 20000;
    unsigned m_depth = 0; ///< user chains at and above this one may be jumped to
    bool m_inet = true;
};
