// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/widgets/iconlabel.h"

#include "app/widgets/icons.h"

#include <QPainter>

namespace Portlight::App
{

IconLabel::IconLabel(const QString &name, int size, QWidget *parent)
    : QWidget(parent)
    , m_name(name)
    , m_size(size)
{
    setFixedSize(size, size);
}

void IconLabel::setIconName(const QString &name)
{
    if (m_name != name) {
        m_name = name;
        update();
    }
}

QSize IconLabel::sizeHint() const
{
    return {m_size, m_size};
}

void IconLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.drawPixmap(0, 0, iconPixmap(m_name, m_size, palette(), devicePixelRatioF()));
}

} // namespace Portlight::App
