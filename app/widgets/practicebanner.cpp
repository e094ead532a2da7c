// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/widgets/practicebanner.h"

#include "app/widgets/colours.h"
#include "app/widgets/iconlabel.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

namespace Portlight::App
{

PracticeBanner::PracticeBanner(QWidget *parent)
    : QFrame(parent)
    , m_text(new QLabel(this))
{
    auto *leave = new QPushButton(tr("Leave Practice"), this);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(24, 6, 24, 6);
    row->setSpacing(10);
    row->addWidget(new IconLabel(QStringLiteral("practice"), 20, this));
    row->addWidget(m_text, 1);
    row->addWidget(leave);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setMinimumWidth(1);
    connect(leave, &QPushButton::clicked, this, &PracticeBanner::leaveRequested);
    hide();
}

void PracticeBanner::setStory(const QString &title)
{
    const QString safe = tr("Practice: a network of its own. Nothing on this computer changes.");
    m_text->setText(title.isEmpty() ? safe : tr("%1  Story: %2.").arg(safe, title));
    setAccessibleName(m_text->text());
    show();
}

void PracticeBanner::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor tone = toneColour(Tone::Warning, palette());
    painter.fillRect(rect(), toneBackground(Tone::Warning, palette()));
    // The stripes stay at both ends: text on stripes is hard to read.
    painter.setPen(QPen(tone, 6));
    for (const QRect &end : {QRect(0, 0, 16, height()), QRect(width() - 16, 0, 16, height())}) {
        painter.setClipRect(end);
        for (int x = end.left() - height(); x < end.right() + height(); x += 16) {
            painter.drawLine(x, height() + 4, x + height() + 8, -4);
        }
    }
}

} // namespace Portlight::App
