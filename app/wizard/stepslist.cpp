// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/wizard/stepslist.h"

#include "app/widgets/colours.h"
#include "app/widgets/iconlabel.h"

#include <QGridLayout>
#include <QLabel>
#include <QPainter>

namespace Portlight::App
{

StepsList::StepsList(const QStringList &steps, QWidget *parent)
    : QWidget(parent)
{
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(12, 16, 14, 12);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(12);
    int row = 0;
    for (const auto &step : steps) {
        Row made;
        made.icon = new IconLabel(QString(), 16, this);
        made.text = new QLabel(step, this);
        made.text->setWordWrap(true);
        grid->addWidget(made.icon, row, 0, Qt::AlignTop);
        grid->addWidget(made.text, row, 1);
        m_rows << made;
        ++row;
    }
    grid->setColumnStretch(1, 1);
    grid->setRowStretch(row, 1);
    // QWizard squeezes a side widget that has no minimum to a few pixels.
    setMinimumWidth(196);
    setMaximumWidth(230);
    setAccessibleName(tr("Steps"));
    setCurrent(0);
}

void StepsList::setCurrent(int step)
{
    m_current = step;
    for (int i = 0; i < m_rows.size(); ++i) {
        auto &row = m_rows[i];
        QFont font = this->font();
        font.setBold(i == step);
        row.text->setFont(font);
        row.icon->setIconName(i < step        ? QStringLiteral("keep")
                                  : i == step ? QStringLiteral("go-next")
                                              : QString());
        const QString state = i < step ? tr("done") : i == step ? tr("current") : tr("to come");
        row.text->setAccessibleName(tr("Step %1 of %2: %3, %4")
                                        .arg(QString::number(i + 1), QString::number(m_rows.size()),
                                             row.text->text(), state));
    }
}

int StepsList::current() const
{
    return m_current;
}

void StepsList::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(lineColour(palette()));
    const int edge = layoutDirection() == Qt::RightToLeft ? 0 : width() - 1;
    painter.drawLine(edge, 8, edge, height() - 8);
}

} // namespace Portlight::App
