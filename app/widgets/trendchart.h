// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/conntrack/usage.h"

#include <QWidget>

#include <memory>
#include <optional>
#include <vector>

class QPushButton;
class QStackedWidget;
class QTableWidget;

namespace Portlight::App
{

/// Used places of the connection table over time: measured solid, forecast dashed, the limit as a
/// thick line. "Show as Table" gives the same numbers as text. The only user of Qt Charts, which is
/// deprecated from Qt 6.10 on: another drawing can take its place behind this class.
class TrendChart : public QWidget
{
    Q_OBJECT

public:
    explicit TrendChart(QWidget *parent = nullptr);
    ~TrendChart() override;

    void setSamples(const std::vector<Core::UsageSample> &samples,
                    std::optional<std::uint64_t> limit, const Core::Forecast &forecast);
    bool showsTable() const;
    QSize sizeHint() const override;

protected:
    void changeEvent(QEvent *event) override;

private:
    void recolour();
    void fillTable(const std::vector<Core::UsageSample> &samples);

    struct Chart;
    std::unique_ptr<Chart> m_chart;
    QStackedWidget *m_stack;
    QTableWidget *m_table;
    QPushButton *m_switch;
};

} // namespace Portlight::App
