// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/wording/factarguments.h"
#include "app/wording/lintwords.h"
#include "app/wording/wording.h"
#include "app/wording/words.h"

#include <QCoreApplication>
#include <QLocale>

#include <cstring>

namespace Portlight::App
{

namespace
{

using namespace Core;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Portlight::App::DiagnosisWords)
};

} // namespace

QString causeName(Core::Cause cause)
{
    switch (cause) {
    case Cause::RuleDrop:
        return Text::tr("A rule drops it silently");
    case Cause::RuleReject:
        return Text::tr("A rule refuses it");
    case Cause::PolicyDrop:
        return Text::tr("No rule allows it");
    case Cause::ReplyBlocked:
        return Text::tr("The answer is stopped");
    case Cause::AcceptTooLate:
        return Text::tr("The rule that allows it comes too late");
    case Cause::RateLimited:
        return Text::tr("A rule limits how often it may happen");
    case Cause::StateInvalid:
        return Text::tr("Its packets fit no known connection");
    case Cause::NatMisdirected:
        return Text::tr("It is sent on to a place where nothing answers");
    case Cause::MissingDnat:
        return Text::tr("The port is not sent on");
    case Cause::MissingMasquerade:
        return Text::tr("The address is not shared");
    case Cause::ForwardingDisabled:
        return Text::tr("This computer does not pass packets on");
    case Cause::RpFilter:
        return Text::tr("The way back does not fit");
    case Cause::NoRoute:
        return Text::tr("There is no route");
    case Cause::NoListener:
        return Text::tr("No program listens there");
    case Cause::ListensElsewhere:
        return Text::tr("The service listens on another address");
    case Cause::AcceptQueueFull:
        return Text::tr("The service is too slow");
    case Cause::ConntrackFull:
        return Text::tr("The connection table is full");
    case Cause::ConntrackPressure:
        return Text::tr("The connection table is filling up");
    case Cause::ConntrackHelperMissing:
        return Text::tr("A connection helper is missing");
    case Cause::OtherFirewall:
        return Text::tr("Another firewall blocks it");
    case Cause::BannedAddress:
        return Text::tr("The sender is banned");
    case Cause::NotArriving:
        return Text::tr("It does not arrive here");
    case Cause::UpstreamRefusal:
        return Text::tr("Another computer on the way refuses it");
    case Cause::FamilyMismatch:
        return Text::tr("It works over one of IPv4 and IPv6 only");
    case Cause::Open:
        return Text::tr("Nothing here blocks it");
    }
    return Words::plain(toString(cause));
}

QString certaintyText(Core::Certainty certainty)
{
    switch (certainty) {
    case Certainty::Proven:
        return Text::tr("Seen", "how something is known");
    case Certainty::Calculated:
        return Text::tr("Calculated", "how something is known");
    case Certainty::Possible:
        return Text::tr("Likely", "how something is known");
    }
    return {};
}

QString riskText(Core::Risk risk)
{
    switch (risk) {
    case Risk::Low:
        return Text::tr("Low risk");
    case Risk::Medium:
        return Text::tr("Medium risk");
    case Risk::High:
        return Text::tr("High risk");
    }
    return {};
}

QString checkName(const std::string &checkId)
{
    if (checkId == "probe") {
        return Text::tr("Test connection");
    }
    if (checkId == "watch") {
        return Text::tr("Packets on the wire");
    }
    if (checkId == "rules") {
        return Text::tr("Rules");
    }
    if (checkId == "backends") {
        return Text::tr("Rules in two places");
    }
    if (checkId == "other-firewall") {
        return Text::tr("Other firewalls");
    }
    if (checkId == "listener") {
        return Text::tr("Service listening");
    }
    if (checkId == "interface") {
        return Text::tr("Network device");
    }
    if (checkId == "route") {
        return Text::tr("Route");
    }
    if (checkId == "forwarding") {
        return Text::tr("Passing packets on");
    }
    if (checkId == "nat") {
        return Text::tr("Address translation");
    }
    if (checkId == "reply") {
        return Text::tr("Way back");
    }
    if (checkId == "conntrack") {
        return Text::tr("Connection table");
    }
    if (checkId == "managers") {
        return Text::tr("Other managers");
    }
    if (checkId == "kernel-log") {
        return Text::tr("Kernel log");
    }
    return Words::plain(checkId);
}

QString checkResultText(Core::CheckResult result)
{
    switch (result) {
    case CheckResult::Ok:
        return Text::tr("OK");
    case CheckResult::Problem:
        return Text::tr("Problem");
    case CheckResult::Unknown:
        return Text::tr("Can't tell");
    case CheckResult::Skipped:
        return Text::tr("Skipped");
    }
    return {};
}

QString outcomeText(Core::Outcome outcome)
{
    switch (outcome) {
    case Outcome::Open:
        return Text::tr("Nothing on this computer blocks it.");
    case Outcome::Blocked:
        return Text::tr("It does not get through.");
    case Outcome::Degraded:
        return Text::tr("It gets through, but not well.");
    case Outcome::Unknown:
        return Text::tr("It can't be told whether it gets through.");
    }
    return {};
}

