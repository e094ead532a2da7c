// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/models/usagehistory.h"

#include <algorithm>

namespace Portlight::App
{

UsageHistory::UsageHistory(std::size_t capacity)
    : m_capacity(std::max<std::size_t>(capacity, 3))
{
}

void UsageHistory::add(double seconds, std::uint64_t count)
{
    if (!m_samples.empty() && seconds <= m_samples.back().seconds) {
        return;
    }
    // Dropping an eighth at once keeps adding cheap; a deque would cost a copy for every chart.
    if (m_samples.size() >= m_capacity) {
        const auto drop = static_cast<std::ptrdiff_t>(std::max<std::size_t>(1, m_capacity / 8));
        m_samples.erase(m_samples.begin(), m_samples.begin() + drop);
    }
    m_samples.push_back({seconds, count});
}

void UsageHistory::clear()
{
    m_samples.clear();
}

bool UsageHistory::isEmpty() const
{
    return m_samples.empty();
}

const std::vector<Core::UsageSample> &UsageHistory::samples() const
{
    return m_samples;
}

std::vector<Core::UsageSample> UsageHistory::latest(double seconds) const
{
    if (m_samples.empty()) {
        return {};
    }
    const double from = m_samples.back().seconds - seconds;
    const auto first =
        std::find_if(m_samples.begin(), m_samples.end(), [from](const Core::UsageSample &sample) {
            return sample.seconds >= from;
        });
    return {first, m_samples.end()};
}

std::optional<double> UsageHistory::highestRise() const
{
    if (m_samples.size() < 3) {
        return {};
    }
    double highestPerSecond = 0;
    for (std::size_t i = 1; i < m_samples.size(); ++i) {
        const auto &before = m_samples[i - 1];
        const auto &now = m_samples[i];
        if (now.count > before.count) {
            highestPerSecond = std::max(highestPerSecond,
                                        static_cast<double>(now.count - before.count)
                                            / (now.seconds - before.seconds));
        }
    }
    return highestPerSecond;
}

std::uint64_t UsageHistory::highest() const
{
    std::uint64_t highest = 0;
    for (const auto &sample : m_samples) {
        highest = std::max(highest, sample.count);
    }
    return highest;
}

} // namespace Portlight::App
