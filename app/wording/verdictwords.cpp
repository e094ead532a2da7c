// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/wording/verdictwords.h"

#include "app/wording/words.h"

#include <QCoreApplication>

namespace Portlight::App
{

namespace
{

using namespace Core;
using Words::plain;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Portlight::App::VerdictWords)
};

} // namespace

QString obstacleSentence(Obstacle obstacle)
{
    switch (obstacle) {
    case Obstacle::NoRoute:
        return Text::tr("No rule stops it, but there is no route to where it should go.");
    case Obstacle::ReversePath:
        return Text::tr("No rule stops it, but the reverse path filter does: it came in over a "
                        "device that does not lead back to its sender.");
    case Obstacle::ForwardingDisabled:
        return Text::tr("No rule stops it, but this computer does not pass packets on: forwarding "
                        "is off.");
    case Obstacle::HopLimit:
        return Text::tr("No rule stops it, but its time to live ends here.");
    case Obstacle::None:
        break;
    }
    return {};
}

QString settlingSentence(const Doubt &doubt)
{
    const Settling settling = settlingOf(doubt);
    switch (settling.by) {
    case Settling::By::Packet:
        return Text::tr("To settle it, say more of the packet: --%1.").arg(plain(settling.field));
    case Settling::By::World:
        return Text::tr("To settle it, the routes and devices of the computer with these rules "
                        "must be known: ask there, without --rules.");
    case Settling::By::SetMembers:
        return Text::tr("To settle it, the members of the set must be known: ask on the computer "
                        "with these rules, without --rules, or look into the set.");
    case Settling::By::Clock:
        return Text::tr("It depends on the time of day and the day of the week.");
    case Settling::By::Counter:
        return Text::tr("It depends on what came before. To settle it, try the connection and see "
                        "whether the counter of this rule rises.");
    case Settling::By::Program:
        return Text::tr("The program that takes these packets decides; ask its log.");
    case Settling::By::Nothing:
        break;
    }
    return Text::tr("These rules call each other without end; the kernel would not load them.");
}

} // namespace Portlight::App
