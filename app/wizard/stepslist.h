// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <QStringList>
#include <QWidget>

class QLabel;

namespace Portlight::App
{

class IconLabel;

/// The steps of the wizard at its side: done ones have a tick, the current one an arrow and bold
/// text. For reading only; Tab passes it by.
class StepsList : public QWidget
{
    Q_OBJECT

public:
    explicit StepsList(const QStringList &steps, QWidget *parent = nullptr);

    void setCurrent(int step);
    int current() const;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    struct Row {
        IconLabel *icon = nullptr;
        QLabel *text = nullptr;
    };
    QList<Row> m_rows;
    int m_current = 0;
};

} // namespace Portlight::App
