// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/lint/parts.h"

#include <algorithm>

namespace Portlight::Core
{

namespace
{

LintFinding about(const Ruleset &ruleset, std::string chain, LintKind kind, LintSeverity severity,
                  std::string detail = {})
{
    return {
        kind,
        severity,
        {ruleset.backend, ruleset.family, chain.empty() ? "" : "filter", std::move(chain), 0, {}},
        {},
        std::move(detail)};
}

bool filtersAtAll(const Ruleset &ruleset)
{
    const Table *filter = ruleset.table("filter");
    return filter != nullptr
        && std::any_of(filter->chains.begin(), filter->chains.end(), [](const Chain &chain) {
               return !chain.rules.empty() || chain.policy == Policy::Drop;
           });
}

std::string portsText(const Opening &opening)
{
    std::string text = protocolName(opening.protocol) + ' ' + std::to_string(opening.ports.first);
    if (opening.ports.last != opening.ports.first) {
        text += '-' + std::to_string(opening.ports.last);
    }
    return text;
}

bool coversAllPorts(const Opening &opening)
{
    return opening.ports.first <= 1 && opening.ports.last == 65535;
}

/// Whether each port of `opening` takes some connection in the list.
bool isOpenIn(const std::vector<Opening> &list, const Opening &opening)
{
    std::uint32_t next = opening.ports.first;
    for (const Opening &other : list) {
        if (other.protocol == opening.protocol && other.ports.first <= next
            && other.ports.last >= next) {
            next = std::uint32_t(other.ports.last) + 1;
        }
    }
    return next > opening.ports.last;
}

} // namespace

Result<void> findRisks(const Ruleset &ruleset, const World &world,
                       const std::vector<Opening> &openings, PacketSpace &space,
                       std::vector<LintFinding> &findings)
{
    if (!filtersAtAll(ruleset)) {
        return {};
    }
    const std::span<const Ruleset> alone(&ruleset, 1);
    const PacketSet tcp =
        space.intersection(space.equal(Field::Protocol, ProtocolTcp), space.equal(Field::Mark, 0));
    const PacketSet viaLoopback = space.device(Field::InInterface, "lo");
    const PacketSet toLoopback = space.device(Field::OutInterface, "lo");
    SetWalk walk(alone, world, space);
    const auto ends = [&](Way way, PacketSet start) {
        return walk.walk(way, space.intersection(tcp, start));
    };

    const PacketSet first = space.state(FlowState::New);
    const IpAddress own = *IpAddress::parse(ruleset.family == Family::Ipv4 ? "127.0.0.1" : "::1");
    const PacketSet amongPrograms = space.intersection(space.address(Field::Source, own),
                                                       space.address(Field::Destination, own));
    const auto local =
        ends(Way::Input, space.intersection(space.intersection(viaLoopback, first), amongPrograms));
    // Replies come to a port of net.ipv4.ip_local_port_range, by default this one.
    const PacketSet toClients = space.range(Field::Port, 32768, 60999);
    const auto replies =
        ends(Way::Input,
             space.difference(space.intersection(space.state(FlowState::Established), toClients),
                              viaLoopback));
    const auto leaving = ends(Way::Output, space.difference(first, toLoopback));
    for (const auto *fate : {&local, &replies, &leaving}) {
        if (!*fate) {
            return tl::unexpected(fate->error());
        }
    }
    const auto passesNothing = [](const SetFate &fate) {
        return fate.accepted == PacketSpace::none && fate.unknown == PacketSpace::none;
    };
    if (passesNothing(*local)) {
        findings.push_back(
            about(ruleset, "INPUT", LintKind::LoopbackBlocked, LintSeverity::Problem));
    }
    if (passesNothing(*replies) && walk.surely(*leaving, leaving->accepted) != PacketSpace::none) {
        findings.push_back(
            about(ruleset, "INPUT", LintKind::RepliesBlocked, LintSeverity::Problem));
    }
    for (const Opening &opening : openings) {
        const bool isCommon = opening.protocol == ProtocolTcp || opening.protocol == ProtocolUdp;
        if (isCommon && opening.isToEveryone() && coversAllPorts(opening)) {
            findings.push_back(about(ruleset, "INPUT", LintKind::OpenToAll, LintSeverity::Warning,
                                     protocolName(opening.protocol)));
        }
    }
    return {};
}

void compareFamilies(const Ruleset &ruleset, const std::vector<Opening> &openings,
                     const Ruleset &other, const std::vector<Opening> &otherOpenings,
                     std::vector<LintFinding> &findings)
{
    // A family without rules of its own is told by its whole openness.
    if (!filtersAtAll(other)) {
        return;
    }
    for (const Opening &opening : openings) {
        const bool isCommon = opening.protocol == ProtocolTcp || opening.protocol == ProtocolUdp;
        if (isCommon && opening.isToEveryone() && !isOpenIn(otherOpenings, opening)) {
            findings.push_back(
                about(ruleset, "INPUT", LintKind::OpenInOneFamily,
                      coversAllPorts(opening) ? LintSeverity::Problem : LintSeverity::Warning,
                      portsText(opening)));
        }
    }
}

} // namespace Portlight::Core
