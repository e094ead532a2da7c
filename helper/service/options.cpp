// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "helper/service/options.h"

#include <QCoreApplication>

namespace Portlight::Helper
{

namespace
{

const char usage[] = "usage: portlight-helper [--system] [--idle-seconds N]\n"
                     "       portlight-helper --peer ADDRESS [--trials FOLDER]\n"
                     "Started by the system bus, or by portlightctl --direct; see "
                     "portlight-helper(8).\n";

Options wrong(const QString &reason)
{
    Options options;
    options.exitCode = exitUsage;
    options.message = QStringLiteral("portlight-helper: ") + reason + QLatin1Char('\n')
        + QString::fromLatin1(usage);
    return options;
}

Options shown(const QString &message)
{
    Options options;
    options.exitCode = 0;
    options.message = message;
    return options;
}

} // namespace

Options readOptions(const QStringList &arguments)
{
    Options options;
    QStringList rest = arguments.mid(1);
    bool system = false;
    while (!rest.isEmpty()) {
        const QString name = rest.takeFirst();
        if (name == QLatin1String("--help")) {
            return shown(QString::fromLatin1(usage));
        }
        if (name == QLatin1String("--version")) {
            return shown(QStringLiteral("portlight-helper %1\n")
                             .arg(QCoreApplication::applicationVersion()));
        }
        if (name == QLatin1String("--system")) {
            system = true;
            continue;
        }
        if (rest.isEmpty()) {
            return wrong(QStringLiteral("unknown option or missing value: %1").arg(name));
        }
        const QString value = rest.takeFirst();
        if (name == QLatin1String("--peer")) {
            options.helper.peerAddress = value;
        } else if (name == QLatin1String("--trials")) {
            options.helper.trialFolder = value;
        } else if (name == QLatin1String("--idle-seconds")) {
            bool isNumber = false;
            options.helper.idleSeconds = value.toInt(&isNumber);
            if (!isNumber || options.helper.idleSeconds < 0
                || options.helper.idleSeconds > 24 * 3600) {
                return wrong(QStringLiteral("not a number of seconds: %1").arg(value));
            }
        } else if (name == QLatin1String("--ask") && !rest.isEmpty()) {
            options.askCaller = value;
            options.askAction = rest.takeFirst();
        } else {
            return wrong(QStringLiteral("unknown option: %1").arg(name));
        }
    }
    const bool peer = !options.helper.peerAddress.isEmpty();
    if (peer && system) {
        return wrong(QStringLiteral("either --system or --peer"));
    }
    // The service keeps its trials in one place, so that nobody can hide one from it.
    if (!peer && !options.helper.trialFolder.isEmpty()) {
        return wrong(QStringLiteral("--trials goes with --peer only"));
    }
    return options;
}

} // namespace Portlight::Helper
