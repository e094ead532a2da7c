// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/packet/decisiondiagram.h"

#include <utility>

namespace Portlight::Core
{

namespace
{

constexpr std::size_t firstBuckets = std::size_t(1) << 12;
/// Results of operations are remembered in a table of fixed size in which newer ones overwrite
/// older ones. It grows with the nodes up to this many.
constexpr std::size_t mostRemembered = std::size_t(1) << 20;
/// About a millisecond of work.
constexpr unsigned stepsBetweenQuestions = 1U << 14;

std::uint64_t mix(std::uint64_t a, std::uint64_t b, std::uint64_t c)
{
    std::uint64_t value = a * 0x9e3779b97f4a7c15ULL ^ b * 0xc2b2ae3d27d4eb4fULL;
    value ^= c * 0x165667b19e3779f9ULL;
    value ^= value >> 29;
    value *= 0xbf58476d1ce4e5b9ULL;
    return value ^ (value >> 32);
}

} // namespace

DecisionDiagram::DecisionDiagram(unsigned variables, WorkBounds bounds)
    : m_variables(variables)
    , m_bounds(std::move(bounds))
    , m_buckets(firstBuckets, 0)
    , m_memory(firstBuckets)
{
    m_nodes.push_back({none, none, 0, variables});
    m_nodes.push_back({all, all, 0, variables});
}

DecisionDiagram::Set DecisionDiagram::node(unsigned variable, Set low, Set high)
{
    if (low == high) {
        return low;
    }
    std::size_t bucket = mix(variable, low, high) & (m_buckets.size() - 1);
    for (std::uint32_t at = m_buckets[bucket]; at != 0; at = m_nodes[at].next) {
        const Node &known = m_nodes[at];
        if (known.variable == variable && known.low == low && known.high == high) {
            return at;
        }
    }
    if (m_nodes.size() >= m_bounds.nodes) {
        m_exhausted = true;
        return none;
    }
    if (m_nodes.size() >= m_buckets.size()) {
        growBuckets();
        bucket = mix(variable, low, high) & (m_buckets.size() - 1);
    }
    const auto created = static_cast<Set>(m_nodes.size());
    m_nodes.push_back({low, high, m_buckets[bucket], variable});
    m_buckets[bucket] = created;
    return created;
}

DecisionDiagram::Set DecisionDiagram::bit(unsigned variable, bool value)
{
    return value ? node(variable, none, all) : node(variable, all, none);
}

DecisionDiagram::Set DecisionDiagram::intersection(Set a, Set b)
{
    return apply(Operation::Intersection, a, b);
}

DecisionDiagram::Set DecisionDiagram::united(Set a, Set b)
{
    return apply(Operation::Union, a, b);
}

DecisionDiagram::Set DecisionDiagram::difference(Set a, Set b)
{
    return apply(Operation::Difference, a, b);
}

DecisionDiagram::Set DecisionDiagram::complement(Set a)
{
    return apply(Operation::Difference, all, a);
}

DecisionDiagram::Set DecisionDiagram::forget(Set set, unsigned first, unsigned last)
{
    return forgetFrom(set, first, last);
}

DecisionDiagram::Set DecisionDiagram::apply(Operation operation, Set a, Set b)
{
    switch (operation) {
    case Operation::Intersection:
        if (a == none || b == none) {
            return none;
        }
        if (a == all || a == b) {
            return b;
        }
        if (b == all) {
            return a;
        }
        break;
    case Operation::Union:
        if (a == all || b == all) {
            return all;
        }
        if (a == none || a == b) {
            return b;
        }
        if (b == none) {
            return a;
        }
        break;
    default:
        if (a == none || b == all || a == b) {
            return none;
        }
        if (b == none) {
            return a;
        }
        break;
    }
    countStep();
    if (m_exhausted) {
        return none;
    }
    if (operation != Operation::Difference && a > b) {
        std::swap(a, b);
    }
    if (const Remembered &known = slot(operation, a, b);
        known.operation == operation && known.a == a && known.b == b) {
        return known.result;
    }
    const unsigned ofA = m_nodes[a].variable;
    const unsigned ofB = m_nodes[b].variable;
    const unsigned variable = ofA < ofB ? ofA : ofB;
    const Set lowA = ofA == variable ? m_nodes[a].low : a;
    const Set highA = ofA == variable ? m_nodes[a].high : a;
    const Set lowB = ofB == variable ? m_nodes[b].low : b;
    const Set highB = ofB == variable ? m_nodes[b].high : b;
    const Set low = apply(operation, lowA, lowB);
    const Set high = apply(operation, highA, highB);
    const Set result = node(variable, low, high);
    slot(operation, a, b) = {operation, a, b, result};
    return result;
}

DecisionDiagram::Set DecisionDiagram::forgetFrom(Set set, unsigned first, unsigned last)
{
    const unsigned variable = m_nodes[set].variable;
    countStep();
    if (variable > last) {
        return set;
    }
    if (m_exhausted) {
        // Never the set itself: who walks what is left would meet what should be forgotten.
        return none;
    }
    const std::uint32_t range = first << 16 | last;
    if (const Remembered &known = slot(Operation::Forget, set, range);
        known.operation == Operation::Forget && known.a == set && known.b == range) {
        return known.result;
    }
    const Set low = forgetFrom(m_nodes[set].low, first, last);
    const Set high = forgetFrom(m_nodes[set].high, first, last);
    const Set result =
        variable < first ? node(variable, low, high) : apply(Operation::Union, low, high);
    slot(Operation::Forget, set, range) = {Operation::Forget, set, range, result};
    return result;
}

void DecisionDiagram::countStep()
{
    if (++m_steps < stepsBetweenQuestions) {
        return;
    }
    m_steps = 0;
    if (!m_exhausted && m_bounds.stop && m_bounds.stop()) {
        m_stopped = true;
        m_exhausted = true;
    }
}

DecisionDiagram::Remembered &DecisionDiagram::slot(Operation operation, Set a, std::uint32_t b)
{
    const std::uint64_t place = mix(a, b, static_cast<std::uint32_t>(operation));
    return m_memory[place & (m_memory.size() - 1)];
}

void DecisionDiagram::growBuckets()
{
    m_buckets.assign(m_buckets.size() * 2, 0);
    for (std::uint32_t i = all + 1; i < m_nodes.size(); ++i) {
        Node &node = m_nodes[i];
        const std::size_t bucket = mix(node.variable, node.low, node.high) & (m_buckets.size() - 1);
        node.next = m_buckets[bucket];
        m_buckets[bucket] = i;
    }
    if (m_memory.size() < mostRemembered && m_memory.size() < m_buckets.size()) {
        m_memory.assign(m_buckets.size(), {});
    }
}

} // namespace Portlight::Core
