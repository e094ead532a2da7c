// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/packet/workbounds.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace Portlight::Core
{

/// Sets of bit strings of one fixed length, as reduced ordered binary decision diagrams (Bryant,
/// "Graph-Based Algorithms for Boolean Function Manipulation", IEEE Transactions on Computers 35,
/// 1986). Two sets are equal exactly when their numbers are. All sets of one diagram share their
/// nodes, which live as long as the diagram. (BuDDy of Debian keeps its nodes in globals and ends
/// the program when memory runs out; hence this one.)
///
/// Work is bounded: an operation that needs more nodes than allowed, or that is told to stop,
/// answers `none` and sets isExhausted(), which stays set. Whoever asks looks there before
/// believing any answer.
class DecisionDiagram
{
public:
    using Set = std::uint32_t;
    static constexpr Set none = 0; ///< the empty set
    static constexpr Set all = 1; ///< every string

    /// `variables` is the number of bits, at most 4096; a node takes 16 bytes and its share of two
    /// tables, about 24 in all.
    explicit DecisionDiagram(unsigned variables, WorkBounds bounds = {});

    /// The strings that begin, from `variable` on, with 0 in `low` or with 1 in `high`. Both may
    /// only ask about later variables.
    Set node(unsigned variable, Set low, Set high);
    /// The strings with this value at this place.
    Set bit(unsigned variable, bool value);

    Set intersection(Set a, Set b);
    Set united(Set a, Set b);
    Set difference(Set a, Set b);
    Set complement(Set a);
    /// The strings that are in the set for some value of the variables `first` to `last`.
    Set forget(Set set, unsigned first, unsigned last);

    /// The first variable that the set asks about; the number of variables for `none` and `all`.
    unsigned variableOf(Set set) const
    {
        return m_nodes[set].variable;
    }
    Set low(Set set) const
    {
        return m_nodes[set].low;
    }
    Set high(Set set) const
    {
        return m_nodes[set].high;
    }

    unsigned variables() const
    {
        return m_variables;
    }
    std::size_t nodeCount() const
    {
        return m_nodes.size();
    }
    bool isExhausted() const
    {
        return m_exhausted;
    }
    /// It was told to stop, and so is exhausted.
    bool wasStopped() const
    {
        return m_stopped;
    }

private:
    enum class Operation : std::uint32_t { Nothing, Intersection, Union, Difference, Forget };
    struct Node {
        Set low = none;
        Set high = none;
        std::uint32_t next = 0; ///< in the same bucket; 0 ends it
        std::uint32_t variable = 0;
    };
    struct Remembered {
        Operation operation = Operation::Nothing;
        Set a = none;
        std::uint32_t b = 0;
        Set result = none;
    };

    Set apply(Operation operation, Set a, Set b);
    Set forgetFrom(Set set, unsigned first, unsigned last);
    void countStep();
    Remembered &slot(Operation operation, Set a, std::uint32_t b);
    void growBuckets();

    unsigned m_variables;
    WorkBounds m_bounds;
    std::vector<Node> m_nodes;
    std::vector<std::uint32_t> m_buckets;
    std::vector<Remembered> m_memory;
    unsigned m_steps = 0; ///< since the bounds were asked
    bool m_exhausted = false;
    bool m_stopped = false;
};

} // namespace Portlight::Core
