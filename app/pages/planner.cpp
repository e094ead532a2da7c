// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/pages/planner.h"

#include "app/models/qtext.h"
#include "app/widgets/card.h"
#include "app/widgets/gauge.h"
#include "app/widgets/icons.h"
#include "app/widgets/messagebar.h"
#include "app/widgets/rowdelegate.h"
#include "app/wording/wording.h"
#include "core/change/persistence.h"

#include <QClipboard>
#include <QComboBox>
#include <QDialog>
#include <QDialogButtonBox>
#include <QFontDatabase>
#include <QGridLayout>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSlider>
#include <QSpinBox>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace Portlight::App
{

namespace
{

constexpr int sliderSteps = 1000;
constexpr int highestTable = 16'777'216;
constexpr double memoryWarningPercent = 5;
/// An entry is found by two keys: from four per bucket on, looking up costs noticeably.
constexpr double longChain = 4;

/// Rates and times span many powers of ten; equal steps on the slider are equal factors.
int toSlider(int value, int lowest, int highest, bool logarithmic)
{
    if (!logarithmic) {
        return sliderSteps * (value - lowest) / std::max(1, highest - lowest);
    }
    const double part = std::log1p(value - lowest) / std::log1p(highest - lowest);
    return static_cast<int>(std::lround(part * sliderSteps));
}

int fromSlider(int position, int lowest, int highest, bool logarithmic)
{
    const double part = static_cast<double>(position) / sliderSteps;
    if (!logarithmic) {
        return lowest + static_cast<int>(std::lround(part * (highest - lowest)));
    }
    const double value = std::expm1(part * std::log1p(highest - lowest));
    // Two figures are what a hand on a slider means.
    const double unit = std::pow(10.0, std::max(0.0, std::floor(std::log10(value + 1)) - 1));
    return lowest + static_cast<int>(std::lround(value / unit) * std::lround(unit));
}

QString durationText(double seconds)
{
    if (seconds < 120) {
        return Planner::tr("%n second(s)", nullptr, static_cast<int>(seconds));
    }
    if (seconds < 7200) {
        return Planner::tr("%n minute(s)", nullptr, static_cast<int>(seconds / 60));
    }
    return Planner::tr("%n hour(s)", nullptr, static_cast<int>(seconds / 3600));
}

} // namespace

Planner::Planner(QWidget *parent)
    : QWidget(parent)
    , m_preset(new QComboBox(this))
    , m_max(new QSpinBox(this))
    , m_buckets(new QSpinBox(this))
    , m_now(textLabel({}, this, true))
    , m_gauge(new Gauge(this))
    , m_sentence(textLabel({}, this))
    , m_table(new QTableWidget(0, 2, this))
    , m_message(new MessageBar(this))
    , m_useSize(new QPushButton(tr("&Use This Size"), this))
    , m_showCommands(new QPushButton(tr("Show C&ommands…"), this))
{
    auto *expected = new Card(tr("What is expected"), this);
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(10);
    grid->setVerticalSpacing(6);
    grid->setColumnStretch(1, 1);
    auto *presetLabel = new QLabel(tr("Start fro&m:"), expected);
    presetLabel->setBuddy(m_preset);
    grid->addWidget(presetLabel, 0, 0);
    grid->addWidget(m_preset, 0, 1, 1, 2);
    m_preset->addItem(tr("Measured on this computer"), QStringLiteral("measured"));
    for (const auto &preset : Core::planPresets()) {
        m_preset->addItem(presetName(preset.name), qtext(preset.name));
    }
    m_rate = addField(grid, tr("&New connections per second"), QString(), 0, 1'000'000, true);
    m_seconds = addField(grid, tr("&Seconds a short one stays"), tr(" s"), 0, 432'000, true);
    m_longLived = addField(grid, tr("&Long-lived connections"), QString(), 0, 16'000'000, true);
    m_reserve = addField(grid, tr("&Room to keep free"), tr(" %"), 0, 90, false);
    const auto addLimit = [&](const QString &label, QSpinBox *box) {
        const int row = grid->rowCount();
        auto *name = new QLabel(label, expected);
        name->setBuddy(box);
        box->setRange(0, highestTable);
        box->setSingleStep(65536);
        box->setGroupSeparatorShown(true);
        grid->addWidget(name, row, 0);
        grid->addWidget(box, row, 2);
        connect(box, &QSpinBox::valueChanged, this, &Planner::recalculate);
    };
    addLimit(tr("Table si&ze to try"), m_max);
    m_max->setSpecialValueText(tr("No limit"));
    addLimit(tr("&Buckets to try"), m_buckets);
    m_buckets->setMinimum(1);
    expected->body()->addLayout(grid);
    expected->body()->addWidget(m_now);
    expected->body()->addStretch(1);

    auto *happens = new Card(tr("What would happen"), this);
    happens->body()->addWidget(m_gauge);
    m_sentence->setAccessibleName(tr("Result of the plan"));
    happens->body()->addWidget(m_sentence);
    happens->body()->addWidget(m_message);
    setUpTable(m_table, tr("Result of the plan, as a table"));
    m_table->horizontalHeader()->hide();
    blendIn(m_table);
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 6);
    m_table->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    constexpr int rows = 6;
    m_table->setFixedHeight(rows * (fontMetrics().height() + 6) + 4);
    m_table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_table->horizontalHeader()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    happens->body()->addWidget(m_table);
    happens->body()->addStretch(1);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_useSize);
    buttons->addWidget(m_showCommands);
    buttons->addStretch(1);
    happens->body()->addLayout(buttons);

    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(12);
    row->addWidget(expected, 1);
    row->addWidget(happens, 1);

    m_gauge->setObjectName(QStringLiteral("planGauge"));
    connect(m_preset, &QComboBox::activated, this, [this] {
        applyPreset(m_preset->currentData().toString());
    });
    connect(m_useSize, &QPushButton::clicked, this, [this] {
        m_max->setValue(
            static_cast<int>(std::min<std::uint64_t>(m_plan.recommendedMax, highestTable)));
        m_buckets->setValue(
            static_cast<int>(std::min<std::uint64_t>(m_plan.recommendedBuckets, highestTable)));
    });
    connect(m_showCommands, &QPushButton::clicked, this, [this] {
        QDialog dialog(this);
        dialog.setWindowTitle(tr("Commands"));
        auto *column = new QVBoxLayout(&dialog);
        column->addWidget(textLabel(
            tr("The first lines change the limits now; the file keeps them after a restart."),
            &dialog));
        auto *text = new QPlainTextEdit(commands(), &dialog);
        text->setReadOnly(true);
        text->setTabChangesFocus(true);
        text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
        text->setAccessibleName(tr("Commands"));
        text->setMinimumSize(560, 220);
        column->addWidget(text);
        auto *box = new QDialogButtonBox(QDialogButtonBox::Close, &dialog);
        auto *copy = box->addButton(tr("&Copy"), QDialogButtonBox::ActionRole);
        connect(copy, &QPushButton::clicked, &dialog, [this] {
            QGuiApplication::clipboard()->setText(commands());
        });
        connect(box, &QDialogButtonBox::rejected, &dialog, &QDialog::reject);
        column->addWidget(box);
        dialog.exec();
        m_showCommands->setFocus();
    });
    m_preset->setCurrentIndex(1);
    applyPreset(m_preset->currentData().toString());
}

