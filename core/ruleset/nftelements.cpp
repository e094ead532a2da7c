// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/ruleset/nftelements.h"

#include <algorithm>
#include <numeric>

namespace Portlight::Core
{

NftElements::NftElements(std::size_t fields)
    : m_fields(fields)
{
}

void NftElements::add(const std::vector<NftRange> &key, std::optional<NftData> data)
{
    m_order.push_back(static_cast<std::uint32_t>(m_order.size()));
    for (std::size_t field = 0; field < m_fields; ++field) {
        NftRange range = field < key.size() ? key[field] : NftRange{{}, {}, false};
        if (!range.known) {
            // It may be any value, so it is found by every look-up.
            range.first = {};
            range.last = NftValue::ones(128);
        }
        m_keys.push_back(range);
    }
    if (data) {
        m_data.push_back(*std::move(data));
    }
}

void NftElements::setOtherwise(std::optional<NftData> data)
{
    m_hasOtherwise = true;
    m_otherwise = std::move(data);
}

void NftElements::sort()
{
    std::iota(m_order.begin(), m_order.end(), 0U);
    const auto first = [this](std::uint32_t element) -> const NftRange & {
        return m_keys[element * m_fields];
    };
    std::stable_sort(m_order.begin(), m_order.end(), [&first](std::uint32_t a, std::uint32_t b) {
        return first(a).first < first(b).first;
    });
    m_reach.clear();
    m_reach.reserve(m_order.size());
    NftValue reach;
    for (const std::uint32_t element : m_order) {
        reach = std::max(reach, first(element).last);
        m_reach.push_back(reach);
    }
}

std::size_t NftElements::begins(const NftValue &value) const
{
    const auto end = std::upper_bound(m_order.begin(), m_order.end(), value,
                                      [this](const NftValue &asked, std::uint32_t element) {
                                          return asked < m_keys[element * m_fields].first;
                                      });
    return static_cast<std::size_t>(end - m_order.begin());
}

} // namespace Portlight::Core
