// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/change/change.h"
#include "helper/rehearsal/innode.h"
#include "helper/rehearsal/scene.h"

#include <optional>

namespace Portlight::Helper
{

/// One copy of the live system in a network of its own: the node "here" with the live system's
/// devices, addresses, settings, rules and listeners, and a node for each stand-in.
class Copy
{
public:
    /// `name` tells the nodes of several copies apart.
    Copy(Lab::Namespaces &world, const Scene &scene, std::string name);

    Core::Result<void> buildNetwork();
    /// What could not be loaded is added to `limits`.
    Core::Result<void> loadRules(std::vector<Core::RehearsalLimit> &limits);
    /// As a trial: planned, checked by the tools, committed, verified.
    Core::Result<void> change(const std::vector<Core::Change> &changes);

    /// Sends the asked packet; what came of it is told by finish().
    Core::Result<void> start();
    Core::Result<Core::RehearsedRun> finish();

private:
    std::string node(const std::string &role) const;
    std::string nodeBehind(const std::string &interface) const;
    Core::Result<void> makeDevices();
    Core::Result<void> configureHere();
    Core::Result<void> configureStandIns();
    Core::Result<void>
    writeSettings(const std::string &node,
                  const std::vector<std::pair<std::string, std::string>> &wanted);
    Core::Result<void> startListeners();
    Core::Result<std::vector<Core::Ruleset>> readCounters();

    Lab::Namespaces &m_world;
    const Scene &m_scene;
    std::string m_name;
    std::vector<Core::Ruleset> m_before;
    std::optional<NodeWork> m_attempt;
};

} // namespace Portlight::Helper
