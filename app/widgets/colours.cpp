// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/widgets/colours.h"

namespace Portlight::App
{

namespace
{

QColor mixed(const QColor &a, const QColor &b, double partOfB)
{
    const auto part = static_cast<float>(partOfB);
    return QColor::fromRgbF(a.redF() + (b.redF() - a.redF()) * part,
                            a.greenF() + (b.greenF() - a.greenF()) * part,
                            a.blueF() + (b.blueF() - a.blueF()) * part);
}

} // namespace

bool isDark(const QPalette &palette)
{
    return palette.color(QPalette::Window).lightness()
        < palette.color(QPalette::WindowText).lightness();
}

QColor toneColour(Tone tone, const QPalette &palette)
{
    const bool dark = isDark(palette);
    switch (tone) {
    case Tone::Plain:
        return palette.color(QPalette::WindowText);
    case Tone::Good:
        return dark ? QColor(0x56, 0xB4, 0xE9) : QColor(0x1F, 0x78, 0xB4);
    case Tone::Warning:
        return dark ? QColor(0xF0, 0xB4, 0x29) : QColor(0xD0, 0x70, 0x00);
    case Tone::Bad:
        return dark ? QColor(0xFF, 0x6B, 0x70) : QColor(0x7A, 0x00, 0x19);
    case Tone::Muted:
        return secondaryText(palette);
    case Tone::Accent:
        return palette.color(QPalette::Highlight);
    }
    return {};
}

QColor toneBackground(Tone tone, const QPalette &palette)
{
    const QColor base = palette.color(QPalette::Base);
    if (tone == Tone::Plain || tone == Tone::Muted) {
        return base;
    }
    return mixed(base, toneColour(tone, palette), isDark(palette) ? 0.16 : 0.09);
}

QColor cardBackground(const QPalette &palette)
{
    return isDark(palette)
        ? mixed(palette.color(QPalette::Window), palette.color(QPalette::WindowText), 0.045)
        : palette.color(QPalette::Base);
}

QColor lineColour(const QPalette &palette)
{
    return mixed(palette.color(QPalette::Window), palette.color(QPalette::WindowText), 0.2);
}

QColor secondaryText(const QPalette &palette)
{
    return mixed(palette.color(QPalette::WindowText), palette.color(QPalette::Window), 0.3);
}

QPalette lightPalette()
{
    QPalette palette(QColor(0xEF, 0xF0, 0xF1));
    palette.setColor(QPalette::WindowText, QColor(0x23, 0x26, 0x29));
    palette.setColor(QPalette::Text, QColor(0x23, 0x26, 0x29));
    palette.setColor(QPalette::ButtonText, QColor(0x23, 0x26, 0x29));
    palette.setColor(QPalette::Base, Qt::white);
    palette.setColor(QPalette::AlternateBase, QColor(0xF7, 0xF8, 0xF9));
    palette.setColor(QPalette::Button, QColor(0xFC, 0xFC, 0xFC));
    palette.setColor(QPalette::Highlight, QColor(0x1F, 0x78, 0xB4));
    palette.setColor(QPalette::HighlightedText, Qt::white);
    palette.setColor(QPalette::ToolTipBase, QColor(0xF7, 0xF8, 0xF9));
    palette.setColor(QPalette::ToolTipText, QColor(0x23, 0x26, 0x29));
    palette.setColor(QPalette::PlaceholderText, QColor(0x70, 0x74, 0x78));
    palette.setColor(QPalette::Link, QColor(0x1F, 0x78, 0xB4));
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) {
        palette.setColor(QPalette::Disabled, role, QColor(0x8A, 0x8E, 0x92));
    }
    return palette;
}

QPalette darkPalette()
{
    QPalette palette(QColor(0x2A, 0x2E, 0x32));
    palette.setColor(QPalette::WindowText, QColor(0xEE, 0xF0, 0xF2));
    palette.setColor(QPalette::Text, QColor(0xEE, 0xF0, 0xF2));
    palette.setColor(QPalette::ButtonText, QColor(0xEE, 0xF0, 0xF2));
    palette.setColor(QPalette::BrightText, Qt::white);
    palette.setColor(QPalette::Base, QColor(0x1D, 0x20, 0x23));
    palette.setColor(QPalette::AlternateBase, QColor(0x24, 0x28, 0x2B));
    palette.setColor(QPalette::Button, QColor(0x36, 0x3B, 0x40));
    palette.setColor(QPalette::Highlight, QColor(0x2F, 0x7F, 0xB5));
    palette.setColor(QPalette::HighlightedText, Qt::white);
    palette.setColor(QPalette::ToolTipBase, QColor(0x36, 0x3B, 0x40));
    palette.setColor(QPalette::ToolTipText, QColor(0xEE, 0xF0, 0xF2));
    palette.setColor(QPalette::PlaceholderText, QColor(0xA0, 0xA6, 0xAC));
    palette.setColor(QPalette::Link, QColor(0x56, 0xB4, 0xE9));
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) {
        palette.setColor(QPalette::Disabled, role, QColor(0x80, 0x86, 0x8C));
    }
    return palette;
}

} // namespace Portlight::App
