// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/wording/factarguments.h"

#include <QCoreApplication>

namespace Portlight::App
{

namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Portlight::App::FactEvidence)
};
using A = const FactArguments &;

constexpr FactSentence sentences[] = {
    {"evidence.rule-decides",
     [](A a) {
         return Text::tr("%1 of %2, %3, %4 it: %5")
             .arg(a.placeFirst(0), a[3], a.family(4), a.action(5), a[6]);
     }},
    {"evidence.policy-decides",
     [](A a) {
         return a.raw(4) == "ACCEPT"
             ? Text::tr("No rule of %1 (%2, %3, %4) applies; what is left over is allowed (%5).")
                   .arg(a[0], a[1], a[2], a.family(3), a[4])
             : Text::tr("No rule of %1 (%2, %3, %4) applies; what is left over is dropped (%5).")
                   .arg(a[0], a[1], a[2], a.family(3), a[4]);
     }},
    {"evidence.no-rules-block",
     [](A) {
         return Text::tr("Followed through all rules, none of them stops the request.");
     }},
    {"evidence.accept-rule-later",
     [](A a) {
         return Text::tr("%1 would allow it, but is never reached: %2").arg(a.placeFirst(0), a[3]);
     }},
    {"evidence.counter-rose",
     [](A a) {
         return Text::tr("The counter of %1 rose during the test connection.").arg(a.place(0));
     }},
    {"evidence.counter-still",
     [](A a) {
         return Text::tr("The counter of %1 did not rise during the test connection.")
             .arg(a.place(0));
     }},
    {"evidence.probe-connected",
     [](A a) {
         return Text::tr("A test connection to %1 worked, in %2.").arg(a[0], a.milliseconds(1));
     }},
    {"evidence.probe-refused",
     [](A a) {
         return Text::tr("A test connection to %1 was refused after %2 by a TCP reset.")
             .arg(a[0], a.milliseconds(1));
     }},
    {"evidence.probe-rejected",
     [](A a) {
         return Text::tr("A test connection was refused after %3: %1 sent %2.")
             .arg(a.addressOr(0, Text::tr("somebody on the way")), a.icmp(1), a.milliseconds(3));
     }},
    {"evidence.probe-timed-out",
     [](A a) {
         return Text::tr("A test connection to %1 got no answer at all in %2.")
             .arg(a[0], a.milliseconds(1));
     }},
    {"evidence.probe-unreachable",
     [](A a) {
         return Text::tr("A test connection to %1 could not be sent: %2.")
             .arg(a[0], a.errorNumber(1));
     }},
    {"evidence.probe-from",
     [](A a) {
         return Text::tr("The test connection was made from: %1.").arg(a[0]);
     }},
    {"evidence.inside-probe-timed-out",
     [](A a) {
         return Text::tr("With the inner address %1 as sender, no answer comes back from %2.")
             .arg(a[0], a[1]);
     }},
    {"evidence.inside-probe-answered",
     [](A a) {
         return Text::tr("With the inner address %1 as sender, %2 answers, too.").arg(a[0], a[1]);
     }},
    {"evidence.disagreement",
     [](A a) {
         return Text::tr("Calculated and seen differ. The rules say: %1. The test says: %2.")
             .arg(a.verdict(0), a.outcome(1));
     }},
    {"evidence.cannot-tell",
     [](A a) {
         return Text::tr("%1 depends on something that can't be told (%2); otherwise: %3.")
             .arg(a.placeFirst(0), a[3], a.verdict(4));
     }},
    {"evidence.rules-unread",
     [](A a) {
         return Text::tr("The rules of iptables-%1 could not be read%2.").arg(a[0], a.toolWords(1));
     }},
    {"evidence.other-firewall-present",
     [](A a) {
         return Text::tr("There are nftables tables beside iptables, not calculated here: %1.")
             .arg(a.tables(0));
     }},
    {"evidence.assumed-source",
     [](A a) {
         return Text::tr("Asked about anyone; calculated with %1 as an example.").arg(a[0]);
     }},
    {"evidence.listener-found",
     [](A a) {
         return Text::tr("%1 (process %4) listens on %2, %3.")
             .arg(a.addressOr(0, Text::tr("A program")), a.endpoint(1), a.protocol(3),
                  a.addressOr(4, QStringLiteral("?")));
     }},
    {"evidence.listener-none",
     [](A a) {
         return Text::tr("No program in the list of listening programs uses %1.").arg(a.traffic(0));
     }},
    {"evidence.listener-bound-to-interface",
     [](A a) {
         return Text::tr("%1 listens on the network device %2 only.")
             .arg(a.addressOr(0, Text::tr("The service")), a[1]);
     }},
    {"evidence.listeners-unread",
     [](A) {
         return Text::tr("The list of listening programs could not be read.");
     }},
    {"evidence.setting",
     [](A a) {
         return Text::tr("The kernel setting %1 is %2.").arg(a[0], a[1]);
     }},
    {"evidence.route",
     [](A a) {
         return a.isEmpty(2)
             ? Text::tr("Route (%1): leaves on %2.").arg(a[0], a[1])
             : Text::tr("Route (%1): leaves on %2 by way of %3.").arg(a[0], a[1], a[2]);
     }},
    {"evidence.no-source-translation",
     [](A a) {
         return Text::tr("No rule changes the sender's address of %1 on %2 (SNAT, MASQUERADE).")
             .arg(a[0], a[1]);
     }},
    {"evidence.private-source",
     [](A a) {
         return Text::tr("%1 is a private address; others have no way back to it.").arg(a[0]);
     }},
    {"evidence.translated",
     [](A a) {
         return Text::tr("%1 changes the destination to %2: %3")
             .arg(a.placeFirst(0), a.endpoint(3), a[5]);
     }},
    {"evidence.conntrack-usage",
     [](A a) {
         return Text::tr("The connection table holds %1 of %2 entries (%3 %).")
             .arg(a.count(0), a.count(1), a[2]);
     }},
    {"evidence.statistic-rose",
     [](A a) {
         return Text::tr("During the test connection the kernel counted %1: %2 → %3.")
             .arg(a.statistic(0), a.count(1), a.count(2));
     }},
    {"evidence.statistic-total",
     [](A a) {
         return Text::tr("Since the start of this computer the kernel counted %1: %2.")
             .arg(a.statistic(0), a.count(1));
     }},
    {"evidence.manager-owns",
     [](A a) {
         return Text::tr("These rules belong to %1.").arg(a[0]);
     }},
    {"evidence.watch-arrived",
     [](A a) {
         return Text::tr("Seen on %2: requests came in from %3 (%1).").arg(a.count(0), a[1], a[2]);
     }},
    {"evidence.watch-left",
     [](A a) {
         return Text::tr("Seen on %2: requests left this computer (%1).").arg(a.count(0), a[1]);
     }},
    {"evidence.watch-nothing-arrived",
     [](A a) {
         return Text::tr("No request came in during %1 s of watching.").arg(a[0]);
     }},
    {"evidence.watch-nothing-left",
     [](A a) {
         return Text::tr("No request left this computer during %1 s of watching.").arg(a[0]);
     }},
    {"evidence.watch-passed-on",
     [](A a) {
         return Text::tr("Seen on %2: requests were passed on, with the sender %3 (%1).")
             .arg(a.count(0), a[1], a[2]);
     }},
    {"evidence.watch-not-passed-on",
     [](A) {
         return Text::tr("The requests came in and did not leave again.");
     }},
    {"evidence.watch-answer",
     [](A a) {
         return a.raw(0) == "left"
             ? Text::tr("Seen on %1: an answer of %2 left%3.").arg(a[1], a[2], a.delay(3))
             : Text::tr("Seen on %1: an answer of %2 came back%3.").arg(a[1], a[2], a.delay(3));
     }},
    {"evidence.watch-reset",
     [](A a) {
         return a.raw(0) == "left"
             ? Text::tr("Seen on %1: a TCP reset of %2 left%3.").arg(a[1], a[2], a.delay(3))
             : Text::tr("Seen on %1: a TCP reset of %2 came back%3.").arg(a[1], a[2], a.delay(3));
     }},
    {"evidence.watch-icmp",
     [](A a) {
         return a.raw(0) == "left" ? Text::tr("Seen on %1: %2 sent %3, which left%4.")
                                         .arg(a[1], a[2], a.icmp(3), a.delay(5))
                                   : Text::tr("Seen on %1: %2 sent %3, which came back%4.")
                                         .arg(a[1], a[2], a.icmp(3), a.delay(5));
     }},
    {"evidence.watch-no-answer-left",
     [](A) {
         return Text::tr("Nothing left this computer in answer.");
     }},
    {"evidence.watch-no-answer-came",
     [](A) {
         return Text::tr("Nothing came back in answer.");
     }},
    {"evidence.kernel-drops",
     [](A a) {
         return Text::tr("Reasons the kernel gave for packets it dropped meanwhile, on the whole "
                         "computer: %1.")
             .arg(a[0]);
     }},
    {"evidence.wire-disagreement",
     [](A a) {
         return Text::tr("Calculated and seen differ: the rules say “%1”, but on the wire %2.")
             .arg(a.verdict(0), a.onTheWire(1));
     }},
    {"evidence.rule-needs",
     [](A a) {
         return Text::tr("The rule asks for: %1").arg(a[0]);
     }},
};

} // namespace

std::optional<QString> evidenceText(std::string_view code, const FactArguments &arguments)
{
    return sentenceIn(sentences, code, arguments);
}

} // namespace Portlight::App
