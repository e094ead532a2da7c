// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/cli/openingtext.h"

#include "app/wording/lintwords.h"

#include <QCoreApplication>

namespace Portlight::App::Cli
{

namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Portlight::App::Cli::OpeningText)
};

using namespace Core;

/// Lines on the screen; JSON has them all.
constexpr qsizetype shownLines = 12;

Result<OpeningDifference> differenceOf(const Ruleset &before, const Ruleset &after, Way way)
{
    // Which addresses are this computer's own does not matter to what changes.
    return openingDifference(std::span(&before, 1), std::span(&after, 1), before.family, way,
                             World());
}

void printList(const Output &output, const QString &heading, const std::vector<Opening> &openings)
{
    const QStringList lines = openingLines(openings);
    if (lines.isEmpty()) {
        return;
    }
    output.data(output.bold(heading));
    for (const QString &line : lines.first(std::min(lines.size(), shownLines))) {
        output.data(QStringLiteral("  ") + line);
    }
    if (lines.size() > shownLines) {
        output.data(
            QStringLiteral("  ")
            + Text::tr("… and %n more.", nullptr, static_cast<int>(lines.size() - shownLines)));
    }
}

Json listJson(Family family, const std::vector<Opening> &openings)
{
    Json list = Json::array();
    for (const Opening &opening : openings) {
        list.push_back(openingJson(family, opening));
    }
    return list;
}

} // namespace

Json openingJson(Family family, const Opening &opening)
{
    Json json = {{"family", toString(family)},
                 {"protocol", protocolName(opening.protocol)},
                 {"first_port", opening.ports.first},
                 {"last_port", opening.ports.last},
                 {"devices", opening.devices},
                 {"sources", Json::array()},
                 {"all_but", opening.allBut},
                 {"many_sources", opening.manySources},
                 {"sure", opening.sure},
                 {"conditional", opening.conditional}};
    for (const IpNetwork &network : opening.sources) {
        json["sources"].push_back(network.toString());
    }
    return json;
}

QStringList openingLines(const std::vector<Opening> &openings)
{
    QStringList lines;
    for (const Opening &opening : openings) {
        if (opening.protocol == ProtocolTcp || opening.protocol == ProtocolUdp) {
            lines += openingPorts(opening) + QLatin1Char(' ') + openingPeers(opening);
        }
    }
    return lines;
}

void printOpeningDifference(const Output &output, const Ruleset &before, const Ruleset &after)
{
    if (const auto in = differenceOf(before, after, Way::Input)) {
        printList(output, Text::tr("Opens to other computers:"), in->opened);
        printList(output, Text::tr("Closes to other computers:"), in->closed);
    }
    if (const auto through = differenceOf(before, after, Way::Forward)) {
        printList(output, Text::tr("Opens for what passes through this computer:"),
                  through->opened);
        printList(output, Text::tr("Closes for what passes through this computer:"),
                  through->closed);
    }
}

Json openingDifferenceJson(const Ruleset &before, const Ruleset &after)
{
    const auto difference = differenceOf(before, after, Way::Input);
    if (!difference) {
        return nullptr;
    }
    return {{"opened", listJson(before.family, difference->opened)},
            {"closed", listJson(before.family, difference->closed)}};
}

} // namespace Portlight::App::Cli
