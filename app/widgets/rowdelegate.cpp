// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/widgets/rowdelegate.h"

#include "app/models/roles.h"
#include "app/models/rulesearch.h"
#include "app/widgets/colours.h"
#include "app/widgets/icons.h"

#include <QApplication>
#include <QDateTime>
#include <QHeaderView>
#include <QLocale>
#include <QPainter>
#include <QTableView>
#include <QTextLayout>

#include <algorithm>

namespace Portlight::App
{

namespace
{

int rowHeight(const QFontMetrics &metrics)
{
    return std::max(26, metrics.height() + 10);
}

} // namespace

void RowDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    const QString name = index.data(IconNameRole).toString();
    if (!name.isEmpty()) {
        option->features |= QStyleOptionViewItem::HasDecoration;
        option->icon = icon(name);
        option->decorationSize = QSize(18, 18);
    }
    if (index.data(EmphasisRole).toBool()) {
        option->font.setBold(true);
        option->fontMetrics = QFontMetrics(option->font);
    }
    if (index.data(DimmedRole).toBool()) {
        for (const auto group : {QPalette::Active, QPalette::Inactive}) {
            option->palette.setColor(group, QPalette::Text, secondaryText(option->palette));
        }
    }
}

void RowDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                        const QModelIndex &index) const
{
    const auto marks = index.data(MarksRole).toStringList();
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    const auto *style = item.widget != nullptr ? item.widget->style() : QApplication::style();
    const int margin = style->pixelMetric(QStyle::PM_FocusFrameHMargin, nullptr, item.widget) + 1;
    const QRect space = style->subElementRect(QStyle::SE_ItemViewItemText, &item, item.widget)
                            .adjusted(margin, 0, -margin, 0);
    const QString text = marks.isEmpty()
        ? QString()
        : item.fontMetrics.elidedText(item.text, item.textElideMode, space.width());
    const auto spans = findMarks(text, marks);
    if (spans.empty()) {
        QStyledItemDelegate::paint(painter, option, index);
        return;
    }
    item.text.clear();
    style->drawControl(QStyle::CE_ItemViewItem, &item, painter, item.widget);
    const bool isSelected = item.state.testFlag(QStyle::State_Selected);
    QTextCharFormat format;
    format.setFontUnderline(true);
    if (!isSelected) {
        format.setBackground(toneBackground(Tone::Warning, item.palette));
    }
    QList<QTextLayout::FormatRange> formats;
    for (const auto &span : spans) {
        formats.append({span.start, span.length, format});
    }
    QTextLayout layout(text, item.font);
    layout.setFormats(formats);
    QTextOption wrap(item.displayAlignment);
    wrap.setWrapMode(QTextOption::NoWrap);
    wrap.setTextDirection(item.direction);
    layout.setTextOption(wrap);
    layout.beginLayout();
    auto line = layout.createLine();
    line.setLineWidth(space.width());
    layout.endLayout();
    painter->save();
    painter->setClipRect(space);
    painter->setPen(item.palette.color(isSelected ? QPalette::HighlightedText : QPalette::Text));
    layout.draw(painter, QPointF(space.left(), space.top() + (space.height() - line.height()) / 2));
    painter->restore();
}

QSize RowDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QSize size = QStyledItemDelegate::sizeHint(option, index);
    size.setHeight(rowHeight(option.fontMetrics));
    return size;
}

void setUpTable(QTableView *view, const QString &accessibleName)
{
    view->setAccessibleName(accessibleName);
    view->setItemDelegate(new RowDelegate(view));
    view->setShowGrid(false);
    view->setAlternatingRowColors(true);
    view->setSelectionBehavior(QAbstractItemView::SelectRows);
    view->setSelectionMode(QAbstractItemView::SingleSelection);
    view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    view->setTabKeyNavigation(false);
    view->setWordWrap(false);
    view->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    view->verticalHeader()->hide();
    view->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    view->verticalHeader()->setDefaultSectionSize(rowHeight(view->fontMetrics()));
    view->horizontalHeader()->setHighlightSections(false);
    view->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
}

int timeColumnWidth(const QFontMetrics &metrics)
{
    constexpr int padding = 18;
    const QDateTime wide(QDate(2028, 11, 28), QTime(22, 58, 58));
    return metrics.horizontalAdvance(QLocale().toString(wide, QLocale::ShortFormat)) + padding;
}

void blendIn(QTableView *view)
{
    view->setFrameShape(QFrame::NoFrame);
    view->setAlternatingRowColors(false);
    view->viewport()->setAutoFillBackground(false);
}

} // namespace Portlight::App
