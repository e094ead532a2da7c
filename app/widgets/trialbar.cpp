// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/widgets/trialbar.h"

#include "app/widgets/colours.h"
#include "app/widgets/iconlabel.h"
#include "app/widgets/icons.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QTimer>

namespace Portlight::App
{

TrialBar::TrialBar(QWidget *parent)
    : QFrame(parent)
    , m_text(new QLabel(this))
    , m_keep(new QPushButton(icon(QStringLiteral("keep")), tr("&Keep Change"), this))
    , m_undo(new QPushButton(icon(QStringLiteral("edit-undo")), tr("&Undo Now"), this))
    , m_more(new QPushButton(icon(QStringLiteral("more-time")), tr("+60 &Seconds"), this))
    , m_others(new QPushButton(this))
    , m_tick(new QTimer(this))
{
    m_text->setAccessibleName(tr("Time left"));
    m_keep->setAccessibleName(tr("Keep the change being tried"));
    m_undo->setAccessibleName(tr("Undo the change being tried now"));
    m_more->setAccessibleName(tr("Try the change 60 seconds longer"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(14, 8, 14, 8);
    row->setSpacing(10);
    row->addWidget(new IconLabel(QStringLiteral("countdown"), 22, this));
    row->addWidget(m_text, 1);
    row->addWidget(m_others);
    row->addWidget(m_keep);
    row->addWidget(m_undo);
    row->addWidget(m_more);
    m_tick->setInterval(1000);
    connect(m_tick, &QTimer::timeout, this, [this] {
        m_secondsLeft = m_secondsLeft > 0 ? m_secondsLeft - 1 : 0;
        updateText();
    });
    connect(m_keep, &QPushButton::clicked, this, &TrialBar::keepRequested);
    connect(m_undo, &QPushButton::clicked, this, &TrialBar::undoRequested);
    connect(m_more, &QPushButton::clicked, this, &TrialBar::moreTimeRequested);
    connect(m_others, &QPushButton::clicked, this, &TrialBar::othersRequested);
    m_others->setFlat(true);
    m_others->hide();
    hide();
}

void TrialBar::setOthers(int count)
{
    m_others->setVisible(count > 0);
    m_others->setText(tr("%n more in &History…", nullptr, count));
    m_others->setAccessibleName(tr("Show the other changes being tried"));
}

void TrialBar::start(const QString &summary, unsigned secondsLeft)
{
    setToolTip(summary);
    setAccessibleDescription(summary);
    setSecondsLeft(secondsLeft);
    setBusy(false);
    m_tick->start();
    show();
}

void TrialBar::setSecondsLeft(unsigned seconds)
{
    m_secondsLeft = seconds;
    updateText();
}

void TrialBar::stop()
{
    m_tick->stop();
    hide();
}

unsigned TrialBar::secondsLeft() const
{
    return m_secondsLeft;
}

void TrialBar::setBusy(bool busy)
{
    for (auto *button : {m_keep, m_undo, m_more}) {
        button->setEnabled(!busy);
    }
}

void TrialBar::updateText()
{
    m_text->setText(m_secondsLeft > 0
                        ? tr("Trying the change: %n second(s) left, then it is undone by itself.",
                             nullptr, static_cast<int>(m_secondsLeft))
                        : tr("The time is over: the change is being undone…"));
}

void TrialBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), toneBackground(Tone::Warning, palette()));
    painter.fillRect(QRect(0, 0, width(), 2), toneColour(Tone::Warning, palette()));
}

} // namespace Portlight::App
