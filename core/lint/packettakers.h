// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/packet/packetspace.h"

#include <vector>

namespace Portlight::Core
{

/// Finds which of many sets, in order, hold the packets of another one, without a look at each: a
/// tree of unions. Asking costs one intersection for each set found and level of the tree.
class PacketTakers
{
public:
    PacketTakers(PacketSpace &space, std::vector<PacketSet> sets);

    /// Calls `visit(index)` for each set from index `first` on, and before `end`, that holds some
    /// of the packets no earlier one held. Returns the packets that none holds. Stops early when
    /// `visit` answers false.
    template<typename Visit>
    PacketSet take(PacketSet packets, std::size_t first, std::size_t end, Visit visit)
    {
        bool goesOn = true;
        descend(1, 0, m_leaves, packets, first, end, visit, goesOn);
        return packets;
    }

private:
    template<typename Visit>
    void descend(std::size_t node, std::size_t begin, std::size_t size, PacketSet &packets,
                 std::size_t first, std::size_t end, Visit &visit, bool &goesOn)
    {
        if (!goesOn || packets == PacketSpace::none || begin >= end || begin + size <= first
            || m_space.intersection(packets, m_unions[node]) == PacketSpace::none) {
            return;
        }
        if (size == 1) {
            packets = m_space.difference(packets, m_unions[node]);
            goesOn = visit(begin);
            return;
        }
        descend(node * 2, begin, size / 2, packets, first, end, visit, goesOn);
        descend(node * 2 + 1, begin + size / 2, size / 2, packets, first, end, visit, goesOn);
    }

    PacketSpace &m_space;
    std::size_t m_leaves = 1; ///< a power of two
    /// Node 1 is the root, the children of n are 2n and 2n + 1, the leaves come last.
    std::vector<PacketSet> m_unions;
};

} // namespace Portlight::Core
