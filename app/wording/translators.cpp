// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/wording/translators.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

namespace Portlight::App
{

void installTranslators(QCoreApplication &application)
{
    const QString folder = QStringLiteral(":/i18n");
    const QLocale locale;

    auto *own = new QTranslator(&application);
    const bool loaded = locale.language() != QLocale::C
        && own->load(locale, QStringLiteral("portlight"), QStringLiteral("_"), folder);
    if (loaded || own->load(QStringLiteral("portlight_en"), folder)) {
        QCoreApplication::installTranslator(own);
    }

    if (locale.language() == QLocale::C || locale.language() == QLocale::English) {
        return;
    }
    auto *qt = new QTranslator(&application);
    if (qt->load(locale, QStringLiteral("qtbase"), QStringLiteral("_"), folder)
        || qt->load(locale, QStringLiteral("qtbase"), QStringLiteral("_"),
                    QLibraryInfo::path(QLibraryInfo::TranslationsPath))) {
        QCoreApplication::installTranslator(qt);
    }
}

} // namespace Portlight::App
