// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/wording/factarguments.h"

#include <QCoreApplication>

namespace Portlight::App
{

namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Portlight::App::FactEffects)
};
using A = const FactArguments &;

QString anyone()
{
    return Text::tr("anyone");
}

QString useManagerText(A a, const QString &source)
{
    return source.isEmpty()
        ? Text::tr("Lets %1 allow %2, in its own way, from anyone.").arg(a[0], a.traffic(1))
        : Text::tr("Lets %1 allow %2, in its own way, from %3.").arg(a[0], a.traffic(1), source);
}

constexpr FactSentence sentences[] = {
    {"effect.insert-accept",
     [](A a) {
         return Text::tr("Allows %1 from %2 by a new rule %3 in %4; nothing else.")
             .arg(a.traffic(0), a.addressOr(2, anyone()), a[3], a[4]);
     }},
    {"effect.insert-accept-forward",
     [](A a) {
         return Text::tr("Lets %1 from %2 pass from %3 to %4 by a new rule %5 in %6; nothing else.")
             .arg(a.traffic(0), a.addressOr(2, anyone()),
                  a.addressOr(3, Text::tr("any network device")),
                  a.addressOr(4, Text::tr("any network device")), a[5], a[6]);
     }},
    {"effect.insert-accept-out",
     [](A a) {
         return Text::tr("Lets this computer reach %1 on %2 by a new rule in %3; nothing else.")
             .arg(a.traffic(0), a.addressOr(2, Text::tr("any address")), a[3]);
     }},
    {"effect.insert-accept-reply",
     [](A a) {
         return Text::tr("Lets the answers of %1 out by a new rule %2 in %3; nothing else.")
             .arg(a.traffic(0), a[2], a[3]);
     }},
    {"effect.delete-rule",
     [](A a) {
         return Text::tr("Removes %1 (%2); this opens only what was asked for.")
             .arg(a.shortPlace(0), a[2]);
     }},
    {"effect.delete-rule-broad",
     [](A a) {
         return Text::tr("Removes %1 (%2); this opens more than what was asked for.")
             .arg(a.shortPlace(0), a[2]);
     }},
    {"effect.replace-rule",
     [](A a) {
         return Text::tr("Turns %1 into a rule that allows %2.").arg(a.shortPlace(0), a.traffic(2));
     }},
    {"effect.change-policy",
     [](A a) {
         return Text::tr("Allows everything over %2 that no rule in %1 stops.")
             .arg(a[0], a.family(1));
     }},
    {"effect.enable-forwarding",
     [](A a) {
         return Text::tr("Makes this computer pass %1 packets on between its networks (%2).")
             .arg(a.family(0), a[1]);
     }},
    {"effect.add-masquerade",
     [](A a) {
         return Text::tr("Shares this computer's address on %2 with %1; opens nothing inwards.")
             .arg(a[0], a[1]);
     }},
    {"effect.raise-conntrack-max",
     [](A a) {
         return Text::tr("Makes room for %2 instead of %1 connections; %3 MiB of memory when full.")
             .arg(a.count(0), a.count(1), a.count(2));
     }},
    {"effect.use-manager",
     [](A a) {
         return useManagerText(a, {});
     }},
    {"effect.use-manager-from",
     [](A a) {
         return useManagerText(a, a[3]);
     }},
    {"effect.start-service",
     [](A a) {
         return Text::tr("Start the program that offers %1 on this computer.").arg(a.traffic(0));
     }},
    {"effect.rebind-service",
     [](A a) {
         return Text::tr("Make %1 listen on %3, port %4, instead of %2, in its own settings.")
             .arg(a.addressOr(0, Text::tr("the service")), a[1],
                  a.addressOr(2, Text::tr("every address")), a[3]);
     }},
    {"effect.none-far-listener",
     [](A a) {
         return Text::tr("Start the program that offers %1 on %2; nothing has to change here.")
             .arg(a.traffic(0), a[2]);
     }},
    {"effect.none-route",
     [](A a) {
         return Text::tr("Add or repair the route to %1.").arg(a[0]);
     }},
    {"effect.none-nat",
     [](A a) {
         return Text::tr("Correct where %1 sends it: now %2.").arg(a.shortPlace(0), a.endpoint(2));
     }},
    {"effect.none-upstream",
     [](A a) {
         return Text::tr("Ask the administrator of %1, which refused it.").arg(a[0]);
     }},
    {"effect.none-limit",
     [](A a) {
         return Text::tr("Wait a while, or raise the limit of %1: %2").arg(a.shortPlace(0), a[2]);
     }},
    {"effect.none-state",
     [](A a) {
         return Text::tr("Find out why its packets count as %2 at %1.").arg(a.shortPlace(0), a[2]);
     }},
    {"effect.none-rule",
     [](A a) {
         return Text::tr("No single change makes it work; look at %1 first.").arg(a.shortPlace(0));
     }},
    {"effect.none-look-elsewhere",
     [](A a) {
         return Text::tr("Look at the way between and at the other side (%1).")
             .arg(a.addressOr(0, Text::tr("any address")));
     }},
    {"effect.none-other-firewall",
     [](A a) {
         return Text::tr("Use the program these tables belong to: %1.").arg(a.tables(0));
     }},
};

} // namespace

std::optional<QString> effectText(std::string_view code, const FactArguments &arguments)
{
    return sentenceIn(sentences, code, arguments);
}

} // namespace Portlight::App
