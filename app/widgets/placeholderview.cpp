// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/widgets/placeholderview.h"

#include "app/widgets/card.h"
#include "app/widgets/iconlabel.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace Portlight::App
{

PlaceholderView::PlaceholderView(QWidget *parent)
    : QWidget(parent)
    , m_icon(new IconLabel(QStringLiteral("help-about"), 40, this))
    , m_title(textLabel({}, this))
    , m_text(textLabel({}, this, true))
    , m_action(new QPushButton(this))
{
    enlarge(m_title, 1.15);
    for (auto *label : {m_title, m_text}) {
        label->setAlignment(Qt::AlignHCenter);
    }
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(12, 12, 12, 12);
    column->addStretch(1);
    column->addWidget(m_icon, 0, Qt::AlignHCenter);
    column->addSpacing(6);
    column->addWidget(m_title);
    column->addWidget(m_text);
    column->addSpacing(6);
    column->addWidget(m_action, 0, Qt::AlignHCenter);
    column->addStretch(2);
    connect(m_action, &QPushButton::clicked, this, &PlaceholderView::actionTriggered);
}

void PlaceholderView::setContent(const QString &iconName, const QString &title, const QString &text,
                                 const QString &action)
{
    m_icon->setIconName(iconName);
    m_title->setText(title);
    m_title->setVisible(!title.isEmpty());
    m_text->setText(text);
    m_text->setVisible(!text.isEmpty());
    m_action->setText(action);
    m_action->setVisible(!action.isEmpty());
}

void PlaceholderView::setCompact(bool compact)
{
    m_icon->setVisible(!compact);
    layout()->setContentsMargins(0, 0, 0, 0);
}

} // namespace Portlight::App
