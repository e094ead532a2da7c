// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/models/openports.h"

#include "app/models/qtext.h"
#include "app/wording/lintwords.h"
#include "app/wording/words.h"

#include <QCoreApplication>

#include <algorithm>
#include <map>
#include <tuple>

namespace Portlight::App
{

namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(OpenPorts)
};

using Openings = std::optional<std::vector<Core::Opening>>;

/// What strangers reach stands first: it is what the list is read for.
int rank(const OpenPort &port)
{
    using Core::PortUse;
    if (port.use == PortUse::ServedHere) {
        return 5;
    }
    if (!port.isOpen()) {
        return 4;
    }
    if (port.use == PortUse::Unserved) {
        return 3;
    }
    return !port.isSure() ? 2 : port.isOpenToEveryone() ? 0 : 1;
}

QString peersOf(const std::vector<Core::Opening> &openings)
{
    if (openings.empty()) {
        return Text::tr("blocked by the rules", "whom a port is open for");
    }
    QStringList parts;
    for (const Core::Opening &opening : openings) {
        parts << openingPeers(opening);
    }
    return parts.join(QLatin1String("; "));
}

/// "from everyone"; with names of the families where they differ.
QString peersOf(const OpenPort &port)
{
    if (port.ipv4 == port.ipv6 && port.ipv4) {
        return peersOf(*port.ipv4);
    }
    QStringList parts;
    if (port.ipv4) {
        parts << Text::tr("IPv4: %1", "from everyone").arg(peersOf(*port.ipv4));
    }
    if (port.ipv6) {
        parts << Text::tr("IPv6: %1", "from everyone").arg(peersOf(*port.ipv6));
    }
    return parts.join(QLatin1String("; "));
}

QString capitalized(QString text)
{
    if (!text.isEmpty()) {
        text.replace(0, 1, text.at(0).toUpper());
    }
    return text;
}

std::vector<Core::Ruleset> rulesetsOf(const FirewallData &data)
{
    std::vector<Core::Ruleset> rulesets;
    for (const auto &ruleset : data.rulesets) {
        rulesets.push_back(*ruleset);
    }
    return rulesets;
}

} // namespace

bool OpenPort::isOpen() const
{
    return (ipv4 && !ipv4->empty()) || (ipv6 && !ipv6->empty());
}

bool OpenPort::isOpenToEveryone() const
{
    const auto isWide = [](const Openings &openings) {
        return openings
            && std::any_of(openings->begin(), openings->end(), [](const Core::Opening &opening) {
                   return opening.isToEveryone();
               });
    };
    return isWide(ipv4) || isWide(ipv6);
}

bool OpenPort::isSure() const
{
    const auto allSure = [](const Openings &openings) {
        return !openings
            || std::all_of(openings->begin(), openings->end(), [](const Core::Opening &opening) {
                   return opening.sure;
               });
    };
    return allSure(ipv4) && allSure(ipv6);
}

Core::Result<std::vector<OpenPort>> openPortsOf(const FirewallData &data,
                                                const Core::WorkBounds &bounds)
{
    const auto rulesets = rulesetsOf(data);
    Core::World world;
    world.interfaces = data.interfaces;
    using Key = std::tuple<std::uint8_t, std::uint16_t, std::uint16_t, Core::PortUse>;
    std::map<Key, OpenPort> merged;
    for (const auto family : {Core::Family::Ipv4, Core::Family::Ipv6}) {
        auto found = Core::exposedPorts({rulesets, data.native.get()}, family, data.listeners,
                                        world, bounds);
        if (!found) {
            return tl::unexpected(found.error());
        }
        for (Core::ExposedPorts &one : *found) {
            OpenPort &port = merged[{one.protocol, one.ports.first, one.ports.last, one.use}];
            port.protocol = one.protocol;
            port.ports = one.ports;
            port.use = one.use;
            port.isServedInPart = port.isServedInPart || one.isServedInPart;
            if (port.program.isEmpty()) {
                port.program = Words::plain(one.program);
            }
            if (!port.decidedBy) {
                port.decidedBy = std::move(one.decidedBy);
            }
            (family == Core::Family::Ipv4 ? port.ipv4 : port.ipv6) = std::move(one.openings);
        }
    }
    std::vector<OpenPort> ports;
    ports.reserve(merged.size());
    for (auto &entry : merged) {
        ports.push_back(std::move(entry.second));
    }
    std::stable_sort(ports.begin(), ports.end(), [](const OpenPort &a, const OpenPort &b) {
        return rank(a) < rank(b);
    });
    return ports;
}

QString openPortName(const OpenPort &port)
{
    Core::Opening opening;
    opening.protocol = port.protocol;
    opening.ports = port.ports;
    return openingPorts(opening);
}

QString openPortReach(const OpenPort &port)
{
    return port.use == Core::PortUse::ServedHere ? Text::tr("This computer only")
                                                 : capitalized(peersOf(port));
}

QString openPortSentence(const OpenPort &port)
{
    const QString name = openPortName(port);
    const QString program =
        port.program.isEmpty() ? Text::tr("a program without a known name") : port.program;
    QString waits;
    switch (port.use) {
    case Core::PortUse::ServedHere:
        return Text::tr("%1: %2 waits there for programs on this computer only. Others can't reach "
                        "it, whatever the rules say.",
                        "a port, a program")
            .arg(name, program);
    case Core::PortUse::Served:
        waits = Text::tr("%1 waits there.", "a program").arg(program);
        break;
    case Core::PortUse::PassedOn:
        waits = Text::tr("Rules pass it on to another address or port.");
        break;
    case Core::PortUse::Unserved:
        waits = port.isServedInPart
            ? Text::tr("Only some of these ports have a program that waits; they are listed, too.")
            : Text::tr("The rules let it through, but no program waits there now.");
        break;
    }
    if (!port.isOpen()) {
        return Text::tr("%1 is closed: the rules let nobody else in. %2", "a port; who waits")
            .arg(name, waits);
    }
    return Text::tr("%1 is open: %2. %3", "a port; from everyone; who waits")
        .arg(name, peersOf(port), waits);
}

} // namespace Portlight::App
