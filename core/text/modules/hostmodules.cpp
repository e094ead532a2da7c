// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/text/modules/moduleoptions.h"
#include "core/text/values.h"

namespace Portlight::Core
{

namespace
{

std::optional<ModuleCondition> parseOwner(ModuleOptions &options, Family)
{
    OwnerCondition condition;
    condition.uid = options.takeRange("uid-owner", 0xffffffff, '-');
    condition.gid = options.takeRange("gid-owner", 0xffffffff, '-');
    condition.socketExists = options.takeNegatableFlag("socket-exists");
    condition.supplementaryGroups = options.takeFlag("suppl-groups");
    if (!condition.uid && !condition.gid && !condition.socketExists) {
        return std::nullopt;
    }
    return ModuleCondition{condition};
}

std::optional<ModuleCondition> parseSocket(ModuleOptions &options, Family)
{
    SocketCondition condition;
    condition.transparent = options.takeFlag("transparent");
    condition.wildcardsToo = options.takeFlag("nowildcard");
    return ModuleCondition{condition}; // --restore-skmark sets the mark: not understood
}

std::optional<ModuleCondition> parseCgroup(ModuleOptions &options, Family)
{
    CgroupCondition condition;
    if (const auto classId = options.takeNumber("cgroup", 0xffffffff)) {
        condition.classId = classId->value;
        condition.inverted = classId->inverted;
        return ModuleCondition{condition};
    }
    const auto path = options.take("path");
    if (!path) {
        return std::nullopt;
    }
    condition.path = path->values.front();
    condition.inverted = path->inverted;
    while (condition.path.starts_with('/')) {
        condition.path.erase(0, 1);
    }
    while (condition.path.ends_with('/')) {
        condition.path.pop_back();
    }
    return ModuleCondition{std::move(condition)};
}

std::optional<ModuleCondition> parsePolicy(ModuleOptions &options, Family)
{
    const auto direction = options.take("dir");
    const auto policy = options.take("pol");
    if (!direction || !policy || policy->inverted) {
        return std::nullopt;
    }
    const std::string_view name = policy->values.front();
    if (name != "none" && name != "ipsec") {
        return std::nullopt;
    }
    PolicyCondition condition;
    condition.none = name == "none";
    condition.elements = options.takeFlag("strict");
    for (const std::string_view element :
         {"reqid", "spi", "proto", "mode", "tunnel-src", "tunnel-dst"}) {
        while (options.take(element)) {
            condition.elements = true;
        }
    }
    while (options.takeFlag("next")) {
        condition.elements = true;
    }
    return ModuleCondition{condition};
}

std::optional<ModuleCondition> parseReversePath(ModuleOptions &options, Family)
{
    ReversePathCondition condition;
    condition.loose = options.takeFlag("loose");
    condition.useMark = options.takeFlag("validmark");
    condition.acceptLocal = options.takeFlag("accept-local");
    condition.inverted = options.takeFlag("invert");
    return ModuleCondition{condition};
}

std::optional<Negatable<std::string>> takeDevice(ModuleOptions &options, std::string_view name)
{
    const auto option = options.take(name);
    if (!option) {
        return std::nullopt;
    }
    return Negatable<std::string>{std::string(option->values.front()), option->inverted};
}

std::optional<ModuleCondition> parsePhysdev(ModuleOptions &options, Family)
{
    BridgePortCondition condition;
    condition.in = takeDevice(options, "physdev-in");
    condition.out = takeDevice(options, "physdev-out");
    condition.isIn = options.takeNegatableFlag("physdev-is-in");
    condition.isOut = options.takeNegatableFlag("physdev-is-out");
    condition.isBridged = options.takeNegatableFlag("physdev-is-bridged");
    return ModuleCondition{std::move(condition)};
}

std::optional<ModuleCondition> parseSet(ModuleOptions &options, Family)
{
    const auto set = options.take("match-set", 2);
    if (!set) {
        return std::nullopt;
    }
    SetCondition condition;
    condition.name = set->values[0];
    condition.inverted = set->inverted;
    condition.returnNomatch = options.takeFlag("return-nomatch");
    std::string_view list = set->values[1];
    while (true) {
        const std::size_t comma = list.find(',');
        const std::string_view side = list.substr(0, comma);
        if (side != "src" && side != "dst") {
            return std::nullopt;
        }
        condition.sides.push_back(side == "src" ? Side::Source : Side::Destination);
        if (comma == std::string_view::npos) {
            break;
        }
        list.remove_prefix(comma + 1);
    }
    // Whether members are counted changes no answer.
    options.takeNegatableFlag("update-counters");
    options.takeNegatableFlag("update-subcounters");
    for (const std::string_view counter :
         {"packets-eq", "packets-lt", "packets-gt", "bytes-eq", "bytes-lt", "bytes-gt"}) {
        condition.counters = options.take(counter).has_value() || condition.counters;
    }
    return ModuleCondition{std::move(condition)};
}

} // namespace

ModuleParser hostModuleParser(std::string_view module)
{
    return module == "owner"   ? parseOwner
        : module == "socket"   ? parseSocket
        : module == "cgroup"   ? parseCgroup
        : module == "policy"   ? parsePolicy
        : module == "rpfilter" ? parseReversePath
        : module == "physdev"  ? parsePhysdev
        : module == "set"      ? parseSet
                               : nullptr;
}

} // namespace Portlight::Core
