// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/widgets/gauge.h"

#include "app/widgets/icons.h"

#include <QAccessible>
#include <QAccessibleWidget>
#include <QLocale>
#include <QPainter>
#include <QPainterPath>
#include <QStyle>

#include <algorithm>
#include <cmath>
#include <mutex>

namespace Portlight::App
{

namespace
{

Tone usageTone(Core::UsageState state)
{
    switch (state) {
    case Core::UsageState::RoomToSpare:
        return Tone::Good;
    case Core::UsageState::FillingUp:
        return Tone::Warning;
    case Core::UsageState::Full:
        return Tone::Bad;
    case Core::UsageState::NotInUse:
    case Core::UsageState::NotTracking:
    case Core::UsageState::Unlimited:
        return Tone::Muted;
    }
    return Tone::Muted;
}

Qt::BrushStyle usagePattern(Core::UsageState state)
{
    switch (state) {
    case Core::UsageState::FillingUp:
        return Qt::BDiagPattern;
    case Core::UsageState::Full:
        return Qt::DiagCrossPattern;
    default:
        return Qt::SolidPattern;
    }
}

class AccessibleGauge : public QAccessibleWidget, public QAccessibleValueInterface
{
public:
    explicit AccessibleGauge(QWidget *widget)
        : QAccessibleWidget(widget, QAccessible::ProgressBar)
    {
    }
    void *interface_cast(QAccessible::InterfaceType type) override
    {
        if (type == QAccessible::ValueInterface) {
            return static_cast<QAccessibleValueInterface *>(this);
        }
        return QAccessibleWidget::interface_cast(type);
    }
    QString text(QAccessible::Text type) const override
    {
        switch (type) {
        case QAccessible::Name:
            return Gauge::tr("Connection table");
        case QAccessible::Description:
        case QAccessible::Value:
            return gauge()->sentence();
        default:
            return QAccessibleWidget::text(type);
        }
    }
    QVariant currentValue() const override
    {
        return gauge()->percent();
    }
    void setCurrentValue(const QVariant &) override
    {
    }
    QVariant maximumValue() const override
    {
        return 100;
    }
    QVariant minimumValue() const override
    {
        return 0;
    }
    QVariant minimumStepSize() const override
    {
        return 1;
    }

private:
    Gauge *gauge() const
    {
        return static_cast<Gauge *>(widget());
    }
};

QAccessibleInterface *createAccessibleGauge(const QString &className, QObject *object)
{
    if (className == QLatin1String("Portlight::App::Gauge")) {
        return new AccessibleGauge(static_cast<QWidget *>(object));
    }
    return nullptr;
}

} // namespace

QString usageIconName(Core::UsageState state)
{
    switch (state) {
    case Core::UsageState::RoomToSpare:
        return QStringLiteral("state-ok");
    case Core::UsageState::FillingUp:
        return QStringLiteral("state-warning");
    case Core::UsageState::Full:
        return QStringLiteral("state-full");
    case Core::UsageState::NotInUse:
    case Core::UsageState::NotTracking:
    case Core::UsageState::Unlimited:
        return QStringLiteral("state-none");
    }
    return {};
}

Gauge::Gauge(QWidget *parent)
    : QWidget(parent)
{
    static std::once_flag installed;
    std::call_once(installed, [] {
        QAccessible::installFactory(createAccessibleGauge);
    });
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Connection table"));
    setUnknown(tr("Not read yet"));
}

void Gauge::setUsage(const Core::ConntrackUsage &usage, Core::UsageState state, const QString &word,
                     const QString &sentence)
{
    const bool stateChanged = m_known && m_state != state;
    m_usage = usage;
    m_state = state;
    m_known = true;
    m_word = word;
    m_sentence = sentence;
    setAccessibleDescription(sentence);
    if (QAccessible::isActive()) {
        QAccessibleValueChangeEvent changed(this, percent());
        QAccessible::updateAccessibility(&changed);
        if (stateChanged) {
            QAccessibleEvent alert(this, QAccessible::Alert);
            QAccessible::updateAccessibility(&alert);
        }
    }
    update();
}

void Gauge::setUnknown(const QString &reason)
{
    m_usage = {};
    m_state = Core::UsageState::NotInUse;
    m_known = false;
    m_word = tr("Unknown");
    m_sentence = reason;
    setAccessibleDescription(reason);
    update();
}

Core::UsageState Gauge::state() const
{
    return m_state;
}

int Gauge::percent() const
{
    const auto used = Core::usedPercent(m_usage);
    return m_known && used ? static_cast<int>(std::lround(*used)) : -1;
}

QString Gauge::sentence() const
{
    return m_sentence;
}

QFont Gauge::largeFont() const
{
    QFont large = font();
    large.setPointSizeF(font().pointSizeF() * 2.0);
    large.setBold(true);
    return large;
}

QRectF Gauge::barRect() const
{
    const int top = QFontMetrics(largeFont()).height() + 8;
    return {0.5, top + 0.5, width() - 1.0, 22.0};
}

QSize Gauge::sizeHint() const
{
    return {320, QFontMetrics(largeFont()).height() + 8 + 24 + 8 + fontMetrics().height() + 4};
}

QSize Gauge::minimumSizeHint() const
{
    return {220, sizeHint().height()};
}

void Gauge::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QLocale locale;
    const QColor colour = toneColour(usageTone(m_state), palette());
    const QColor text = palette().color(QPalette::WindowText);
    const QRectF bar = barRect();
    const int topHeight = static_cast<int>(bar.top()) - 8;
    const bool rightToLeft = layoutDirection() == Qt::RightToLeft;

