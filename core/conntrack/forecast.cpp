// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/conntrack/usage.h"

#include <algorithm>
#include <cmath>

namespace Portlight::Core
{

namespace
{

constexpr std::size_t fewestSamples = 3;
constexpr double shortestSeconds = 2.0;
constexpr double steadyShareOfLimitPerMinute = 0.001;
constexpr double steadyEntriesPerMinuteAtLeast = 1.0;

struct Line {
    double slope = 0;
    double span = 0;
};

Line leastSquares(const std::vector<UsageSample> &samples)
{
    const auto n = static_cast<double>(samples.size());
    double meanSeconds = 0;
    double meanCount = 0;
    double first = samples.front().seconds;
    double last = first;
    for (const UsageSample &sample : samples) {
        meanSeconds += sample.seconds / n;
        meanCount += static_cast<double>(sample.count) / n;
        first = std::min(first, sample.seconds);
        last = std::max(last, sample.seconds);
    }
    double covariance = 0;
    double variance = 0;
    for (const UsageSample &sample : samples) {
        const double seconds = sample.seconds - meanSeconds;
        covariance += seconds * (static_cast<double>(sample.count) - meanCount);
        variance += seconds * seconds;
    }
    return {variance > 0 ? covariance / variance : 0, last - first};
}

} // namespace

Forecast forecast(const std::vector<UsageSample> &samples, std::optional<std::uint64_t> max)
{
    Forecast result;
    const bool finite = std::all_of(samples.begin(), samples.end(), [](const UsageSample &sample) {
        return std::isfinite(sample.seconds);
    });
    if (samples.size() < fewestSamples || !finite) {
        return result;
    }
    const Line line = leastSquares(samples);
    if (line.span < shortestSeconds) {
        return result;
    }
    result.perSecond = line.slope;
    const bool limited = max.has_value() && *max > 0;
    // Without a limit the newest count stands in: "steady" must mean something there, too.
    const double scale =
        limited ? static_cast<double>(*max) : static_cast<double>(samples.back().count);
    const double steady =
        std::max(scale * steadyShareOfLimitPerMinute, steadyEntriesPerMinuteAtLeast);
    if (std::abs(line.slope) * 60.0 < steady) {
        result.trend = Trend::Steady;
        return result;
    }
    result.trend = line.slope > 0 ? Trend::Rising : Trend::Falling;
    if (result.trend == Trend::Rising && limited) {
        // (M - N) / (dN/dt), from the newest count.
        const std::uint64_t now = samples.back().count;
        result.secondsToFull = now >= *max ? 0.0 : static_cast<double>(*max - now) / line.slope;
    }
    return result;
}

} // namespace Portlight::Core
