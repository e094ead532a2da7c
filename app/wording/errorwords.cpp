// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/wording/wording.h"
#include "app/wording/words.h"

#include <QCoreApplication>
#include <QStringList>

namespace Portlight::App
{

namespace
{

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Portlight::App::ErrorWords)
};

/// The place in a text, when the error is about one: "Line 4, column 12".
QString placeText(const Core::TextPosition &position)
{
    if (position.line == 0) {
        return {};
    }
    if (position.column == 0) {
        return Text::tr("Line %1").arg(position.line);
    }
    return Text::tr("Line %1, column %2").arg(position.line).arg(position.column);
}

ErrorWords wordsOfCode(Core::ErrorCode code)
{
    using Core::ErrorCode;
    switch (code) {
    case ErrorCode::InvalidArgument:
        return {Text::tr("This can't be done as it was asked."),
                Text::tr("A value is missing, out of range or contradicts another one."),
                Text::tr("Check the values and try again."),
                {}};
    case ErrorCode::ParseFailed:
        return {Text::tr("The rules could not be understood."),
                Text::tr("A line is not written the way iptables-save writes it."),
                Text::tr("Correct that line and try again."),
                {}};
    case ErrorCode::NotFound:
        return {Text::tr("What was asked for is not there."),
                Text::tr("The rule list, rule, change or file does not exist, or not any more."),
                Text::tr("Refresh, and check the name."),
                {}};
    case ErrorCode::Conflict:
        return {Text::tr("Another change is in the way."),
                Text::tr("It exists already, or it was ended before."),
                Text::tr("Look at the list of changes, and end the other one first."),
                {}};
    case ErrorCode::Stale:
        return {Text::tr("Nothing was changed, because the rules are no longer what they were."),
                Text::tr("Another program changed the firewall in the meantime."),
                Text::tr("Check again and repeat the change."),
                {}};
    case ErrorCode::WouldLockOut:
        return {Text::tr("Nothing was changed, because it would cut a connection in use."),
                Text::tr("A remote login or a similar connection depends on these rules."),
                Text::tr("Choose a smaller change, or work at the computer itself."),
                {}};
    case ErrorCode::Unsupported:
        return {Text::tr("This system can't do that."),
                Text::tr("The kernel, a tool or this version of Portlight lacks what it needs."),
                Text::tr("Look at the details for what is missing."),
                {}};
    case ErrorCode::Busy:
        return {Text::tr("The firewall is busy."),
                Text::tr("Another program is changing the rules right now."),
                Text::tr("Wait a moment and try again."),
                {}};
    case ErrorCode::LimitExceeded:
        return {Text::tr("This is more than Portlight takes at once."),
                Text::tr("A text, a list or a number is larger than its limit."),
                Text::tr("Use a smaller one."),
                {}};
    case ErrorCode::Denied:
        return {Text::tr("Permission was not given."),
                Text::tr("Reading and changing firewall rules needs an administrator."),
                Text::tr("Try again and enter an administrator's password."),
                {}};
    case ErrorCode::Cancelled:
        return {Text::tr("Stopped."),
                Text::tr("It was stopped before it was done."),
                Text::tr("Start again to continue."),
                {}};
    case ErrorCode::HelperMissing:
        return {Text::tr("Portlight's helper can't be reached."),
                Text::tr("It is not installed, did not start, or went away."),
                Text::tr("Install Portlight completely, or run “portlightctl --direct” as root."),
                {}};
    case ErrorCode::KernelRefused:
        return {Text::tr("The kernel refused it."),
                Text::tr("It did not accept a rule or a value. Nothing of it is left."),
                Text::tr("Look at the details for the kernel's own words."),
                {}};
    case ErrorCode::Timeout:
        return {Text::tr("No answer came in time."),
                Text::tr("The helper or a tool took too long."),
                Text::tr("Try again."),
                {}};
    case ErrorCode::Internal:
        return {Text::tr("Portlight made a mistake."),
                Text::tr("This is a bug in Portlight, not in the firewall."),
                Text::tr("Report it together with the details."),
                {}};
    }
    return {Words::plain(Core::toString(code)), {}, {}, {}};
}

} // namespace

QString ErrorWords::oneLine() const
{
    QStringList parts;
    for (const QString &part : {what, why, whatToDo}) {
        if (!part.isEmpty()) {
            parts.append(part);
        }
    }
    return parts.join(QLatin1Char(' '));
}

ErrorWords errorWords(const Core::Error &error)
{
    ErrorWords words = wordsOfCode(error.code);
    QStringList detail;
    const QString place = placeText(error.position);
    if (!place.isEmpty()) {
        words.why = place + QStringLiteral(": ") + words.why;
        detail.append(place);
    }
    const QString message = Words::plain(error.message);
    const QString operation = Words::plain(error.operation);
    if (!operation.isEmpty() && !message.isEmpty()) {
        detail.append(operation + QStringLiteral(": ") + message);
    } else if (!operation.isEmpty() || !message.isEmpty()) {
        detail.append(operation + message);
    }
    if (!error.detail.empty()) {
        detail.append(Words::plain(error.detail).trimmed());
    }
    words.detail = detail.join(QLatin1Char('\n'));
    return words;
}

} // namespace Portlight::App
