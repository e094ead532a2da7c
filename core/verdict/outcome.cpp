// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/verdict/outcome.h"

#include "core/text/saveparser.h"
#include "core/verdict/nativewords.h"

#include <algorithm>
#include <iterator>

namespace Portlight::Core
{

namespace
{

/// The steps of both, in their order: the common beginning, the common end, and what of the rest is
/// found in both. Branches come by the same rules in the same order, so that nothing is missed but
/// where one calls a chain more often.
std::vector<RuleRef> commonSteps(const std::vector<RuleRef> &one, const std::vector<RuleRef> &other)
{
    constexpr std::size_t mostSearched = 1'000'000;
    const auto [firstA, firstB] = std::mismatch(one.begin(), one.end(), other.begin(), other.end());
    std::vector<RuleRef> result(one.begin(), firstA);
    const auto [lastA, lastB] =
        std::mismatch(std::make_reverse_iterator(one.end()), std::make_reverse_iterator(firstA),
                      std::make_reverse_iterator(other.end()), std::make_reverse_iterator(firstB));
    const auto left = static_cast<std::size_t>(lastA.base() - firstA);
    const auto right = static_cast<std::size_t>(lastB.base() - firstB);
    if (right != 0 && left <= mostSearched / right) {
        auto from = firstB;
        for (auto step = firstA; step != lastA.base(); ++step) {
            const auto found = std::find(from, lastB.base(), *step);
            if (found != lastB.base()) {
                result.push_back(*step);
                from = found + 1;
            }
        }
    }
    result.insert(result.end(), lastA.base(), one.end());
    return result;
}

} // namespace

PathArena::PathArena()
    : m_nodes(1)
{
}

PathArena::Path PathArena::prepend(const RuleRef &step, Path rest)
{
    m_nodes.push_back({step, rest, m_nodes[rest].length + 1});
    return static_cast<Path>(m_nodes.size() - 1);
}

PathArena::Path PathArena::common(Path a, Path b)
{
    Path endA = a;
    Path endB = b;
    while (m_nodes[endA].length > m_nodes[endB].length) {
        endA = m_nodes[endA].rest;
    }
    while (m_nodes[endB].length > m_nodes[endA].length) {
        endB = m_nodes[endB].rest;
    }
    while (endA != endB) {
        endA = m_nodes[endA].rest;
        endB = m_nodes[endB].rest;
    }
    const std::vector<RuleRef> shared = commonSteps(stepsUntil(a, endA), stepsUntil(b, endA));
    Path result = endA;
    for (auto step = shared.rbegin(); step != shared.rend(); ++step) {
        result = prepend(*step, result);
    }
    return result;
}

std::vector<RuleRef> PathArena::stepsUntil(Path path, Path end) const
{
    std::vector<RuleRef> result;
    for (; path != end; path = m_nodes[path].rest) {
        result.push_back(m_nodes[path].step);
    }
    return result;
}

std::vector<RuleRef> PathArena::steps(Path path) const
{
    std::vector<RuleRef> result;
    result.reserve(m_nodes[path].length);
    for (; path != empty; path = m_nodes[path].rest) {
        result.push_back(m_nodes[path].step);
    }
    return result;
}

std::string rejectionBy(const RuleRef &ref, Family family)
{
    if (const NativeRule *native = ref.nativeRule()) {
        for (const NftStatement &statement : native->program.statements) {
            if (const auto *reject = std::get_if<NftReject>(&statement.is)) {
                return nativeRejection(*reject, family);
            }
        }
        return {};
    }
    const auto given = targetOption(ref.rule()->target, "reject-with");
    if (given) {
        return *given;
    }
    return family == Family::Ipv4 ? "icmp-port-unreachable" : "icmp6-port-unreachable";
}

const Acceptance &better(const Acceptance &earlier, const Acceptance &later)
{
    return later.rank >= earlier.rank && later.by ? later : earlier;
}

} // namespace Portlight::Core