    // First line: the number large at the start, icon and word at the end.
    const bool hasPercent = percent() >= 0;
    const QString number = hasPercent ? tr("%1 %").arg(locale.toString(percent())) : QString();
    painter.setPen(text);
    painter.setFont(largeFont());
    painter.drawText(QRect(0, 0, width(), topHeight),
                     QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft) | Qt::AlignVCenter,
                     number);
    painter.setFont(font());
    constexpr int iconSize = 20;
    const int wordWidth = fontMetrics().horizontalAdvance(m_word);
    const int room = width() - QFontMetrics(largeFont()).horizontalAdvance(number) - iconSize - 20;
    const QString word =
        fontMetrics().elidedText(m_word, Qt::ElideRight, hasPercent ? room : width());
    const int shown = std::min(wordWidth, fontMetrics().horizontalAdvance(word));
    const int wordLeft = hasPercent ? (rightToLeft ? 0 : width() - shown - 2)
                                    : (rightToLeft ? width() - shown - iconSize - 8 : iconSize + 8);
    painter.drawText(QRect(wordLeft, 0, shown + 4, topHeight), Qt::AlignVCenter | Qt::AlignLeft,
                     word);
    const int iconLeft = rightToLeft ? wordLeft + shown + 8 : wordLeft - iconSize - 6;
    painter.drawPixmap(
        iconLeft, (topHeight - iconSize) / 2,
        iconPixmap(usageIconName(m_state), iconSize, palette(), devicePixelRatioF()));

    // The bar: groove, filled part with the state's pattern, marks at the two limits.
    QPainterPath groove;
    groove.addRoundedRect(bar, 4, 4);
    painter.fillPath(groove, palette().color(QPalette::Window));
    if (hasPercent && percent() > 0) {
        const double part = std::min(100.0, *Core::usedPercent(m_usage)) / 100.0;
        QRectF filled = bar;
        filled.setWidth(std::max(4.0, bar.width() * part));
        if (rightToLeft) {
            filled.moveRight(bar.right());
        }
        painter.save();
        painter.setClipPath(groove);
        const auto pattern = usagePattern(m_state);
        if (pattern != Qt::SolidPattern) {
            QColor faint = colour;
            faint.setAlphaF(0.35F);
            painter.fillRect(filled, faint);
        }
        painter.fillRect(filled, QBrush(colour, pattern));
        painter.restore();
    }
    const bool hasMeaning = m_known && hasPercent;
    painter.setPen(QPen(hasMeaning ? secondaryText(palette()) : lineColour(palette()), 1,
                        hasMeaning ? Qt::SolidLine : Qt::DotLine));
    painter.drawPath(groove);
    if (hasMeaning) {
        painter.setPen(QPen(secondaryText(palette()), 1));
        for (const double limit : {0.75, 0.95}) {
            const double x =
                rightToLeft ? bar.right() - bar.width() * limit : bar.left() + bar.width() * limit;
            painter.drawLine(QPointF(x, bar.bottom() - 6), QPointF(x, bar.bottom()));
        }
    }

    // Last line: the numbers behind it.
    QString numbers = m_sentence;
    if (m_known && m_usage.count) {
        const QString count = locale.toString(static_cast<qulonglong>(*m_usage.count));
        numbers = m_usage.max && *m_usage.max > 0
            ? tr("%1 of %2 places used")
                  .arg(count, locale.toString(static_cast<qulonglong>(*m_usage.max)))
            : tr("%1 places used, no limit").arg(count);
    }
    const QRect line(0, static_cast<int>(bar.bottom()) + 8, width(), fontMetrics().height() + 2);
    painter.setPen(text);
    painter.drawText(line,
                     QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft) | Qt::AlignVCenter,
                     fontMetrics().elidedText(numbers, Qt::ElideRight, width()));
}

} // namespace Portlight::App
