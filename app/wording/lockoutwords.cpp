// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/wording/lockoutwords.h"

#include "app/wording/wording.h"
#include "app/wording/words.h"

#include <QCoreApplication>

namespace Portlight::App
{

namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Portlight::App::LockOutWords)
};

using Part = Core::LockOut::Part;

QString sessionText(const Core::Session &session)
{
    const QString remote = Words::address(session.remote);
    if (session.own) {
        return Text::tr("Your own SSH session from %1").arg(remote);
    }
    const QString here = Words::portWord(Core::ProtocolTcp, session.localPort);
    const QString there = QString::number(session.remotePort);
    if (session.program.empty()) {
        return Text::tr("The connection between %1 here and %2, port %3").arg(here, remote, there);
    }
    return Text::tr("The connection of %1 between %2 here and %3, port %4")
        .arg(Words::plain(session.program), here, remote, there);
}

/// What would be gone: the beginning of the sentence.
QString lossText(const Core::LockOut &lockOut)
{
    const Core::Session &session = lockOut.session;
    const QString remote = Words::address(session.remote);
    switch (lockOut.part) {
    case Part::Received:
    case Part::Sent:
        return lockOut.certain
            ? Text::tr("%1 would be cut").arg(sessionText(session))
            : Text::tr("%1 might be cut, that can't be told").arg(sessionText(session));
    case Part::NextFromThere: {
        const QString port = Words::portWord(Core::ProtocolTcp, session.localPort);
        return lockOut.certain
            ? Text::tr("%1 could not connect to %2 here again").arg(remote, port)
            : Text::tr("Whether %1 could connect to %2 here again can't be told").arg(remote, port);
    }
    case Part::NextFromHere: {
        const QString port = Words::portWord(Core::ProtocolTcp, session.remotePort);
        return lockOut.certain
            ? Text::tr("This computer could not connect to %1, %2, again").arg(remote, port)
            : Text::tr("Whether this computer could connect to %1, %2, again can't be told")
                  .arg(remote, port);
    }
    }
    return {};
}

} // namespace

QString lockOutText(const Core::LockOut &lockOut)
{
    const QString loss = lossText(lockOut);
    if (!lockOut.certain) {
        if (lockOut.doubts.empty()) {
            return Text::tr("%1.").arg(loss);
        }
        const Core::Doubt &doubt = lockOut.doubts.front();
        return Text::tr("%1: it depends on “%2” in %3.")
            .arg(loss, Words::plain(doubt.part), locationText(doubt.location));
    }
    if (!lockOut.deciding) {
        return Text::tr("%1.").arg(loss);
    }
    const bool comesIn = lockOut.part == Part::Received || lockOut.part == Part::NextFromThere;
    return (comesIn ? Text::tr("%1: %2 stops what comes in.")
                    : Text::tr("%1: %2 stops what goes out."))
        .arg(loss, locationText(*lockOut.deciding));
}

} // namespace Portlight::App
