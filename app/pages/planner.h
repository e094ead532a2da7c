// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/conntrack/usage.h"

#include <QWidget>

class QComboBox;
class QGridLayout;
class QLabel;
class QPushButton;
class QSlider;
class QSpinBox;
class QTableWidget;

namespace Portlight::App
{

class Gauge;
class MessageBar;

/// "What is expected" and "What would happen": the size of the connection table for a given load.
/// Every slider has a spin box beside it; every change recalculates at once.
class Planner : public QWidget
{
    Q_OBJECT

public:
    explicit Planner(QWidget *parent = nullptr);

    /// The limits in force, shown as "now", and the start of the plan the first time.
    void setCurrent(const Core::ConntrackUsage &usage);
    /// What the history gave, for the preset "Measured on this computer".
    void setMeasured(double newPerSecond, std::uint64_t longLived);
    void setMemory(std::uint64_t bytes);

    Core::PlanInput input() const;
    Core::Plan result() const;
    QString sentence() const;
    /// What a person would type, and the file that keeps it.
    QString commands() const;

private:
    struct Field {
        QSlider *slider = nullptr;
        QSpinBox *box = nullptr;
    };
    Field addField(QGridLayout *grid, const QString &label, const QString &unit, int lowest,
                   int highest, bool logarithmic);
    void applyPreset(const QString &name);
    void recalculate();
    void setRow(int row, const QString &name, const QString &value);
    void showNow();

    QComboBox *m_preset;
    Field m_rate;
    Field m_longLived;
    Field m_seconds;
    Field m_reserve;
    QSpinBox *m_max;
    QSpinBox *m_buckets;
    QLabel *m_now;
    Gauge *m_gauge;
    QLabel *m_sentence;
    QTableWidget *m_table;
    MessageBar *m_message;
    QPushButton *m_useSize;
    QPushButton *m_showCommands;
    Core::ConntrackUsage m_current;
    Core::Plan m_plan;
    std::uint64_t m_memory = 0;
    double m_measuredRate = 0;
    std::uint64_t m_measuredLongLived = 0;
    bool m_started = false;
    bool m_filling = false;
};

} // namespace Portlight::App
