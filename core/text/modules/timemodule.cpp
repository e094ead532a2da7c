// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/text/modules/moduleoptions.h"
#include "core/text/values.h"

#include <array>
#include <chrono>

namespace Portlight::Core
{

namespace
{

/// `count` decimal numbers with the separators of `shape` between them.
template<std::size_t count>
std::optional<std::array<unsigned, count>> numbers(std::string_view text, std::string_view shape)
{
    std::array<unsigned, count> result{};
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t end = i + 1 < count ? text.find(shape[i]) : text.size();
        const auto number =
            end == std::string_view::npos ? std::nullopt : parseDecimal(text.substr(0, end));
        if (!number || *number > 9999) {
            return std::nullopt;
        }
        result[i] = static_cast<unsigned>(*number);
        text.remove_prefix(i + 1 < count ? end + 1 : end);
    }
    return result;
}

/// "hh:mm" or "hh:mm:ss", in seconds.
std::optional<std::uint32_t> timeOfDay(std::string_view text)
{
    if (const auto parts = numbers<3>(text, "::")) {
        return (*parts)[0] * 3600 + (*parts)[1] * 60 + (*parts)[2];
    }
    if (const auto parts = numbers<2>(text, ":")) {
        return (*parts)[0] * 3600 + (*parts)[1] * 60;
    }
    return std::nullopt;
}

/// "YYYY-MM-DDThh:mm:ss", as iptables-save prints it; the module takes it for UTC.
std::optional<std::int64_t> date(std::string_view text)
{
    const auto parts = numbers<6>(text, "--T::");
    if (!parts) {
        return std::nullopt;
    }
    const std::chrono::year_month_day day{std::chrono::year(static_cast<int>((*parts)[0])),
                                          std::chrono::month((*parts)[1]),
                                          std::chrono::day((*parts)[2])};
    if (!day.ok()) {
        return std::nullopt;
    }
    const auto days = std::chrono::sys_days(day).time_since_epoch().count();
    return std::int64_t{days} * 86400 + std::int64_t{(*parts)[3]} * 3600
        + std::int64_t{(*parts)[4]} * 60 + (*parts)[5];
}

/// A list of days; `inverted` means all others of `all`.
template<typename Parse>
std::optional<std::uint32_t> days(const ModuleOptions::Option &option, std::uint32_t all,
                                  Parse parse)
{
    std::uint32_t bits = 0;
    std::string_view list = option.values.front();
    while (true) {
        const std::size_t comma = list.find(',');
        const auto day = parse(list.substr(0, comma));
        if (!day) {
            return std::nullopt;
        }
        bits |= 1U << *day;
        if (comma == std::string_view::npos) {
            return option.inverted ? all & ~bits : bits;
        }
        list.remove_prefix(comma + 1);
    }
}

std::optional<unsigned> weekDay(std::string_view text)
{
    constexpr std::string_view names[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    for (unsigned day = 0; day < std::size(names); ++day) {
        if (names[day] == text) {
            return day + 1;
        }
    }
    const auto number = parseDecimal(text);
    return number && *number >= 1 && *number <= 7 ? std::optional(static_cast<unsigned>(*number))
                                                  : std::nullopt;
}

std::optional<unsigned> monthDay(std::string_view text)
{
    const auto number = parseDecimal(text);
    return number && *number >= 1 && *number <= 31 ? std::optional(static_cast<unsigned>(*number))
                                                   : std::nullopt;
}

std::optional<ModuleCondition> parseTime(ModuleOptions &options, Family)
{
    TimeCondition condition;
    bool good = true;
    const auto read = [&](std::string_view name, auto parse, auto &into) {
        if (const auto option = options.take(name)) {
            const auto value = parse(option->values.front());
            good = good && value && !option->inverted;
            into = value.value_or(0);
        }
    };
    read("timestart", timeOfDay, condition.dayStart);
    read("timestop", timeOfDay, condition.dayStop);
    read("datestart", date, condition.date.first);
    read("datestop", date, condition.date.last);
    if (const auto option = options.take("weekdays")) {
        const auto bits = days(*option, 0xfe, weekDay);
        good = good && bits;
        condition.weekDays = static_cast<std::uint8_t>(bits.value_or(0));
    }
    if (const auto option = options.take("monthdays")) {
        const auto bits = days(*option, 0xfffffffe, monthDay);
        good = good && bits;
        condition.monthDays = bits.value_or(0);
    }
    condition.contiguous = options.takeFlag("contiguous");
    condition.kernelZone = options.takeFlag("kerneltz");
    return good ? std::optional(ModuleCondition{condition}) : std::nullopt;
}

} // namespace

ModuleParser timeModuleParser(std::string_view module)
{
    return module == "time" ? parseTime : nullptr;
}

} // namespace Portlight::Core