Planner::Field Planner::addField(QGridLayout *grid, const QString &label, const QString &unit,
                                 int lowest, int highest, bool logarithmic)
{
    Field field;
    field.slider = new QSlider(Qt::Horizontal, this);
    field.slider->setRange(0, sliderSteps);
    field.slider->setPageStep(sliderSteps / 10);
    field.slider->setSingleStep(sliderSteps / 100);
    QString plain = label;
    plain.remove(QLatin1Char('&'));
    field.slider->setAccessibleName(tr("%1, slider").arg(plain));
    field.box = new QSpinBox(this);
    field.box->setRange(lowest, highest);
    field.box->setSuffix(unit);
    field.box->setGroupSeparatorShown(true);
    auto *name = new QLabel(label, this);
    name->setBuddy(field.box);
    const int row = grid->rowCount();
    grid->addWidget(name, row, 0);
    grid->addWidget(field.slider, row, 1);
    grid->addWidget(field.box, row, 2);
    connect(field.slider, &QSlider::valueChanged, this,
            [this, field, lowest, highest, logarithmic](int position) {
                if (!m_filling) {
                    m_filling = true;
                    field.box->setValue(fromSlider(position, lowest, highest, logarithmic));
                    m_filling = false;
                    recalculate();
                }
            });
    connect(field.box, &QSpinBox::valueChanged, this,
            [this, field, lowest, highest, logarithmic](int value) {
                if (!m_filling) {
                    m_filling = true;
                    field.slider->setValue(toSlider(value, lowest, highest, logarithmic));
                    m_filling = false;
                    recalculate();
                }
            });
    return field;
}

