// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <QStyledItemDelegate>

class QTableView;

namespace Portlight::App
{

/// Draws the icons that models name, gives all rows one comfortable height, sets the last row of a
/// chain ("Otherwise: …") apart, greys what has no effect, and marks what a search found (on a
/// ground of its own and underlined).
class RowDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;
};

/// One look for all tables: no grid, whole rows selected, fixed height, Tab leaves the table.
void setUpTable(QTableView *view, const QString &accessibleName);
/// For a column of dates and times in the short format of the locale.
int timeColumnWidth(const QFontMetrics &metrics);
/// Without frame and background of its own, for tables that fill a card.
void blendIn(QTableView *view);

} // namespace Portlight::App
