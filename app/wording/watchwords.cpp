// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/wording/factarguments.h"
#include "app/wording/wording.h"
#include "app/wording/words.h"

#include <QCoreApplication>
#include <QLocale>

namespace Portlight::App
{

namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Portlight::App::WatchWords)
};

QString address(const Core::IpAddress &value)
{
    return QString::fromStdString(value.toString());
}

} // namespace

QString sightingText(const Core::Sighting &one)
{
    const QString interface = Words::plain(one.interface);
    const QString from = address(one.source);
    const QString to = address(one.destination);
    switch (one.kind) {
    case Core::SightingKind::Request:
        return one.outgoing
            ? Text::tr("Request of %2 to %3 seen leaving on %1").arg(interface, from, to)
            : Text::tr("Request of %2 to %3 seen coming in on %1").arg(interface, from, to);
    case Core::SightingKind::Answer:
        return one.outgoing
            ? Text::tr("Answer of %2 to %3 seen leaving on %1").arg(interface, from, to)
            : Text::tr("Answer of %2 to %3 seen coming in on %1").arg(interface, from, to);
    case Core::SightingKind::Reset:
        return one.outgoing
            ? Text::tr("TCP reset of %2 to %3 seen leaving on %1").arg(interface, from, to)
            : Text::tr("TCP reset of %2 to %3 seen coming in on %1").arg(interface, from, to);
    case Core::SightingKind::IcmpError:
        break;
    }
    const QString error = icmpErrorName(one.icmpType.value_or(0), one.icmpCode.value_or(0));
    return one.outgoing
        ? Text::tr("%4 of %2 to %3 seen leaving on %1").arg(interface, from, to, error)
        : Text::tr("%4 of %2 to %3 seen coming in on %1").arg(interface, from, to, error);
}

} // namespace Portlight::App