QString questionText(const Core::Question &question)
{
    const QString what = Words::portWord(question.protocol, question.port);
    const QString from =
        question.from && !question.fromAnyone ? Words::address(*question.from) : QString();
    const QString to = question.to ? Words::address(*question.to) : QString();
    switch (question.direction) {
    case Way::Input:
        if (from.isEmpty()) {
            return Text::tr("%1 on this computer, asked for from anywhere").arg(what);
        }
        return Text::tr("%1 on this computer, asked for from %2").arg(what, from);
    case Way::Output:
        if (to.isEmpty()) {
            return Text::tr("%1 on other computers, asked for from this one").arg(what);
        }
        return Text::tr("%1 on %2, asked for from this computer").arg(what, to);
    case Way::Forward:
        if (from.isEmpty() || to.isEmpty()) {
            return Text::tr("%1, passing through this computer").arg(what);
        }
        return Text::tr("%1 on %2, asked for from %3 through this computer").arg(what, to, from);
    }
    return what;
}

QString probeText(const Core::ProbeResult &probe)
{
    const QString time = probe.milliseconds < 1000
        ? Text::tr("%1 ms").arg(QLocale().toString(probe.milliseconds, 'g', 3))
        : Text::tr("%1 s").arg(QLocale().toString(probe.milliseconds / 1000, 'f', 1));
    const QString error = probe.errorNumber == 0
        ? QString()
        : QString::fromLocal8Bit(std::strerror(probe.errorNumber));
    switch (probe.outcome) {
    case ProbeOutcome::Connected:
        return Text::tr("Connected in %1").arg(time);
    case ProbeOutcome::Refused:
        return Text::tr("Connection refused after %1, by a TCP reset").arg(time);
    case ProbeOutcome::Rejected: {
        const QString name = probe.icmpType
            ? icmpErrorName(*probe.icmpType, probe.icmpCode.value_or(0))
            : QStringLiteral("ICMP");
        const QString words = error.isEmpty() ? Text::tr("Refused") : error;
        return probe.offender ? Text::tr("%1 after %2, by %3 (%4)")
                                    .arg(words, time, Words::address(*probe.offender), name)
                              : Text::tr("%1 after %2 (%3)").arg(words, time, name);
    }
    case ProbeOutcome::TimedOut:
        return Text::tr("No answer within %1").arg(time);
    case ProbeOutcome::Unreachable:
        return error.isEmpty() ? Text::tr("Could not be sent from this computer")
                               : Text::tr("Could not be sent from this computer: %1").arg(error);
    case ProbeOutcome::NotTried:
        return error.isEmpty() ? Text::tr("Not tried") : Text::tr("Not tried: %1").arg(error);
    }
    return {};
}

QString fixTitle(const Core::Fix &fix, const Core::Question &question)
{
    const QString what = Words::portWord(question.protocol, question.port);
    switch (fix.kind) {
    case FixKind::InsertAccept:
        return Text::tr("Allow %1").arg(what);
    case FixKind::ReplaceRule:
        return Text::tr("Turn the blocking rule into one that allows %1").arg(what);
    case FixKind::DeleteRule:
        return Text::tr("Remove the blocking rule");
    case FixKind::MoveRule:
        return Text::tr("Move the rule that allows %1 up").arg(what);
    case FixKind::ChangePolicy:
        return Text::tr("Allow everything that no rule stops");
    case FixKind::FlushChain:
        return Text::tr("Remove every rule from the rule list");
    case FixKind::RestoreSaved:
        return Text::tr("Go back to the saved rules");
    case FixKind::AddForwardAccept:
        return Text::tr("Let %1 pass through").arg(what);
    case FixKind::AddMasquerade:
        return Text::tr("Share this computer's address");
    case FixKind::AddDnat:
        return Text::tr("Send %1 on to the computer that offers it").arg(what);
    case FixKind::EnableForwarding:
        return Text::tr("Pass packets on between networks");
    case FixKind::SetRpFilter:
        return Text::tr("Accept packets whose answer leaves another way");
    case FixKind::RaiseConntrackMax:
        return Text::tr("Make the connection table larger");
    case FixKind::ResizeConntrackBuckets:
        return Text::tr("Give the connection table more buckets");
    case FixKind::ShortenConntrackTimeout:
        return Text::tr("Forget quiet connections sooner");
    case FixKind::AssignConntrackHelper:
        return Text::tr("Assign the connection helper");
    case FixKind::RemoveBan:
        return Text::tr("Take the sender off the list");
    case FixKind::UseManager:
        return Text::tr("Let the firewall's own manager allow %1").arg(what);
    case FixKind::StartService:
        return Text::tr("Start the service");
    case FixKind::RebindService:
        return Text::tr("Let the service listen on the right address");
    case FixKind::None:
        return Text::tr("Nothing to change here");
    }
    return Words::plain(toString(fix.kind));
}

QString fixEffect(const Core::Fix &fix)
{
    const QString effect = factText(fix.effect);
    if (!fix.openings) {
        return effect;
    }
    const auto &difference = fix.openings->difference;
    if (difference.opened.empty() && difference.closed.empty()) {
        return Text::tr("%1 By itself it opens nothing yet: other rules stop it, too.",
                        "what a fix does")
            .arg(effect);
    }
    return (fix.openings->isAskedOnly
                ? Text::tr("%1 Of this port, calculated over all rules: %2", "what a fix does")
                : Text::tr("%1 Calculated over all rules: %2", "what a fix does"))
        .arg(effect, openingDifferenceSentence(difference));
}

} // namespace Portlight::App
