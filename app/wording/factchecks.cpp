// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/wording/factarguments.h"

#include <QCoreApplication>

namespace Portlight::App
{

namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Portlight::App::FactChecks)
};
using A = const FactArguments &;

QString program(A a, std::size_t index)
{
    return a.addressOr(index, Text::tr("A program"));
}

constexpr FactSentence sentences[] = {
    {"check.probe.connected",
     [](A a) {
         return Text::tr("Connected in %1.").arg(a.milliseconds(0));
     }},
    {"check.probe.refused",
     [](A a) {
         return Text::tr("Refused after %1 by a TCP reset.").arg(a.milliseconds(0));
     }},
    {"check.probe.rejected",
     [](A a) {
         return Text::tr("Refused after %3: %1 sent %2.")
             .arg(a.addressOr(0, Text::tr("somebody on the way")), a.icmp(1), a.milliseconds(3));
     }},
    {"check.probe.timed-out",
     [](A a) {
         return Text::tr("No answer in %1.").arg(a.milliseconds(0));
     }},
    {"check.probe.unreachable",
     [](A a) {
         return Text::tr("It could not be sent: %1.").arg(a.errorNumber(0));
     }},
    {"check.probe.skipped",
     [](A) {
         return Text::tr("No test connection was made.");
     }},
    {"check.watch.answered",
     [](A a) {
         return a.raw(0) == "left" ? Text::tr("An answer left on %1%2.").arg(a[1], a.delay(2))
                                   : Text::tr("An answer came back on %1%2.").arg(a[1], a.delay(2));
     }},
    {"check.watch.refused",
     [](A a) {
         return a.raw(0) == "left" ? Text::tr("A refusal of %2 left on %1.").arg(a[1], a[2])
                                   : Text::tr("A refusal of %2 came back on %1.").arg(a[1], a[2]);
     }},
    {"check.watch.unanswered",
     [](A a) {
         return Text::tr("Requests were seen on %2 (%1), and no answer in %3 s.")
             .arg(a.count(0), a[1], a[2]);
     }},
    {"check.watch.nothing-arrived",
     [](A a) {
         return Text::tr("No request came in during %1 s.").arg(a[0]);
     }},
    {"check.watch.nothing-left",
     [](A a) {
         return Text::tr("No request left during %1 s.").arg(a[0]);
     }},
    {"check.watch.unknown",
     [](A a) {
         return a.isEmpty(0) ? Text::tr("Packets could not be watched.")
                             : Text::tr("Packets could not be watched: %1").arg(a[0]);
     }},
    {"check.watch.skipped",
     [](A) {
         return Text::tr("No packets were watched.");
     }},
    {"check.rules.accept",
     [](A a) {
         return Text::tr("%1 lets it in.").arg(a.placeFirst(0));
     }},
    {"check.rules.none",
     [](A) {
         return Text::tr("There are no rules that could stop it.");
     }},
    {"check.rules.blocked",
     [](A a) {
         return Text::tr("%1 %2 it.").arg(a.placeFirst(0), a.action(3));
     }},
    {"check.rules.cannot-tell",
     [](A a) {
         return Text::tr("%1 depends on something that can't be told: %2")
             .arg(a.placeFirst(0), a[3]);
     }},
    {"check.rules.unread",
     [](A a) {
         return Text::tr("The rules of iptables-%1 could not be read%2.").arg(a[0], a.toolWords(1));
     }},
    {"check.rules.skipped",
     [](A) {
         return Text::tr("The rules were not read.");
     }},
    {"check.backends.one",
     [](A a) {
         return Text::tr("All rules are in one place (iptables-%1).").arg(a[0]);
     }},
    {"check.backends.both",
     [](A) {
         return Text::tr(
             "Both iptables-legacy and iptables-nft hold rules; a packet must pass both.");
     }},
    {"check.backends.none",
     [](A) {
         return Text::tr("There are no iptables rules at all.");
     }},
    {"check.backends.unknown",
     [](A a) {
         return Text::tr("iptables-%1 could not be read, so there may be more rules.").arg(a[0]);
     }},
    {"check.other-firewall.none",
     [](A) {
         return Text::tr("There are no nftables tables beside iptables.");
     }},
    {"check.other-firewall.unknown",
     [](A a) {
         return Text::tr("Tables of nftables that were not calculated: %1.").arg(a.tables(0));
     }},
    {"check.other-firewall.calculated",
     [](A a) {
         return Text::tr("The tables of nftables don't block it: %1.").arg(a.tables(0));
     }},
    {"check.other-firewall.blocks",
     [](A a) {
         return Text::tr("The table %1 of nftables blocks it.").arg(a.tables(0));
     }},
    {"check.other-firewall.proven-open",
     [](A a) {
         return Text::tr("The test connection passed the tables of nftables: %1.").arg(a.tables(0));
     }},
    {"check.listener.ok",
     [](A a) {
         return Text::tr("%1 listens on %2 (%3).").arg(program(a, 0), a.endpoint(1), a.protocol(3));
     }},
    {"check.listener.none",
     [](A a) {
         return Text::tr("No program listens on %1.").arg(a.traffic(0));
     }},
    {"check.listener.elsewhere",
     [](A a) {
         return Text::tr("%1 listens on %2 only, not on %3.")
             .arg(program(a, 0), a[1], a.addressOr(2, Text::tr("the address asked for")));
     }},
    {"check.listener.unknown",
     [](A) {
         return Text::tr("The list of listening programs could not be read.");
     }},
    {"check.listener.skipped",
     [](A) {
         return Text::tr("Not needed: no service of this computer is asked for.");
     }},
    {"check.listener.far-refused",
     [](A a) {
         return Text::tr("%1 answered that nothing listens there.").arg(a[0]);
     }},
    {"check.interface.ok",
     [](A a) {
         return Text::tr("The network device %1 is up.").arg(a[0]);
     }},
    {"check.interface.down",
     [](A a) {
         return Text::tr("The network device %1 is switched off.").arg(a[0]);
     }},
    {"check.interface.missing",
     [](A a) {
         return Text::tr("There is no network device %1.").arg(a[0]);
     }},
    {"check.interface.unknown",
     [](A) {
         return Text::tr("It is not known which network device is used.");
     }},
    {"check.route.ok",
     [](A a) {
         return a.isEmpty(1) ? Text::tr("Directly over %1.").arg(a[0])
                             : Text::tr("Over %1, by way of %2.").arg(a[0], a[1]);
     }},
    {"check.route.local",
     [](A) {
         return Text::tr("The destination is this computer.");
     }},
    {"check.route.not-local",
     [](A a) {
         return Text::tr("%1 is not an address of this computer.").arg(a[0]);
     }},
    {"check.route.problem",
     [](A a) {
         return Text::tr("%1 can't be reached: %2.").arg(a[0], a.routeKind(1));
     }},
    {"check.route.unknown",
     [](A) {
         return Text::tr("The route could not be read.");
     }},
    {"check.forwarding.ok",
     [](A a) {
         return Text::tr("This computer passes packets on (%1).").arg(a[0]);
     }},
    {"check.forwarding.off",
     [](A a) {
         return Text::tr("This computer does not pass packets on (%1 is 0).").arg(a[0]);
     }},
    {"check.forwarding.unknown",
     [](A a) {
         return Text::tr("The setting %1 could not be read.").arg(a[0]);
     }},
    {"check.forwarding.skipped",
     [](A) {
         return Text::tr("Not needed: nothing is passed on.");
     }},
    {"check.nat.source-translated",
     [](A a) {
         return Text::tr("%1 changes the sender's address to %2.")
             .arg(a.shortPlaceFirst(0), a.addressOr(2, Text::tr("this computer's own")));
     }},
    {"check.nat.destination-translated",
     [](A a) {
         return Text::tr("%1 sends it on to %2.").arg(a.shortPlaceFirst(0), a.endpoint(2));
     }},
    {"check.nat.not-needed",
     [](A) {
         return Text::tr("No address is translated, and none has to be.");
     }},
    {"check.nat.missing-masquerade",
     [](A a) {
         return Text::tr("The private address %1 leaves on %2 untranslated.").arg(a[0], a[1]);
     }},
    {"check.nat.misdirected",
     [](A a) {
         return Text::tr("%1 sends it on to %2, where nothing answers.")
             .arg(a.shortPlaceFirst(0), a.endpoint(2));
     }},
    {"check.nat.unknown",
     [](A) {
         return Text::tr("It can't be told whether addresses are translated.");
     }},
    {"check.reply.ok",
     [](A) {
         return Text::tr("The answer gets out.");
     }},
    {"check.reply.blocked",
     [](A a) {
         return Text::tr("%1 %2 the answer.").arg(a.placeFirst(0), a.action(3));
     }},
    {"check.reply.unknown",
     [](A) {
         return Text::tr("It can't be told whether the answer gets out.");
     }},
    {"check.reply.skipped",
     [](A) {
         return Text::tr("There is no answer as long as the request is stopped.");
     }},
    {"check.conntrack.ok",
     [](A a) {
         return Text::tr("%1 of %2 places are used (%3 %).").arg(a.count(0), a.count(1), a[2]);
     }},
    {"check.conntrack.unlimited",
     [](A a) {
         return Text::tr("%1 places are used, without a limit.").arg(a.count(0));
     }},
    {"check.conntrack.not-in-use",
     [](A) {
         return Text::tr("Not in use: no rule needs it.");
     }},
    {"check.conntrack.not-tracking",
     [](A a) {
         return Text::tr("No entries (of %1); perhaps nothing is tracked.").arg(a.count(0));
     }},
    {"check.conntrack.filling-up",
     [](A a) {
         return Text::tr("Filling up: %1 of %2 places are used (%3 %).")
             .arg(a.count(0), a.count(1), a[2]);
     }},
    {"check.conntrack.full",
     [](A a) {
         return Text::tr("Full: %1 of %2 places are used (%3 %).")
             .arg(a.count(0), a.count(1), a[2]);
     }},
    {"check.conntrack.loss",
     [](A a) {
         return Text::tr("During the test connection, %1: %2.").arg(a.statistic(0), a.count(1));
     }},
    {"check.conntrack.unknown",
     [](A) {
         return Text::tr("The connection table could not be read.");
     }},
    {"check.managers.none",
     [](A) {
         return Text::tr("No other program manages the rules.");
     }},
    {"check.managers.active",
     [](A a) {
         return Text::tr("These programs manage rules, too: %1.").arg(a.tables(0));
     }},
    {"check.kernel-log.skipped",
     [](A) {
         return Text::tr("The kernel log is not read by this version.");
     }},
};

} // namespace

std::optional<QString> checkText(std::string_view code, const FactArguments &arguments)
{
    return sentenceIn(sentences, code, arguments);
}

} // namespace Portlight::App
