// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/wording/wording.h"
#include "app/wording/words.h"

#include <QCoreApplication>
#include <QLocale>

namespace Portlight::App
{

namespace
{

using namespace Core;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Portlight::App::ConntrackWords)
};

QString trendText(Trend trend)
{
    switch (trend) {
    case Trend::Steady:
        return Text::tr("steady");
    case Trend::Rising:
        return Text::tr("rising");
    case Trend::Falling:
        return Text::tr("falling");
    case Trend::Unknown:
        break;
    }
    return {};
}

QString percent(double value)
{
    const int digits = value > 0 && value < 10 ? 1 : 0;
    return Text::tr("%1 %", "percent").arg(QLocale().toString(value, 'f', digits));
}

} // namespace

QString usageStateText(Core::UsageState state)
{
    switch (state) {
    case UsageState::RoomToSpare:
        return Text::tr("Room to spare");
    case UsageState::FillingUp:
        return Text::tr("Filling up");
    case UsageState::Full:
        return Text::tr("Nearly full");
    case UsageState::NotInUse:
        return Text::tr("Not in use");
    case UsageState::NotTracking:
        return Text::tr("Not tracking");
    case UsageState::Unlimited:
        return Text::tr("Unlimited");
    }
    return {};
}

QString usageSentence(const Core::ConntrackUsage &usage, Core::UsageState state, Core::Trend trend)
{
    if (state == UsageState::NotInUse || !usage.count) {
        return Text::tr("The connection table is not in use: no rule needs it.");
    }
    const QString count = Words::number(*usage.count);
    if (state == UsageState::NotTracking) {
        return Text::tr("The connection table is empty; perhaps nothing is tracked.");
    }
    if (state == UsageState::Unlimited || !usage.max || *usage.max == 0) {
        return Text::tr("The connection table holds %1 connections and has no limit.").arg(count);
    }
    const QString max = Words::number(*usage.max);
    const auto used = Core::usedPercent(usage);
    QString sentence = Text::tr("The connection table holds %1 of %2 connections (%3): %4")
                           .arg(count, max, percent(used.value_or(0)), usageStateText(state));
    const QString direction = trendText(trend);
    if (!direction.isEmpty()) {
        sentence += QStringLiteral(", ") + direction;
    }
    return sentence + QLatin1Char('.');
}

QString planSentence(const Core::Plan &plan, const Core::PlanInput &input)
{
    QString sentence;
    const QString entries = Words::number(plan.entries);
    if (input.max == 0 || !plan.usedPercent) {
        sentence =
            Text::tr("At the busiest moment %1 places are used; there is no limit.").arg(entries);
    } else {
        sentence = Text::tr("At the busiest moment %1 of %2 places are used (%3).")
                       .arg(entries, Words::number(input.max), percent(*plan.usedPercent));
    }
    if (plan.secondsToFull) {
        sentence += QLatin1Char(' ')
            + Text::tr("The table would be full after %1.")
                  .arg(Words::duration(*plan.secondsToFull));
    }
    if (plan.recommendedMax != 0 && plan.recommendedMax != input.max) {
        sentence += QLatin1Char(' ')
            + Text::tr("Advice: %1 places.").arg(Words::number(plan.recommendedMax));
    }
    return sentence;
}

QString presetName(std::string_view preset)
{
    if (preset == "desktop") {
        return Text::tr("Desktop");
    }
    if (preset == "containers") {
        return Text::tr("Desktop with containers");
    }
    if (preset == "peer-to-peer") {
        return Text::tr("Peer-to-peer downloads");
    }
    if (preset == "hotspot") {
        return Text::tr("Hotspot for 20 devices");
    }
    if (preset == "load-test") {
        return Text::tr("Port scan or load test");
    }
    return Words::plain(preset);
}

} // namespace Portlight::App
