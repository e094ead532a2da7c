// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/verdict/outcome.h"

#include "core/text/saveparser.h"
#include "core/verdict/nativewords.h"

namespace Portlight::Core
{

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
    std::vector<RuleRef> beginning;
    while (a != endA && b != endB && m_nodes[a].step == m_nodes[b].step) {
        beginning.push_back(m_nodes[a].step);
        a = m_nodes[a].rest;
        b = m_nodes[b].rest;
    }
    Path result = endA;
    for (auto step = beginning.rbegin(); step != beginning.rend(); ++step) {
        result = prepend(*step, result);
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