void Planner::applyPreset(const QString &name)
{
    Core::PlanInput wanted;
    if (name == QLatin1String("measured")) {
        wanted = input();
        wanted.newPerSecond = m_measuredRate;
        wanted.longLived = m_measuredLongLived;
    }
    for (const auto &preset : Core::planPresets()) {
        if (qtext(preset.name) == name) {
            wanted = preset.input;
        }
    }
    m_rate.box->setValue(static_cast<int>(std::lround(wanted.newPerSecond)));
    m_seconds.box->setValue(static_cast<int>(std::lround(wanted.secondsEach)));
    m_longLived.box->setValue(
        static_cast<int>(std::min<std::uint64_t>(wanted.longLived, highestTable)));
    m_reserve.box->setValue(static_cast<int>(std::lround(wanted.reservePercent)));
    recalculate();
}

void Planner::setCurrent(const Core::ConntrackUsage &usage)
{
    const bool changed = !(usage.max == m_current.max && usage.buckets == m_current.buckets);
    m_current = usage;
    if (!m_started || changed) {
        m_started = true;
        const QSignalBlocker maxBlocker(m_max);
        const QSignalBlocker bucketBlocker(m_buckets);
        constexpr std::uint64_t usual = 262144;
        m_max->setValue(
            static_cast<int>(std::min<std::uint64_t>(usage.max.value_or(usual), highestTable)));
        m_buckets->setValue(
            static_cast<int>(std::min<std::uint64_t>(usage.buckets.value_or(usual), highestTable)));
        showNow();
        recalculate();
    }
}

void Planner::showNow()
{
    const QLocale locale;
    m_now->setText(m_current.max && m_current.buckets
                       ? tr("In force now: table size %1, buckets %2.")
                             .arg(locale.toString(static_cast<qulonglong>(*m_current.max)),
                                  locale.toString(static_cast<qulonglong>(*m_current.buckets)))
                       : tr("Connection tracking is not in use now; usual limits are assumed."));
}

void Planner::setMeasured(double newPerSecond, std::uint64_t longLived)
{
    m_measuredRate = newPerSecond;
    m_measuredLongLived = longLived;
}

void Planner::setMemory(std::uint64_t bytes)
{
    m_memory = bytes;
    recalculate();
}

Core::PlanInput Planner::input() const
{
    Core::PlanInput input;
    input.newPerSecond = m_rate.box->value();
    input.secondsEach = m_seconds.box->value();
    input.longLived = static_cast<std::uint64_t>(m_longLived.box->value());
    input.reservePercent = m_reserve.box->value();
    input.max = static_cast<std::uint64_t>(m_max->value());
    input.buckets = static_cast<std::uint64_t>(m_buckets->value());
    input.memoryBytes = m_memory;
    return input;
}

