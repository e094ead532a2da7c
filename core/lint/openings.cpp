// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/lint/openings.h"

#include "core/lint/openingreader.h"

namespace Portlight::Core
{

namespace
{

constexpr const char *operation = "calculate what is open";

} // namespace

Result<std::vector<Opening>> openPorts(const RulesInForce &rules, Family family, const World &world,
                                       const WorkBounds &bounds)
{
    PacketSpace space(family, DeviceNames(devicePatterns(rules)), bounds);
    const PacketSet first = firstPackets(space, Way::Input, world);
    const Result<Passing> pass = passing(rules, world, space, Way::Input, first);
    if (!pass) {
        return tl::unexpected(pass.error());
    }
    auto openings = readOpenings(space, Way::Input, first, pass->surely, pass->maybe);
    if (space.isExhausted()) {
        return space.exhaustion(operation);
    }
    return openings;
}

Result<OpeningDifference> openingDifference(const RulesInForce &before, const RulesInForce &after,
                                            Family family, Way way, const World &world,
                                            const WorkBounds &bounds, const OpeningScope &scope)
{
    std::vector<std::string> patterns = devicePatterns(before);
    const std::vector<std::string> more = devicePatterns(after);
    patterns.insert(patterns.end(), more.begin(), more.end());
    PacketSpace space(family, DeviceNames(patterns), bounds);
    PacketSet first = firstPackets(space, way, world);
    if (scope.protocol) {
        first = space.intersection(first, space.equal(Field::Protocol, *scope.protocol));
    }
    if (scope.port) {
        first = space.intersection(first, space.equal(Field::Port, *scope.port));
    }
    const Result<Passing> old = passing(before, world, space, way, first);
    if (!old) {
        return tl::unexpected(old.error());
    }
    const Result<Passing> now = passing(after, world, space, way, first);
    if (!now) {
        return tl::unexpected(now.error());
    }
    const auto tell = [&](const Passing &less, const Passing &gained) {
        const PacketSet sure = space.difference(gained.surely, less.maybe);
        const PacketSet perhaps = space.united(space.difference(gained.maybe, less.maybe),
                                               space.difference(gained.surely, less.surely));
        return readOpenings(space, way, first, sure, perhaps);
    };
    OpeningDifference difference{tell(*old, *now), tell(*now, *old)};
    if (space.isExhausted()) {
        return space.exhaustion(operation);
    }
    return difference;
}

} // namespace Portlight::Core
