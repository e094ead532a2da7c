// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/verdict/engine.h"

#include <string>
#include <string_view>

namespace Portlight::Core
{

/// What would turn a "cannot tell" into an answer.
struct Settling {
    enum class By : std::uint8_t {
        Packet, ///< saying more of the packet: `field`
        World, ///< the routes and devices of the computer with these rules
        SetMembers, ///< what a set holds
        Clock, ///< the time of day
        Counter, ///< trying it, and looking at the rule's counter: it depends on what came before
        Program, ///< the program that the packet is handed to
        Nothing, ///< the rules lead nowhere
    };
    By by = By::Counter;
    std::string_view field; ///< Packet: a packet option, "in-interface"
};
Settling settlingOf(const Doubt &doubt);

/// "packet", "world", "set-members", "clock", "counter", "program", "nothing".
std::string_view toString(Settling::By by);

} // namespace Portlight::Core
