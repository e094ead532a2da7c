// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/editor/stagedbar.h"

#include "app/widgets/colours.h"
#include "app/widgets/iconlabel.h"
#include "app/widgets/icons.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

namespace Portlight::App
{

StagedBar::StagedBar(QWidget *parent)
    : QFrame(parent)
    , m_text(new QLabel(this))
    , m_review(new QPushButton(tr("Re&view…"), this))
    , m_apply(new QPushButton(icon(QStringLiteral("countdown")), {}, this))
    , m_discard(new QPushButton(tr("&Discard"), this))
{
    m_text->setAccessibleName(tr("Changes not applied"));
    m_text->setWordWrap(true);
    m_review->setAccessibleName(tr("Review the changes not applied"));
    m_discard->setAccessibleName(tr("Discard the changes not applied"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(14, 8, 14, 8);
    row->setSpacing(10);
    row->addWidget(new IconLabel(QStringLiteral("document-edit"), 22, this));
    row->addWidget(m_text, 1);
    row->addWidget(m_review);
    row->addWidget(m_apply);
    row->addWidget(m_discard);
    connect(m_review, &QPushButton::clicked, this, &StagedBar::reviewRequested);
    connect(m_apply, &QPushButton::clicked, this, &StagedBar::applyRequested);
    connect(m_discard, &QPushButton::clicked, this, &StagedBar::discardRequested);
    hide();
}

void StagedBar::setState(int changes, int conflicts, unsigned seconds)
{
    if (changes == 0) {
        hide();
        return;
    }
    QString text = tr("%n change(s) not applied", nullptr, changes);
    if (conflicts > 0) {
        text = tr("%1. %n of them no longer fit(s) the rules.", nullptr, conflicts).arg(text);
    }
    m_apply->setText(tr("&Apply for %n Second(s)…", nullptr, static_cast<int>(seconds)));
    m_apply->setAccessibleName(tr("Apply the changes for a time"));
    if (m_text->text() != text || isHidden()) {
        m_text->setText(text);
        QAccessibleEvent alert(this, QAccessible::Alert);
        QAccessible::updateAccessibility(&alert);
    }
    show();
}

void StagedBar::setBusy(bool busy)
{
    for (auto *button : {m_review, m_apply, m_discard}) {
        button->setEnabled(!busy);
    }
}

void StagedBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), cardBackground(palette()));
    painter.fillRect(QRect(0, 0, width(), 2), toneColour(Tone::Accent, palette()));
}

} // namespace Portlight::App
