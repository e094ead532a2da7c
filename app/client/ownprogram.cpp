// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/client/helperclient.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace Portlight::App
{

QString ownProgram(const QString &name)
{
    const QString here = QCoreApplication::applicationDirPath();
    // The second place is for tests, which are built beside bin; installed, it is bin itself.
    for (const QString &folder : {here, here + QStringLiteral("/../bin")}) {
        const QFileInfo candidate(folder + QLatin1Char('/') + name);
        if (candidate.isFile() && candidate.isExecutable()) {
            return candidate.canonicalFilePath();
        }
    }
    return QString::fromUtf8(PORTLIGHT_LIBEXEC_DIR) + QLatin1Char('/') + name;
}

} // namespace Portlight::App
