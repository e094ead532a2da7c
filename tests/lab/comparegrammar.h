// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/packet/packet.h"
#include "core/packet/world.h"

#include <cstdint>
#include <random>
#include <string>
#include <vector>

/// Draws rulesets and packets that belong together: matches of every module that is evaluated, of
/// values that the packets have or narrowly miss, and all targets that change something for what
/// follows. Few rules end the walk, so that packets travel deep. IPv4.
class CompareGrammar
{
public:
    explicit CompareGrammar(unsigned seed);

    /// iptables-save text of all tables but nat's second half: five tables, user chains, jumps.
    std::string ruleset();
    /// A packet of a flow of its own, for the network of CompareNetwork.
    Portlight::Core::Packet packet();
    /// What CompareNetwork looks like to a rule.
    static Portlight::Core::World world();

private:
    unsigned below(unsigned limit);
    bool oneIn(unsigned times);
    template<typename List> auto pick(const List &list);
    template<typename Words> std::string word(const Words &words);
    std::string bang(); ///< now and then "! "

    struct Place {
        std::string table;
        std::string chain; ///< the base chain; user chains stand for those that lead to them
        bool in = true; ///< the incoming device is known
        bool out = false;
        bool own = false; ///< packets of this computer
        bool tracked = true;
    };
    struct Protocol {
        const char *name;
        std::uint8_t number;
    };
    std::string match(const Place &place, std::string &protocol);
    std::string headMatch(const Place &place, std::string &protocol);
    std::string packetMatch();
    std::string transportMatch(std::string &protocol);
    std::string connectionMatch();
    std::string hostMatch(const Place &place);
    std::string target(const Place &place, const std::string &protocol);
    std::string rule(const Place &place, const std::string &chain,
                     const std::vector<std::string> &chains);
    std::string table(const std::string &name);

    void fillTransport(Portlight::Core::Packet &packet);

    std::mt19937 m_random;
    std::uint16_t m_port = 1024;
};
