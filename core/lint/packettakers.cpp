// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/lint/packettakers.h"

#include <algorithm>
#include <bit>

namespace Portlight::Core
{

PacketTakers::PacketTakers(PacketSpace &space, std::vector<PacketSet> sets)
    : m_space(space)
    , m_leaves(std::bit_ceil(std::max<std::size_t>(sets.size(), 1)))
    , m_unions(m_leaves * 2, PacketSpace::none)
{
    std::copy(sets.begin(), sets.end(), m_unions.begin() + static_cast<std::ptrdiff_t>(m_leaves));
    for (std::size_t node = m_leaves; node-- > 1;) {
        m_unions[node] = m_space.united(m_unions[node * 2], m_unions[node * 2 + 1]);
    }
}

} // namespace Portlight::Core
