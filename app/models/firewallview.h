// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/diagnosis/evidence.h"
#include "core/verdict/engine.h"

#include <QString>
#include <QStringList>

#include <memory>
#include <vector>

namespace Portlight::App
{

/// What was read of the firewall, as the pages show it. Shared and never changed once made.
struct FirewallData {
    std::vector<std::shared_ptr<const Core::Ruleset>> rulesets;
    std::vector<std::string> nativeTables;
    std::vector<Core::NetworkInterface> interfaces;
    std::vector<Core::Listener> listeners;
    std::vector<Core::Manager> managers;
    std::string persistence;
    Core::Backend defaultBackend = Core::Backend::Nft;
    bool incomplete = false; ///< a part could not be read or rendered
    bool rulesRead = false;
    bool listenersRead = false;
    bool managersRead = false;

    const std::shared_ptr<const Core::Ruleset> *ruleset(Core::Backend backend,
                                                        Core::Family family) const;
    /// Rules of both families in one backend.
    std::size_t ruleCount(Core::Backend backend) const;
    std::vector<Core::IpAddress> localAddresses() const;
};

/// From how far a service can be reached, by walking a packet through the rules.
enum class Reach : std::uint8_t { ThisComputer, LocalNetwork, Anywhere, Blocked, CannotTell };
Reach reachOf(const Core::Listener &listener, const FirewallData &data);
QString reachText(Reach reach);
QString reachIconName(Reach reach);

/// What the firewall does with strangers, in words.
struct FirewallSummary {
    QString headline; ///< "The firewall is on."
    QString effect; ///< "Incoming connections are blocked unless a rule allows them. Allowed: …"
    QString outgoing; ///< "Programs on this computer may connect anywhere."
};
FirewallSummary summarize(const FirewallData &data, Core::Family family);

} // namespace Portlight::App
