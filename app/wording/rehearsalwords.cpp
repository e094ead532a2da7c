// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/wording/wording.h"
#include "app/wording/words.h"

#include <QCoreApplication>

namespace Portlight::App
{

namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Portlight::App::RehearsalWords)
};

using Core::RehearsalGap;
using Words::plain;

} // namespace

QString rehearsalSentence(const Core::RehearsalReport &report)
{
    if (report.after.works()) {
        return report.before.works()
            ? Text::tr("The connection works with the change, and works without it, too.")
            : Text::tr("The connection works with the change.");
    }
    if (const auto rule = stoppedBy(report.after)) {
        return report.before.works()
            ? Text::tr("The change breaks the connection: it ends at %1.")
                  .arg(locationText(rule->location))
            : Text::tr("The connection does not work with the change: it ends at %1.")
                  .arg(locationText(rule->location));
    }
    return report.before.works()
        ? Text::tr("The change breaks the connection, and no rule that was seen ends it.")
        : Text::tr("The connection does not work with the change, and no rule that was seen "
                   "ends it.");
}

QString rehearsalLimitText(const Core::RehearsalLimit &limit)
{
    const QString subject = plain(limit.subject);
    switch (limit.gap) {
    case RehearsalGap::Flows:
        return Text::tr("Connections that exist already are not in the copy.");
    case RehearsalGap::Rates:
        return Text::tr("What limits have counted so far is not in the copy; they begin anew.");
    case RehearsalGap::BackendOrder:
        return Text::tr("Which of legacy and nft comes first is not known; the copy asks nft "
                        "first.");
    case RehearsalGap::Rule:
        return Text::tr("This rule could not be copied: %1").arg(subject);
    case RehearsalGap::Table:
        return Text::tr("This nftables table could not be copied: %1").arg(subject);
    case RehearsalGap::Unreadable:
        return Text::tr("These rules could not be read completely and were left out: %1")
            .arg(subject);
    case RehearsalGap::Sets:
        return Text::tr("The contents of ipsets could not be copied.");
    case RehearsalGap::Devices:
        if (limit.subject == "physdev") {
            return Text::tr("Bridges are plain network devices in the copy.");
        }
        return subject.isEmpty()
            ? Text::tr("There are too many network devices to copy them all.")
            : Text::tr("The network device %1 is not as it is here.").arg(subject);
    case RehearsalGap::Sender:
        return Text::tr("The copy sends as root; rules about users and programs see that.");
    case RehearsalGap::HardwareAddress:
        return Text::tr("Network cards have other hardware addresses in the copy.");
    case RehearsalGap::Program:
        return Text::tr("Programs that packets are handed to do not run in the copy.");
    case RehearsalGap::FarEnd:
        return Text::tr("The copy takes it that %1 would answer.").arg(subject);
    case RehearsalGap::Destination:
        return Text::tr("Nobody answers in the copy where this rule sends packets: %1")
            .arg(subject);
    }
    return {};
}

QString rehearsalDetails(const Core::RehearsalReport &report)
{
    QStringList lines{Text::tr("Asked: %1").arg(questionText(report.question))};
    const auto add = [&lines](const QString &heading, const Core::RehearsedRun &run) {
        lines << QString() << heading.arg(probeText(run.probe));
        for (const auto &moved : run.moved) {
            lines << QStringLiteral("• %1: %2")
                         .arg(locationText(moved.location), plain(moved.location.rule));
        }
    };
    add(Text::tr("Without the change: %1"), report.before);
    add(Text::tr("With the change: %1"), report.after);
    if (!report.limits.empty()) {
        lines << QString() << Text::tr("What the copy does not tell:");
        for (const auto &limit : report.limits) {
            lines << QStringLiteral("• ") + rehearsalLimitText(limit);
        }
    }
    return lines.join(QLatin1Char('\n'));
}

} // namespace Portlight::App
