// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/cli/verdicttext.h"

#include "app/wording/verdictwords.h"
#include "app/wording/wording.h"
#include "app/wording/words.h"

#include <QCoreApplication>

namespace Portlight::App::Cli
{

namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Portlight::App::Cli::VerdictText)
};

using namespace Core;
using Words::plain;

QString packetText(const Packet &packet)
{
    QString text = Words::portWord(packet.protocol, packet.destinationPort);
    if (packet.source) {
        text = Text::tr("%1 from %2").arg(text, Words::address(*packet.source));
    }
    if (packet.destination) {
        text = Text::tr("%1 to %2").arg(text, Words::address(*packet.destination));
    }
    return packet.id.empty() ? text : plain(packet.id) + QStringLiteral(": ") + text;
}

QString verdictSentence(const Output &output, const Verdict &verdict)
{
    switch (verdict.kind) {
    case VerdictKind::Accept:
        return output.good(Text::tr("Let through."));
    case VerdictKind::Drop:
        return output.bad(Text::tr("Dropped silently; the other side waits until it gives up."));
    case VerdictKind::Reject:
        return output.bad(Text::tr("Refused (%1); the other side is told at once.")
                              .arg(plain(verdict.rejectWith)));
    case VerdictKind::Unknown:
        return output.bold(Text::tr("Can't be told."));
    }
    return {};
}

QString verdictWord(VerdictKind kind)
{
    switch (kind) {
    case VerdictKind::Accept:
        return Text::tr("let through");
    case VerdictKind::Drop:
        return Text::tr("dropped");
    case VerdictKind::Reject:
        return Text::tr("refused");
    case VerdictKind::Unknown:
        return Text::tr("not clear");
    }
    return {};
}

const Rule *findRule(std::span<const Ruleset> rulesets, const Location &location)
{
    for (const Ruleset &ruleset : rulesets) {
        if (ruleset.backend == location.backend && ruleset.family == location.family) {
            const Rule *rule = ruleAt(ruleset, location);
            if (rule != nullptr && rule->text == location.rule) {
                return rule;
            }
        }
    }
    return nullptr;
}

} // namespace

void printConditions(const Output &output, const std::vector<Condition> &conditions,
                     const QString &indent)
{
    for (const Condition &condition : conditions) {
        QString answer;
        switch (condition.answer) {
        case Answer::Yes:
            answer = Text::tr("yes", "a condition holds");
            break;
        case Answer::No:
            answer = Text::tr("no", "a condition does not hold");
            break;
        case Answer::CannotTell:
            answer = Text::tr("can't tell");
            break;
        }
        output.data(indent + answer.leftJustified(12) + plain(condition.text));
    }
}

void printVerdict(const Output &output, std::span<const Ruleset> rulesets, const Packet &packet,
                  const Verdict &verdict, const std::vector<Condition> &conditionsOfDeciding)
{
    output.data(output.bold(packetText(packet)) + QStringLiteral(" — ")
                + verdictSentence(output, verdict));
    if (verdict.deciding) {
        output.data(Text::tr("Decided by %1").arg(locationText(*verdict.deciding)));
        output.data(QStringLiteral("  ") + plain(verdict.deciding->rule));
        if (const Rule *rule = findRule(rulesets, *verdict.deciding)) {
            output.data(QStringLiteral("  ") + ruleSentence(*rule));
        }
        printConditions(output, conditionsOfDeciding, QStringLiteral("  "));
    }
    if (verdict.stoppedBy != Obstacle::None) {
        output.data(obstacleSentence(verdict.stoppedBy));
    }
    for (const Doubt &doubt : verdict.doubts) {
        output.data(Text::tr("It depends on “%1” in %2: yes means %3, no means %4.")
                        .arg(plain(doubt.part), locationText(doubt.location),
                             verdictWord(doubt.ifYes), verdictWord(doubt.ifNo)));
        output.data(QStringLiteral("  ") + settlingSentence(doubt));
    }
    if (!verdict.path.empty()) {
        output.data(Text::tr("The way through the rules:"));
        TextTable table(
            {Text::tr("Table"), Text::tr("Rule list"), Text::tr("Rule"), Text::tr("What happens")});
        for (const PathStep &step : verdict.path) {
            table.addRow({plain(step.location.table), plain(step.location.chain),
                          step.location.number == 0 ? Text::tr("otherwise")
                                                    : QString::number(step.location.number),
                          plain(step.action)});
        }
        table.print(output, QStringLiteral("  "));
    }
    for (const std::string &assumption : verdict.assumptions) {
        output.data(
            output.faint(Text::tr("Assumed, as it was not given: %1.").arg(plain(assumption))));
    }
}

} // namespace Portlight::App::Cli
