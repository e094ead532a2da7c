// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/widgets/trendchart.h"

#include "app/widgets/colours.h"
#include "app/widgets/rowdelegate.h"

#include <QChart>
#include <QChartView>
#include <QEvent>
#include <QGraphicsLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineSeries>
#include <QLocale>
#include <QPushButton>
#include <QStackedWidget>
#include <QTableWidget>
#include <QVBoxLayout>
#include <QValueAxis>

#include <algorithm>
#include <cmath>

namespace Portlight::App
{

namespace
{

constexpr double shortestSpan = 60; ///< seconds shown at least

/// A round number at or above: 1, 2 or 5 times a power of ten, so that axis labels are whole.
double roundedUp(double value)
{
    const double power = std::pow(10.0, std::floor(std::log10(std::max(value, 1.0))));
    for (const double factor : {1.0, 2.0, 5.0, 10.0}) {
        if (value <= factor * power) {
            return factor * power;
        }
    }
    return value;
}

} // namespace

struct TrendChart::Chart {
    QChart *chart = new QChart;
    QChartView *view = nullptr;
    QLineSeries *measured = new QLineSeries;
    QLineSeries *forecast = new QLineSeries;
    QLineSeries *limit = new QLineSeries;
    QValueAxis *time = new QValueAxis;
    QValueAxis *count = new QValueAxis;
};

TrendChart::TrendChart(QWidget *parent)
    : QWidget(parent)
    , m_chart(std::make_unique<Chart>())
    , m_stack(new QStackedWidget(this))
    , m_table(new QTableWidget(0, 2, this))
    , m_switch(new QPushButton(tr("Show as Table"), this))
{
    auto &c = *m_chart;
    c.measured->setName(tr("Measured"));
    c.forecast->setName(tr("Forecast"));
    c.limit->setName(tr("Limit"));
    c.view = new QChartView(c.chart, this);
    c.view->setRenderHint(QPainter::Antialiasing);
    c.view->setAccessibleName(tr("Used places over time"));
    c.view->setFocusPolicy(Qt::NoFocus);
    c.view->setFrameShape(QFrame::NoFrame);
    for (auto *series : {c.limit, c.measured, c.forecast}) {
        c.chart->addSeries(series);
    }
    c.time->setTitleText(tr("Seconds (0 is now)"));
    c.time->setLabelFormat(QStringLiteral("%.0f"));
    c.time->setTickType(QValueAxis::TicksDynamic);
    c.time->setTickAnchor(0);
    c.count->setLabelFormat(QStringLiteral("%.0f"));
    c.count->setTickCount(5);
    c.chart->addAxis(c.time, Qt::AlignBottom);
    c.chart->addAxis(c.count, Qt::AlignLeft);
    for (auto *series : {c.limit, c.measured, c.forecast}) {
        series->attachAxis(c.time);
        series->attachAxis(c.count);
    }
    c.chart->legend()->setAlignment(Qt::AlignTop);
    c.chart->legend()->setMarkerShape(QLegend::MarkerShapeFromSeries);
    c.chart->setMargins(QMargins(0, 0, 0, 0));
    c.chart->setBackgroundRoundness(0);
    c.chart->layout()->setContentsMargins(0, 0, 0, 0);
    c.view->setMinimumHeight(120);
    c.chart->setAnimationOptions(QChart::NoAnimation);

    setUpTable(m_table, tr("Used places over time, as a table"));
    m_table->setHorizontalHeaderLabels({tr("Seconds before now"), tr("Places used")});
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_stack->addWidget(c.view);
    m_stack->addWidget(m_table);
    m_switch->setCheckable(true);
    connect(m_switch, &QPushButton::toggled, this, [this](bool asTable) {
        m_stack->setCurrentIndex(asTable ? 1 : 0);
        m_switch->setText(asTable ? tr("Show as Chart") : tr("Show as Table"));
    });
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_stack, 1);
    auto *row = new QHBoxLayout;
    row->addStretch(1);
    row->addWidget(m_switch);
    column->addLayout(row);
    recolour();
}

TrendChart::~TrendChart() = default;

