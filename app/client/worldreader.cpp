// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/client/worldreader.h"

#include <algorithm>

namespace Portlight::App
{

namespace
{

using Core::AddressSet;
using Core::Result;
using Core::World;
using Core::WorldReading;

/// ReadSets takes no more names at once.
constexpr std::size_t maxNames = 256;

void addSets(const std::vector<AddressSet> &sets, World &world)
{
    for (const AddressSet &set : sets) {
        if (auto known = Core::ipSetOf(set)) {
            world.sets.insert_or_assign(set.name, *std::move(known));
        }
    }
}

/// Sets that lists hold and that are not known yet. A list holds no further list.
std::vector<std::string> namesInLists(const World &world)
{
    std::vector<std::string> names;
    for (const auto &[name, set] : world.sets) {
        if (set.type != "list:set") {
            continue;
        }
        for (const Core::IpSetMember &member : set.members) {
            const std::string &one = member.values.front().name;
            const bool known = world.sets.find(one) != world.sets.end()
                || std::find(names.begin(), names.end(), one) != names.end();
            if (!known && names.size() < maxNames) {
                names.push_back(one);
            }
        }
    }
    return names;
}

void readSets(HelperClient &helper, std::vector<std::string> names, WorldReading reading,
              bool followLists, QObject *context, const Callback<WorldReading> &done)
{
    names.resize(std::min(names.size(), maxNames));
    if (names.empty()) {
        done(std::move(reading));
        return;
    }
    helper.readSets(
        names, context,
        [&helper, reading = std::move(reading), followLists, context,
         done](const Result<std::vector<AddressSet>> &sets) mutable {
            if (sets) {
                addSets(*sets, reading.world);
            }
            std::vector<std::string> more =
                followLists ? namesInLists(reading.world) : std::vector<std::string>();
            readSets(helper, std::move(more), std::move(reading), false, context, done);
        },
        Core::mostSetMembers);
}

} // namespace

void readWorld(HelperClient &helper, const std::vector<Core::Ruleset> &rulesets, QObject *context,
               const Callback<WorldReading> &done)
{
    helper.readWorld(
        context,
        [&helper, names = Core::setsOf(rulesets), context, done](Result<WorldReading> reading) {
            if (!reading) {
                done(tl::unexpected(reading.error()));
                return;
            }
            readSets(helper, names, *std::move(reading), true, context, done);
        });
}

} // namespace Portlight::App
