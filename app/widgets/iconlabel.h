// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <QWidget>

namespace Portlight::App
{

/// An icon of ours as a widget that follows the palette and stays sharp on every screen. Decoration
/// only: the word beside it carries the meaning.
class IconLabel : public QWidget
{
    Q_OBJECT

public:
    IconLabel(const QString &name, int size, QWidget *parent = nullptr);
    void setIconName(const QString &name);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_name;
    int m_size;
};

} // namespace Portlight::App
