// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/wording/factarguments.h"

#include <QCoreApplication>

namespace Portlight::App
{

namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Portlight::App::FactSummaries)
};
using A = const FactArguments &;

QString openText(A a)
{
    const std::string_view direction = a.raw(2);
    if (direction == "output") {
        return Text::tr("Nothing on this computer stops outgoing connections to %1.")
            .arg(a.traffic(0));
    }
    if (direction == "forward") {
        return Text::tr("Nothing on this computer stops %1 on its way through.").arg(a.traffic(0));
    }
    return Text::tr("Nothing on this computer blocks %1.").arg(a.traffic(0));
}

QString familyMismatchText(A a)
{
    return Text::tr("It works over %1, but not over %2.").arg(a.family(0), a.family(1));
}

constexpr FactSentence sentences[] = {
    {"summary.rule-drop",
     [](A a) {
         return Text::tr("%1 drops %2 silently.").arg(a.placeFirst(0), a.traffic(3));
     }},
    {"summary.rule-reject",
     [](A a) {
         return a.isEmpty(5)
             ? Text::tr("%1 refuses %2.").arg(a.placeFirst(0), a.traffic(3))
             : Text::tr("%1 refuses %2 (%3).").arg(a.placeFirst(0), a.traffic(3), a[5]);
     }},
    {"summary.policy-drop",
     [](A a) {
         return Text::tr(
                    "No rule allows %3, and what no rule allows is dropped by %1 (%2, policy).")
             .arg(a[0], a[1], a.traffic(2));
     }},
    {"summary.reply-blocked",
     [](A a) {
         return Text::tr("The request for %2 gets in, but its answer does not get out: %1 %3 it.")
             .arg(a.place(0), a.traffic(3), a.action(5));
     }},
    {"summary.accept-too-late",
     [](A a) {
         return Text::tr("%1 stops %2 before rule %3 in %4, which would allow it, is reached.")
             .arg(a.placeFirst(0), a.traffic(3), a[5], a[6]);
     }},
    {"summary.rate-limited",
     [](A a) {
         return Text::tr("%1 lets only some of %2 through and stops the rest (%3).")
             .arg(a.placeFirst(0), a.traffic(3), a[5]);
     }},
    {"summary.state-invalid",
     [](A a) {
         return Text::tr("%1 stops %2, because its packets count as %3.")
             .arg(a.placeFirst(0), a.traffic(3), a[5]);
     }},
    {"summary.nat-misdirected",
     [](A a) {
         return Text::tr("%1 sends %2 on to %3, and nothing answers there.")
             .arg(a.shortPlaceFirst(0), a.traffic(2), a.endpoint(4));
     }},
    {"summary.missing-dnat",
     [](A a) {
         return Text::tr("No rule sends %1 on to the computer that offers it (DNAT).")
             .arg(a.traffic(0));
     }},
    {"summary.missing-masquerade",
     [](A a) {
         return Text::tr("Packets from %1 leave on %2 with an address nobody can answer: "
                         "MASQUERADE is missing.")
             .arg(a[0], a[1]);
     }},
    {"summary.forwarding-disabled",
     [](A a) {
         return Text::tr("This computer does not pass %1 packets on: %2 is off.")
             .arg(a.family(0), a[1]);
     }},
    {"summary.rp-filter",
     [](A a) {
         return Text::tr("Packets on %1 are dropped, because answers would leave another way "
                         "(rp_filter).")
             .arg(a[0]);
     }},
    {"summary.no-route",
     [](A a) {
         return Text::tr("%1 can't be reached from here: %2.").arg(a[0], a.routeKind(1));
     }},
    {"summary.no-listener",
     [](A a) {
         return Text::tr("No program on this computer listens on %1.").arg(a.traffic(0));
     }},
    {"summary.no-listener-far",
     [](A a) {
         return Text::tr("%2 answers, but no program there listens on %1.").arg(a.traffic(0), a[2]);
     }},
    {"summary.listens-elsewhere",
     [](A a) {
         const QString program = a.isEmpty(4) ? Text::tr("The service") : a[4];
         return Text::tr("%1 listens for %2 on %3 only, not on %4.")
             .arg(program, a.traffic(0), a[2], a.addressOr(3, Text::tr("the address asked for")));
     }},
    {"summary.accept-queue-full",
     [](A a) {
         return a.isEmpty(2)
             ? Text::tr("The service on %1 is too slow: its queue is full.").arg(a.traffic(0))
             : Text::tr("%2 on %1 is too slow: its queue is full.").arg(a.traffic(0), a[2]);
     }},
    {"summary.conntrack-full",
     [](A a) {
         return Text::tr("The connection table is full (%1 of %2): new connections are dropped.")
             .arg(a.count(0), a.count(1));
     }},
    {"summary.conntrack-pressure",
     [](A a) {
         return Text::tr("The connection table is filling up: %1 of %2 places are used (%3 %).")
             .arg(a.count(0), a.count(1), a[2]);
     }},
    {"summary.conntrack-helper-missing",
     [](A a) {
         return Text::tr("The protocol %1 needs a connection helper, and none is assigned.")
             .arg(a[0]);
     }},
    {"summary.other-firewall",
     [](A a) {
         return Text::tr("Another firewall blocks what iptables allows: %1.").arg(a.tables(0));
     }},
    {"summary.other-firewall-blocks",
     [](A a) {
         return a[4] == QStringLiteral("REJECT")
             ? Text::tr("Another firewall, %1, refuses %2 in its rule list %3.")
                   .arg(a.tables(0), a.traffic(2), a[1])
             : Text::tr("Another firewall, %1, drops %2 in its rule list %3.")
                   .arg(a.tables(0), a.traffic(2), a[1]);
     }},
    {"summary.banned-address",
     [](A a) {
         return Text::tr("%1 is banned: it is on the list %2.").arg(a[0], a[1]);
     }},
    {"summary.not-arriving",
     [](A a) {
         return Text::tr("The request for %1 does not reach this computer (%2).")
             .arg(a.traffic(0), a.addressOr(2, Text::tr("any address")));
     }},
    {"summary.upstream-refusal",
     [](A a) {
         return Text::tr("Another computer on the way, %1, refuses the connection to %2.")
             .arg(a[0], a[1]);
     }},
    {"summary.family-mismatch", familyMismatchText},
    {"summary.open", openText},
    {"summary.open-possible",
     [](A a) {
         return openText(a) + QLatin1Char(' ') + Text::tr("Not everything could be checked.");
     }},
};

} // namespace

std::optional<QString> summaryText(std::string_view code, const FactArguments &arguments)
{
    return sentenceIn(sentences, code, arguments);
}

} // namespace Portlight::App
