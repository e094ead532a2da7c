// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/widgets/card.h"

#include "app/widgets/colours.h"

#include <QEvent>
#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

namespace Portlight::App
{

namespace
{

/// Follows the palette: a colour set once would be wrong after a change of the theme.
class SecondaryLabel : public QLabel
{
public:
    using QLabel::QLabel;

protected:
    void changeEvent(QEvent *event) override
    {
        QLabel::changeEvent(event);
        if (event->type() == QEvent::ParentChange
            || event->type() == QEvent::ApplicationPaletteChange
            || event->type() == QEvent::StyleChange) {
            recolour();
        }
    }
    void showEvent(QShowEvent *event) override
    {
        recolour();
        QLabel::showEvent(event);
    }

private:
    void recolour()
    {
        if (parentWidget() == nullptr) {
            return;
        }
        QPalette own = parentWidget()->palette();
        const QColor colour = secondaryText(own);
        if (palette().color(QPalette::WindowText) != colour) {
            own.setColor(QPalette::WindowText, colour);
            setPalette(own);
        }
    }
};

} // namespace

Card::Card(const QString &title, QWidget *parent)
    : QFrame(parent)
    , m_title(new QLabel(title, this))
    , m_body(new QVBoxLayout)
{
    enlarge(m_title, 1.0);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(14, 10, 14, 12);
    column->setSpacing(8);
    column->addWidget(m_title);
    column->addLayout(m_body, 1);
    m_body->setSpacing(6);
    setAccessibleName(title);
    m_title->setVisible(!title.isEmpty());
}

QVBoxLayout *Card::body() const
{
    return m_body;
}

void Card::setTitle(const QString &title)
{
    m_title->setText(title);
    m_title->setVisible(!title.isEmpty());
    setAccessibleName(title);
}

void Card::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(lineColour(palette()), 1));
    painter.setBrush(cardBackground(palette()));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
}

QLabel *textLabel(const QString &text, QWidget *parent, bool secondary)
{
    auto *label = secondary ? new SecondaryLabel(text, parent) : new QLabel(text, parent);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setTextFormat(Qt::PlainText);
    return label;
}

void enlarge(QLabel *label, double factor, bool bold)
{
    QFont font = label->font();
    font.setPointSizeF(font.pointSizeF() * factor);
    font.setBold(bold);
    label->setFont(font);
}

} // namespace Portlight::App
