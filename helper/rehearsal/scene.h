// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/diagnosis/rehearsalreport.h"
#include "core/result.h"
#include "helper/rehearsal/rehearse.h"
#include "helper/trial/sideplan.h"

#include <string>
#include <vector>

namespace Portlight::Helper
{

/// A text to load into the copy: what one restore program takes at once.
struct LoadStep {
    enum class Tool { Restore, Nft };
    Tool tool = Tool::Restore;
    Side side; ///< for Restore
    std::string table; ///< "filter"; "inet firewalld" for Nft
    std::string text;
};

/// A computer on the other end of one network device. It owns addresses that the live system
/// reaches there, and sends everything back to the device.
struct StandIn {
    std::string interface;
    std::vector<Core::IpAddress> addresses;
    std::vector<std::uint16_t> ports; ///< on which it answers
    /// Addresses it cannot answer: private ones, seen from the internet.
    std::vector<Core::IpAddress> unreachable;
};

/// A route of the live system that the packet or its answer takes.
struct SceneRoute {
    Core::IpAddress to;
    Core::Route route;
};

/// What a copy is made from: the live system as the asked packet would find it.
struct Scene {
    Core::Question question;
    bool sentFromHere = false; ///< it goes out, or from this computer to itself
    std::vector<LoadStep> rules; ///< in the order of registration, as far as it is known
    std::string sets; ///< "ipset save"
    std::vector<Core::NetworkInterface> interfaces;
    /// Path below /proc/sys and value, in the order of writing: some write others along.
    std::vector<std::pair<std::string, std::string>> settings;
    std::vector<SceneRoute> routes;
    std::vector<StandIn> standIns;
    /// The device the packet comes in on and the one its answer leaves by differ: the stand-in of
    /// the first is behind the second, too.
    std::string answerInterface;
    std::vector<Core::Listener> listeners;
    std::vector<Core::RehearsalLimit> limits;
};

/// Reads the live system, and nothing else.
Core::Result<Scene> readScene(const RehearsalRequest &request);

} // namespace Portlight::Helper
