// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/packet/packet.h"

#include <QString>
#include <QStringList>

#include <cstdint>
#include <random>
#include <vector>

/// Addresses and ports worth trying, read off a ruleset's text.
struct Vocabulary {
    std::vector<Portlight::Core::IpAddress> addresses;
    std::vector<std::uint16_t> ports;
    QStringList routed; ///< behind the firewall of CompareNetwork, which needs routes to them
};
Vocabulary vocabularyOf(const QString &ruleset, Portlight::Core::Family family);

/// Draws packets that a ruleset is likely to tell apart, each of a flow of its own.
class PacketSource
{
public:
    PacketSource(Vocabulary words, Portlight::Core::Family family, unsigned seed);
    Portlight::Core::Packet next();

private:
    unsigned below(unsigned limit)
    {
        return static_cast<unsigned>(m_random() % limit);
    }
    Portlight::Core::IpAddress source();
    Portlight::Core::IpAddress behind();
    void transport(Portlight::Core::Packet &packet);
    void icmp(Portlight::Core::Packet &packet);

    Vocabulary m_words;
    Portlight::Core::Family m_family;
    std::mt19937 m_random;
    std::uint16_t m_highPort = 20000;
    std::uint16_t m_lowPort = 100;
};