Core::Plan Planner::result() const
{
    return m_plan;
}

QString Planner::sentence() const
{
    return m_sentence->text();
}

void Planner::setRow(int row, const QString &name, const QString &value)
{
    if (m_table->rowCount() <= row) {
        m_table->setRowCount(row + 1);
    }
    auto *number = new QTableWidgetItem(value);
    number->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_table->setItem(row, 0, new QTableWidgetItem(name));
    m_table->setItem(row, 1, number);
}

void Planner::recalculate()
{
    if (m_filling) {
        return;
    }
    const auto asked = input();
    m_plan = Core::plan(asked);
    const QLocale locale;
    const auto number = [&locale](std::uint64_t value) {
        return locale.toString(static_cast<qulonglong>(value));
    };
    Core::ConntrackUsage planned;
    planned.count = m_plan.entries;
    planned.max = asked.max;
    planned.buckets = asked.buckets;
    const auto state = Core::usageState(planned, false);
    const QString sentence = planSentence(m_plan, asked);
    m_gauge->setUsage(planned, state, usageStateText(state), sentence);
    m_sentence->setText(sentence);

    int row = 0;
    setRow(row++, tr("Places needed at the busiest moment"), number(m_plan.entries));
    setRow(row++, tr("Time until full, from empty"),
           m_plan.secondsToFull ? durationText(*m_plan.secondsToFull) : tr("Never"));
    setRow(row++, tr("Memory when full"),
           m_plan.memoryPercent
               ? tr("%1 (%2 %)")
                     .arg(locale.formattedDataSize(static_cast<qint64>(m_plan.bytesWhenFull), 1),
                          locale.toString(*m_plan.memoryPercent, 'f', 1))
               : locale.formattedDataSize(static_cast<qint64>(m_plan.bytesWhenFull), 1));
    setRow(row++, tr("Entries per bucket when busy"), locale.toString(m_plan.chainLength, 'f', 1));
    setRow(row++, tr("Recommended table size"), number(m_plan.recommendedMax));
    setRow(row++, tr("Recommended buckets"), number(m_plan.recommendedBuckets));

    m_useSize->setEnabled(m_plan.recommendedMax != asked.max
                          || m_plan.recommendedBuckets != asked.buckets);
    if (m_plan.memoryPercent && *m_plan.memoryPercent > memoryWarningPercent) {
        m_message->showMessage(MessageBar::Kind::Warning,
                               tr("A full table would take %1 % of this computer's memory.")
                                   .arg(locale.toString(*m_plan.memoryPercent, 'f', 1)));
    } else if (m_plan.chainLength > longChain) {
        m_message->showMessage(MessageBar::Kind::Warning,
                               tr("Too few buckets: each look-up walks %1 entries.")
                                   .arg(locale.toString(m_plan.chainLength, 'f', 1)));
        m_message->setAction(tr("Set %1 Buckets").arg(number(m_plan.recommendedBuckets)), [this] {
            m_buckets->setValue(
                static_cast<int>(std::min<std::uint64_t>(m_plan.recommendedBuckets, highestTable)));
        });
    } else {
        m_message->clear();
    }
}

QString Planner::commands() const
{
    const QString max = QString::number(m_max->value());
    const QString buckets = QString::number(m_buckets->value());
    return QStringLiteral("sysctl -w net.netfilter.nf_conntrack_max=%1\n"
                          "sysctl -w net.netfilter.nf_conntrack_buckets=%2\n"
                          "\n"
                          "# %3\n"
                          "net.netfilter.nf_conntrack_max = %1\n"
                          "net.netfilter.nf_conntrack_buckets = %2\n")
        .arg(max, buckets, QString::fromLatin1(Core::keptSettingsFile));
}

} // namespace Portlight::App
