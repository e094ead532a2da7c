// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

class QCoreApplication;

namespace Portlight::App
{

/// Loads Portlight's own texts and Qt's for the user's language from ":/i18n". English is loaded,
/// too, where there is nothing better: without it plurals would read "1 rules". Call once, right
/// after the application object was made; the translators belong to it.
void installTranslators(QCoreApplication &application);

} // namespace Portlight::App
