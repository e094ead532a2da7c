// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "app/widgets/colours.h"

#include <QIcon>
#include <QString>

namespace Portlight::App
{

/// An icon of resources/icons/actions by name, drawn in the palette's colours at the time of
/// painting, so that a change of the desktop's theme is followed. Names that freedesktop defines
/// come from the user's icon theme where it has them.
QIcon icon(const QString &name);
/// The tone that belongs to an icon: "action-drop" is Bad, "result-ok" is Good, most are Plain.
Tone iconTone(const QString &name);
/// The icon as a picture of `size` logical pixels, for labels.
QPixmap iconPixmap(const QString &name, int size, const QPalette &palette, qreal scale);

} // namespace Portlight::App
