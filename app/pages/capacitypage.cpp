// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/pages/capacitypage.h"

#include "app/pages/localusage.h"
#include "app/pages/planner.h"
#include "app/pages/session.h"
#include "app/widgets/card.h"
#include "app/widgets/gauge.h"
#include "app/widgets/trendchart.h"
#include "app/wording/wording.h"

#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QScrollArea>
#include <QVBoxLayout>

namespace Portlight::App
{

namespace
{

constexpr double shownSeconds = 600;

} // namespace

CapacityPage::CapacityPage(Session &session, QWidget *parent)
    : Page(session, tr("Capacity"), parent)
    , m_gauge(new Gauge(this))
    , m_sentence(textLabel({}, this))
    , m_statistics(textLabel({}, this, true))
    , m_chart(new TrendChart(this))
    , m_planner(new Planner(this))
{
    auto *now = new Card(tr("Connection table now"), this);
    now->body()->addWidget(m_gauge);
    now->body()->addWidget(m_sentence);
    now->body()->addWidget(m_statistics);
    now->body()->addStretch(1);
    auto *history = new Card(tr("The last 10 minutes"), this);
    history->body()->addWidget(m_chart, 1);
    auto *inner = new QWidget(this);
    auto *grid = new QGridLayout(inner);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(12);
    grid->addWidget(now, 0, 0);
    grid->addWidget(history, 0, 1);
    grid->addWidget(m_planner, 1, 0, 1, 2);
    grid->setColumnStretch(0, 2);
    grid->setColumnStretch(1, 3);
    grid->setRowStretch(1, 1);
    auto *scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidget(inner);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setAccessibleName(tr("Capacity"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(scroll);
    m_planner->setMemory(readLocalMemory());
    connect(&session, &Session::usageChanged, this, &CapacityPage::showUsage);
    connect(&session, &Session::switched, this, &CapacityPage::showUsage);
    showUsage();
}

void CapacityPage::showUsage()
{
    const auto &usage = session().usage();
    if (!usage.read) {
        m_gauge->setUnknown(tr("Not read yet"));
        m_sentence->clear();
        m_statistics->clear();
        m_chart->setSamples({}, {}, {});
        return;
    }
    const QString sentence = usageSentence(usage.now, usage.state, usage.forecast.trend);
    m_gauge->setUsage(usage.now, usage.state, usageStateText(usage.state), sentence);
    m_sentence->setText(sentence);
    const QLocale locale;
    if (usage.statistics) {
        const auto number = [&locale](std::uint64_t value) {
            return locale.toString(static_cast<qulonglong>(value));
        };
        m_statistics->setText(
            tr("Dropped because the table was full: %1. Dropped early to make room: %2. Chains too "
               "long: %3.")
                .arg(number(usage.statistics->drop), number(usage.statistics->earlyDrop),
                     number(usage.statistics->chainTooLong)));
    } else {
        m_statistics->setText(tr("Losses are shown once the rules are unlocked."));
    }
    m_chart->setSamples(session().history().latest(shownSeconds), usage.now.max, usage.forecast);
    m_planner->setMeasured(session().history().highestRise().value_or(0),
                           usage.now.count.value_or(0));
    m_planner->setCurrent(usage.now);
}

void CapacityPage::refresh()
{
    session().refresh();
}

} // namespace Portlight::App