void TrendChart::setSamples(const std::vector<Core::UsageSample> &samples,
                            std::optional<std::uint64_t> limit, const Core::Forecast &forecast)
{
    auto &c = *m_chart;
    const double now = samples.empty() ? 0 : samples.back().seconds;
    double span = shortestSpan;
    while (!samples.empty() && span < now - samples.front().seconds) {
        span *= 2;
    }
    const double ahead = span / 4;
    QList<QPointF> measured;
    measured.reserve(static_cast<qsizetype>(samples.size()));
    double highest = 10;
    for (const auto &sample : samples) {
        measured << QPointF(sample.seconds - now, static_cast<double>(sample.count));
        highest = std::max(highest, static_cast<double>(sample.count));
    }
    QList<QPointF> expected;
    if (!samples.empty() && forecast.trend != Core::Trend::Unknown) {
        const auto last = static_cast<double>(samples.back().count);
        const double end = std::max(0.0, last + forecast.perSecond * ahead);
        expected << QPointF(0, last) << QPointF(ahead, end);
        highest = std::max(highest, end);
    }
    // A limit far above the curve would press it to the floor; it is drawn once it is in sight.
    const bool limitInSight = limit && *limit > 0 && static_cast<double>(*limit) <= highest * 4;
    if (limitInSight) {
        highest = std::max(highest, static_cast<double>(*limit));
    }
    QList<QPointF> limitLine;
    if (limitInSight) {
        limitLine << QPointF(-span, static_cast<double>(*limit))
                  << QPointF(ahead, static_cast<double>(*limit));
    }
    c.measured->replace(measured);
    c.forecast->replace(expected);
    c.limit->replace(limitLine);
    c.limit->setVisible(limitInSight);
    c.time->setTickInterval(ahead);
    c.time->setRange(-span, ahead);
    c.count->setRange(0, roundedUp(highest * 1.05));

    const QLocale locale;
    QString sentence = tr("No readings yet");
    if (!samples.empty()) {
        sentence =
            tr("%1 places used now, at most %2 in the last %n second(s)", nullptr,
               static_cast<int>(span))
                .arg(locale.toString(static_cast<qulonglong>(samples.back().count)),
                     locale.toString(std::max_element(measured.begin(), measured.end(),
                                                      [](const QPointF &a, const QPointF &b) {
                                                          return a.y() < b.y();
                                                      })
                                         ->y(),
                                     'f', 0));
    }
    c.view->setAccessibleDescription(sentence);
    fillTable(samples);
}

void TrendChart::fillTable(const std::vector<Core::UsageSample> &samples)
{
    constexpr std::size_t mostRows = 60;
    const auto rows = std::min(samples.size(), mostRows);
    const QLocale locale;
    m_table->setRowCount(static_cast<int>(rows));
    for (std::size_t i = 0; i < rows; ++i) {
        const auto &sample = samples[samples.size() - 1 - i];
        const int row = static_cast<int>(i);
        m_table->setItem(
            row, 0,
            new QTableWidgetItem(locale.toString(samples.back().seconds - sample.seconds, 'f', 0)));
        m_table->setItem(
            row, 1, new QTableWidgetItem(locale.toString(static_cast<qulonglong>(sample.count))));
    }
}

bool TrendChart::showsTable() const
{
    return m_switch->isChecked();
}

QSize TrendChart::sizeHint() const
{
    return {420, 170};
}

void TrendChart::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        recolour();
    }
}

void TrendChart::recolour()
{
    auto &c = *m_chart;
    const QColor text = palette().color(QPalette::WindowText);
    c.chart->setBackgroundBrush(cardBackground(palette()));
    c.view->setBackgroundBrush(cardBackground(palette()));
    c.chart->legend()->setLabelColor(text);
    for (auto *axis : {c.time, c.count}) {
        axis->setLabelsColor(text);
        axis->setTitleBrush(text);
        axis->setLinePenColor(lineColour(palette()));
        axis->setGridLineColor(lineColour(palette()));
        QFont plain = font();
        plain.setPointSizeF(font().pointSizeF() * 0.9);
        axis->setLabelsFont(plain);
        axis->setTitleFont(plain);
    }
    c.chart->legend()->setFont(font());
    c.measured->setPen(QPen(toneColour(Tone::Good, palette()), 2));
    c.forecast->setPen(QPen(toneColour(Tone::Good, palette()), 2, Qt::DashLine));
    c.limit->setPen(QPen(toneColour(Tone::Bad, palette()), 4));
}

} // namespace Portlight::App
