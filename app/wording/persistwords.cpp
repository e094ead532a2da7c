// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/wording/persistwords.h"

#include "app/wording/ownerwords.h"
#include "app/wording/words.h"

#include <QCoreApplication>

namespace Portlight::App
{

namespace
{

using namespace Core;
using Words::plain;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Portlight::App::PersistWords)
};

/// "nft/ipv4" -> "IPv4 (nft)".
QString sideText(const std::string &side)
{
    const std::size_t slash = side.find('/');
    const auto family =
        slash == std::string::npos ? std::nullopt : parseFamily(side.substr(slash + 1));
    return family
        ? QStringLiteral("%1 (%2)").arg(Words::familyWord(*family), plain(side.substr(0, slash)))
        : plain(side);
}

} // namespace

QString wayText(const std::string &way)
{
    if (way == "netfilter-persistent") {
        return Text::tr("netfilter-persistent loads the files in /etc/iptables at start.");
    }
    if (way == "iptables-services") {
        return Text::tr("The iptables service loads the files in /etc/sysconfig at start.");
    }
    if (way == "firewalld") {
        return Text::tr("firewalld keeps its own rules; it is told to make the running ones "
                        "permanent.");
    }
    if (way == "ufw") {
        return Text::tr("ufw keeps its own rules by itself; there is nothing to save for them.");
    }
    if (way == "portlight") {
        return Text::tr("Nothing on this system loads rules at start, so Portlight's own service "
                        "does it.");
    }
    return Text::tr("Nothing on this system loads rules at start.");
}

QString leftOutReasonText(const LeftOut &what)
{
    const QString owner = ownerName(what.owner);
    switch (what.reason) {
    case LeftOutReason::Owned:
        return Text::tr("%1 makes it anew by itself").arg(owner);
    case LeftOutReason::LeadsToOwned:
        return Text::tr("leads to a list of %1, which does not exist yet at start").arg(owner);
    case LeftOutReason::InOwnedChain:
        return Text::tr("stands in a list of %1, which comes back without it").arg(owner);
    case LeftOutReason::NeedsSet:
        return Text::tr("needs an address set (ipset) that is not there yet at start");
    case LeftOutReason::NoPlace:
        return Text::tr("the firewall manager of this system has no place for it");
    case LeftOutReason::Native:
        return Text::tr("was made with nft and can't be said as an iptables rule");
    }
    return {};
}

QString persistenceNoteText(const PersistenceNote &note)
{
    const QString subject = plain(note.subject);
    const QString detail = plain(note.detail);
    if (note.code == "nobody-loads") {
        return Text::tr("Nothing here would load saved rules, and there is no systemd. Install "
                        "netfilter-persistent (package iptables-persistent).");
    }
    if (note.code == "other-network") {
        return Text::tr("This is not the network of the computer itself but one inside it; "
                        "nothing loads rules into it at start.");
    }
    if (note.code == "open-trial") {
        return Text::tr("A change is being tried (%1). Keep it or take it back first.")
            .arg(subject.left(8));
    }
    if (note.code == "incomplete") {
        return Text::tr("The rules for %1 can't be written down as iptables rules: %2")
            .arg(sideText(note.subject), detail);
    }
    if (note.code == "only-other-backend") {
        return Text::tr("The rules are in %1, but iptables-restore loads into the other backend "
                        "at start. See “update-alternatives --config iptables”.")
            .arg(sideText(note.subject));
    }
    if (note.code == "other-backend") {
        return Text::tr("Rules in %1 are not saved: iptables-restore loads into the other backend "
                        "at start.")
            .arg(sideText(note.subject));
    }
    if (note.code == "not-enabled") {
        return Text::tr("%1 is switched off, so nothing is loaded at start. Switch it on with "
                        "“systemctl enable %1”.")
            .arg(subject);
    }
    if (note.code == "flushed-by") {
        return Text::tr("%2 also runs at start, and %1 takes all rules away first (“flush "
                        "ruleset”). Which of them comes last is not certain.")
            .arg(subject, detail);
    }
    if (note.code == "setting-overridden") {
        return Text::tr("%2 sets %1 to another value, and may be read later.").arg(subject, detail);
    }
    if (note.code == "unreadable") {
        return Text::tr("%1 holds no saved rules. It is replaced; the old one stays beside it.")
            .arg(subject);
    }
    if (note.code == "own-unit-off") {
        return Text::tr("%1 is switched off: this system loads rules itself.").arg(subject);
    }
    return plain(note.code) + QStringLiteral(" ") + subject;
}

} // namespace Portlight::App
