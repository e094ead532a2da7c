// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <QColor>
#include <QPalette>

namespace Portlight::App
{

/// The one place with fixed colours. Everything else takes its colours from the palette. The three
/// state colours keep 3:1 contrast to the page and stay apart for colour-blind viewers (UX.md 4d);
/// they are never the only sign: shape, pattern and word go with them.
enum class Tone {
    Plain, ///< the palette's text
    Good,
    Warning,
    Bad,
    Muted,
    Accent, ///< the palette's highlight
};

bool isDark(const QPalette &palette);
QColor toneColour(Tone tone, const QPalette &palette);
/// Background of a card or a message: the page's colour with a touch of the tone.
QColor toneBackground(Tone tone, const QPalette &palette);
/// Background of cards: set off from the page, and in the dark also from the fields on them.
QColor cardBackground(const QPalette &palette);
/// Thin frames and separators.
QColor lineColour(const QPalette &palette);
/// Text that explains: readable (4.5:1), but behind the main text.
QColor secondaryText(const QPalette &palette);

/// For pictures in the documentation, which must not depend on the desktop they are made on.
QPalette lightPalette();
QPalette darkPalette();

} // namespace Portlight::App
