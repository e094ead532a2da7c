// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/widgets/icons.h"

#include <QFile>
#include <QGuiApplication>
#include <QHash>
#include <QIconEngine>
#include <QPainter>
#include <QSvgRenderer>

namespace Portlight::App
{

namespace
{

QByteArray svgSource(const QString &name)
{
    QFile file(QStringLiteral(":/icons/actions/%1.svg").arg(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void render(QPainter &painter, const QRectF &rect, const QByteArray &source, const QColor &colour)
{
    QByteArray coloured = source;
    coloured.replace("currentColor", colour.name(QColor::HexRgb).toLatin1());
    QSvgRenderer(coloured).render(&painter, rect);
}

/// Holds the drawing, not pixels: the colour is known only when it is painted.
class SymbolicEngine : public QIconEngine
{
public:
    explicit SymbolicEngine(const QString &name)
        : m_name(name)
        , m_source(svgSource(name))
    {
    }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        const QPalette palette = QGuiApplication::palette();
        QColor colour = toneColour(iconTone(m_name), palette);
        if (mode == QIcon::Disabled) {
            colour = palette.color(QPalette::Disabled, QPalette::WindowText);
        } else if (mode == QIcon::Selected) {
            colour = palette.color(QPalette::HighlightedText);
        }
        render(*painter, rect, m_source, colour);
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return pixmap;
    }

    QIconEngine *clone() const override
    {
        return new SymbolicEngine(m_name);
    }

    bool isNull() override
    {
        return m_source.isEmpty();
    }

private:
    QString m_name;
    QByteArray m_source;
};

} // namespace

Tone iconTone(const QString &name)
{
    static const QHash<QString, Tone> tones = {
        {QStringLiteral("action-allow"), Tone::Good},
        {QStringLiteral("action-drop"), Tone::Bad},
        {QStringLiteral("action-refuse"), Tone::Bad},
        {QStringLiteral("action-log"), Tone::Muted},
        {QStringLiteral("action-count"), Tone::Muted},
        {QStringLiteral("action-continue"), Tone::Muted},
        {QStringLiteral("action-return"), Tone::Muted},
        {QStringLiteral("result-ok"), Tone::Good},
        {QStringLiteral("result-problem"), Tone::Bad},
        {QStringLiteral("result-unknown"), Tone::Warning},
        {QStringLiteral("result-skipped"), Tone::Muted},
        {QStringLiteral("state-ok"), Tone::Good},
        {QStringLiteral("state-warning"), Tone::Warning},
        {QStringLiteral("state-full"), Tone::Bad},
        {QStringLiteral("state-none"), Tone::Muted},
        {QStringLiteral("countdown"), Tone::Warning},
    };
    return tones.value(name, Tone::Plain);
}

QIcon icon(const QString &name)
{
    const bool isOwn = name.startsWith(QLatin1String("page-"))
        || name.startsWith(QLatin1String("action-")) || name.startsWith(QLatin1String("result-"))
        || name.startsWith(QLatin1String("state-")) || name.startsWith(QLatin1String("symptom-"));
    const QIcon own(new SymbolicEngine(name));
    return isOwn ? own : QIcon::fromTheme(name, own);
}

QPixmap iconPixmap(const QString &name, int size, const QPalette &palette, qreal scale)
{
    QPixmap pixmap(QSize(size, size) * scale);
    pixmap.setDevicePixelRatio(scale);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    render(painter, QRectF(0, 0, size, size), svgSource(name), toneColour(iconTone(name), palette));
    return pixmap;
}

} // namespace Portlight::App
