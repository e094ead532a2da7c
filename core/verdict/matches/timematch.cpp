// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/verdict/matches/matches.h"

#include <chrono>

namespace Portlight::Core
{

/// xt_time.c, time_mt().
MatchAnswer evaluate(const TimeCondition &condition, const MatchContext &context)
{
    const auto &clock = context.world.clock;
    if (!clock || (condition.kernelZone && !clock->minutesWest)) {
        return {Answer::CannotTell, "time"};
    }
    constexpr std::int64_t day = 86400;
    std::int64_t stamp = clock->seconds;
    if (condition.kernelZone) {
        stamp -= std::int64_t{60} * *clock->minutesWest;
    }
    if (!condition.date.contains(stamp)) {
        return {Answer::No, {}};
    }
    const auto now = static_cast<std::uint32_t>((stamp % day + day) % day);
    if (condition.dayStart < condition.dayStop) {
        if (now < condition.dayStart || now > condition.dayStop) {
            return {Answer::No, {}};
        }
    } else {
        if (now < condition.dayStart && now > condition.dayStop) {
            return {Answer::No, {}};
        }
        // A span over midnight belongs to the day on which it began.
        if (condition.contiguous && now <= condition.dayStop) {
            stamp -= day;
        }
    }
    using namespace std::chrono;
    const sys_days date = floor<days>(sys_seconds(seconds(stamp)));
    const unsigned weekDay = weekday(date).iso_encoding();
    const unsigned monthDay = static_cast<unsigned>(year_month_day(date).day());
    const bool fits =
        (condition.weekDays >> weekDay & 1U) != 0 && (condition.monthDays >> monthDay & 1U) != 0;
    return {answerOf(fits), {}};
}

} // namespace Portlight::Core
