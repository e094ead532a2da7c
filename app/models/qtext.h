// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <QString>

#include <string>
#include <string_view>

namespace Portlight::App
{

/// Core speaks std::string in UTF-8; these are the only conversions the window needs.
inline QString qtext(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}
inline std::string stdtext(const QString &text)
{
    return text.toStdString();
}

} // namespace Portlight::App
