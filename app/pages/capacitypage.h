// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "app/pages/page.h"

class QLabel;

namespace Portlight::App
{

class Gauge;
class Planner;
class TrendChart;

/// How full the connection table is, how that went, and how large it should be.
class CapacityPage : public Page
{
    Q_OBJECT

public:
    explicit CapacityPage(Session &session, QWidget *parent = nullptr);
    void refresh() override;

private:
    void showUsage();

    Gauge *m_gauge;
    QLabel *m_sentence;
    QLabel *m_statistics;
    TrendChart *m_chart;
    Planner *m_planner;
};

} // namespace Portlight::App
